import type { Waiver } from "../model/waiver.ts";
import { enqueueAgain } from "./enqueue-review.ts";
import type { Store } from "./store.ts";
import type { Database } from "./tables.ts";

/** Exceptions that commands granted for one pull request. */
export async function readWaivers(db: Database, pullRequest: number): Promise<ReadonlyArray<Waiver>> {
  const rows = await db
    .selectFrom("waiver")
    .selectAll()
    .where("pull_request_id", "=", pullRequest)
    .orderBy("id")
    .execute();
  return rows.map(({ policy, fingerprint, reason, granted_by, until }) => {
    return { policy, project: null, address: null, fingerprint, reason, granted_by, until, covers: 1, place: null };
  });
}

/** One exception as a command grants it: for so many findings of a fingerprint as it was given. */
export interface GrantedWaiver {
  readonly policy: string;
  readonly fingerprint: string;
  readonly reason: string;
  readonly granted_by: string;
  readonly until: string;
}

/** Records what one command granted; the same command again changes nothing. */
export async function grantWaivers(
  db: Database,
  pull_request_id: number,
  source: string,
  waivers: ReadonlyArray<GrantedWaiver>,
): Promise<void> {
  if (waivers.length === 0) return;
  await db
    .insertInto("waiver")
    .values(waivers.map((waiver, ordinal) => ({ pull_request_id, source, ordinal, ...waiver })))
    .onConflict((conflict) => conflict.columns(["source", "ordinal"]).doNothing())
    .execute();
}

/** Those who consented to a head by a command. */
export async function readConsents(db: Database, pullRequest: number, head: string): Promise<ReadonlyArray<string>> {
  const rows = await db
    .selectFrom("approval")
    .select("login")
    .where("pull_request_id", "=", pullRequest)
    .where("head_sha", "=", head)
    .execute();
  return rows.map(({ login }) => login);
}

/** Records a consent to one head; the same command again changes nothing. */
export async function grantApproval(
  db: Database,
  approval: {
    readonly source: string;
    readonly pull_request_id: number;
    readonly head_sha: string;
    readonly login: string;
  },
): Promise<void> {
  await db
    .insertInto("approval")
    .values(approval)
    .onConflict((conflict) => conflict.column("source").doNothing())
    .execute();
}

/** Remembers the answer to the newest command of a pull request. */
export async function saveAnswer(db: Database, id: number, answer: string): Promise<void> {
  await db.updateTable("pull_request").set({ answer }).where("id", "=", id).execute();
}

/** So many verdicts that have outlived themselves are taken up at once; the next look takes the rest. */
const maxOutlived = 500;

/**
 * Reviews again what was judged by a waiver that has ended or before a warning denied. Resolves to how many. `now`
 * decides, in UTC.
 */
export async function reviewOutlived(store: Store, now: Date): Promise<number> {
  const today = now.toISOString().slice(0, 10);
  const total = await store.db.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom("pull_request")
      .select("id")
      .where("state", "=", "open")
      .where("holds_until", "<", today)
      .orderBy("id")
      .limit(maxOutlived)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const { id } of rows) {
      await transaction.updateTable("pull_request").set({ holds_until: null }).where("id", "=", id).execute();
      await enqueueAgain(store, transaction, id);
    }
    return rows.length;
  });
  if (total > 0) store.queue.wake();
  return total;
}
