import { setTimeout as pause } from "node:timers/promises";

import { seededDraw } from "../github/faults.ts";
import { startGitHub, type GitHubStandIn } from "../github/stand-in.ts";
import type { PullRequest } from "../github/world.ts";
import type { StorePlace } from "../../src/store/store.ts";
import { endProcess, startServerProcess, type ServerProcess } from "./server-process.ts";

/** How much chaos. */
export interface ChaosOptions {
  /** Pushes, closings and reopenings, the opening of each pull request included. */
  readonly events: number;
  readonly pulls: number;
  readonly place: StorePlace;
  /** Server processes that share the store; more than one needs PostgreSQL. */
  readonly processes: number;
  /** A process is killed this often, milliseconds. */
  readonly killEvery: number;
  /** Arguments to Node that start the App; it prints its address, or a log line that has it. */
  readonly command: ReadonlyArray<string>;
  /** Seconds that the App has for what is left after the last event. */
  readonly patience: number;
}

/** What became of it. */
export interface ChaosResult {
  readonly events: number;
  readonly kills: number;
  /** Open pull requests without the right completed checks on their last head, or without a comment. */
  readonly lost: ReadonlyArray<string>;
  /** Pull requests with more than one comment, or with one review's check twice. */
  readonly doubled: ReadonlyArray<string>;
  /** Seconds from the last event until everything was right. */
  readonly settled: number;
  readonly violations: number;
}

const organizations = 4;

/** Everything has to be right for so many milliseconds: longer than two looks for what was lost. */
const quietPeriod = 5_000;

/** Shares of the requests that go wrong, as bad days at GitHub have them. */
const shares = { badGateway: 0.05, secondaryLimit: 0.02, timeout: 0.02, lostWebhooks: 0.05 } as const;

/**
 * Sends events while processes are killed, requests fail and webhooks are lost, then waits until every open pull
 * request has its checks and its comment, or until patience ends. Everything is on this machine.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const github = await startGitHub({ rateLimit: 1_000_000 });
  const run = new Chaos(github, options);
  try {
    return await run.play();
  } finally {
    await run.end();
    await github.close();
  }
}

class Chaos {
  readonly #github: GitHubStandIn;
  readonly #options: ChaosOptions;
  readonly #draw = seededDraw(3);
  readonly #children: ServerProcess[] = [];
  readonly #pulls: PullRequest[] = [];
  #kills = 0;
  #isOver = false;

  constructor(github: GitHubStandIn, options: ChaosOptions) {
    this.#github = github;
    this.#options = options;
  }

  async play(): Promise<ChaosResult> {
    const { events, pulls, patience } = this.#options;
    await this.#prepare();
    for (let index = 0; index < this.#options.processes; index += 1) await this.#start(index);
    this.#misbehave();
    const killing = this.#killAgainAndAgain();
    for (let number = 0; number < pulls; number += 1) await this.#open(number);
    for (let number = pulls; number < events; number += 1) await this.#disturb(number);
    this.#isOver = true;
    await killing;
    this.#github.clearFaults();
    this.#github.loseShareOfWebhooks(0);
    const begun = performance.now();
    const settled = await this.#untilQuiet(begun, begun + patience * 1000);
    return {
      events,
      kills: this.#kills,
      lost: this.#lost(),
      doubled: this.#doubled(),
      settled,
      violations: this.#github.violations.length,
    };
  }

  /**
   * Waits until everything is right and stays so: an event that GitHub delivers again late begins another review, whose
   * checks are in progress for a while. Whatever is published twice is published by then. Resolves to the seconds since
   * `begun` until it was right for good, or until patience ended.
   */
  async #untilQuiet(begun: number, end: number): Promise<number> {
    let rightSince = performance.now();
    while (performance.now() < end && performance.now() - rightSince < quietPeriod) {
      await pause(200);
      if (this.#lost().length > 0) rightSince = performance.now();
    }
    return (rightSince - begun) / 1000;
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#children.map(({ child }) => endProcess(child, "SIGKILL")));
  }

  async #prepare(): Promise<void> {
    for (let index = 0; index < organizations; index += 1) {
      await this.#github.install(`org-${index}`);
      await this.#github.people.createRepository(`org-${index}/infra`, { files: { "main.tf": "private\n" } });
    }
  }

  #misbehave(): void {
    const github = this.#github;
    const endless = { on: "*", times: Number.POSITIVE_INFINITY } as const;
    github.order({ ...endless, share: shares.badGateway, fault: { kind: "error", status: 502 } });
    github.order({ ...endless, share: shares.secondaryLimit, fault: { kind: "secondary-limit", retryAfter: 1 } });
    github.order({ ...endless, share: shares.timeout, fault: { kind: "hang" } });
    github.loseShareOfWebhooks(shares.lostWebhooks);
  }

  async #start(index: number): Promise<void> {
    const { place, command } = this.#options;
    const store = place.kind === "embedded" ? { TOLLGATE_DATA_DIR: place.directory } : { DATABASE_URL: place.url };
    const environment = {
      ...this.#github.environment(),
      ...store,
      PORT: "0",
      HOST: "127.0.0.1",
      LOG_LEVEL: "info",
      TOLLGATE_WORKERS: "8",
      TOLLGATE_RECOVERY_SECONDS: "2",
      TOLLGATE_GITHUB_TIMEOUT_SECONDS: "2",
    };
    const started = await startServerProcess(command, environment);
    this.#children[index] = started;
    this.#github.sendWebhooksTo(`${this.#children[0]?.url ?? started.url}/api/github/webhooks`);
  }

  async #killAgainAndAgain(): Promise<void> {
    while (!this.#isOver) {
      await pause(this.#options.killEvery);
      const index = Math.floor(this.#draw() * this.#options.processes);
      const found = this.#children[index];
      if (found === undefined) continue;
      await endProcess(found.child, "SIGKILL");
      this.#kills += 1;
      await this.#start(index);
    }
  }

  async #open(number: number): Promise<void> {
    const repository = this.#github.world.repository(`org-${number % organizations}`, "infra");
    if (repository === null) throw new Error("the repository is missing");
    await this.#github.people.push(repository, `change-${number}`, { "main.tf": this.#words(number) });
    this.#pulls.push(await this.#github.people.openPullRequest(repository, { head: `change-${number}` }));
  }

  async #disturb(number: number): Promise<void> {
    const index = Math.floor(this.#draw() * this.#pulls.length);
    const pull = this.#pulls[index];
    if (pull === undefined) return;
    if (this.#draw() < 0.05) {
      await this.#github.people.close(pull);
      await this.#github.people.reopen(pull);
      return;
    }
    await this.#github.people.push(pull.repository, pull.head.ref, { "main.tf": this.#words(number) });
  }

  /** Half of the heads pass, half are refused. */
  #words(number: number): string {
    return `${this.#draw() < 0.5 ? "private" : "public"} ${number}\n`;
  }

  #lost(): ReadonlyArray<string> {
    return this.#pulls.filter((pull) => !this.#isRight(pull)).map(nameOf);
  }

  #isRight(pull: PullRequest): boolean {
    const runs = this.#github.checkRuns(pull);
    const policy = runs.filter((run) => run.name === "tollgate/policy").at(-1);
    const cost = runs.filter((run) => run.name === "tollgate/cost").at(-1);
    const [comment] = this.#github.comments(pull);
    const isTold = comment?.body.includes(pull.head.sha) === true;
    const wanted = policy?.output.title?.startsWith("0 findings") === true ? "success" : "failure";
    const isJudged = policy?.conclusion === wanted && cost?.conclusion === "success";
    return isTold && isJudged && policy.output.title?.includes(pull.head.sha) === true;
  }

  #doubled(): ReadonlyArray<string> {
    return this.#pulls
      .filter((pull) => {
        const runs = this.#github.checkRuns(pull).map((run) => `${run.name} ${run.externalId}`);
        return this.#github.comments(pull).length > 1 || new Set(runs).size < runs.length;
      })
      .map(nameOf);
  }
}

function nameOf(pull: PullRequest): string {
  return `${pull.repository.owner.login}/${pull.repository.name}#${pull.number}`;
}
