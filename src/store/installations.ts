import { sql } from "kysely";

import type { Store } from "./store.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";

/** Queues the look at an installation's repositories, unless one waits already. Call `wake` after the commit. */
export async function enqueueReconciliation(
  store: Store,
  transaction: DatabaseTransaction,
  installation: number,
  since: Date,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pgboss.job where name = 'review' and state < 'active' and data->>'kind' = 'reconcile'
      and (data->>'installation_id')::bigint = ${installation} limit 1`.execute(transaction);
  if (rows.length > 0) return false;
  await store.queue.send(
    transaction,
    { kind: "reconcile", installation_id: installation, since: since.toISOString() },
    { installation },
  );
  return true;
}

/** Ends the reviews of repositories that are archived, gone, or taken away from their installation. */
export async function closeRepositories(db: Database, repositories: ReadonlyArray<number>): Promise<void> {
  if (repositories.length === 0) return;
  // One parameter, however many they are: a statement has at most 65,535.
  const ids = sql<number>`any(${[...repositories]}::bigint[])`;
  await db.updateTable("pull_request").set({ state: "closed" }).where("repository_id", "=", ids).execute();
}

/** Forgets the open pull requests of an installation that is gone: nobody could be told of their reviews. */
export async function closeInstallation(db: Database, installation: number): Promise<void> {
  await db.updateTable("pull_request").set({ state: "closed" }).where("installation_id", "=", installation).execute();
}
