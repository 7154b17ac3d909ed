import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ZodError } from "zod";

import { actionOf, readEvent } from "../../src/github/events.ts";
import { readQueue } from "../../src/server-administration.ts";
import { allPublishedEvents } from "../github/published.ts";
import { brokenValues, pathsOf, withBroken, type Path } from "./broken-values.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";
import { post } from "./post.ts";

const patience = { timeout: 60_000, interval: 20 };

type Json = Record<string, unknown>;

interface Example {
  readonly event: string;
  readonly payload: Json;
  /** The App that the example's checks are of. */
  readonly appId: number;
}

function example(event: string, given: Json): Example {
  // Some were recorded at a repository's own hook, which names no installation.
  const payload = { installation: { id: 2 }, ...given };
  const { check_run, check_suite } = payload as Record<string, { app?: { id: number } } | undefined>;
  return { event, payload, appId: (check_run ?? check_suite)?.app?.id ?? 1 };
}

const recorded = allPublishedEvents().flatMap(({ name, examples }) => examples.map((given) => example(name, given)));

function recordedOf(event: string, action: string): Json {
  return recorded.find(({ event: name, payload }) => name === event && payload["action"] === action)?.payload ?? {};
}

function commentOf(body: string): Example {
  const { issue, comment, ...payload } = recordedOf("issue_comment", "created");
  const pull_request = { url: "https://api.github.com/repos/Codertocat/Hello-World/pulls/1" };
  return example("issue_comment", {
    ...payload,
    issue: { ...(issue as Json), pull_request },
    comment: { ...(comment as Json), body },
  });
}

function editOf(changes: Json): Example {
  return example("pull_request", { ...recordedOf("pull_request", "opened"), action: "edited", changes });
}

/** What nobody recorded, made of what was. */
const completed: ReadonlyArray<readonly [string, string, Example]> = [
  ["a command", "command", commentOf("/tollgate help")],
  ["talk", "nothing", commentOf("looks good")],
  ["another base", "review", editOf({ base: { ref: { from: "old" }, sha: { from: "a".repeat(40) } } })],
  ["another title", "nothing", editOf({ title: { from: "old" } })],
];

function nameOf({ event, payload }: Example): string {
  return [event, actionOf(payload)].filter((part) => part !== null).join(".");
}

function wantedOf({ event, payload, appId }: Example): string {
  return readEvent(event, payload, appId)?.kind ?? "nothing";
}

describe("the events that GitHub recorded", () => {
  it("ask for what their names say, and all others for nothing", () => {
    const asked = Map.groupBy(recorded, nameOf);
    const kinds = [...asked].map(([name, all]) => [name, [...new Set(all.map(wantedOf))].sort().join(" or ")]);
    expect(Object.fromEntries(kinds.filter(([, kind]) => kind !== "nothing"))).toEqual({
      "check_run.requested_action": "command",
      "check_run.rerequested": "rerun",
      "check_suite.rerequested": "rerun",
      "installation.created": "reconcile",
      "installation.deleted": "uninstalled",
      "installation.new_permissions_accepted": "reconcile",
      "installation.unsuspend": "reconcile",
      "installation_repositories.added": "reconcile",
      "installation_repositories.removed": "withdrawn",
      "merge_group.checks_requested": "merge-group",
      "pull_request.closed": "closed",
      "pull_request.converted_to_draft": "review",
      "pull_request.opened": "review",
      "pull_request.ready_for_review": "review",
      "pull_request.reopened": "review",
      "pull_request.synchronize": "review",
      "pull_request_review.dismissed": "consent",
      push: "nothing or pushed", // of a branch that was deleted
      "repository.deleted": "archived",
      "repository.edited": "nothing or pushed", // another default branch
      "repository.renamed": "renamed",
      "repository.transferred": "renamed",
      "workflow_run.completed": "nothing or workflow-run", // that failed
    });
    expect(asked.size).toBeGreaterThan(150);
  });
  it.each(completed)("%s: %s", (_, kind, given) => {
    expect(wantedOf(given)).toBe(kind);
  });
});

/** One example of each kind of event that asks for something. */
const asking = [
  ...new Map(
    [...recorded, ...completed.map(([, , given]) => given)]
      .filter((given) => wantedOf(given) !== "nothing")
      .map((given) => [nameOf(given), given]),
  ).values(),
];

function read({ event, appId }: Example, payload: unknown): unknown {
  try {
    return readEvent(event, payload, appId);
  } catch (error) {
    if (error instanceof ZodError) return "refused";
    throw error;
  }
}

/** Places of a payload that we look at: something else there is not taken for the same. */
function placesOf(given: Example): ReadonlyArray<Path> {
  const before = JSON.stringify(read(given, given.payload));
  return pathsOf(given.payload).filter((path) => {
    return JSON.stringify(read(given, withBroken(given.payload, path, { strange: 1 }))) !== before;
  });
}

/** Every place of each event, whatever its action: one schema reads them. */
const broken = [
  ...new Map(
    asking.flatMap((given) => placesOf(given).map((path) => [`${given.event}.${path.join(".")}`, { given, path }])),
  ).values(),
];

/** Why the store cannot keep something that was understood; null where it can. */
function obstacleOf(value: unknown, key = ""): string | null {
  if (typeof value === "string") {
    if (value.length > 65_536) return `${key} is ${value.length} characters long`;
    return value.isWellFormed() && !value.includes("\0") ? null : `${key} is no text`;
  }
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? null : `${key} is ${value}`;
  if (typeof value !== "object" || value === null) return null;
  return (
    Object.entries(value)
      .map(([name, item]) => obstacleOf(item, name))
      .find((why) => why !== null) ?? null
  );
}

describe("events with something broken in them", () => {
  let app: AppUnderTest;

  beforeAll(async () => {
    app = await startApp("embedded", undefined, { retryLimit: 0 });
  });

  afterAll(() => app.close());

  // What is wrong with each item of a very long list is worked out each time: that is shown below, where lists belong.
  it.each(brokenValues.filter(([name]) => name !== "a very long list"))(
    "by %s are refused, or are what the store can keep",
    (_, text) => {
      const value: unknown = JSON.parse(text);
      for (const { given, path } of broken) {
        const wanted = read(given, withBroken(given.payload, path, value));
        expect(obstacleOf(wanted), `${nameOf(given)} ${path.join(".")}`).toBeNull();
      }
      expect(broken.length).toBeGreaterThan(120);
    },
  );

  it(
    "are answered for good: nothing is tried for ever, and the log is no longer for it",
    { timeout: 120_000 },
    async () => {
      // Every event of every name once, and every field of any event once.
      const names = [...new Map(recorded.map((each) => [nameOf(each), each])).values()];
      const fields = [...new Map(broken.map((each) => [each.path.at(-1), each])).values()];
      const answers = await Promise.all(names.map(({ event, payload }) => post(app, event, JSON.stringify(payload))));
      for (const { given, path } of fields) {
        const bodyWith = (value: unknown): string => JSON.stringify(withBroken(given.payload, path, value));
        const body = bodyWith("HERE");
        const isList = Array.isArray(path.reduce((value: unknown, key) => (value as Json)[key], given.payload));
        const values = brokenValues.filter(([name]) => isList || name !== "a very long list");
        const bodies = [bodyWith(undefined), ...values.map(([, text]) => body.replace('"HERE"', () => text))];
        answers.push(...(await Promise.all(bodies.map((each) => post(app, given.event, each)))));
      }
      expect([...new Set(answers.map((answer) => answer.replace(/:.*/s, "")))].sort()).toEqual([
        "202 ignored",
        "202 received",
        "422 the payload lacks what an event of this kind always has",
      ]);
      const received = answers.filter((answer) => answer === "202 received").length;
      await expect
        .poll(() => app.log.filter((line) => line.includes("delivery settled")).length, patience)
        .toBe(received);
      expect(app.log.filter((line) => line.includes("not queued yet"))).toEqual([]);
      expect(Math.max(...app.log.map((line) => line.length))).toBeLessThan(2_000);
      // None of these installations is of this App: what was queued ends with GitHub's word for that.
      const alive = async () => (await readQueue(app.test.place)).jobs.filter(({ state }) => state !== "dead");
      await expect.poll(alive, patience).toEqual([]);
      const { jobs } = await readQueue(app.test.place);
      expect(jobs.filter(({ error }) => !/^GitHub gave answer 404/.test(error ?? ""))).toEqual([]);
      expect(jobs.length).toBeGreaterThan(5);
    },
  );
});
