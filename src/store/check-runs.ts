import type { Selectable } from "kysely";

import type { CheckRunTable, Database } from "./tables.ts";

/** A check run that we created, as the store remembers it. */
export type StoredCheckRun = Readonly<Selectable<CheckRunTable>>;

/** Every check run of ours on one head, oldest first. */
export function readCheckRuns(db: Database, repository: number, head: string): Promise<ReadonlyArray<StoredCheckRun>> {
  return db
    .selectFrom("check_run")
    .selectAll()
    .where("repository_id", "=", repository)
    .where("head_sha", "=", head)
    .orderBy("id")
    .execute();
}

/** Remembers a check run, or what became of it. */
export async function saveCheckRun(db: Database, run: StoredCheckRun): Promise<void> {
  const { status, conclusion, annotations } = run;
  await db
    .insertInto("check_run")
    .values(run)
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ status, conclusion, annotations }))
    .execute();
}
