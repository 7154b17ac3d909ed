import { setTimeout as sleep } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { trimContentCache } from "../../src/store/content-cache.ts";
import { keepDeliveries, type Delivery } from "../../src/store/deliveries.ts";
import { openInbox } from "../../src/store/inbox.ts";
import { claimPublication, endPublication } from "../../src/store/claims.ts";
import { markGivenUp } from "../../src/store/pull-requests.ts";
import type { Attempt } from "../../src/store/queue.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import type { PullRequestFacts } from "../../src/model/delivery.ts";
import { acceptDelivery } from "./accept.ts";
import { newPlace, placeKinds, quietLog, type TestPlace } from "./places.ts";

const a = "a".repeat(40);
const b = "b".repeat(40);

function facts(change: Partial<PullRequestFacts> = {}): PullRequestFacts {
  return {
    installation_id: 9,
    repository_id: 5_000_000_000,
    owner: "acme",
    name: "infra",
    number: 7,
    base_ref: "main",
    head_sha: a,
    previous_head_sha: null,
    updated_at: "2026-11-21T10:00:00Z",
    details: {
      title: "Open the door",
      body: "",
      author: "mona",
      draft: false,
      labels: [],
      base_sha: b,
      head_ref: "door",
      default_branch: "main",
    },
    ...change,
  };
}

let count = 0;

function delivery(change: Partial<PullRequestFacts> = {}, is_opening = false, guid = `guid-${(count += 1)}`): Delivery {
  return {
    guid,
    event: "pull_request",
    action: "synchronize",
    body_hash: `hash-${guid}`,
    wanted: { kind: "review", pull_request: facts(change), is_opening },
  };
}

describe.each(placeKinds)("the store (%s)", (kind) => {
  let test: TestPlace;
  let store: Store;
  const open = (): Promise<Store> => openStore({ place: test.place, log: quietLog(), pace: { retryLimit: 1 } });

  beforeEach(async () => {
    test = await newPlace(kind);
    store = await open();
  });

  afterEach(async () => {
    await store.close(1000);
    await test.remove();
  });

  it("lets a delivery go that no database could keep, and goes on with the next", async () => {
    const log = quietLog();
    const outcomes: string[] = [];
    const inbox = openInbox(store, log, (_, outcome) => outcomes.push(outcome));
    for (const change of [{ head_sha: "a\0" }, { number: 2 ** 40 }, { base_ref: "b".repeat(2 ** 20) }, {}]) {
      expect(await inbox.take(delivery(change))).toBe("received");
    }
    await inbox.settled();
    expect(outcomes).toEqual(["ignored", "ignored", "ignored", "queued"]);
    expect(log.lines.filter((line) => line.includes("it is let go"))).toHaveLength(3);
    const left = await store.db.selectFrom("delivery").select("guid").where("outcome", "=", "received").execute();
    expect(left).toEqual([]);
  });

  it("row 6: queues a delivery once, however often and however concurrently it comes", async () => {
    const one = delivery();
    const outcomes = await Promise.all([1, 2, 3].map(() => acceptDelivery(store, one)));
    expect(outcomes.sort()).toEqual(["duplicate", "duplicate", "queued"]);
    expect(await store.queue.depth()).toMatchObject({ waiting: 1, dead: 0 });
  });

  it("lets installations take turns: a hundred jobs of one are not all done before the first of another", async () => {
    for (let number = 1; number <= 100; number += 1) await acceptDelivery(store, delivery({ number }));
    for (const number of [201, 202]) {
      await acceptDelivery(store, delivery({ number, installation_id: 10, repository_id: 6 }));
    }
    const rows = await store.db.selectFrom("pull_request").select(["id", "installation_id"]).execute();
    const installations = new Map(rows.map((row) => [row.id, row.installation_id]));
    const begun: number[] = [];
    await store.queue.work(1, ({ work }) => {
      if (work.kind === "review") begun.push(installations.get(work.pull_request_id) ?? 0);
      return Promise.resolve();
    });
    await expect.poll(() => begun.length, { timeout: 15_000, interval: 20 }).toBe(102);
    expect(begun.lastIndexOf(10)).toBeLessThanOrEqual(4);
  });

  it("row 7: takes one body under two GUIDs for one event", async () => {
    const one = delivery();
    expect(await acceptDelivery(store, one)).toBe("queued");
    expect(await acceptDelivery(store, { ...one, guid: "another" })).toBe("duplicate");
  });

  it("keeps an ignored delivery without a job", async () => {
    expect(await acceptDelivery(store, { ...delivery(), wanted: null })).toBe("ignored");
    expect((await store.queue.depth()).waiting).toBe(0);
  });

  it("row 9: ignores an old event that comes late", async () => {
    await acceptDelivery(store, delivery({ head_sha: b, updated_at: "2026-11-21T10:00:05Z" }));
    expect(await acceptDelivery(store, delivery({ head_sha: a }))).toBe("outdated");
    const row = await store.db.selectFrom("pull_request").selectAll().executeTakeFirstOrThrow();
    expect({ head: row.head_sha, generation: row.generation, repository: row.repository_id }).toEqual({
      head: b,
      generation: 1,
      repository: 5_000_000_000,
    });
  });

  it("orders two pushes within one second by the head that they replace", async () => {
    await acceptDelivery(store, delivery({ head_sha: a }));
    expect(await acceptDelivery(store, delivery({ head_sha: b, previous_head_sha: a }))).toBe("queued");
    expect(await acceptDelivery(store, delivery({ head_sha: a }))).toBe("outdated");
    expect(await acceptDelivery(store, delivery({ head_sha: "c".repeat(40) }))).toBe("queued");
    const row = await store.db.selectFrom("pull_request").selectAll().executeTakeFirstOrThrow();
    expect(row.is_head_uncertain).toBe(true);
  });

  it("starts a job within 50 ms of its delivery, in the median", async () => {
    const started: Promise<number>[] = [];
    const waiting: ((time: number) => void)[] = [];
    await store.queue.work(2, () => Promise.resolve(waiting.shift()?.(performance.now())));
    const times: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const { promise, resolve } = Promise.withResolvers<number>();
      waiting.push(resolve);
      started.push(promise);
      const before = performance.now();
      await acceptDelivery(store, delivery({ number: 100 + round }));
      times.push((await promise) - before);
      await sleep(30);
    }
    expect(times.sort((x, y) => x - y)[4]).toBeLessThan(50);
  });

  it("row 47: never runs two jobs of one pull request at once, and others beside them", async () => {
    const running: number[] = [];
    const seen: string[] = [];
    const done = Promise.withResolvers<undefined>();
    await store.queue.work(3, async (attempt: Attempt) => {
      if (attempt.work.kind !== "review") return;
      const { pull_request_id: id, generation } = attempt.work;
      expect(running).not.toContain(id);
      running.push(id);
      await sleep(60);
      running.splice(running.indexOf(id), 1);
      seen.push(`${id}/${generation}`);
      if (seen.length === 4) done.resolve(undefined);
    });
    await acceptDelivery(store, delivery({ number: 1 }));
    await acceptDelivery(store, delivery({ number: 1, head_sha: b, previous_head_sha: a }));
    await acceptDelivery(store, delivery({ number: 1, head_sha: a, previous_head_sha: b }));
    await acceptDelivery(store, delivery({ number: 2 }));
    await done.promise;
    expect([...seen].sort()).toEqual(["1/1", "1/2", "1/3", "2/1"]);
  });

  it("retries, keeps what was given up as a dead letter, and replays it", async () => {
    const attempts: number[] = [];
    const healed = Promise.withResolvers<undefined>();
    let isBroken = true;
    await store.queue.work(1, (attempt) => {
      attempts.push(attempt.number);
      if (isBroken) return Promise.reject(new Error("GitHub is down"));
      healed.resolve(undefined);
      return Promise.resolve();
    });
    await acceptDelivery(store, delivery());
    await expect.poll(async () => (await store.queue.listDead()).length, { timeout: 20_000 }).toBe(1);
    expect(attempts).toEqual([0, 1]);
    const [dead] = await store.queue.listDead();
    expect(dead?.work).toEqual({ kind: "review", pull_request_id: 1, generation: 1, deferrals: 0 });
    expect(JSON.stringify(dead?.error)).toContain("GitHub is down");
    isBroken = false;
    expect(await store.queue.retryDead(null)).toBe(1);
    await healed.promise;
    await expect.poll(async () => (await store.queue.listDead()).length).toBe(0);
  });

  it("row 8: runs a redelivery again only where the job was given up", async () => {
    const one = delivery();
    await acceptDelivery(store, one);
    expect(await acceptDelivery(store, one)).toBe("duplicate");
    await markGivenUp(store.db, 1, 1);
    expect(await acceptDelivery(store, one)).toBe("queued");
    expect(await acceptDelivery(store, one)).toBe("duplicate");
  });

  it("lets only the newest generation publish, one attempt at a time", async () => {
    await acceptDelivery(store, delivery());
    const first = { pull_request_id: 1, generation: 1, holder: "job/0", lease: 30 };
    expect(await claimPublication(store.db, first)).toMatchObject({ kind: "granted" });
    expect(await claimPublication(store.db, first)).toMatchObject({ kind: "granted" });
    expect(await claimPublication(store.db, { ...first, holder: "job/1" })).toMatchObject({ kind: "busy" });
    await acceptDelivery(store, delivery({ head_sha: b, previous_head_sha: a }));
    expect(await claimPublication(store.db, first)).toMatchObject({ kind: "superseded" });
    const second = { pull_request_id: 1, generation: 2, holder: "other/0", lease: 30 };
    expect(await claimPublication(store.db, second)).toMatchObject({ kind: "busy" });
    await endPublication(store.db, first, null);
    expect(await claimPublication(store.db, second)).toMatchObject({ kind: "granted" });
    await endPublication(store.db, second, { comment_id: 1, comment_hash: "" });
    expect(await claimPublication(store.db, second)).toMatchObject({ kind: "superseded" });
  });

  it("is sure that nobody has commented only on what was opened just now", async () => {
    const opened = [new Date().toISOString(), new Date(Date.now() - 3_600_000).toISOString()];
    const claims = [];
    for (const [index, updated_at] of opened.entries()) {
      await acceptDelivery(store, delivery({ number: index + 1, updated_at }, true));
      const publication = { pull_request_id: index + 1, generation: 1, holder: "job/0", lease: 30 };
      claims.push(await claimPublication(store.db, publication));
    }
    expect(claims).toMatchObject([{ comment: { isAbsent: true } }, { comment: { isAbsent: false } }]);
  });

  it("finds everything again after a restart", async () => {
    await acceptDelivery(store, delivery());
    await store.close(1000);
    store = await open();
    const resumed = Promise.withResolvers<Attempt>();
    await store.queue.work(1, (attempt) => {
      resumed.resolve(attempt);
      return Promise.resolve();
    });
    expect((await resumed.promise).work).toEqual({ kind: "review", pull_request_id: 1, generation: 1, deferrals: 0 });
  });

  it("keeps contents by repository and SHA, and forgets the oldest beyond its limit", async () => {
    const cache = store.contents(1);
    await cache.writeBlobs(new Map([[a, Buffer.from("a".repeat(600))]]));
    await cache.writeBlobs(new Map([[b, Buffer.from("b".repeat(600))]]));
    await cache.writeTree(a, [{ path: "main.tf", mode: "100644", sha: b, size: 600 }]);
    await store.close(1000); // what is written behind is written by then
    store = await open();
    const again = store.contents(1);
    expect(Buffer.from((await again.readBlobs([a, b])).get(a) ?? []).toString()).toBe("a".repeat(600));
    expect(await again.readTree(a)).toEqual([{ path: "main.tf", mode: "100644", sha: b, size: 600 }]);
    expect((await store.contents(2).readBlobs([a])).size).toBe(0);
    await store.db
      .updateTable("blob")
      .set({ used_at: new Date(Date.now() - 2 * 3_600_000) })
      .execute();
    await again.readBlobs([b]);
    await trimContentCache(store.db, 1000);
    expect([...(await again.readBlobs([a, b])).keys()]).toEqual([b]);
  });
});

describe("a data directory", () => {
  it("belongs to one server at a time", async () => {
    const test = await newPlace("embedded");
    const store = await openStore({ place: test.place, log: quietLog() });
    await expect(openStore({ place: test.place, log: quietLog() })).rejects.toThrow(/another server uses/);
    await store.close(1000);
    await (await openStore({ place: test.place, log: quietLog() })).close(1000);
    await test.remove();
  });
});

describe.each(placeKinds)("the inbox (%s)", (kind) => {
  it("takes up what a process stored and did not queue, once, whoever asks", async () => {
    const test = await newPlace(kind);
    const store = await openStore({ place: test.place, log: quietLog() });
    try {
      const one = delivery();
      expect(await keepDeliveries(store.db, [one, one])).toEqual([true, false]);
      expect(await keepDeliveries(store.db, [one])).toEqual([false]);
      const outcomes: string[] = [];
      const inbox = openInbox(store, { ...quietLog(), info: () => undefined }, (_, outcome) => outcomes.push(outcome));
      await inbox.recover();
      expect(outcomes).toEqual([]); // the process that stored it may be about to queue it
      const past = new Date(Date.now() - 60_000);
      await store.db.updateTable("delivery").set({ received_at: past }).execute();
      await Promise.all([inbox.recover(), inbox.recover()]);
      // The other one finds a duplicate, or came when there was nothing left.
      expect(outcomes.filter((outcome) => outcome !== "duplicate")).toEqual(["queued"]);
      expect((await store.queue.depth()).waiting).toBe(1);
      expect(await inbox.take(one)).toBe("duplicate");
    } finally {
      await store.close(1000);
      await test.remove();
    }
  });

  it("stores what comes at one time together, and a delivery that cannot be stored spoils no other", async () => {
    const test = await newPlace(kind);
    const store = await openStore({ place: test.place, log: quietLog() });
    try {
      const inbox = openInbox(store, { ...quietLog(), info: () => undefined }, () => undefined);
      const all = [1, 2, 3, 4].map((number) => delivery({ number }));
      const broken: Delivery = { ...delivery({ number: 5 }), action: "a\u0000b" }; // no text of PostgreSQL
      const outcomes = await Promise.allSettled([...all, broken, all[0] ?? broken].map((one) => inbox.take(one)));
      expect(outcomes.map((one) => (one.status === "fulfilled" ? one.value : "refused"))).toEqual([
        ...["received", "received", "received", "received"],
        ...["refused", "duplicate"],
      ]);
      await inbox.settled();
      expect((await store.queue.depth()).waiting).toBe(4);
    } finally {
      await store.close(1000);
      await test.remove();
    }
  });
});
