import type { Selectable } from "kysely";

import type { Database, PullRequestTable } from "./tables.ts";

/** What the store knows of a pull request. */
export type StoredPullRequest = Readonly<Selectable<PullRequestTable>>;

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

/** The open pull requests whose head is this commit, by number. */
export function openPullRequestsOf(
  db: Database,
  { repository_id, head_sha }: Pick<StoredPullRequest, "repository_id" | "head_sha">,
): Promise<ReadonlyArray<Pick<StoredPullRequest, "id" | "number">>> {
  return db
    .selectFrom("pull_request")
    .select(["id", "number"])
    .where("repository_id", "=", repository_id)
    .where("head_sha", "=", head_sha)
    .where("state", "=", "open")
    .orderBy("number")
    .execute();
}

/** Notes that the job of a generation was given up, so that a redelivery starts it again. */
export async function markGivenUp(db: Database, id: number, generation: number): Promise<void> {
  await db.updateTable("pull_request").set({ failed_generation: generation }).where("id", "=", id).execute();
}
