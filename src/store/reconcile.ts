import { sql } from "kysely";

import type { PullRequestFacts } from "../model/delivery.ts";
import { enqueueAgain, enqueueReview, lockRepository, noteClosed } from "./enqueue-review.ts";
import { findPullRequest } from "./pull-requests.ts";
import type { Store } from "./store.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";

/** What GitHub says of a repository's open pull requests. */
export interface RepositoryState {
  readonly repository_id: number;
  readonly installation_id: number;
  readonly pull_requests: ReadonlyArray<PullRequestFacts>;
  /** False where there are more: what is not listed may be open nevertheless. */
  readonly isComplete: boolean;
  /** When GitHub was asked. */
  readonly asked_at: Date;
}

/**
 * Queues a review of every open pull request whose head has no report of ours and no job that will make one, and notes
 * which are closed: what was lost on the way, whatever was down. Resolves to the number of reviews queued.
 */
export async function reconcileRepository(store: Store, state: RepositoryState): Promise<number> {
  const queued = await store.db.transaction().execute(async (transaction) => {
    await lockRepository(transaction, state.repository_id);
    let count = 0;
    for (const facts of state.pull_requests) count += (await catchUp(store, transaction, facts)) ? 1 : 0;
    if (state.isComplete) await closeOthers(store, transaction, state);
    await noteReconciled(transaction, state);
    return count;
  });
  if (queued > 0) store.queue.wake();
  return queued;
}

async function catchUp(store: Store, transaction: DatabaseTransaction, facts: PullRequestFacts): Promise<boolean> {
  const row = await findPullRequest(transaction, facts);
  const isSame = row?.head_sha === facts.head_sha && row.base_ref === facts.base_ref && row.state === "open";
  if (row === undefined || !isSame) {
    return (await enqueueReview(store, transaction, facts, "asked")).outcome === "queued";
  }
  if (row.published_generation === row.generation || (await hasJob(transaction, row.id))) return false;
  return (await enqueueAgain(store, transaction, row.id)).outcome === "queued";
}

async function hasJob(db: Database, pullRequest: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pgboss.job where name = 'review' and state < 'completed'
      and (data->>'pull_request_id')::bigint = ${pullRequest} limit 1`.execute(db);
  return rows.length > 0;
}

async function closeOthers(store: Store, transaction: DatabaseTransaction, state: RepositoryState): Promise<void> {
  const open = new Set(state.pull_requests.map(({ number }) => number));
  const rows = await transaction
    .selectFrom("pull_request")
    .selectAll()
    .where("repository_id", "=", state.repository_id)
    .where("state", "=", "open")
    .where("updated_at", "<", state.asked_at) // else it was opened after we asked
    .execute();
  for (const row of rows) {
    // The row keeps its time: our clock may be ahead of GitHub's, and an event that opens it again must count.
    if (!open.has(row.number)) await noteClosed(store, transaction, row, row.updated_at);
  }
}

async function noteReconciled(db: Database, { repository_id, installation_id, asked_at }: RepositoryState) {
  await db
    .insertInto("repository")
    .values({ repository_id, installation_id, reconciled_at: asked_at })
    .onConflict((conflict) =>
      conflict.column("repository_id").doUpdateSet({ installation_id, reconciled_at: asked_at }),
    )
    .execute();
}

/** The repositories of an installation that were looked at since then, by id. */
export async function readReconciled(db: Database, installation: number, since: Date): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom("repository")
    .select("repository_id")
    .where("installation_id", "=", installation)
    .where("reconciled_at", ">=", since)
    .execute();
  return new Set(rows.map((row) => row.repository_id));
}
