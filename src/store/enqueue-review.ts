import { sql, type Selectable } from "kysely";

import type { PullRequestFacts, Wanted } from "../model/delivery.ts";
import { voidMergeGroups } from "./gate.ts";
import { findPullRequest, openPullRequestsOf, readPullRequest, type StoredPullRequest } from "./pull-requests.ts";
import type { Store } from "./store.ts";
import type { DatabaseTransaction, DeliveryTable } from "./tables.ts";

/** What became of an event. */
export type Enqueued = Pick<Selectable<DeliveryTable>, "outcome" | "pull_request_id" | "generation">;

/** An event that asks for nothing. */
export const ignored: Enqueued = { outcome: "ignored", pull_request_id: null, generation: null };

/** Who says how a pull request is: an event, which may come late, or GitHub itself, which was asked. */
export type Occasion = "opening" | "event" | "asked";

/** Records how a pull request is said to be and enqueues its review. */
export async function enqueueReview(
  store: Store,
  transaction: DatabaseTransaction,
  facts: PullRequestFacts,
  occasion: Occasion,
): Promise<Enqueued> {
  const row = await findPullRequest(transaction, facts);
  if (row === undefined) {
    const id = await insertPullRequest(transaction, facts, { isOpening: occasion === "opening", state: "open" });
    return await sendReview(store, transaction, { ...facts, id, generation: 1 });
  }
  const said = compareAge(row, facts);
  // What GitHub says when it is asked may be a moment old, but were it held to be outdated, it would be so for ever.
  const age = occasion === "asked" && said === "older" ? "unknown" : said;
  if (age === "older") return { outcome: "outdated", pull_request_id: row.id, generation: null };
  const generation = row.generation + 1;
  await noteFacts(store, transaction, row, { facts, generation, is_head_uncertain: age === "unknown" });
  return await sendReview(store, transaction, { ...facts, id: row.id, generation });
}

interface News {
  readonly facts: PullRequestFacts;
  readonly generation: number;
  readonly is_head_uncertain: boolean;
}

async function noteFacts(
  store: Store,
  transaction: DatabaseTransaction,
  row: StoredPullRequest,
  { facts, generation, is_head_uncertain }: News,
): Promise<void> {
  await transaction
    .updateTable("pull_request")
    .set({
      ...columns(facts),
      generation,
      is_head_uncertain,
      previous_head_sha: row.head_sha === facts.head_sha ? previousOf(row, facts) : row.head_sha,
      pushers: withPusher(row.pushers, facts),
    })
    .where("id", "=", row.id)
    .execute();
  if (row.head_sha === facts.head_sha) return;
  await releaseHead(store, transaction, row);
  await voidMergeGroups(store, transaction, facts);
}

/** A push that came back to the head we know replaced one whose own event may still come. */
function previousOf(row: StoredPullRequest, { previous_head_sha }: PullRequestFacts): string | null {
  return previous_head_sha ?? row.previous_head_sha;
}

/**
 * Replaces what was uncertain of a generation by what GitHub said when it was asked: null is closed. Resolves to the pull
 * request as it is now; null where it is closed or a newer event has it.
 */
export async function settlePullRequest(
  store: Store,
  { id, generation, repository_id }: StoredPullRequest,
  facts: PullRequestFacts | null,
): Promise<StoredPullRequest | null> {
  const settled = await store.db.transaction().execute(async (transaction) => {
    await lockRepository(transaction, repository_id);
    const row = await readPullRequest(transaction, id);
    if (row?.generation !== generation || row.state !== "open") return undefined;
    if (facts === null) await noteClosed(store, transaction, row, row.updated_at);
    else await noteFacts(store, transaction, row, { facts, generation, is_head_uncertain: false });
    return await readPullRequest(transaction, id);
  });
  store.queue.wake();
  return settled?.state === "open" ? settled : null;
}

/** What is done to a repository's pull requests in a transaction is done one after the other: its rules look at the newest row. */
export async function lockRepository(transaction: DatabaseTransaction, repository_id: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${repository_id})`.execute(transaction);
}

/**
 * Nobody can have commented on what was opened just now. An older opening was delivered again: a store that was lost may
 * have had a comment there.
 */
const freshness = "10 minutes";

async function insertPullRequest(
  transaction: DatabaseTransaction,
  facts: PullRequestFacts,
  { isOpening, state }: { readonly isOpening: boolean; readonly state: StoredPullRequest["state"] },
): Promise<number> {
  const { id } = await transaction
    .insertInto("pull_request")
    .values({
      ...columns(facts),
      state,
      repository_id: facts.repository_id,
      number: facts.number,
      previous_head_sha: facts.previous_head_sha,
      generation: 1,
      is_uncommented: sql<boolean>`${isOpening} and ${facts.updated_at}::timestamptz > now() - ${freshness}::interval`,
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
  return id;
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

/**
 * Events arrive out of order, and their times have whole seconds. Within one, only the head that a push replaced tells
 * what came first, and not even that where heads come back: GitHub is asked then, which costs one request.
 */
function compareAge(row: StoredPullRequest, facts: PullRequestFacts): "newer" | "older" | "unknown" {
  const time = Date.parse(facts.updated_at);
  const difference = time === 0 ? 0 : time - row.updated_at.getTime(); // an event without a time is of any
  const follows = facts.previous_head_sha !== null && facts.previous_head_sha === row.head_sha;
  if (difference > 0) return "newer";
  if (difference < 0) return follows ? "unknown" : "older";
  if (row.state === "closed" || row.is_head_uncertain || facts.base_ref !== row.base_ref) return "unknown";
  if (facts.head_sha === row.head_sha) return "newer";
  if (facts.head_sha === row.previous_head_sha) return follows ? "unknown" : "older";
  return follows ? "newer" : "unknown";
}

async function sendReview(
  store: Store,
  transaction: DatabaseTransaction,
  { id, generation, installation_id }: Pick<StoredPullRequest, "id" | "generation" | "installation_id">,
): Promise<Enqueued> {
  await store.queue.send(
    transaction,
    { kind: "review", pull_request_id: id, generation, deferrals: 0 },
    { installation: installation_id },
  );
  return { outcome: "queued", pull_request_id: id, generation };
}

/**
 * Notes that a pull request was closed, unless something newer is known of it; where something else is known of the same
 * second, GitHub is asked which came last. One that nobody has told us of is noted too: the event that opened it may
 * arrive later, and is too late then.
 */
export async function enqueueClosing(
  store: Store,
  transaction: DatabaseTransaction,
  { repository_id, number, updated_at, pull_request }: Extract<Wanted, { kind: "closed" }>,
): Promise<Enqueued> {
  const row = await findPullRequest(transaction, { repository_id, number });
  if (row === undefined) {
    if (pull_request !== undefined) {
      await insertPullRequest(transaction, pull_request, { isOpening: false, state: "closed" });
    }
    return ignored;
  }
  const time = Date.parse(updated_at);
  const isTimeless = time === 0;
  if (!isTimeless && time < row.updated_at.getTime()) return ignored; // opened again since
  if (row.state === "closed" || isTimeless || time > row.updated_at.getTime()) {
    await noteClosed(store, transaction, row, isTimeless ? row.updated_at : new Date(time));
    return ignored;
  }
  await transaction.updateTable("pull_request").set({ is_head_uncertain: true }).where("id", "=", row.id).execute();
  return await enqueueAgain(store, transaction, row.id);
}

/** Notes that a pull request is closed, and when that was. */
export async function noteClosed(
  store: Store,
  transaction: DatabaseTransaction,
  row: StoredPullRequest,
  updated_at: Date,
): Promise<void> {
  await transaction
    .updateTable("pull_request")
    .set({ state: "closed", is_head_uncertain: false, updated_at })
    .where("id", "=", row.id)
    .execute();
  await releaseHead(store, transaction, row);
}

/** Pull requests whose checks show this one's worse verdict, because they had the same head, are reviewed again. */
async function releaseHead(store: Store, transaction: DatabaseTransaction, row: StoredPullRequest): Promise<void> {
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

/** Reviews the pull requests of a head again; looks for those that are not known. */
export async function enqueueRerun(
  store: Store,
  transaction: DatabaseTransaction,
  wanted: Extract<Wanted, { kind: "rerun" }>,
): Promise<Enqueued> {
  const rows = await openPullRequestsOf(transaction, wanted);
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
