import { sql, type ExpressionBuilder, type ExpressionWrapper, type SqlBool } from "kysely";

import type { Database, PullRequestTable, Tables } from "./tables.ts";

/** Who publishes: one attempt at the job of one generation. */
export interface Publication {
  readonly pull_request_id: number;
  readonly generation: number;
  /** The attempt; see `Attempt.holder`. */
  readonly holder: string;
  /** Seconds that the claim lasts unless it is renewed; see `StorePace.lease`. */
  readonly lease: number;
}

/** What was known of a pull request's comment when the claim was granted. */
export interface ClaimedComment {
  readonly id: number | null;
  readonly hash: string | null;
  /** True where no comment of ours can exist. */
  readonly isAbsent: boolean;
}

/** How the claim to publish went. */
export type Claim =
  { readonly kind: "granted"; readonly comment: ClaimedComment } | { readonly kind: "superseded" | "busy" };

/** The columns that hold a claim. */
export function leaseOf({ holder, lease }: Publication) {
  return { lease_holder: holder, lease_until: sql<Date>`now() + make_interval(secs => ${lease})` };
}

type Row = ExpressionBuilder<Tables, "pull_request">;

/**
 * Whether an attempt may write to GitHub for a pull request: one at a time, and only while its generation is the newest
 * and the pull request open, so that an old result never overwrites a newer one.
 */
export function isClaimable({ pull_request_id, generation, holder }: Publication) {
  return (row: Row): ExpressionWrapper<Tables, "pull_request", SqlBool> =>
    row.and([
      row("id", "=", pull_request_id),
      row("generation", "=", generation),
      row("published_generation", "<", generation),
      row("state", "=", "open"),
      row.or([
        row("lease_holder", "is", null),
        row("lease_holder", "=", holder),
        row("lease_until", "<", sql<Date>`now()`),
      ]),
    ]);
}

/**
 * Claims, or renews the claim, to write for a pull request. `commenting` notes that a comment may exist from now on,
 * whatever becomes of the request that makes it.
 */
export async function claimPublication(db: Database, publication: Publication, commenting = false): Promise<Claim> {
  const { pull_request_id: id } = publication;
  const granted = await db
    .updateTable("pull_request")
    .set({ ...leaseOf(publication), ...(commenting ? { is_uncommented: false } : {}) })
    .where(isClaimable(publication))
    .returning((row) => [
      "comment_id as id",
      "comment_hash as hash",
      // As it was before this statement.
      row
        .selectFrom("pull_request as before")
        .select("before.is_uncommented")
        .where("before.id", "=", id)
        .as("isAbsent"),
    ])
    .executeTakeFirst();
  if (granted !== undefined) {
    return { kind: "granted", comment: { ...granted, isAbsent: granted.isAbsent === true } };
  }
  return { kind: (await isCurrent(db, publication)) ? "busy" : "superseded" };
}

async function isCurrent(db: Database, { pull_request_id, generation }: Publication): Promise<boolean> {
  const row = await db
    .selectFrom("pull_request")
    .select("id")
    .where("id", "=", pull_request_id)
    .where("generation", "=", generation)
    .where("published_generation", "<", generation)
    .where("state", "=", "open")
    .executeTakeFirst();
  return row !== undefined;
}

/** What a pull request is left with when its report is out. */
export type Published = Pick<PullRequestTable, "comment_id" | "comment_hash"> &
  Partial<{ readonly wants_consent: boolean; readonly holds_until: string | null }>;

/** Lets go of the claim; with what was published, the generation's report is out. */
export async function endPublication(
  db: Database,
  { pull_request_id, generation, holder }: Publication,
  published: Published | null,
): Promise<void> {
  await db
    .updateTable("pull_request")
    .set({
      lease_holder: null,
      lease_until: null,
      ...(published === null ? {} : { ...published, is_uncommented: false, published_generation: generation }),
    })
    .where("id", "=", pull_request_id)
    .where("lease_holder", "=", holder)
    .execute();
}
