import { sql, type Selectable } from "kysely";

import type { Store } from "./store.ts";
import { enqueueAgain } from "./enqueue-review.ts";
import { openPullRequestsOf } from "./pull-requests.ts";
import type { Database, PlanArtifactTable } from "./tables.ts";

/** A plan that a workflow made for a head. */
export type PlanArtifact = Readonly<Omit<Selectable<PlanArtifactTable>, "found_at">>;

/** GitHub keeps artifacts for 90 days at most unless it is told otherwise. */
const keepDays = 90;

/** The plans of a head, the newest first. */
export async function readPlanArtifacts(
  db: Database,
  { repository_id, head_sha }: Pick<PlanArtifact, "repository_id" | "head_sha">,
): Promise<ReadonlyArray<PlanArtifact>> {
  return await db
    .selectFrom("plan_artifact")
    .select(["repository_id", "head_sha", "artifact_id", "run_id", "name", "bytes", "refusal"])
    .where("repository_id", "=", repository_id)
    .where("head_sha", "=", head_sha)
    .orderBy("artifact_id", "desc")
    .execute();
}

/** Remembers plans, and reviews the open pull requests of their heads again. Once, whoever asks. */
export async function savePlanArtifacts(store: Store, found: ReadonlyArray<PlanArtifact>): Promise<void> {
  await store.db.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto("plan_artifact")
      .values([...found])
      .onConflict((conflict) => conflict.doNothing())
      .returning(["repository_id", "head_sha"])
      .execute();
    for (const head of new Map(added.map((row) => [row.head_sha, row])).values()) {
      for (const { id } of await openPullRequestsOf(transaction, head)) await enqueueAgain(store, transaction, id);
    }
    await transaction
      .deleteFrom("plan_artifact")
      .where("found_at", "<", sql<Date>`now() - make_interval(days => ${keepDays})`)
      .execute();
  });
  store.queue.wake();
}
