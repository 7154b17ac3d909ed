import { sql } from "kysely";
import * as z from "zod";

import type { Wanted } from "../model/delivery.ts";
import { keepDelivery, repeatDelivery, settleDelivery, type Delivery } from "./deliveries.ts";
import type { Store } from "./store.ts";
import type { DeliveryOutcome } from "./tables.ts";

/** What the inbox tells a log. */
export interface InboxLog {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
}

/** Deliveries on their way from the front door to the queue. */
export interface Inbox {
  /** Stores a delivery; when this returns it cannot be lost. What it asks for is enqueued right after. */
  readonly take: (delivery: Delivery) => Promise<DeliveryOutcome>;
  /** Enqueues what a process that died had stored and not yet enqueued. */
  readonly recover: () => Promise<void>;
  /** Resolves when everything that was taken is enqueued. */
  readonly settled: () => Promise<void>;
}

/** Told what became of each delivery. */
export type Settled = (event: string, outcome: DeliveryOutcome) => void;

/** What a living process has stored is enqueued within moments; older than so many seconds it was left behind. */
const abandonedSeconds = 10;

/** Answers go first: while deliveries arrive, what was stored waits so many milliseconds, and no longer. */
const longestDelay = 100;

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}

/** Deliveries that one look takes up. */
const perLook = 200;

/** Our own record, written by `keepDelivery`. */
const wantedSchema = z.custom<Wanted>((value) => typeof value === "object" && value !== null && "kind" in value);

/**
 * Answers come after one statement: an event is stored, and what it means for the queue is worked out in the order of
 * arrival right after. A process that dies in between leaves it to the others, or to its own next start.
 */
export function openInbox(store: Store, log: InboxLog, settled: Settled): Inbox {
  let tail: Promise<void> = Promise.resolve();
  let taking = 0;
  async function settleInTurn(delivery: Delivery): Promise<void> {
    const until = performance.now() + longestDelay;
    while (taking > 0 && performance.now() < until) await pause();
    await settle(delivery);
  }
  async function settle(delivery: Delivery): Promise<void> {
    try {
      const outcome = await settleDelivery(store, delivery);
      log.info({ guid: delivery.guid, event: delivery.event, outcome }, "delivery settled");
      settled(delivery.event, outcome);
    } catch (error) {
      log.warn({ err: error, guid: delivery.guid }, "a delivery is stored but not queued yet; it is tried again");
    }
  }
  return {
    take: async (delivery) => {
      taking += 1;
      const isNew = await keepDelivery(store.db, delivery).finally(() => {
        taking -= 1;
      });
      if (!isNew) {
        const outcome = await repeatDelivery(store, delivery.guid);
        settled(delivery.event, outcome);
        return outcome;
      }
      if (delivery.wanted === null) {
        settled(delivery.event, "ignored");
        return "ignored";
      }
      tail = tail.then(() => settleInTurn(delivery));
      return "received";
    },
    recover: async () => {
      for (const delivery of await readAbandoned(store)) await settle(delivery);
    },
    settled: () => tail,
  };
}

async function readAbandoned(store: Store): Promise<ReadonlyArray<Delivery>> {
  const rows = await store.db
    .selectFrom("delivery")
    .select(["guid", "event", "action", "body_hash", "payload"])
    .where("outcome", "=", "received")
    .where("received_at", "<", sql<Date>`now() - make_interval(secs => ${abandonedSeconds})`)
    .orderBy("received_at")
    .limit(perLook)
    .execute();
  return rows.map(({ payload, ...row }) => {
    return { ...row, wanted: payload === null ? null : wantedSchema.parse(JSON.parse(payload)) };
  });
}
