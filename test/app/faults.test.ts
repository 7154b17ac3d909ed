import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { Installation, PullRequest } from "../github/world.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";
import { reviewWords } from "./review-words.ts";

const patience = { timeout: 20_000, interval: 20 };

/** The rows of docs/faults.md that are about a whole installation. */
describe("faults", () => {
  let app: AppUnderTest;
  let count = 0;

  beforeAll(async () => {
    app = await startApp("embedded", reviewWords, { retryLimit: 1 });
  });

  afterAll(() => app.close());

  afterEach(() => {
    app.github.clearFaults();
    app.github.assertNoViolations();
  });

  /** An organisation of its own. */
  function install(permissions = app.github.app.permissions): Promise<Installation> {
    count += 1;
    return app.github.install(`org-${count}`, { permissions });
  }

  async function open({ account }: Installation): Promise<PullRequest> {
    count += 1;
    const files = { "main.tf": "private\n" };
    const repository = await app.github.people.createRepository(`${account.login}/infra-${count}`, { files });
    await app.github.people.push(repository, "change", { "main.tf": "public\n" });
    return await app.github.people.openPullRequest(repository, { head: "change" });
  }

  function checks(pull: PullRequest): ReadonlyArray<string> {
    return app.github.checkRuns(pull).map((run) => `${run.name} ${run.conclusion ?? run.status}`);
  }

  const blocked = ["tollgate/policy failure", "tollgate/cost success"];

  it("row 18: goes on by itself when the hourly limit, used up to the last request, begins anew", async () => {
    const on = "GET /repos/{owner}/{repo}/compare/{basehead}";
    app.github.order({ on, fault: { kind: "primary-limit", resetIn: 2 } });
    const pull = await open(await install());
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
  });

  it("row 19: fails the checks, and says why, when GitHub goes on answering with an error page", async () => {
    const on = "GET /repos/{owner}/{repo}/compare/{basehead}";
    app.github.order({ on, times: Number.POSITIVE_INFINITY, fault: { kind: "error", status: 502 } });
    const pull = await open(await install());
    await expect.poll(() => checks(pull), patience).toEqual(["tollgate/policy failure", "tollgate/cost failure"]);
    expect(app.github.checkRuns(pull)[0]?.output.summary).toContain("GitHub gave answer 502");
  });

  it("row 21: drops the review of an installation that is suspended, and catches up when it is back", async () => {
    const installation = await install();
    app.pause = async () => {
      app.pause = null;
      await app.github.suspend(installation);
    };
    const pull = await open(installation);
    await expect.poll(() => app.pause, patience).toBe(null);
    const other = await open(await install());
    await expect.poll(() => checks(other), patience).toEqual(blocked);
    expect(checks(pull)).toEqual([]);
    await app.github.unsuspend(installation);
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
  });

  it("row 21: drops the review of an installation that is deleted", async () => {
    const installation = await install();
    app.pause = async () => {
      app.pause = null;
      await app.github.uninstall(installation);
    };
    const pull = await open(installation);
    await expect.poll(() => app.pause, patience).toBe(null);
    const other = await open(await install());
    await expect.poll(() => checks(other), patience).toEqual(blocked);
    expect(checks(pull)).toEqual([]);
  });

  it("row 22: without a permission it goes on for others, and catches up when it is granted", async () => {
    const all = app.github.app.permissions;
    const less = Object.entries(all).filter(([name]) => name !== "checks");
    const installation = await install(Object.fromEntries(less));
    const pull = await open(installation);
    const other = await open(await install());
    await expect.poll(() => checks(other), patience).toEqual(blocked);
    expect(checks(pull)).toEqual([]);
    await app.github.grant(installation, all);
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
  });
});

it("row 18: keeps a reserve of the hourly limit, so that every pull request is told how long it waits", async () => {
  const app = await startApp("embedded", reviewWords, { rateLimit: 100 });
  try {
    const files = { "main.tf": "private\n" };
    const repository = await app.github.people.createRepository("acme/infra", { files });
    const pulls: PullRequest[] = [];
    const title = (pull: PullRequest): string => app.github.checkRuns(pull)[0]?.output.title ?? "";
    const waits = (pull: PullRequest): boolean => title(pull).startsWith("Waits for GitHub's rate limit until ");
    for (let count = 0; count < 40 && pulls.filter(waits).length < 2; count += 1) {
      await app.github.people.push(repository, `change-${count}`, { "main.tf": `private ${count}\n` });
      pulls.push(await app.github.people.openPullRequest(repository, { head: `change-${count}` }));
      await expect.poll(() => app.github.checkRuns(pulls[count]!).length, patience).toBe(2);
    }
    expect(title(pulls[0]!)).toMatch(/^0 findings/);
    expect(pulls.filter(waits)).toHaveLength(2);
    expect(pulls.slice(-2).every(waits)).toBe(true); // once it waits, all that come later do
  } finally {
    await app.close();
  }
}, 60_000);
