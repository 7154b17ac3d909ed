import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { sourcesOf } from "./kept-answers.ts";
import { codeKind, moduleWithCode } from "./machine-code.ts";

/** A module as it was built, and the machine code that V8 once made of it; null where there is none for this process. */
export interface BuiltModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly code: Uint8Array | null;
}

/** Where the build keeps the machine code of an engine, beside its module. */
export function codeFileName(name: string, sources: string): string {
  return `${name}-${sources.slice(0, 16)}-${codeKind}.code`;
}

/** Reads an engine from the folder of built modules, a file URL that ends with a slash. Throws where it is not built. */
export function readModule(name: string, directory: string): BuiltModule {
  return { bytes: readFileSync(new URL(`${name}.wasm`, directory)), code: readMachineCode(name, directory) };
}

/** The name is that of the module's sources: code of another build is not found. */
function readMachineCode(name: string, directory: string): Uint8Array | null {
  const sources = sourcesOf(name, directory);
  if (sources === null) return null;
  try {
    return readFileSync(new URL(codeFileName(name, sources), directory));
  } catch {
    return null; // it is there where the package was built on a machine of this kind
  }
}

/** The module for all threads of the process, compiled beside this one. Throws what compiling throws. */
export async function compileModule(built: BuiltModule): Promise<WebAssembly.Module> {
  return withCode(built) ?? WebAssembly.compile(validatedLater(built));
}

/**
 * The module of an engine, compiled in this thread, which it blocks for a tenth of a second. V8 gives the same module to
 * all threads that ask for it while one of them has it. Throws what reading and compiling throws.
 */
export function loadModule(name: string, directory: string): WebAssembly.Module {
  const built = readModule(name, directory);
  return withCode(built) ?? new WebAssembly.Module(validatedLater(built));
}

function withCode({ bytes, code }: BuiltModule): WebAssembly.Module | null {
  return code === null ? null : moduleWithCode(bytes, code);
}

/**
 * The modules come out of our own build: checking each function when it is first called saves most of the start. The
 * flag is set only here, because Node's own code caches do not hold under it.
 */
function validatedLater({ bytes }: BuiltModule): Uint8Array<ArrayBuffer> {
  setFlagsFromString("--wasm-lazy-validation");
  return bytes;
}

/** Why an engine is not to be had, and what to do. */
export function whyUnavailable(error: unknown): string {
  return (
    `cannot be loaded: ${error instanceof Error ? error.message : String(error)}. ` +
    "Install Go 1.26 or newer and run `npm ci` again, or use the published package, which carries the engine."
  );
}
