import DataLoader from "dataloader";
import { sql } from "kysely";
import * as z from "zod";

import type { Wanted } from "../model/delivery.ts";
import {
  keepDeliveries,
  letDeliveryGo,
  mostDeliveries,
  repeatDelivery,
  settleDelivery,
  type Delivery,
} from "./deliveries.ts";
import type { Store } from "./store.ts";
import type { Database, DeliveryOutcome } from "./tables.ts";

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

/** Deliveries that one look takes up. */
const perLook = 200;

/** Our own record, written by `keepDeliveries`. */
const wantedSchema = z.custom<Wanted>((value) => typeof value === "object" && value !== null && "kind" in value);

/**
 * Answers come after one statement: an event is stored, and what it means for the queue is worked out in the order of
 * arrival right after. A process that dies in between leaves it to the others, or to its own next start.
 */
export function openInbox(store: Store, log: InboxLog, settled: Settled): Inbox {
  let tail: Promise<void> = Promise.resolve();
  const keep = openKeeper(store.db);
  async function settle(delivery: Delivery): Promise<void> {
    try {
      const outcome = await settleDelivery(store, delivery);
      log.info({ guid: delivery.guid, event: delivery.event, outcome }, "delivery settled");
      settled(delivery.event, outcome);
    } catch (error) {
      if (!isUnstorable(error)) {
        log.warn({ err: error, guid: delivery.guid }, "a delivery is stored but not queued yet; it is tried again");
        return;
      }
      // The next try would end the same: what is tried for ever keeps others from being taken up.
      await letDeliveryGo(store.db, delivery.guid);
      log.warn({ err: error, guid: delivery.guid }, "a delivery holds what the database cannot keep; it is let go");
      settled(delivery.event, "ignored");
    }
  }
  return {
    take: async (delivery) => {
      // Most events of an organisation ask for nothing: nothing can be lost of them.
      if (delivery.wanted === null) {
        settled(delivery.event, "ignored");
        return "ignored";
      }
      if (!(await keep(delivery))) {
        const outcome = await repeatDelivery(store, delivery.guid);
        settled(delivery.event, outcome);
        return outcome;
      }
      tail = tail.then(() => settle(delivery));
      return "received";
    },
    recover: async () => {
      for (const delivery of await readAbandoned(store)) await settle(delivery);
    },
    settled: () => tail,
  };
}

/** Whether PostgreSQL said that a value is none of its type, or larger than it keeps. */
function isUnstorable(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(?:22|54)[0-9A-Z]{3}$/.test(String(error.code));
}

/**
 * Stores what arrives while one statement runs with the next one, so that a burst waits for few statements and not for
 * one each. What one delivery breaks is tried for each alone.
 */
function openKeeper(db: Database): (delivery: Delivery) => Promise<boolean> {
  let running: Promise<unknown> = Promise.resolve();
  const keepAll = async (deliveries: ReadonlyArray<Delivery>): Promise<Array<boolean | Error>> => {
    try {
      return await keepDeliveries(db, deliveries);
    } catch (error) {
      if (deliveries.length === 1) throw error;
      return (await Promise.all(deliveries.map((delivery) => keepAlone(db, delivery)))).flat();
    }
  };
  const loader = new DataLoader<Delivery, boolean>(
    (deliveries) => {
      const kept = keepAll(deliveries);
      running = kept.catch(() => undefined);
      return kept;
    },
    { cache: false, maxBatchSize: mostDeliveries, batchScheduleFn: (begin) => void running.then(begin) },
  );
  return (delivery) => loader.load(delivery);
}

function keepAlone(db: Database, delivery: Delivery): Promise<Array<boolean | Error>> {
  return keepDeliveries(db, [delivery]).catch((error: unknown) => [
    error instanceof Error ? error : new Error("a delivery could not be stored", { cause: error }),
  ]);
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
