import type { Selectable } from "kysely";

import type { Database, DatabaseTransaction, PolicySourceTable } from "./tables.ts";

/** What a ref of a repository of policies was last known to name. */
export type StoredPolicySource = Readonly<Selectable<PolicySourceTable>>;

/** Names a repository for comparison: GitHub's names do not tell cases apart. */
export function policyRepositoryKey(owner: string, name: string): string {
  return `${owner}/${name}`.toLowerCase();
}

/** What is known of a ref; undefined before it was first asked for. */
export function readPolicySource(
  db: Database,
  { installation_id, repository, ref }: Pick<StoredPolicySource, "installation_id" | "repository" | "ref">,
): Promise<StoredPolicySource | undefined> {
  return db
    .selectFrom("policy_source")
    .selectAll()
    .where("installation_id", "=", installation_id)
    .where("repository", "=", repository)
    .where("ref", "=", ref)
    .executeTakeFirst();
}

/** Remembers what a ref names until it is fresh no longer. */
export async function savePolicySource(db: Database, source: StoredPolicySource): Promise<void> {
  const { repository_id, commit_sha, fresh_until } = source;
  await db
    .insertInto("policy_source")
    .values(source)
    .onConflict((conflict) =>
      conflict
        .columns(["installation_id", "repository", "ref"])
        .doUpdateSet({ repository_id, commit_sha, fresh_until }),
    )
    .execute();
}

/** A branch or tag has moved: what it named is asked for again. False where no review was made with it. */
export async function expirePolicySources(
  transaction: DatabaseTransaction,
  { installation_id, repository }: Pick<StoredPolicySource, "installation_id" | "repository">,
  refs: ReadonlyArray<string>,
): Promise<boolean> {
  const rows = await transaction
    .updateTable("policy_source")
    .set({ fresh_until: null })
    .where("installation_id", "=", installation_id)
    .where("repository", "=", repository)
    .where("ref", "in", refs)
    .returning("ref")
    .execute();
  return rows.length > 0;
}
