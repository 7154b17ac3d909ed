import { sql, type Selectable } from "kysely";

import type { PullRequestFacts, Wanted } from "../model/delivery.ts";
import { voidMergeGroups } from "./gate.ts";
import { findPullRequest, openPullRequestsOf, type StoredPullRequest } from "./pull-requests.ts";
import type { Store } from "./store.ts";
import type { DatabaseTransaction, DeliveryTable } from "./tables.ts";

/** What became of an event. */
export type Enqueued = Pick<Selectable<DeliveryTable>, "outcome" | "pull_request_id" | "generation">;

/** An event that asks for nothing. */
export const ignored: Enqueued = { outcome: "ignored", pull_request_id: null, generation: null };

/** What an event says that a pull request is, beside how it is now; what GitHub says when it is asked is open. */
type Occasion = Pick<Extract<Wanted, { kind: "review" }>, "is_opening" | "is_reopening">;

/** Records what the event says of a pull request and enqueues its review. */
export async function enqueueReview(
  store: Store,
  transaction: DatabaseTransaction,
  facts: PullRequestFacts,
  { is_opening, is_reopening = false }: Occasion = { is_opening: false, is_reopening: true },
): Promise<Enqueued> {
  const row = await findPullRequest(transaction, facts);
  if (row === undefined) {
    const id = await insertPullRequest(transaction, facts, { isOpening: is_opening, state: "open" });
    return await sendReview(store, transaction, { ...facts, id, generation: 1 });
  }
  // GitHub's times have whole seconds: what is not later than the closing was before it.
  const isBeforeClosing =
    row.state === "closed" && !is_reopening && Date.parse(facts.updated_at) <= row.updated_at.getTime();
  const age = isBeforeClosing ? "older" : compareAge(row, facts);
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

/** Events arrive out of order; the head that a push replaced tells more than clocks with whole seconds. */
function compareAge(row: StoredPullRequest, facts: PullRequestFacts): "newer" | "older" | "unknown" {
  if (facts.previous_head_sha !== null && facts.previous_head_sha === row.head_sha) return "newer";
  const time = Date.parse(facts.updated_at);
  const difference = time === 0 ? 0 : time - row.updated_at.getTime(); // an event without a time is of any
  if (difference > 0) return "newer";
  if (difference < 0) return "older";
  if (facts.head_sha === row.head_sha) return "newer";
  return facts.head_sha === row.previous_head_sha ? "older" : "unknown";
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
 * Notes that a pull request is closed, unless something newer is known of it. One that nobody has told us of is noted
 * too: the event that opened it may arrive later, and is too late then.
 */
export async function markClosed(
  store: Store,
  transaction: DatabaseTransaction,
  { repository_id, number, updated_at, pull_request }: Extract<Wanted, { kind: "closed" }>,
): Promise<Enqueued> {
  const isTimeless = Date.parse(updated_at) === 0;
  const row = await transaction
    .updateTable("pull_request")
    .set({ state: "closed", ...(isTimeless ? {} : { updated_at }) })
    .where("repository_id", "=", repository_id)
    .where("number", "=", number)
    .$if(!isTimeless, (query) => query.where("updated_at", "<=", new Date(updated_at))) // else opened again since
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) await releaseHead(store, transaction, row);
  else if (
    pull_request !== undefined &&
    (await findPullRequest(transaction, { repository_id, number })) === undefined
  ) {
    await insertPullRequest(transaction, pull_request, { isOpening: false, state: "closed" });
  }
  return ignored;
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
