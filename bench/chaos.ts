import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runChaos } from "../test/app/chaos.ts";

/**
 * `npm run bench:chaos [-- EVENTS PULLS]`: pull request events while the App is killed every few seconds and GitHub
 * fails as on a bad day. On PostgreSQL with two processes where TOLLGATE_CHAOS_DATABASE_URL names an empty database,
 * else on the embedded one. Bounded; ends by itself.
 */
const events = Number(process.argv[2] ?? 2_000);
const pulls = Number(process.argv[3] ?? 200);
const url = process.env["TOLLGATE_CHAOS_DATABASE_URL"];
const directory = mkdtempSync(join(tmpdir(), "tollgate-chaos-"));

try {
  const result = await runChaos({
    events,
    pulls,
    place: url === undefined ? { kind: "embedded", directory } : { kind: "postgres", url },
    processes: url === undefined ? 1 : 2,
    killEvery: 4_000,
    command: ["test/app/child.ts"],
    patience: 600,
  });
  const where = url === undefined ? "one process, embedded database" : "two processes, PostgreSQL";
  process.stdout.write(
    `${where}: ${result.kills} kills, everything right ${result.settled.toFixed(1)} s after the last event\n`,
  );
  for (const name of result.lost) process.stdout.write(`lost: ${name}\n`);
  for (const name of result.doubled) process.stdout.write(`doubled: ${name}\n`);
  process.stdout.write(
    `chaos: ${result.events} events, lost ${result.lost.length}, doubled ${result.doubled.length}\n`,
  );
  process.exitCode = result.lost.length + result.doubled.length + result.violations === 0 ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
