import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { endProcess, startServerProcess, type ServerProcess } from "../test/app/server-process.ts";
import { startGitHub, type GitHubStandIn, type PullRequest, type Repository } from "../test/github/stand-in.ts";
import { baseFiles, changedFiles } from "./changes.ts";
import { perReview, processorTimes, sumOfTimes, type ProcessorTimes } from "./processor.ts";

/** Many reviews by servers that are processes of their own, against a GitHub in this one. */
export interface ThroughputFigures {
  readonly reviews: number;
  /** From the first webhook of a round to its last completed check, all rounds; the stand-in has its share of it. */
  readonly perSecond: number;
  /** Resident memory of all servers after each tenth of the reviews, megabytes. */
  readonly megabytes: ReadonlyArray<number>;
  /** Processor milliseconds a review of all servers, and of this process, which is the stand-in. */
  readonly servers: ProcessorTimes;
  readonly standIn: ProcessorTimes;
}

/** How many reviews, by whom. */
export interface ThroughputOptions {
  readonly reviews: number;
  /** An empty database, which two processes share; null for one process with the embedded one. */
  readonly databaseUrl: string | null;
}

/** Pull requests that are opened at one time. */
const round = 50;

/** A round that takes longer than this many milliseconds has lost something. */
const longestRound = 300_000;

/** Opens pull requests of ten changed files, fifty at a time, and closes them when their checks are completed. */
export async function benchThroughput({ reviews, databaseUrl }: ThroughputOptions): Promise<ThroughputFigures> {
  const github = await startGitHub({ rateLimit: 100_000_000, checksItself: false });
  const directory = mkdtempSync(join(tmpdir(), "tollgate-throughput-"));
  const servers: ServerProcess[] = [];
  try {
    const store = databaseUrl === null ? { TOLLGATE_DATA_DIR: directory } : { DATABASE_URL: databaseUrl };
    const environment = { ...github.environment(), ...store, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "info" };
    for (let started = 0; started < (databaseUrl === null ? 1 : 2); started += 1) {
      servers.push(await startServerProcess(["dist/bin/tollgate.js", "serve"], environment));
    }
    github.sendWebhooksTo(`${servers[0]?.url ?? ""}/api/github/webhooks`);
    await github.install("acme");
    const repository = await github.people.createRepository("acme/infra", { files: baseFiles() });
    await playRound(github, repository, 0, round, servers); // the first ones warm the engines
    let milliseconds = 0;
    const megabytes: number[] = [];
    const used = { servers: nothingUsed, standIn: nothingUsed };
    for (let done = 0; done < reviews; done += round) {
      const played = await playRound(github, repository, round + done, Math.min(round, reviews - done), servers);
      milliseconds += played.milliseconds;
      used.servers = sumOfTimes([used.servers, played.servers]);
      used.standIn = sumOfTimes([used.standIn, played.standIn]);
      const tenths = Math.floor(((done + round) * 10) / reviews);
      while (megabytes.length < Math.min(tenths, 10)) megabytes.push(residentMegabytes(servers));
    }
    return {
      reviews,
      perSecond: reviews / (milliseconds / 1000),
      megabytes,
      servers: perReview(nothingUsed, used.servers, reviews),
      standIn: perReview(nothingUsed, used.standIn, reviews),
    };
  } finally {
    await Promise.all(servers.map(({ child }) => endProcess(child, "SIGTERM")));
    await github.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Resolves to the milliseconds from the first event to the last completed check. What the stand-in is slow at and GitHub
 * is not (git's answers) is done before.
 */
async function playRound(
  github: GitHubStandIn,
  repository: Repository,
  first: number,
  count: number,
  servers: ReadonlyArray<ServerProcess>,
): Promise<Played> {
  const heads = Array.from({ length: count }, (_, index) => first + index);
  for (const number of heads) await github.people.push(repository, `change-${number}`, changedFiles(number));
  const { held, release } = github.holdWebhooks();
  const opening = heads.map((number) =>
    github.people.openPullRequest(repository, { head: `change-${number}`, title: `Change ${number}` }),
  );
  while (held() < count) await pause(5);
  for (const pull of github.world.pulls.slice(-count)) await github.warm(pull);
  const before = { servers: timesOf(servers), standIn: processorTimes(process.pid) };
  const begun = performance.now();
  release();
  const pulls = await Promise.all(opening);
  for (const pull of pulls) {
    while (!isDone(github, pull)) {
      if (performance.now() - begun > longestRound) throw new Error("a round of reviews did not end");
      await pause(5);
    }
  }
  const milliseconds = performance.now() - begun;
  const played = {
    milliseconds,
    servers: perReview(before.servers, timesOf(servers), 1),
    standIn: perReview(before.standIn, processorTimes(process.pid), 1),
  };
  for (const pull of pulls) await github.people.close(pull);
  await github.settled();
  github.requests.splice(0); // its memory is not what is measured, but its speed is
  return played;
}

/** What one round took. */
interface Played {
  readonly milliseconds: number;
  readonly servers: ProcessorTimes;
  readonly standIn: ProcessorTimes;
}

const nothingUsed: ProcessorTimes = { main: 0, workers: 0, others: 0 };

function timesOf(servers: ReadonlyArray<ServerProcess>): ProcessorTimes {
  return sumOfTimes(servers.map(({ child }) => processorTimes(child.pid ?? 0)));
}

/** The reconciler may find a pull request before its webhook comes, on a slow machine: then it is reviewed twice. */
function isDone(github: GitHubStandIn, pull: PullRequest): boolean {
  const runs = github.checkRuns(pull);
  return runs.length >= 2 && runs.every((run) => run.status === "completed") && github.comments(pull).length === 1;
}

function residentMegabytes(servers: ReadonlyArray<ServerProcess>): number {
  const kilobytes = servers.map(({ child }) => {
    const status = readFileSync(`/proc/${String(child.pid)}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}
