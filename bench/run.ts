import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { benchBurst } from "./burst.ts";
import { benchCommandLine } from "./command-line.ts";
import { enginesWithoutCode, goalOf } from "./goals.ts";
import { installPeers, missing, peer, peers } from "./peers.ts";
import type { Measured } from "./processes.ts";
import { benchPeersCold, benchWarm } from "./rules.ts";
import { benchScans } from "./scans.ts";
import { benchServer } from "./server.ts";
import { benchThroughput } from "./throughput.ts";

/** `npm run bench`: medians on this machine, the peers in the same run where they are installed. See docs/bench.md. */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    inputs: { type: "string" },
    peers: { type: "boolean", default: false },
    reviews: { type: "string", default: "300" },
    only: { type: "string", multiple: true, default: ["scan", "warm", "review", "server", "burst", "throughput"] },
  },
});
const runs = Number(values.runs);
const growths = [
  ["500 resources, a block each", "2000 resources, a block each"],
  ["500 resources by count", "2000 resources by count"],
] as const;
const isWanted = (part: string): boolean => values.only.includes(part);

say(
  `# ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}, medians of ${runs} runs, in turns`,
);
const absent = values.peers ? installPeers() : peers.filter((name) => peer(name) === null).map(missing);
for (const line of absent) say(`\n${line}`);
const slow = enginesWithoutCode();
if (slow.length > 0) say(`\nwithout machine code, a second slower each: ${slow.join(", ")}; run \`npm run prepare\``);
if (isWanted("scan")) table(benchScans(runs, values.inputs ?? null));
if (isWanted("warm")) await showWarm();
if (isWanted("review")) table(benchCommandLine(runs));
if (isWanted("server")) await showServer();
if (isWanted("burst")) await showBurst();
if (isWanted("throughput")) await showThroughput();

function table(measured: ReadonlyArray<Measured>): void {
  say("\n| command, whole process | ms | goal | peak MB |\n| --- | ---: | ---: | ---: |");
  for (const { name, milliseconds, megabytes } of measured) {
    say(`| ${name} | ${milliseconds.toFixed(0)} | ${goalOf(name)} | ${megabytes.toFixed(0)} |`);
  }
  for (const [small, large] of growths) {
    const [from, to] = [small, large].map((name) => measured.find((item) => item.name === `tollgate scan: ${name}`));
    if (from === undefined || to === undefined) continue;
    const [time, memory] = [to.milliseconds / from.milliseconds, to.megabytes / from.megabytes];
    say(`\nfrom ${small} to ${large}: ${time.toFixed(1)} times the time, ${memory.toFixed(1)} times the memory`);
  }
}

async function showWarm(): Promise<void> {
  say("\n| in one long-lived process, warm | ms | goal |\n| --- | ---: | ---: |");
  for (const { name, milliseconds } of await benchWarm(runs))
    say(`| ${name} | ${milliseconds.toFixed(0)} | ${goalOf(name)} |`);
  const cold = await benchPeersCold(runs);
  if (cold.length > 0) table(cold);
}

async function showServer(): Promise<void> {
  const server = await benchServer(30);
  say("\n| warm server, 10 files changed, webhook to completed checks | |\n| --- | ---: |");
  say(`| median, ms (${server.reviews} reviews) | ${server.median.toFixed(0)} |`);
  say(`| 95th percentile, ms | ${server.p95.toFixed(0)} |`);
  say(`| GitHub requests a review, median | ${server.requests} |`);
  say(`| GitHub requests, most | ${server.mostRequests} |`);
}

async function showBurst(): Promise<void> {
  const burst = await benchBurst(10_000);
  say("\n| 10,000 deliveries at once, one process, embedded database | |\n| --- | ---: |");
  say(`| acknowledged a second | ${burst.perSecond.toFixed(0)} |`);
  say(`| answer, median, ms | ${burst.median.toFixed(1)} |`);
  say(`| answer, 99th percentile, ms | ${burst.p99.toFixed(1)} |`);
  say(`| refused | ${burst.refused} |`);
}

async function showThroughput(): Promise<void> {
  const databaseUrl = process.env["TOLLGATE_BENCH_DATABASE_URL"] ?? null;
  const where = databaseUrl === null ? "one process, embedded database" : "two processes, PostgreSQL";
  const figures = await benchThroughput({ reviews: Number(values.reviews), databaseUrl });
  const { reviews, perSecond, megabytes, servers, standIn } = figures;
  say(`\n| ${reviews} reviews of 10 files changed, ${where} | |\n| --- | ---: |`);
  say(`| reviews a second | ${perSecond.toFixed(1)} |`);
  say(`| processor ms a review: main thread | ${servers.main.toFixed(1)} |`);
  say(`| workers of the engines | ${servers.workers.toFixed(1)} |`);
  say(`| collector, compiler, pool | ${servers.others.toFixed(1)} |`);
  const stand = standIn.main + standIn.workers + standIn.others;
  say(`| the stand-in (main thread) | ${stand.toFixed(1)} (${standIn.main.toFixed(1)}) |`);
  say(`| resident MB after each tenth | ${megabytes.map((each) => each.toFixed(0)).join(", ")} |`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
