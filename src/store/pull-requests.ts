import type { Selectable } from "kysely";
import { sql } from "kysely";

import type { Database, PullRequestTable } from "./tables.ts";

/** What the store knows of a pull request. */
export type StoredPullRequest = Readonly<Selectable<PullRequestTable>>;

/** Who publishes: one attempt at the job of one generation. */
export interface Publication {
  readonly pull_request_id: number;
  readonly generation: number;
  /** The attempt; see `Attempt.holder`. */
  readonly holder: string;
}

/** How the claim to publish went. */
export type Claim = "granted" | "superseded" | "busy";

/** A claim that is not renewed for so many seconds belongs to a dead process. */
const leaseSeconds = 30;

/** Reads one pull request; undefined when the store has lost it. */
export function readPullRequest(db: Database, id: number): Promise<StoredPullRequest | undefined> {
  return db.selectFrom("pull_request").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The pull request of that number; undefined before the first event about it. */
export function findPullRequest(
  db: Database,
  { repository_id, number }: Pick<StoredPullRequest, "repository_id" | "number">,
): Promise<StoredPullRequest | undefined> {
  return db
    .selectFrom("pull_request")
    .selectAll()
    .where("repository_id", "=", repository_id)
    .where("number", "=", number)
    .executeTakeFirst();
}

/**
 * Claims, or renews the claim, to write to GitHub for a pull request. One attempt at a time holds it, and only while
 * its generation is the newest and the pull request open: an old result never overwrites a newer one.
 */
export async function claimPublication(db: Database, publication: Publication): Promise<Claim> {
  const granted = await db
    .updateTable("pull_request")
    .set({
      lease_holder: publication.holder,
      lease_until: sql<Date>`now() + make_interval(secs => ${leaseSeconds})`,
    })
    .where("id", "=", publication.pull_request_id)
    .where("generation", "=", publication.generation)
    .where("published_generation", "<", publication.generation)
    .where("state", "=", "open")
    .where((row) =>
      row.or([
        row("lease_holder", "is", null),
        row("lease_holder", "=", publication.holder),
        row("lease_until", "<", sql<Date>`now()`),
      ]),
    )
    .returning("id")
    .execute();
  if (granted.length === 1) return "granted";
  const row = await readPullRequest(db, publication.pull_request_id);
  const isCurrent =
    row?.generation === publication.generation &&
    row.state === "open" &&
    row.published_generation < publication.generation;
  return isCurrent ? "busy" : "superseded";
}

/** Lets go of the claim; the report is out when `published`. */
export async function endPublication(db: Database, publication: Publication, published: boolean): Promise<void> {
  await db
    .updateTable("pull_request")
    .set({
      lease_holder: null,
      lease_until: null,
      ...(published ? { published_generation: publication.generation } : {}),
    })
    .where("id", "=", publication.pull_request_id)
    .where("lease_holder", "=", publication.holder)
    .execute();
}

/** Notes that the job of a generation was given up, so that a redelivery starts it again. */
export async function markGivenUp(db: Database, id: number, generation: number): Promise<void> {
  await db.updateTable("pull_request").set({ failed_generation: generation }).where("id", "=", id).execute();
}

/** Notes that a comment may exist from now on, whatever becomes of the request that makes it. */
export async function markCommenting(db: Database, id: number): Promise<void> {
  await db.updateTable("pull_request").set({ is_uncommented: false }).where("id", "=", id).execute();
}

/** Remembers our comment on a pull request. */
export async function saveComment(db: Database, id: number, comment: number, hash: string): Promise<void> {
  await db
    .updateTable("pull_request")
    .set({ comment_id: comment, comment_hash: hash, is_uncommented: false })
    .where("id", "=", id)
    .execute();
}

/** Replaces a head that was uncertain by the one that GitHub gave when asked. */
export async function settleHead(db: Database, id: number, generation: number, head: string): Promise<void> {
  await db
    .updateTable("pull_request")
    .set({ head_sha: head, is_head_uncertain: false })
    .where("id", "=", id)
    .where("generation", "=", generation)
    .execute();
}
