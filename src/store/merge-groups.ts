import type { StoredPullRequest } from "./pull-requests.ts";
import type { Database } from "./tables.ts";

/** Which group. */
export interface GroupKey {
  readonly repository_id: number;
  readonly head_sha: string;
}

/** Whether a group no longer stands. */
export async function isVoid(db: Database, { repository_id, head_sha }: GroupKey): Promise<boolean> {
  const row = await db
    .selectFrom("merge_group")
    .select("state")
    .where("repository_id", "=", repository_id)
    .where("head_sha", "=", head_sha)
    .executeTakeFirst();
  return row?.state === "void";
}

/** Open pull requests of these numbers whose head as we know it is among the commits. */
export async function readMembers(
  db: Database,
  repository_id: number,
  numbers: ReadonlyArray<number>,
  commits: ReadonlySet<string>,
): Promise<ReadonlyArray<StoredPullRequest>> {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom("pull_request")
    .selectAll()
    .where("repository_id", "=", repository_id)
    .where("number", "in", numbers)
    .where("state", "=", "open")
    .orderBy("number")
    .execute();
  return rows.filter((row) => commits.has(row.head_sha));
}

/** Remembers whose commits lie in a group, so that a push to one of them makes it void. */
export async function saveMembers(
  db: Database,
  { repository_id, head_sha }: GroupKey,
  numbers: ReadonlyArray<number>,
): Promise<void> {
  await db
    .updateTable("merge_group")
    .set({ members: JSON.stringify(numbers) })
    .where("repository_id", "=", repository_id)
    .where("head_sha", "=", head_sha)
    .execute();
}
