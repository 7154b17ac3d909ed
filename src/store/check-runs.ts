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
  const { status, conclusion, shown, annotations } = run;
  await db
    .insertInto("check_run")
    .values(run)
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ status, conclusion, shown, annotations }))
    .execute();
}

/** What another open pull request with the same head has on it. */
export interface SharedCheckRun extends StoredCheckRun {
  /** Number of the other pull request. */
  readonly number: number;
}

/** The published check runs of the other open pull requests whose head is this commit, by number and name. */
export function readSharedCheckRuns(
  db: Database,
  repository: number,
  head: string,
  except: number,
): Promise<ReadonlyArray<SharedCheckRun>> {
  return db
    .selectFrom("check_run")
    .innerJoin("pull_request", "pull_request.id", "check_run.pull_request_id")
    .selectAll("check_run")
    .select("pull_request.number")
    .where("check_run.repository_id", "=", repository)
    .where("check_run.head_sha", "=", head)
    .where("pull_request.head_sha", "=", head)
    .where("pull_request.state", "=", "open")
    .where("pull_request.id", "<>", except)
    .whereRef("check_run.generation", "=", "pull_request.published_generation")
    .where("check_run.conclusion", "is not", null)
    .orderBy("pull_request.number")
    .orderBy("check_run.name")
    .execute();
}

/** Check runs in progress of a pull request's overtaken reviews; all of them once it is closed. */
export function readAbandonedRuns(
  db: Database,
  pullRequest: number,
): Promise<ReadonlyArray<{ readonly id: number; readonly name: string }>> {
  return db
    .selectFrom("check_run")
    .innerJoin("pull_request", "pull_request.id", "check_run.pull_request_id")
    .select(["check_run.id", "check_run.name"])
    .where("check_run.pull_request_id", "=", pullRequest)
    .where("check_run.status", "=", "in_progress")
    .where((row) =>
      row.or([
        row("check_run.generation", "<", row.ref("pull_request.generation")),
        row("pull_request.state", "=", "closed"),
      ]),
    )
    .orderBy("check_run.id")
    .execute();
}
