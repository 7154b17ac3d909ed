import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { FaultKind } from "../github/faults.ts";
import type { PullRequest, Repository } from "../github/world.ts";
import { placeKinds } from "../store/places.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";
import { marker } from "./review-words.ts";

const patience = { timeout: 20_000, interval: 20 };

/** What a server asks when it starts, beside any review: tokens, lost deliveries, forgotten pull requests. */
const ofTheStart: ReadonlySet<string> = new Set([
  "POST /app/installations/{installation_id}/access_tokens",
  "GET /app/hook/deliveries",
  "GET /app/installations",
  "GET /installation/repositories",
  "GET /repos/{owner}/{repo}/pulls",
]);

describe.each(placeKinds)("the App (%s)", (kind) => {
  let app: AppUnderTest;
  let count = 0;
  const files = { "main.tf": "private\n", "modules/a/main.tf": "private\n", "README.md": "# Infra\n" };

  beforeAll(async () => {
    app = await startApp(kind);
  });

  afterAll(() => app.close());

  afterEach(() => {
    app.pause = null;
    app.github.clearFaults();
    app.github.assertNoViolations();
  });

  /** How often an installation was looked through for what is forgotten. */
  const looks = (): number => app.github.countRequests()["GET /installation/repositories"] ?? 0;

  function makeRepository(): Promise<Repository> {
    count += 1;
    return app.github.people.createRepository(`acme/infra-${count}`, { files });
  }

  async function open(repository: Repository, files: Record<string, string>): Promise<PullRequest> {
    await app.github.people.push(repository, "change", files);
    return await app.github.people.openPullRequest(repository, { head: "change" });
  }

  /** The checks of a pull request's head: name, status, conclusion and how many annotations. */
  function checks(pull: PullRequest): ReadonlyArray<string> {
    return app.github
      .checkRuns(pull)
      .map((run) => `${run.name} ${run.conclusion ?? run.status} ${run.annotations.length}`);
  }

  const blocked = ["tollgate/policy failure 1", "tollgate/cost success 0"];
  const passed = ["tollgate/policy success 0", "tollgate/cost success 0"];

  it("reviews a pull request: two completed checks, one comment, at most eight requests", async () => {
    await expect.poll(looks, patience).toBeGreaterThan(0); // what the start looks for is done
    const repository = await makeRepository();
    await app.github.people.push(repository, "change", { "main.tf": "private\npublic\n" });
    app.github.requests.length = 0;
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    expect(checks(pull)).toEqual(blocked);
    expect(app.github.checkRuns(pull)[0]?.annotations[0]).toMatchObject({ path: "main.tf", start_line: 2 });
    expect(app.github.comments(pull)[0]?.body).toBe(`${marker}\n\n1 findings at ${pull.head.sha} into main`);
    const requests = app.github.requests.filter(({ operation }) => !ofTheStart.has(operation));
    expect(requests.map(({ operation }) => operation).slice(8)).toEqual([]);
    // The first request of all is refused a token for the organisation's `.github` repository: there is none.
    expect(requests.map((request) => request.status).every((status) => status < 300)).toBe(true);
  });

  it("counts deliveries, reviews and requests, and names no repository", async () => {
    const read = async (): Promise<string> => (await fetch(`${app.server.url}/metrics`)).text();
    // A review is counted when everything of it is written down, which is after its comment stands there.
    await expect.poll(read, patience).toMatch(/^tollgate_review_seconds_count\{result="published"\} [1-9]/m);
    const metrics = await read();
    expect(metrics).toMatch(/^tollgate_deliveries_total\{event="pull_request",outcome="queued"\} [1-9]/m);
    expect(metrics).toMatch(/^tollgate_github_requests_total\{status="201"\} [1-9]/m);
    expect(metrics).toMatch(/^tollgate_webhook_answer_seconds_bucket\{le="0.1",status="202"\} [1-9]/m);
    expect(metrics).toMatch(/^tollgate_queue_jobs \d+$/m);
    expect(metrics).not.toContain("acme");
  });

  it("edits its comment in place when something is pushed", async () => {
    const repository = await makeRepository();
    const pull = await open(repository, { "main.tf": "public\n" });
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    await app.github.people.push(repository, "change", { "main.tf": "private again\n" });
    await expect.poll(() => app.github.comments(pull)[0]?.body, patience).toContain(`0 findings at ${pull.head.sha}`);
    expect(checks(pull)).toEqual(passed);
    expect(app.github.comments(pull).length).toBe(1);
  });

  it("reviews a pull request of a fork", async () => {
    const repository = await makeRepository();
    const fork = await app.github.people.fork(repository, "mona");
    await app.github.people.push(fork, "change", { "main.tf": "public\n" });
    const pull = await app.github.people.openPullRequest(repository, { head: "change", headRepository: fork });
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
  });

  it("lets a newer push supersede the review under way", async () => {
    const repository = await makeRepository();
    const { promise: gate, resolve: release } = Promise.withResolvers<undefined>();
    app.pause = (context) => (context.pull_request.head_sha === first ? gate : Promise.resolve()).then(() => undefined);
    const first = await app.github.people.push(repository, "change", { "main.tf": "public\n" });
    const before = app.reviews.length;
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => app.reviews.length, patience).toBe(before + 1);
    await app.github.people.push(repository, "change", { "main.tf": "private again\n" });
    release(undefined);
    await expect.poll(() => app.github.comments(pull)[0]?.body, patience).toContain(`0 findings at ${pull.head.sha}`);
    expect(checks(pull)).toEqual(passed);
    expect(app.github.checkRuns({ repository, sha: first })).toEqual([]);
    expect(app.github.comments(pull).map((comment) => comment.edits)).toEqual([0]);
  });

  it("row 28: reviews again when the base changes, and shows that the old result no longer counts", async () => {
    const repository = await makeRepository();
    await app.github.people.push(repository, "strict", { "main.tf": "public\n" });
    await app.github.people.push(repository, "change", { "other.tf": "private\n" }, { from: "strict" });
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    const { promise: gate, resolve: release } = Promise.withResolvers<undefined>();
    app.pause = () => gate;
    await app.github.people.retarget(pull, "strict");
    await expect
      .poll(() => checks(pull).slice(2), patience)
      .toEqual(["tollgate/policy in_progress 0", "tollgate/cost in_progress 0"]);
    release(undefined);
    await expect.poll(() => checks(pull).slice(2), patience).toEqual(passed);
    await expect.poll(() => app.github.comments(pull)[0]?.body, patience).toContain("into strict");
    expect(app.github.comments(pull).length).toBe(1);
  });

  it("does nothing when only the title changes", async () => {
    const repository = await makeRepository();
    const pull = await open(repository, { "main.tf": "public\n" });
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    const before = app.reviews.length;
    await app.github.people.editTitle(pull, "Another title");
    await app.github.settled();
    expect(app.reviews.length).toBe(before);
  });

  it("row 31: runs again when asked to at one of its checks, also for a fork", async () => {
    const repository = await makeRepository();
    const fork = await app.github.people.fork(repository, "mona");
    await app.github.people.push(fork, "change", { "main.tf": "public\n" });
    const pull = await app.github.people.openPullRequest(repository, { head: "change", headRepository: fork });
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    await app.github.rerequest(app.github.checkRuns(pull)[0]!);
    await expect.poll(() => checks(pull), patience).toEqual([...blocked, ...blocked]);
  });

  it("finds the pull request of a check that it is asked to run again when the store has lost it", async () => {
    const repository = await makeRepository();
    app.github.sendWebhooksTo(null);
    const pull = await open(repository, { "main.tf": "public\n" });
    app.github.sendWebhooksTo(`${app.server.url}/api/github/webhooks`);
    const runs = app.github.world.runs.length;
    const other = await open(await makeRepository(), { "main.tf": "public\n" });
    await expect.poll(() => app.github.comments(other).length, patience).toBe(1);
    expect(app.github.world.runs.length).toBe(runs + 2);
    const run = app.github.checkRuns(other)[0]!;
    const suite = { ...run.suite, repository, sha: pull.head.sha };
    await app.github.rerequest({ ...run, suite });
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
  });

  it("row 8: handles a redelivered event once", async () => {
    const repository = await makeRepository();
    const pull = await open(repository, { "main.tf": "public\n" });
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    const before = app.reviews.length;
    const opened = app.github.deliveries.filter((delivery) => delivery.event === "pull_request").at(-1)!;
    expect(app.github.redeliver(opened)).toBe(true);
    await app.github.settled();
    expect(app.reviews.length).toBe(before);
    expect(checks(pull)).toEqual(blocked);
  });

  it("row 25: publishes more than fifty annotations in batches, the conclusion last", async () => {
    const repository = await makeRepository();
    const pull = await open(repository, { "main.tf": "public\n".repeat(120) });
    await expect.poll(() => checks(pull)[0], patience).toBe("tollgate/policy failure 120");
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
  });

  it("row 27: keeps to its own comment: the oldest stays, doubles go, a stranger's marker does not count", async () => {
    const repository = await makeRepository();
    const pull = await open(repository, { "main.tf": "public\n" });
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    await app.github.people.comment(pull, "mallory", `${marker}\n\nall is well`);
    const own = app.github.comments(pull)[0]!;
    const { comments } = app.github.world;
    comments.splice(comments.indexOf(own), 1); // somebody deletes it
    await app.github.people.push(repository, "change", { "main.tf": "private again\n" });
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(2);
    expect(app.github.comments(pull).map((comment) => comment.author.login)).toEqual(["mallory", "tollgate[bot]"]);
    expect(app.github.comments(pull)[1]?.body).toContain("0 findings");
  });

  it("row 29: publishes the worst verdict of two pull requests with one head", async () => {
    const repository = await makeRepository();
    const sha = await app.github.people.push(repository, "change", { "main.tf": "public\n" });
    await app.github.people.resetBranch(repository, "lenient", sha);
    const strict = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => app.github.comments(strict).length, patience).toBe(1);
    const lenient = await app.github.people.openPullRequest(repository, { head: "change", base: "lenient" });
    await expect.poll(() => app.github.comments(lenient).length, patience).toBe(1);
    const worst = ["tollgate/policy failure 0", "tollgate/cost success 0"];
    await expect.poll(() => checks(lenient).slice(-2), patience).toEqual(worst);
    expect(app.github.checkRuns(lenient).at(-2)?.output.title).toContain(`failure for #${strict.number}`);
    await app.github.people.close(strict);
    await expect.poll(() => checks(lenient).slice(-2), patience).toEqual(passed);
  });

  it("rows 15, 16, 19, 20: two completed checks and one comment in spite of what goes wrong at each step", async () => {
    const faults = {
      "row 19: an error page": { kind: "error", status: 502 },
      "row 16: no commit found yet": { kind: "no-commit" },
      "row 15: nothing found yet": { kind: "not-found" },
      "row 20: credentials that are not known yet": { kind: "bad-credentials" },
      "a secondary limit": { kind: "secondary-limit", retryAfter: 1 },
      "an answer that is lost": { kind: "lost-response" },
    } as const;
    // Side by side, each in an organisation of its own: a limit is one installation's.
    const owners = Object.keys(faults).map((_, number) => `fault-${number}`);
    const seen = looks();
    for (const owner of owners) await app.github.install(owner);
    const survive = async ([name, fault]: [string, FaultKind], number: number): Promise<void> => {
      const owner = owners[number] ?? "";
      // Not before the new installation was looked through: what is forgotten there is reviewed too.
      await expect.poll(looks, { timeout: 50_000, message: name }).toBeGreaterThanOrEqual(seen + owners.length);
      const repository = await app.github.people.createRepository(`${owner}/infra`, { files });
      for (const on of [
        "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
        "POST /repos/{owner}/{repo}/check-runs",
        "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
      ]) {
        app.github.order({ on, fault, where: `/${owner}/` });
      }
      const pull = await open(repository, { "main.tf": "public\n" });
      await expect.poll(() => app.github.comments(pull).length, { timeout: 50_000, message: name }).toBe(1);
      expect(checks(pull), name).toEqual(blocked);
      expect(app.github.comments(pull).length, name).toBe(1);
      expect(app.github.requests.filter((sent) => sent.path.includes(`/${owner}/`) && sent.fault !== null).length).toBe(
        3,
      );
    };
    await Promise.all(Object.entries(faults).map(survive));
  }, 60_000);

  it("row 17: says on the check until when GitHub's limit makes it wait, and asks nothing more meanwhile", async () => {
    const repository = await makeRepository();
    await app.github.people.push(repository, "change", { "main.tf": "public\n" });
    app.github.order({
      on: "GET /repos/{owner}/{repo}/compare/{basehead}",
      fault: { kind: "secondary-limit", retryAfter: 6 },
    });
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => app.github.checkRuns(pull).length, patience).toBe(2);
    expect(checks(pull)).toEqual(["tollgate/policy in_progress 0", "tollgate/cost in_progress 0"]);
    expect(app.github.checkRuns(pull)[0]?.output.title).toMatch(/^Waits for GitHub's rate limit until \d{4}-.* UTC$/);
    expect(app.github.comments(pull)).toEqual([]);
    // Another installation does not wait with it.
    if (!app.github.world.installations.some(({ account }) => account.login === "globex")) {
      await app.github.install("globex");
    }
    const free = await app.github.people.createRepository(`globex/infra-${count}`, {
      files: { "main.tf": "private\n" },
    });
    const passes = await open(free, { "main.tf": "private again\n" });
    await expect.poll(() => app.github.comments(passes).length, patience).toBe(1);
    expect(checks(pull)).toEqual(["tollgate/policy in_progress 0", "tollgate/cost in_progress 0"]);
    const other = await makeRepository();
    app.github.requests.length = 0;
    const second = await open(other, { "main.tf": "public\n" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(app.github.requests.filter(({ path }) => path.includes("/acme/"))).toEqual([]);
    await expect.poll(() => [...checks(pull), ...checks(second)], patience).toEqual([...blocked, ...blocked]);
  });
});
