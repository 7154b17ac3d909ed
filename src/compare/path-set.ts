import type { AttributePath } from "../model/resource.ts";
import { compareText } from "../model/text.ts";

/** The JSON Pointer of an attribute path; two paths are the same when their pointers are. */
export function pointerOf(path: AttributePath): string {
  let pointer = "";
  for (const step of path) {
    const isPlain = typeof step === "number" || !/[~/]/.test(step);
    pointer += isPlain ? `/${step}` : `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }
  return pointer;
}

/** Both lists without repetitions, in the order of their pointers. */
export function unionOfPaths(
  a: ReadonlyArray<AttributePath>,
  b: ReadonlyArray<AttributePath>,
): ReadonlyArray<AttributePath> {
  const byPointer = new Map([...a, ...b].map((path) => [pointerOf(path), path]));
  return [...byPointer.entries()].sort(([x], [y]) => compareText(x, y)).map(([, path]) => path);
}
