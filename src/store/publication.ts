import { hasCompletedRun, readRunsAround, saveCheckRun, type RunsAround } from "./check-runs.ts";
import { claimPublication, endPublication, type Claim, type Publication, type Published } from "./claims.ts";
import type { StoredPullRequest } from "./pull-requests.ts";
import type { CheckRunTable, Database } from "./tables.ts";

/** A check run of one review, as the store keeps it. */
type RunRecord = Pick<CheckRunTable, "id" | "status" | "annotations" | "conclusion" | "shown">;

/** What is remembered of one review's publication between its attempts. */
interface StoredPublication {
  readonly claim: (commenting?: boolean) => Promise<Claim>;
  readonly end: (published: Published | null) => Promise<void>;
  readonly runs: () => Promise<RunsAround>;
  readonly isAnswered: () => Promise<boolean>;
  readonly forgetRun: (id: number) => Promise<void>;
  readonly saveCheckRun: (name: string, run: RunRecord) => Promise<boolean>;
  readonly saveShown: (id: number, shown: string) => Promise<void>;
}

/** The store's side of a publication: claims, check runs and the comment of one generation of a pull request. */
export function publicationRecord(db: Database, row: StoredPullRequest, publication: Publication): StoredPublication {
  const { repository_id, head_sha } = row;
  const review = { pull_request_id: publication.pull_request_id, generation: publication.generation };
  const key = { ...review, repository_id, head_sha };
  return {
    claim: (commenting) => claimPublication(db, publication, commenting),
    end: (published) => endPublication(db, publication, published),
    runs: () => readRunsAround(db, key),
    isAnswered: () => hasCompletedRun(db, repository_id, head_sha),
    forgetRun: async (id) => {
      await db.deleteFrom("check_run").where("id", "=", id).execute();
    },
    saveCheckRun: (name, { id, status, annotations, conclusion, shown }) => {
      return saveCheckRun(db, { id, status, annotations, conclusion, shown, name, ...key }, publication);
    },
    saveShown: async (id, shown) => {
      await db.updateTable("check_run").set({ shown }).where("id", "=", id).execute();
    },
  };
}
