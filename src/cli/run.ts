import { CommanderError } from "commander";

import { ReviewError, UsageError } from "../model/failure.ts";
import { createProgram } from "./program.ts";

/** Exit codes: `pass`, `warn` 0; `block`, `approval` 1; wrong use or unusable configuration 2; `undecided` 3. */
export const exitCodes = { pass: 0, warn: 0, block: 1, approval: 1, undecided: 3, usage: 2 } as const;

/** Runs one command line and resolves to its exit code. Messages go to stderr, only the report to stdout. */
export async function run(argv: ReadonlyArray<string>): Promise<number> {
  let exitCode = 0;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    if (error instanceof UsageError) return complain(error.message, exitCodes.usage);
    if (error instanceof ReviewError) return complain(error.message, exitCodes.undecided);
    throw error;
  }
}

function complain(message: string, code: number): number {
  process.stderr.write(`tollgate: ${message}\n`);
  return code;
}
