import { CommanderError } from "commander";

import { ReviewError, UsageError } from "../model/failure.ts";
import { exitCodes } from "./exit-codes.ts";
import { createProgram } from "./program.ts";

/** Runs one command line and resolves to its exit code. Messages go to stderr, only the report to stdout. */
export async function run(argv: ReadonlyArray<string>): Promise<number> {
  let exitCode = 0;
  const program = createProgram((code) => {
    exitCode = code;
  });
  // Workers and pending WebAssembly compilations do not keep a process alive; an unfinished review has to.
  const alive = setInterval(() => undefined, 60_000);
  process.stdout.on("error", ignoreClosedPipe);
  try {
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    if (error instanceof UsageError) return complain(error.message, exitCodes.usage);
    if (error instanceof ReviewError) return complain(error.message, exitCodes.undecided);
    throw error;
  } finally {
    clearInterval(alive);
  }
}

/** Whoever reads has seen enough (`tollgate scan | head`); the exit code still tells the verdict. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function complain(message: string, code: number): number {
  process.stderr.write(`tollgate: ${message}\n`);
  return code;
}
