import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { median } from "./statistics.ts";

/** One command as a whole process, several times. */
export interface Measured {
  readonly name: string;
  /** Wall milliseconds, median. */
  readonly milliseconds: number;
  /** Peak resident memory, megabytes, median. */
  readonly megabytes: number;
  readonly runs: number;
}

/** A command that is measured; `codes` are the exit codes that count as success. */
export interface Command {
  readonly name: string;
  readonly args: ReadonlyArray<string>;
  readonly directory: string;
  readonly codes: ReadonlyArray<number>;
}

/** Seconds that one process has; a peer that hangs is left out, and the others are measured. */
const longest = 300;

/**
 * Runs commands in turns (one of each, then again), so that whatever else the machine does meets all of them alike.
 * Peak memory is GNU time's. Throws when a command ends with another code than expected.
 */
export function measure(commands: ReadonlyArray<Command>, runs: number): ReadonlyArray<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
  const samples = commands.map((command) => ({ command, times: [] as number[], sizes: [] as number[] }));
  const late = new Set<Command>();
  for (let run = 0; run <= runs; run += 1) {
    for (const sample of samples) {
      if (late.has(sample.command)) continue;
      const outcome = runOnce(sample.command, join(folder, "time"));
      if (outcome === null) {
        late.add(sample.command);
        process.stdout.write(`\n${sample.command.name} did not end within ${longest} s: left out\n`);
        continue;
      }
      const { milliseconds, megabytes } = outcome;
      if (run === 0) continue; // the first fills the caches of the operating system
      sample.times.push(milliseconds);
      sample.sizes.push(megabytes);
    }
  }
  rmSync(folder, { recursive: true, force: true });
  const measured = samples.filter(({ command }) => !late.has(command));
  return measured.map(({ command, times, sizes }) => ({
    name: command.name,
    milliseconds: median(times),
    megabytes: median(sizes),
    runs,
  }));
}

/** Null where it did not end in time; `timeout` ends its children with it. */
function runOnce(command: Command, file: string): { readonly milliseconds: number; readonly megabytes: number } | null {
  const start = performance.now();
  const result = spawnSync(
    "/usr/bin/time",
    ["-f", "%M", "-o", file, "timeout", "-k", "5", String(longest), ...command.args],
    {
      cwd: command.directory,
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const milliseconds = performance.now() - start;
  if (result.error !== undefined) throw new Error("GNU time is needed (package time)", { cause: result.error });
  if (result.status === 124 || result.status === 137) return null;
  if (!command.codes.includes(result.status ?? -1)) {
    throw new Error(`${command.name} ended with ${result.status ?? "a signal"}: ${result.stderr.slice(0, 500)}`);
  }
  const kilobytes = Number(readFileSync(file, "utf8").trim().split("\n").at(-1));
  return { milliseconds, megabytes: kilobytes / 1024 };
}

/** Whether a program is on the PATH. */
export function isInstalled(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}
