import type { Selectable } from "kysely";

import { isClaimable, leaseOf, type Publication } from "./claims.ts";
import type { CheckRunTable, Database } from "./tables.ts";

/** A check run that we created, as the store remembers it. */
export type StoredCheckRun = Readonly<Selectable<CheckRunTable>>;

/** Whether one head has a completed check run of ours. */
export async function hasCompletedRun(db: Database, repository: number, head: string): Promise<boolean> {
  const row = await db
    .selectFrom("check_run")
    .select("id")
    .where("repository_id", "=", repository)
    .where("head_sha", "=", head)
    .where("status", "=", "completed")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Remembers a check run, or what became of it, and renews the claim under which it was written. False where that is lost. */
export async function saveCheckRun(db: Database, run: StoredCheckRun, publication: Publication): Promise<boolean> {
  const { status, conclusion, shown, annotations } = run;
  const renewed = await db
    .with("saved", (save) =>
      save
        .insertInto("check_run")
        .values(run)
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ status, conclusion, shown, annotations }))
        .returning("id"),
    )
    .updateTable("pull_request")
    .set(leaseOf(publication))
    .where(isClaimable(publication))
    .returning("id")
    .execute();
  return renewed.length === 1;
}

/** What another open pull request with the same head has on it. */
export interface SharedCheckRun extends StoredCheckRun {
  /** Number of the other pull request. */
  readonly number: number;
}

/** The check runs that matter to the publication of one review. */
export interface RunsAround {
  /** Those of this review. */
  readonly own: ReadonlyArray<StoredCheckRun>;
  /** The published ones of other open pull requests whose head is this commit, by number and name. */
  readonly shared: ReadonlyArray<SharedCheckRun>;
  /** Those in progress of this pull request's overtaken reviews; all in progress once it is closed. */
  readonly abandoned: ReadonlyArray<StoredCheckRun>;
}

/** Which review of which pull request. */
export interface ReviewKey {
  readonly pull_request_id: number;
  readonly generation: number;
  readonly repository_id: number;
  readonly head_sha: string;
}

/** Reads every check run that the publication of a review has to know of, as they are now. */
export async function readRunsAround(db: Database, review: ReviewKey): Promise<RunsAround> {
  const { pull_request_id, generation, repository_id, head_sha } = review;
  const rows = await db
    .selectFrom("check_run")
    .innerJoin("pull_request", "pull_request.id", "check_run.pull_request_id")
    .selectAll("check_run")
    .select([
      "pull_request.number",
      "pull_request.state",
      "pull_request.head_sha as newest_head",
      "pull_request.generation as newest",
      "pull_request.published_generation as published",
    ])
    .where((run) =>
      run.or([
        run("check_run.pull_request_id", "=", pull_request_id),
        run.and([run("check_run.repository_id", "=", repository_id), run("check_run.head_sha", "=", head_sha)]),
      ]),
    )
    .orderBy("pull_request.number")
    .orderBy("check_run.name")
    .orderBy("check_run.id")
    .execute();
  const ours = rows.filter((row) => row.pull_request_id === pull_request_id);
  return {
    own: ours.filter((row) => row.generation === generation && row.head_sha === head_sha),
    shared: rows.filter(
      (row) =>
        row.pull_request_id !== pull_request_id &&
        row.state === "open" &&
        row.newest_head === head_sha &&
        row.generation === row.published &&
        row.conclusion !== null,
    ),
    abandoned: ours.filter(
      (row) => row.status === "in_progress" && (row.generation < row.newest || row.state === "closed"),
    ),
  };
}
