import { sql } from "kysely";

import type { GateWanted, Wanted } from "../model/delivery.ts";
import { enqueueAgain, enqueueClosing, enqueueRerun, enqueueReview, ignored, type Enqueued } from "./enqueue-review.ts";
import { enqueueGate } from "./gate.ts";
import { closeInstallation, closeRepositories, enqueueReconciliation } from "./installations.ts";
import type { Store } from "./store.ts";
import type { Database, DatabaseTransaction, DeliveryOutcome } from "./tables.ts";

/** A webhook event whose signature was right. */
export interface Delivery {
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  /** SHA-256 of the raw body, hex. */
  readonly body_hash: string;
  /** What it asks for; null where it does not matter to us. */
  readonly wanted: Wanted | null;
}

/** Two deliveries with one body within so many seconds ask for one review. */
const coalesceSeconds = 5;

/** Deliveries that one statement stores. */
export const mostDeliveries = 200;

/**
 * Stores deliveries, at most `mostDeliveries`, in one statement: all or none. Says of each whether it is new; a GUID
 * that is known, or that came before in the same list, is not.
 */
export async function keepDeliveries(db: Database, deliveries: ReadonlyArray<Delivery>): Promise<Array<boolean>> {
  const inserted = await db
    .insertInto("delivery")
    .values(deliveries.map(toRow))
    .onConflict((conflict) => conflict.column("guid").doNothing())
    .returning("guid")
    .execute();
  const fresh = new Set(inserted.map(({ guid }) => guid));
  return deliveries.map(({ guid }) => fresh.delete(guid));
}

function toRow({ guid, event, action, body_hash, wanted }: Delivery) {
  return {
    guid,
    event,
    action,
    body_hash,
    payload: wanted === null ? null : JSON.stringify(wanted),
    outcome: wanted === null ? ("ignored" as const) : ("received" as const),
    pull_request_id: null,
    generation: null,
  };
}

/** Enqueues what a stored delivery asks for, and notes what became of it, in one transaction; once, whoever asks. */
export async function settleDelivery(
  store: Store,
  delivery: Pick<Delivery, "guid" | "wanted" | "body_hash">,
): Promise<DeliveryOutcome> {
  const { guid, wanted } = delivery;
  if (wanted === null) return "ignored";
  const outcome = await store.db.transaction().execute(async (transaction) => {
    if (!(await claimDelivery(transaction, guid, lockKey(wanted)))) return "duplicate";
    const result = await enqueue(store, transaction, { ...delivery, wanted });
    await transaction.updateTable("delivery").set(result).where("guid", "=", guid).execute();
    return result.outcome;
  });
  if (outcome === "queued") store.queue.wake();
  return outcome;
}

/** Notes that nothing comes of a delivery. */
export async function letDeliveryGo(db: Database, guid: string): Promise<void> {
  const received = db.updateTable("delivery").set({ outcome: "ignored" }).where("outcome", "=", "received");
  await received.where("guid", "=", guid).execute();
}

/**
 * Holds the delivery's row until the transaction ends; false where another process has it or had it. What follows is done
 * one after the other for one repository's pull requests, for its rules look at the newest row: the same statement waits
 * for that.
 */
async function claimDelivery(transaction: DatabaseTransaction, guid: string, lock: number): Promise<boolean> {
  const row = await transaction
    .selectFrom("delivery")
    .select(["guid", sql`pg_advisory_xact_lock(${lock})::text`.as("locked")])
    .where("guid", "=", guid)
    .where("outcome", "=", "received")
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row !== undefined;
}

/** What a delivery that came again asks for: nothing, unless its job was given up. */
export async function repeatDelivery(store: Store, guid: string): Promise<DeliveryOutcome> {
  const outcome = await store.db.transaction().execute((transaction) => retryGivenUp(store, transaction, guid));
  if (outcome === "queued") store.queue.wake();
  return outcome;
}

type WantedDelivery = Pick<Delivery, "guid" | "body_hash"> & { readonly wanted: Wanted };

async function enqueue(store: Store, transaction: DatabaseTransaction, delivery: WantedDelivery): Promise<Enqueued> {
  const { wanted } = delivery;
  if (await hasTwin(transaction, delivery)) return { ...ignored, outcome: "duplicate" };
  switch (wanted.kind) {
    case "review":
      return await enqueueReview(store, transaction, wanted.pull_request, wanted.is_opening ? "opening" : "event");
    case "closed":
      return await enqueueClosing(store, transaction, wanted);
    case "rerun":
      return await enqueueRerun(store, transaction, wanted);
    case "reconcile": {
      const isQueued = await enqueueReconciliation(store, transaction, wanted.installation_id, new Date());
      return { ...ignored, outcome: isQueued ? "queued" : "duplicate" };
    }
    case "uninstalled":
      await closeInstallation(transaction, wanted.installation_id);
      return ignored;
    case "withdrawn":
      await closeRepositories(transaction, wanted.repository_ids);
      return ignored;
    case "archived":
    case "command":
    case "consent":
    case "merge-group":
    case "pushed":
    case "renamed":
    case "workflow-run":
      return await enqueueForGate(store, transaction, wanted);
  }
}

async function enqueueForGate(store: Store, transaction: DatabaseTransaction, wanted: GateWanted): Promise<Enqueued> {
  const again = (id: number): Promise<Enqueued> => enqueueAgain(store, transaction, id);
  return { ...ignored, outcome: (await enqueueGate(store, transaction, wanted, again)) ? "queued" : "ignored" };
}

/** A number that is the same for events that may concern one pull request. */
function lockKey(wanted: Wanted): number {
  switch (wanted.kind) {
    case "review":
      return wanted.pull_request.repository_id;
    case "closed":
    case "rerun":
    case "command":
    case "consent":
    case "pushed":
    case "renamed":
    case "archived":
    case "merge-group":
    case "workflow-run":
      return wanted.repository_id;
    case "reconcile":
    case "uninstalled":
    case "withdrawn":
      return -wanted.installation_id; // negative: never a repository's
  }
}

async function hasTwin(transaction: DatabaseTransaction, delivery: WantedDelivery): Promise<boolean> {
  const twin = await transaction
    .selectFrom("delivery")
    .select("guid")
    .where("body_hash", "=", delivery.body_hash)
    .where("guid", "<>", delivery.guid)
    .where("received_at", ">", sql<Date>`now() - make_interval(secs => ${coalesceSeconds})`)
    .where("outcome", "=", "queued")
    .executeTakeFirst();
  return twin !== undefined;
}

/** A redelivery of a job that was given up runs again; of any other it changes nothing. */
async function retryGivenUp(store: Store, transaction: DatabaseTransaction, guid: string): Promise<DeliveryOutcome> {
  const row = await transaction
    .selectFrom("delivery")
    .innerJoin("pull_request", "pull_request.id", "delivery.pull_request_id")
    .select(["pull_request.id", "pull_request.generation", "pull_request.failed_generation"])
    .where("delivery.guid", "=", guid)
    .whereRef("pull_request.generation", "=", "delivery.generation")
    .executeTakeFirst();
  if (row === undefined || row.failed_generation < row.generation) return "duplicate";
  const { generation } = await enqueueAgain(store, transaction, row.id);
  await transaction.updateTable("delivery").set({ generation }).where("guid", "=", guid).execute();
  return "queued";
}

/** GitHub can redeliver for three days; what is older is kept for questions only. */
const keepDeliveriesDays = 30;

/** Forgets deliveries that nobody can ask for again. */
export async function forgetOldDeliveries(db: Database): Promise<void> {
  await db
    .deleteFrom("delivery")
    .where("received_at", "<", sql<Date>`now() - make_interval(days => ${keepDeliveriesDays})`)
    .execute();
}
