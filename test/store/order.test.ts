import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { PullRequestFacts, Wanted } from "../../src/model/delivery.ts";
import { settlePullRequest } from "../../src/store/enqueue-review.ts";
import { readPullRequest, type StoredPullRequest } from "../../src/store/pull-requests.ts";
import { reconcileRepository } from "../../src/store/reconcile.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import type { DeliveryOutcome } from "../../src/store/tables.ts";
import { acceptDelivery } from "./accept.ts";
import { newPlace, placeKinds, quietLog, type TestPlace } from "./places.ts";

const a = "a".repeat(40);
const b = "b".repeat(40);

type Change = Partial<PullRequestFacts>;

const before: Change = { updated_at: "2026-11-21T10:00:04Z" };
const later: Change = { updated_at: "2026-11-21T10:00:06Z" };

function facts(change: Change): PullRequestFacts {
  return {
    installation_id: 9,
    repository_id: 5,
    owner: "acme",
    name: "infra",
    number: 7,
    base_ref: "main",
    head_sha: a,
    previous_head_sha: null,
    updated_at: "2026-11-21T10:00:05Z",
    details: {
      title: "Open the door",
      body: "",
      author: "mona",
      draft: false,
      labels: [],
      base_sha: "c".repeat(40),
      head_ref: "door",
      default_branch: "main",
    },
    ...change,
  };
}

/** GitHub's times have whole seconds: what happens within one arrives in any order, and nothing of it may be lost. */
describe.each(placeKinds)("events of one second (%s)", (kind) => {
  let test: TestPlace;
  let store: Store;
  let count = 0;

  beforeEach(async () => {
    test = await newPlace(kind);
    store = await openStore({ place: test.place, log: quietLog() });
  });

  afterEach(async () => {
    await store.close(1000);
    await test.remove();
  });

  function send(wanted: Wanted, action: string): Promise<DeliveryOutcome> {
    count += 1;
    const guid = `guid-${count}`;
    return acceptDelivery(store, { guid, body_hash: `hash-${guid}`, event: "pull_request", action, wanted });
  }

  function event(change: Change): Promise<DeliveryOutcome> {
    return send({ kind: "review", pull_request: facts(change), is_opening: false }, "synchronize");
  }

  function closing(change: Change = {}): Promise<DeliveryOutcome> {
    const { repository_id, number, updated_at } = facts(change);
    return send({ kind: "closed", repository_id, number, updated_at, pull_request: facts(change) }, "closed");
  }

  /** GitHub's own list of open pull requests. */
  function listed(...open: ReadonlyArray<Change>): Promise<number> {
    const pull_requests = open.map(facts);
    const asked_at = new Date(Date.now() + 1000);
    return reconcileRepository(store, {
      repository_id: 5,
      installation_id: 9,
      pull_requests,
      isComplete: true,
      asked_at,
    });
  }

  async function row(): Promise<StoredPullRequest> {
    const found = await readPullRequest(store.db, 1);
    if (found === undefined) throw new Error("no pull request is known");
    return found;
  }

  async function state(): Promise<string> {
    const { state: is, head_sha, is_head_uncertain } = await row();
    return `${is} ${head_sha.slice(0, 1)}${is_head_uncertain ? " uncertain" : ""}`;
  }

  it("asks GitHub where a pull request was closed in the second in which something else was said of it", async () => {
    await event({});
    expect(await closing()).toBe("queued");
    expect(await state()).toBe("open a uncertain");
    expect(await settlePullRequest(store, await row(), null)).toBeNull();
    expect(await state()).toBe("closed a");
    expect(await event({ head_sha: b, previous_head_sha: a })).toBe("queued");
    expect(await state()).toBe("open b uncertain");
  });

  it("closes at once what was closed later, and not what was opened since", async () => {
    await event({});
    expect(await closing(later)).toBe("ignored");
    expect(await state()).toBe("closed a");
    expect(await event({ head_sha: b })).toBe("outdated");
    expect(await event({ head_sha: b, updated_at: "2026-11-21T10:00:07Z" })).toBe("queued");
    expect(await closing(later)).toBe("ignored");
    expect(await state()).toBe("open b");
  });

  it("keeps a pull request that was closed before anybody told of it", async () => {
    await closing();
    expect(await state()).toBe("closed a");
    expect(await event(before)).toBe("outdated");
    expect(await event({})).toBe("queued");
    expect(await state()).toBe("open a uncertain");
  });

  it("asks GitHub where heads come back", async () => {
    await event({});
    // a, b and a again: the second push is told first.
    expect(await event({ head_sha: a, previous_head_sha: b })).toBe("queued");
    expect(await event({ head_sha: b, previous_head_sha: a })).toBe("queued");
    expect(await state()).toBe("open b uncertain");
    expect((await settlePullRequest(store, await row(), facts({ head_sha: a })))?.head_sha).toBe(a);
    expect(await state()).toBe("open a");
  });

  it("stays uncertain until GitHub was asked, and asks about another base, too", async () => {
    await event({});
    await event({ head_sha: b });
    await event({ head_sha: b });
    expect(await state()).toBe("open b uncertain");
    await settlePullRequest(store, await row(), facts({ head_sha: b }));
    await event({ head_sha: b, base_ref: "release" });
    expect(await state()).toBe("open b uncertain");
    await settlePullRequest(store, await row(), facts({ head_sha: b, base_ref: "release" }));
    expect((await row()).base_ref).toBe("release");
  });

  it("holds a push to be newer than clocks say only after GitHub was asked", async () => {
    await event({});
    expect(await event({ ...before, head_sha: b })).toBe("outdated");
    expect(await event({ ...before, head_sha: b, previous_head_sha: a })).toBe("queued");
    expect(await state()).toBe("open b uncertain");
  });

  it("leaves to a newer event what GitHub said meanwhile of an older one", async () => {
    await event({});
    await event({ head_sha: b });
    const asked = await row();
    await event({ ...later, head_sha: "d".repeat(40) });
    expect(await settlePullRequest(store, asked, facts({}))).toBeNull();
    expect(await state()).toBe("open d");
  });

  it.each<readonly [string, Change]>([
    ["in the same second", {}],
    ["a moment ago", before],
  ])("never holds what GitHub lists to be outdated: %s", async (_, time) => {
    await event({});
    await event({ head_sha: b, previous_head_sha: a });
    await closing(later);
    expect(await state()).toBe("closed b");
    // The list says the head that was pushed away, and that it is open: a redelivery would say so, too.
    expect(await listed({ ...time, head_sha: a })).toBe(1);
    expect(await state()).toBe("open a uncertain");
  });

  it("closes what GitHub does not list", async () => {
    await event({});
    expect(await listed()).toBe(0);
    expect(await state()).toBe("closed a");
  });
});
