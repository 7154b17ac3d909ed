import { readFileSync } from "node:fs";
import { UsageError } from "../model/failure.ts";

/** The text of an input file, `-` for stdin. Throws UsageError where it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (cause) {
    throw new UsageError(`the input ${file} cannot be read; name a file that exists`, { cause });
  }
}
