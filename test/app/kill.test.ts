import { once } from "node:events";

import { describe, it, type ExpectStatic } from "vitest";

import { startGitHub, type GitHubStandIn } from "../github/stand-in.ts";
import { newPlace, placeKinds, type TestPlace } from "../store/places.ts";
import { endProcess, startServerProcess, type ServerProcess } from "./server-process.ts";

/** A GitHub, a store, and the App beside them as a process that can be ended. */
class Stage {
  readonly github: GitHubStandIn;
  readonly #test: TestPlace;
  server: ServerProcess;

  private constructor(github: GitHubStandIn, test: TestPlace, server: ServerProcess) {
    this.github = github;
    this.#test = test;
    this.server = server;
  }

  static async set(kind: TestPlace["place"]["kind"]): Promise<Stage> {
    const github = await startGitHub();
    await github.install("acme");
    const test = await newPlace(kind);
    return new Stage(github, test, await startApp(github, test));
  }

  async restart(): Promise<void> {
    await endProcess(this.server.child, "SIGKILL");
    this.server = await startApp(this.github, this.#test);
  }

  async clear(): Promise<void> {
    await endProcess(this.server.child, "SIGKILL");
    await this.github.close();
    await this.#test.remove();
  }
}

async function startApp(github: GitHubStandIn, { place }: TestPlace): Promise<ServerProcess> {
  const store = place.kind === "embedded" ? { TOLLGATE_DATA_DIR: place.directory } : { DATABASE_URL: place.url };
  const environment = { ...github.environment(), ...store, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "silent" };
  const server = await startServerProcess(["test/app/child.ts", "impatient"], environment);
  github.sendWebhooksTo(`${server.url}/api/github/webhooks`);
  return server;
}

async function onStage(kind: TestPlace["place"]["kind"], play: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await Stage.set(kind);
  try {
    await play(stage);
    stage.github.assertNoViolations();
  } finally {
    await stage.clear();
  }
}

describe.concurrent.each(placeKinds)("a process that is ended (%s)", (kind) => {
  it.for([
    ["between its two checks", 1, "POST /repos/{owner}/{repo}/check-runs"],
    ["while it makes its comment", 2, "POST /repos/{owner}/{repo}/issues/{issue_number}/comments"],
  ] as const)("row 10: resumes %s: two checks, one comment", { timeout: 180_000 }, ([, runs, on], { expect }) =>
    onStage(kind, resumes(expect, runs, on)),
  );

  it("row 11: drains on SIGTERM: what is under way is published, the exit code is 0", ({ expect }) => {
    return onStage(kind, drains(expect));
  }, 180_000);
});

/** The process is killed when so many check runs are there and the next request is under way. */
function resumes(expect: ExpectStatic, runs: number, on: string): (stage: Stage) => Promise<void> {
  return async (stage) => {
    const { github } = stage;
    const repository = await github.people.createRepository("acme/infra", { files: { "main.tf": "private\n" } });
    await github.people.push(repository, "change", { "main.tf": "public\n" });
    // Carried out, and answered when nobody listens any more.
    github.order({ on, after: runs % 2, fault: { kind: "latency", milliseconds: 1_500 } });
    const pull = await github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => github.checkRuns(pull).length, { timeout: 60_000, interval: 5 }).toBe(runs);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await stage.restart();
    // A resumed publication looks for what the dead process has left, and makes sure of the comment last.
    const listing = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
    // (A second attempt may look again; what matters is what is there in the end.)
    const isResumed = (): boolean => (github.countRequests()[listing] ?? 0) > 0;
    await expect.poll(isResumed, { timeout: 90_000, interval: 50 }).toBe(true);
    await expect.poll(() => github.comments(pull).length, { timeout: 60_000, interval: 50 }).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(github.checkRuns(pull).map((run) => `${run.name} ${run.conclusion ?? run.status}`)).toEqual([
      "tollgate/policy failure",
      "tollgate/cost success",
    ]);
    expect(github.comments(pull).length).toBe(1);
  };
}

function drains(expect: ExpectStatic): (stage: Stage) => Promise<void> {
  return async ({ github, server: { child } }) => {
    const repository = await github.people.createRepository("acme/infra", { files: { "main.tf": "private\n" } });
    await github.people.push(repository, "change", { "main.tf": "public\n" });
    const on = "POST /repos/{owner}/{repo}/check-runs";
    github.order({ on, fault: { kind: "latency", milliseconds: 500 }, times: 2 });
    const pull = await github.people.openPullRequest(repository, { head: "change" });
    const comparison = "GET /repos/{owner}/{repo}/compare/{basehead}";
    await expect
      .poll(() => github.countRequests()[comparison] ?? 0, { timeout: 60_000, interval: 5 })
      .toBeGreaterThan(0);
    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number | null];
    expect(code).toBe(0);
    expect(github.checkRuns(pull).map((run) => run.status)).toEqual(["completed", "completed"]);
    expect(github.comments(pull).length).toBe(1);
  };
}
