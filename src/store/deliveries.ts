import { sql } from "kysely";

import type { GateWanted, PullRequestFacts, Wanted } from "../model/delivery.ts";
import { enqueueGate, voidMergeGroups } from "./gate.ts";
import { closeInstallation, enqueueReconciliation } from "./installations.ts";
import type { Store } from "./store.ts";
import type { Database, DatabaseTransaction, DeliveryOutcome, DeliveryTable, PullRequestTable } from "./tables.ts";
import type { Selectable } from "kysely";

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

type PullRequestRow = Selectable<PullRequestTable>;

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
    if (!(await claimDelivery(transaction, guid))) return "duplicate";
    const result = await enqueue(store, transaction, { ...delivery, wanted });
    await transaction.updateTable("delivery").set(result).where("guid", "=", guid).execute();
    return result.outcome;
  });
  if (outcome === "queued") store.queue.wake();
  return outcome;
}

/** Holds the delivery's row until the transaction ends; false where another process has it or had it. */
async function claimDelivery(transaction: DatabaseTransaction, guid: string): Promise<boolean> {
  const row = await transaction
    .selectFrom("delivery")
    .select("guid")
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

type Enqueued = Pick<Selectable<DeliveryTable>, "outcome" | "pull_request_id" | "generation">;

const ignored: Enqueued = { outcome: "ignored", pull_request_id: null, generation: null };

type WantedDelivery = Pick<Delivery, "guid" | "body_hash"> & { readonly wanted: Wanted };

async function enqueue(store: Store, transaction: DatabaseTransaction, delivery: WantedDelivery): Promise<Enqueued> {
  const { wanted } = delivery;
  // One after the other for one repository's pull request: the rules below look at the newest row.
  await sql`select pg_advisory_xact_lock(${lockKey(wanted)})`.execute(transaction);
  if (await hasTwin(transaction, delivery)) return { ...ignored, outcome: "duplicate" };
  switch (wanted.kind) {
    case "review":
      return await enqueueReview(store, transaction, wanted.pull_request, wanted.is_opening);
    case "closed":
      return await markClosed(store, transaction, wanted);
    case "rerun":
      return await enqueueRerun(store, transaction, wanted);
    case "reconcile": {
      const isQueued = await enqueueReconciliation(store, transaction, wanted.installation_id, new Date());
      return { ...ignored, outcome: isQueued ? "queued" : "duplicate" };
    }
    case "uninstalled":
      await closeInstallation(transaction, wanted.installation_id);
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

/** Records what the event says of a pull request and enqueues its review. */
export async function enqueueReview(
  store: Store,
  transaction: DatabaseTransaction,
  facts: PullRequestFacts,
  isOpening: boolean,
): Promise<Enqueued> {
  const row = await transaction
    .selectFrom("pull_request")
    .selectAll()
    .where("repository_id", "=", facts.repository_id)
    .where("number", "=", facts.number)
    .executeTakeFirst();
  if (row === undefined) return await insertPullRequest(store, transaction, facts, isOpening);
  const age = compareAge(row, facts);
  if (age === "older") return { outcome: "outdated", pull_request_id: row.id, generation: null };
  const generation = row.generation + 1;
  await transaction
    .updateTable("pull_request")
    .set({
      ...columns(facts),
      generation,
      is_head_uncertain: age === "unknown",
      previous_head_sha: row.head_sha === facts.head_sha ? row.previous_head_sha : row.head_sha,
      pushers: withPusher(row.pushers, facts),
    })
    .where("id", "=", row.id)
    .execute();
  if (row.head_sha !== facts.head_sha) {
    await releaseHead(store, transaction, row);
    await voidMergeGroups(store, transaction, facts);
  }
  return await sendReview(store, transaction, { ...facts, id: row.id, generation });
}

async function insertPullRequest(
  store: Store,
  transaction: DatabaseTransaction,
  facts: PullRequestFacts,
  isOpening: boolean,
): Promise<Enqueued> {
  const { id } = await transaction
    .insertInto("pull_request")
    .values({
      ...columns(facts),
      repository_id: facts.repository_id,
      number: facts.number,
      previous_head_sha: facts.previous_head_sha,
      generation: 1,
      is_uncommented: isOpening,
      comment_id: null,
      comment_hash: null,
      lease_holder: null,
      lease_until: null,
      pushers: withPusher("[]", facts),
      answer: null,
      holds_until: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return await sendReview(store, transaction, { ...facts, id, generation: 1 });
}

function columns(facts: PullRequestFacts) {
  const { installation_id, owner, name, base_ref, head_sha, updated_at } = facts;
  const details = JSON.stringify(facts.details);
  const is_fork = facts.is_fork ?? false;
  return { installation_id, owner, name, details, base_ref, head_sha, updated_at, is_fork, state: "open" as const };
}

/** Whoever pushed once is an author for ever. */
function withPusher(known: string, { sender = null }: PullRequestFacts): string {
  const logins: unknown = JSON.parse(known);
  const all = new Set([...(Array.isArray(logins) ? logins.map(String) : []), ...(sender === null ? [] : [sender])]);
  return JSON.stringify([...all]);
}

/** Events arrive out of order; the head that a push replaced tells more than clocks with whole seconds. */
function compareAge(row: PullRequestRow, facts: PullRequestFacts): "newer" | "older" | "unknown" {
  if (facts.previous_head_sha !== null && facts.previous_head_sha === row.head_sha) return "newer";
  const difference = Date.parse(facts.updated_at) - row.updated_at.getTime();
  if (difference > 0) return "newer";
  if (difference < 0) return "older";
  if (facts.head_sha === row.head_sha) return "newer";
  return facts.head_sha === row.previous_head_sha ? "older" : "unknown";
}

async function sendReview(
  store: Store,
  transaction: DatabaseTransaction,
  { id, generation, installation_id }: Pick<PullRequestRow, "id" | "generation" | "installation_id">,
): Promise<Enqueued> {
  await store.queue.send(
    transaction,
    { kind: "review", pull_request_id: id, generation, deferrals: 0 },
    { installation: installation_id },
  );
  return { outcome: "queued", pull_request_id: id, generation };
}

/** Notes that a pull request is closed, unless something newer is known of it. */
export async function markClosed(
  store: Store,
  transaction: DatabaseTransaction,
  { repository_id, number, updated_at }: Extract<Wanted, { kind: "closed" }>,
): Promise<Enqueued> {
  const row = await transaction
    .updateTable("pull_request")
    .set({ state: "closed", updated_at })
    .where("repository_id", "=", repository_id)
    .where("number", "=", number)
    .where("updated_at", "<=", new Date(updated_at)) // else it was opened again since
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) await releaseHead(store, transaction, row);
  return ignored;
}

/** Pull requests whose checks show this one's worse verdict, because they had the same head, are reviewed again. */
async function releaseHead(store: Store, transaction: DatabaseTransaction, row: PullRequestRow): Promise<void> {
  const others = await transaction
    .selectFrom("pull_request")
    .innerJoin("check_run", "check_run.pull_request_id", "pull_request.id")
    .select("pull_request.id")
    .distinct()
    .where("pull_request.repository_id", "=", row.repository_id)
    .where("pull_request.head_sha", "=", row.head_sha)
    .where("pull_request.state", "=", "open")
    .where("pull_request.id", "<>", row.id)
    .whereRef("check_run.generation", "=", "pull_request.generation")
    .whereRef("check_run.conclusion", "<>", "check_run.shown")
    .execute();
  for (const { id } of others) await enqueueAgain(store, transaction, id);
}

async function enqueueRerun(
  store: Store,
  transaction: DatabaseTransaction,
  wanted: Extract<Wanted, { kind: "rerun" }>,
): Promise<Enqueued> {
  const rows = await transaction
    .selectFrom("pull_request")
    .select(["id", "number"])
    .where("repository_id", "=", wanted.repository_id)
    .where("head_sha", "=", wanted.head_sha)
    .where("state", "=", "open")
    .orderBy("number")
    .execute();
  const isKnown = wanted.numbers.every((number) => rows.some((row) => row.number === number)) && rows.length > 0;
  if (!isKnown) return await sendLookup(store, transaction, wanted);
  const sent: Enqueued[] = [];
  for (const { id } of rows) sent.push(await enqueueAgain(store, transaction, id));
  return sent[0] ?? ignored;
}

async function sendLookup(
  store: Store,
  transaction: DatabaseTransaction,
  wanted: Extract<Wanted, { kind: "rerun" }>,
): Promise<Enqueued> {
  const { installation_id, repository_id, owner, name, head_sha } = wanted;
  await store.queue.send(
    transaction,
    { kind: "lookup", installation_id, repository_id, owner, name, head_sha },
    { installation: installation_id },
  );
  return { ...ignored, outcome: "queued" };
}

/** Reviews what is known of a pull request once more. */
export async function enqueueAgain(store: Store, transaction: DatabaseTransaction, id: number): Promise<Enqueued> {
  const row = await transaction
    .updateTable("pull_request")
    .set((column) => ({ generation: column("generation", "+", 1) }))
    .where("id", "=", id)
    .returning(["id", "generation", "installation_id"])
    .executeTakeFirstOrThrow();
  return await sendReview(store, transaction, row);
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
