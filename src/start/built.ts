#!/usr/bin/env node
/** The command of the built package; in the sources it is `src/cli.ts`. */
import { join } from "node:path";
import { whyNotThisNode } from "./node-version.ts";
import { loadCommand, openProgram } from "./program.ts";

const why = whyNotThisNode(process.version);
if (why !== null) {
  process.stderr.write(`${why}\n`);
  process.exitCode = 2;
} else {
  const command = loadCommand(openProgram(), join(import.meta.dirname, "..", "program", "run.js"));
  process.exitCode = await command.run(process.argv);
}
