import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { startGitHub, type GitHubStandIn } from "../github/stand-in.ts";
import { newPlace, placeKinds, type TestPlace } from "../store/places.ts";

describe.each(placeKinds)("a process that is ended (%s)", (kind) => {
  let github: GitHubStandIn;
  let test: TestPlace;
  let child: ChildProcess;

  beforeEach(async () => {
    github = await startGitHub();
    await github.install("acme");
    test = await newPlace(kind);
    child = await start();
  });

  afterEach(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    await github.close();
    await test.remove();
  });

  async function start(): Promise<ChildProcess> {
    const { place } = test;
    const store = place.kind === "embedded" ? { TOLLGATE_DATA_DIR: place.directory } : { DATABASE_URL: place.url };
    const environment = { ...github.environment(), ...store, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "silent" };
    const started = spawn(process.execPath, ["test/app/child.ts"], {
      env: { PATH: process.env["PATH"] ?? "", ...environment } as unknown as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: started.stdout });
    const [url] = (await once(lines, "line")) as [string];
    github.sendWebhooksTo(`${url}/api/github/webhooks`);
    return started;
  }

  it.each([
    ["between its two checks", "POST /repos/{owner}/{repo}/check-runs", 1],
    ["while it makes its comment", "POST /repos/{owner}/{repo}/issues/{issue_number}/comments", 0],
  ])(
    "row 10: resumes %s: two checks, one comment",
    async (_, on, after) => {
      const repository = await github.people.createRepository("acme/infra", { files: { "main.tf": "private\n" } });
      await github.people.push(repository, "change", { "main.tf": "public\n" });
      // Carried out, and answered when nobody listens any more.
      github.order({ on, after, fault: { kind: "latency", milliseconds: 1_500 } });
      const pull = await github.people.openPullRequest(repository, { head: "change" });
      const isReached = (): boolean =>
        github.checkRuns(pull).length >= after && github.countRequests()["POST /graphql"] !== undefined
          ? true
          : github.countRequests()["GET /repos/{owner}/{repo}/git/blobs/{file_sha}"] !== undefined;
      await expect.poll(isReached, { timeout: 20_000, interval: 5 }).toBe(true);
      if (on.includes("comments")) {
        await expect.poll(() => github.checkRuns(pull).length, { timeout: 20_000, interval: 5 }).toBe(2);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      child.kill("SIGKILL");
      await once(child, "exit");
      child = await start();
      // A resumed publication looks for what the dead process has left, and makes sure of the comment last.
      const listing = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
      // (A second attempt may look again; what matters is what is there in the end.)
      const isResumed = (): boolean => (github.countRequests()[listing] ?? 0) > 0;
      await expect.poll(isResumed, { timeout: 90_000, interval: 50 }).toBe(true);
      await expect.poll(() => github.comments(pull).length, { timeout: 20_000, interval: 50 }).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(github.checkRuns(pull).map((run) => `${run.name} ${run.conclusion ?? run.status}`)).toEqual([
        "tollgate/policy failure",
        "tollgate/cost success",
      ]);
      expect(github.comments(pull).length).toBe(1);
      github.assertNoViolations();
    },
    120_000,
  );

  it("row 11: drains on SIGTERM: what is under way is published, the exit code is 0", async () => {
    const repository = await github.people.createRepository("acme/infra", { files: { "main.tf": "private\n" } });
    await github.people.push(repository, "change", { "main.tf": "public\n" });
    github.order({
      on: "POST /repos/{owner}/{repo}/check-runs",
      fault: { kind: "latency", milliseconds: 500 },
      times: 2,
    });
    const pull = await github.people.openPullRequest(repository, { head: "change" });
    const comparison = "GET /repos/{owner}/{repo}/compare/{basehead}";
    await expect
      .poll(() => github.countRequests()[comparison] ?? 0, { timeout: 20_000, interval: 5 })
      .toBeGreaterThan(0);
    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number | null];
    expect(code).toBe(0);
    expect(github.checkRuns(pull).map((run) => run.status)).toEqual(["completed", "completed"]);
    expect(github.comments(pull).length).toBe(1);
  }, 60_000);
});
