import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { PullRequest, Repository } from "../github/world.ts";
import { placeKinds } from "../store/places.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";

const patience = { timeout: 25_000, interval: 50 };
const passed = ["tollgate/policy success", "tollgate/cost success"];

describe.each(placeKinds)("what was lost on the way (%s)", (kind) => {
  let app: AppUnderTest;
  let count = 0;

  beforeAll(async () => {
    app = await startApp(kind, undefined, { recoverySeconds: 1 });
  });

  afterAll(() => app.close());

  afterEach(() => {
    app.github.clearFaults();
    app.github.assertNoViolations();
  });

  function makeRepository(): Promise<Repository> {
    count += 1;
    return app.github.people.createRepository(`acme/infra-${count}`, { files: { "main.tf": "private\n" } });
  }

  async function open(repository: Repository, branch: string): Promise<PullRequest> {
    await app.github.people.push(repository, branch, { "main.tf": `private ${branch}\n` });
    return await app.github.people.openPullRequest(repository, { head: branch });
  }

  function checks(pull: PullRequest): ReadonlyArray<string> {
    return app.github.checkRuns(pull).map((run) => `${run.name} ${run.conclusion ?? run.status}`);
  }

  function requestsFor(operation: string): number {
    return app.github.requests.filter((request) => request.operation === operation).length;
  }

  it("row 13: asks once for each event that came while the App was down", async () => {
    const repository = await makeRepository();
    await app.stop();
    const pulls: PullRequest[] = [];
    for (const branch of ["a", "b", "c"]) pulls.push(await open(repository, branch));
    const failed = new Set(app.github.deliveries.filter((item) => item.statusCode >= 400).map((item) => item.guid));
    app.github.requests.length = 0;
    await app.start();
    for (const pull of pulls) await expect.poll(() => checks(pull), patience).toEqual(passed);
    expect(requestsFor("POST /app/hook/deliveries/{delivery_id}/attempts")).toBe(failed.size);
    for (const pull of pulls) await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
  });

  it("row 14: finds an open pull request whose event was never delivered", async () => {
    const repository = await makeRepository();
    app.github.loseWebhooks(20, { silently: true });
    const pull = await open(repository, "silent");
    app.github.loseWebhooks(0, { silently: true });
    await expect.poll(() => checks(pull), patience).toEqual(passed);
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
  });

  it("finds a push that was never delivered, and a pull request that was closed meanwhile", async () => {
    const repository = await makeRepository();
    const [pushed, closed] = [await open(repository, "pushed"), await open(repository, "closed")];
    for (const pull of [pushed, closed]) await expect.poll(() => checks(pull), patience).toEqual(passed);
    app.github.loseWebhooks(20, { silently: true });
    await app.github.people.close(closed);
    const head = await app.github.people.push(repository, "pushed", { "main.tf": "public\n" });
    app.github.loseWebhooks(0, { silently: true });
    await expect.poll(() => app.github.comments(pushed)[0]?.body, patience).toContain(head);
    expect(app.github.comments(closed).length).toBe(1);
  });

  it("reviews what was open before it was installed", async () => {
    const repository = await app.github.people.createRepository("globex/infra", { files: { "main.tf": "private\n" } });
    const pull = await open(repository, "early");
    expect(checks(pull)).toEqual([]);
    const installation = await app.github.install("globex");
    await expect.poll(() => checks(pull), patience).toEqual(passed);
    await app.github.uninstall(installation);
    await app.github.people.push(repository, "early", { "main.tf": "public\n" });
    expect(app.github.checkRuns(pull)).toEqual([]);
  });
});
