import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { Delivery } from "../github/call.ts";
import type { PullRequest, Repository } from "../github/world.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";
import { post } from "./post.ts";

const patience = { timeout: 30_000, interval: 20 };
const blocked = ["tollgate/policy failure", "tollgate/cost success"];
const passed = ["tollgate/policy success", "tollgate/cost success"];

type Json = Record<string, unknown>;

/** Events as they also come: with less or more in them, twice, late, in another order, of strange pull requests. */
describe("events", () => {
  let app: AppUnderTest;
  let count = 0;

  beforeAll(async () => {
    app = await startApp("embedded", undefined, { retryLimit: 1 });
  });

  afterAll(() => app.close());

  afterEach(() => {
    app.github.speak();
  });

  async function makeRepository(change = "public\n"): Promise<Repository> {
    count += 1;
    const files = { "main.tf": "private\n", "modules/a/main.tf": "private\n" };
    const repository = await app.github.people.createRepository(`acme/events-${count}`, { files });
    await app.github.people.push(repository, "change", { "main.tf": change });
    return repository;
  }

  function checks(pull: PullRequest): ReadonlyArray<string> {
    return app.github.checkRuns(pull).map((run) => `${run.name} ${run.conclusion ?? run.status}`);
  }

  /** What GitHub tried to deliver while somebody acted, oldest first; nothing of it arrived. */
  async function unheard(event: string, act: () => Promise<unknown>): Promise<ReadonlyArray<Delivery>> {
    const before = app.github.deliveries.length;
    app.github.loseWebhooks(1000);
    await act();
    await app.github.settled();
    app.github.loseWebhooks(0);
    return app.github.deliveries.slice(before).filter((delivery) => delivery.event === event);
  }

  function send(event: string, payload: unknown, guid?: string): Promise<string> {
    return post(app, event, JSON.stringify(payload), guid);
  }

  function resend(delivery: Delivery | undefined, guid?: string): Promise<string> {
    return send(delivery?.event ?? "", delivery?.request.payload, guid);
  }

  /** Reviews that were begun of a repository. */
  function reviewsOf(repository: Repository): number {
    return app.reviews.filter((context) => context.repository.name === repository.name).length;
  }

  /** Whatever was sent before has been worked off when this one has its checks. */
  async function afterAnother(): Promise<void> {
    const other = await app.github.people.openPullRequest(await makeRepository(), { head: "change" });
    await expect.poll(() => app.github.comments(other).length, patience).toBe(1);
  }

  const without = (...fields: ReadonlyArray<string>) => {
    return (value: Json): Json => Object.fromEntries(Object.entries(value).filter(([key]) => !fields.includes(key)));
  };

  const ofPull = (change: (pull: Json) => Json) => {
    return (payload: Json): Json => ({ ...payload, pull_request: change(payload["pull_request"] as Json) });
  };

  function withStrangers(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withStrangers);
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).map(([key, item]) => [key, withStrangers(item)]);
    return { ...(Object.fromEntries(kept) as Json), new_field: { of: ["tomorrow"] }, constructor: null };
  }

  const bot = { id: 1, login: "renovate[bot]", type: "Bot" };

  it.each<readonly [string, (payload: Json) => unknown]>([
    ["without what is for people", ofPull(without("title", "body", "user", "labels", "draft", "state"))],
    ["without times", ofPull(without("created_at", "updated_at"))],
    ["without who sent it", without("sender", "organization", "number")],
    ["with fields that nobody knows yet", (payload) => withStrangers(payload)],
    ["of a bot", (payload) => ({ ...ofPull((pull) => ({ ...pull, user: bot }))(payload), sender: bot })],
    ["of somebody who is gone", ofPull((pull) => ({ ...pull, user: null }))],
    [
      "of a fork that is gone",
      ofPull((pull) => ({ ...pull, head: { ...(pull["head"] as Json), repo: null, user: null } })),
    ],
    [
      "of a repository that has its full name alone",
      (payload) => ({ ...payload, repository: without("name", "owner")(payload["repository"] as Json) }),
    ],
  ])("%s are reviewed", async (_, change) => {
    const repository = await makeRepository();
    app.github.speak({
      event: (name, payload) => (name === "pull_request.opened" ? change(payload as Json) : payload),
    });
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
  });

  it("rows 6, 7: twice at the same time, by one GUID or by two, are one review", async () => {
    for (const guids of [
      ["one", "one"],
      ["two", "three"],
    ]) {
      const repository = await makeRepository();
      const pulls: PullRequest[] = [];
      const [opened] = await unheard("pull_request", async () => {
        pulls.push(await app.github.people.openPullRequest(repository, { head: "change" }));
      });
      const answers = await Promise.all(guids.map((guid) => resend(opened, `${guid}-${count}`)));
      expect(answers.every((answer) => answer.startsWith("202 "))).toBe(true);
      await expect.poll(() => pulls.flatMap(checks), patience).toEqual(blocked);
      await afterAnother();
      expect(reviewsOf(repository)).toBe(1);
    }
  });

  it("row 9: an older push that arrives late changes nothing", async () => {
    const repository = await makeRepository();
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    const [older] = await unheard("pull_request", () =>
      app.github.people.push(repository, "change", { "main.tf": "public again\n" }),
    );
    app.github.advance(2000);
    await app.github.people.push(repository, "change", { "main.tf": "private again\n" });
    await expect.poll(() => checks(pull), patience).toEqual(passed);
    await resend(older);
    await afterAnother();
    expect(checks(pull)).toEqual(passed);
    expect(app.github.comments(pull)[0]?.body).toContain(`0 findings at ${pull.head.sha}`);
    expect(reviewsOf(repository)).toBe(2);
  });

  it("that open what was closed before are too late, until it is opened again", async () => {
    const repository = await makeRepository();
    const pulls: PullRequest[] = [];
    const events = await unheard("pull_request", async () => {
      const pull = await app.github.people.openPullRequest(repository, { head: "change" });
      pulls.push(pull);
      await app.github.people.push(repository, "change", { "main.tf": "public again\n" });
      await app.github.people.close(pull);
    });
    expect(events.map(({ action }) => action)).toEqual(["opened", "synchronize", "closed"]);
    for (const event of events.toReversed()) await resend(event);
    await afterAnother();
    expect(reviewsOf(repository)).toBe(0);
    const later = ofPull((pull) => ({ ...pull, updated_at: "2099-01-01T00:00:00Z" }));
    await send("pull_request", { ...later(events[1]?.request.payload as Json), action: "reopened" });
    await expect.poll(() => pulls.flatMap(checks), patience).toEqual(blocked);
  });

  it("of a closed pull request that do not open it ask for nothing", async () => {
    const repository = await makeRepository();
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    await app.github.people.close(pull);
    const opened = app.github.deliveries.findLast((delivery) => delivery.action === "opened");
    const payload = ofPull((shape) => ({ ...shape, state: "closed", updated_at: "2099-01-01T00:00:00Z" }));
    await send("pull_request", { ...payload(opened?.request.payload as Json), action: "converted_to_draft" });
    await afterAnother();
    expect(reviewsOf(repository)).toBe(1);
  });

  it("that close without a time close all the same", async () => {
    const repository = await makeRepository();
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    const timeless = ofPull(without("updated_at"));
    app.github.speak({
      event: (name, payload) => (name === "pull_request.closed" ? timeless(payload as Json) : payload),
    });
    await app.github.people.close(pull);
    app.github.speak();
    await app.github.rerequest(app.github.checkRuns(pull)[0]!);
    await afterAnother();
    expect(reviewsOf(repository)).toBe(1);
  });

  it("of a repository that is taken away drop the review under way", async () => {
    const repository = await makeRepository();
    const { promise: gate, resolve: release } = Promise.withResolvers<undefined>();
    app.pause = ({ repository: { name } }) =>
      (name === repository.name ? gate : Promise.resolve(undefined)).then(() => undefined);
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => reviewsOf(repository), patience).toBe(1);
    const opened = app.github.deliveries.findLast((delivery) => delivery.action === "opened");
    const { installation, sender, repository: shape } = opened?.request.payload as Json;
    const removed = { action: "removed", installation, sender, repositories_added: [], repositories_removed: [shape] };
    expect(await send("installation_repositories", removed)).toMatch(/^202/);
    await expect
      .poll(() => app.log.filter((line) => line.includes("installation_repositories")).length, patience)
      .toBeGreaterThan(0);
    release(undefined);
    await afterAnother();
    app.pause = null;
    expect(checks(pull)).toEqual([]);
    expect(app.github.comments(pull)).toEqual([]);
  });

  it("of another default branch let open pull requests be judged against that", async () => {
    const repository = await makeRepository();
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    const opened = app.github.deliveries.findLast((delivery) => delivery.action === "opened");
    const { installation, sender, repository: shape } = opened?.request.payload as Json;
    const changes = { default_branch: { from: "main" } };
    const edited = { installation, sender, changes, repository: { ...(shape as Json), default_branch: "trunk" } };
    await app.github.people.push(repository, "trunk", { "other.tf": "private\n" });
    await send("repository", { ...edited, action: "edited" });
    await expect.poll(() => reviewsOf(repository), patience).toBe(2);
    expect(
      app.reviews.findLast(({ repository: { name } }) => name === repository.name)?.repository.default_branch,
    ).toBe("trunk");
    await send("repository", { ...edited, action: "edited", changes: { description: { from: "x" } } });
    await afterAnother();
    expect(reviewsOf(repository)).toBe(2);
  });

  it("of a head that is its base, and of the default branch into another one, have their checks", async () => {
    const repository = await makeRepository();
    const main = await repository.git.resolve("main");
    await app.github.people.push(repository, "release", { "main.tf": "private release\n" });
    await app.github.people.resetBranch(repository, "same", main ?? "");
    const same = await app.github.people.openPullRequest(repository, { head: "same" });
    await expect.poll(() => checks(same), patience).toEqual(passed);
    await app.github.people.push(repository, "main", { "main.tf": "public\n" });
    const into = await app.github.people.openPullRequest(repository, { head: "main", base: "release" });
    await expect.poll(() => checks(into), patience).toEqual(blocked);
  });

  it("of a base branch that is gone have checks that say so", async () => {
    const repository = await makeRepository();
    await app.github.people.push(repository, "old", { "other.tf": "private\n" });
    const pulls: PullRequest[] = [];
    const [opened] = await unheard("pull_request", async () => {
      pulls.push(await app.github.people.openPullRequest(repository, { head: "change", base: "old" }));
    });
    await repository.git.point("refs/heads/old", null);
    await resend(opened);
    await expect
      .poll(() => pulls.flatMap(checks), patience)
      .toEqual(["tollgate/policy failure", "tollgate/cost failure"]);
    expect(pulls.flatMap((pull) => app.github.checkRuns(pull))[0]?.output.summary).toContain(
      "the base branch old does not exist",
    );
  });
});
