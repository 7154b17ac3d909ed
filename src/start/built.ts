#!/usr/bin/env node
/** The command of the built package; in the sources it is `src/cli.ts`. */
import { join } from "node:path";
import { whyNotThisNode } from "./node-version.ts";
import { openProgram } from "./program.ts";

const why = whyNotThisNode(process.version);
if (why !== null) {
  process.stderr.write(`${why}\n`);
  process.exitCode = 2;
} else {
  const program = openProgram().load(join(import.meta.dirname, "..", "program", "run.js"));
  if (!isProgram(program)) throw new TypeError("the built program is damaged; install it again");
  process.exitCode = await program.run(process.argv);
}

interface Command {
  readonly run: (argv: ReadonlyArray<string>) => Promise<number>;
}

function isProgram(value: unknown): value is Command {
  return typeof value === "object" && value !== null && "run" in value && typeof value.run === "function";
}
