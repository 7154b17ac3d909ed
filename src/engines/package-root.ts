/**
 * The folder of this package, from its sources and from its build alike: this file, and every chunk of the build, lies
 * two levels below it.
 */
export const packageRoot = new URL("../../", import.meta.url);
