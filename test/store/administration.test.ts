import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { SourceError, UsageError } from "../../src/model/failure.ts";
import { dropDeadLetters, readQueue, readQueuedJob, retryDeadLetters } from "../../src/server-administration.ts";
import type { Delivery } from "../../src/store/deliveries.ts";
import { acceptDelivery } from "./accept.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { newPlace, placeKinds, quietLog, type TestPlace } from "./places.ts";

const patience = { timeout: 10_000, interval: 20 };

function delivery(number: number): Delivery {
  const sha = "a".repeat(40);
  const details = { title: "", body: "", author: "mona", draft: false, labels: [], base_sha: sha, head_ref: "x" };
  return {
    guid: `guid-${number}`,
    event: "pull_request",
    action: "opened",
    body_hash: `hash-${number}`,
    wanted: {
      kind: "review",
      is_opening: true,
      pull_request: {
        installation_id: 1,
        repository_id: 2,
        owner: "acme",
        name: "infra",
        number,
        base_ref: "main",
        head_sha: sha,
        previous_head_sha: null,
        updated_at: "2026-11-21T10:00:00Z",
        details: { ...details, default_branch: "main" },
      },
    },
  };
}

describe.each(placeKinds)("administration (%s)", (kind) => {
  let test: TestPlace;
  let store: Store;

  beforeEach(async () => {
    test = await newPlace(kind);
    store = await openStore({ place: test.place, log: quietLog(), pace: { retryLimit: 0 } });
  });

  afterEach(async () => {
    await store.close(1000);
    await test.remove();
  });

  async function giveUp(...numbers: ReadonlyArray<number>): Promise<void> {
    await store.queue.work(1, () => Promise.reject(new SourceError("GitHub gave answer 404", false)));
    for (const number of numbers) await acceptDelivery(store, delivery(number));
    await expect.poll(() => store.queue.depth(), patience).toMatchObject({ waiting: 0, dead: numbers.length });
  }

  it("lists what was given up, shows why, and puts it back to work while the server runs", async () => {
    await giveUp(7);
    const { jobs, dead } = await readQueue(test.place);
    expect(dead).toBe(1);
    expect(jobs).toMatchObject([
      { state: "dead", kind: "review", subject: "acme/infra#7", error: "GitHub gave answer 404" },
    ]);
    const [job] = jobs;
    expect(await readQueuedJob(test.place, job?.id.slice(0, 8) ?? "")).toMatchObject({
      work: { kind: "review", generation: 1 },
      deliveries: [{ guid: "guid-7", event: "pull_request" }],
    });
    expect(await readQueuedJob(test.place, "0000%")).toBeNull();
    expect(await retryDeadLetters(test.place, [job?.id.slice(0, 8) ?? ""])).toBe(1);
  });

  it("drops one dead letter and names an id that none has", async () => {
    await giveUp(7, 8);
    const { jobs } = await readQueue(test.place);
    expect(await dropDeadLetters(test.place, [jobs[0]?.id ?? ""])).toBe(1);
    expect((await readQueue(test.place)).dead).toBe(1);
    await expect(dropDeadLetters(test.place, ["ffff"])).rejects.toThrow(UsageError);
    await expect(dropDeadLetters(test.place, ["ffff"])).rejects.toThrow("no dead letter has the id ffff");
  });

  it("opens the store itself when no server is alive", async () => {
    await acceptDelivery(store, delivery(7));
    await store.close(1000);
    expect((await readQueue(test.place)).jobs).toMatchObject([{ state: "waiting", subject: "acme/infra#7" }]);
    store = await openStore({ place: test.place, log: quietLog() });
    expect((await store.queue.depth()).waiting).toBe(1);
  });
});

it("names a data directory that is not there", async () => {
  const place = { kind: "embedded", directory: "/nowhere/at/all" } as const;
  await expect(readQueue(place)).rejects.toThrow("there is no store in /nowhere/at/all");
});
