import {
  readAbandonedRuns,
  readCheckRuns,
  readSharedCheckRuns,
  saveCheckRun,
  type SharedCheckRun,
} from "./check-runs.ts";
import {
  claimPublication,
  endPublication,
  markCommenting,
  readPullRequest,
  saveComment,
  type Claim,
  type Publication,
  type StoredPullRequest,
} from "./pull-requests.ts";
import type { CheckRunTable, Database } from "./tables.ts";

/** A check run of one review, as the store keeps it. */
type RunRecord = Pick<CheckRunTable, "id" | "status" | "annotations" | "conclusion" | "shown">;

/** What is remembered of one review's publication between its attempts. */
interface StoredPublication {
  readonly claim: () => Promise<Claim>;
  readonly end: (published: boolean) => Promise<void>;
  readonly checkRuns: () => Promise<ReadonlyMap<string, RunRecord>>;
  readonly abandonedRuns: () => Promise<ReadonlyArray<{ readonly id: number; readonly name: string }>>;
  readonly forgetRun: (id: number) => Promise<void>;
  readonly saveCheckRun: (name: string, run: RunRecord) => Promise<void>;
  readonly sharedChecks: () => Promise<ReadonlyArray<SharedCheckRun>>;
  readonly saveShown: (id: number, shown: string) => Promise<void>;
  readonly beginComment: () => Promise<{ id: number | null; hash: string | null; isAbsent: boolean }>;
  readonly saveComment: (comment: { readonly id: number; readonly hash: string }) => Promise<void>;
}

/** The store's side of a publication: claims, check runs and the comment of one generation of a pull request. */
export function publicationRecord(db: Database, row: StoredPullRequest, publication: Publication): StoredPublication {
  const { repository_id, head_sha } = row;
  const { pull_request_id, generation } = publication;
  return {
    claim: () => claimPublication(db, publication),
    end: (published) => endPublication(db, publication, published),
    checkRuns: async () => {
      const runs = await readCheckRuns(db, repository_id, head_sha);
      const own = runs.filter((run) => run.pull_request_id === pull_request_id && run.generation === generation);
      return new Map(own.map((run) => [run.name, run]));
    },
    abandonedRuns: () => readAbandonedRuns(db, pull_request_id),
    forgetRun: async (id) => {
      await db.deleteFrom("check_run").where("id", "=", id).execute();
    },
    saveCheckRun: async (name, { id, status, annotations, conclusion, shown }) => {
      const run = { id, status, annotations, conclusion, shown };
      await saveCheckRun(db, { ...run, name, repository_id, head_sha, pull_request_id, generation });
    },
    sharedChecks: () => readSharedCheckRuns(db, repository_id, head_sha, pull_request_id),
    saveShown: async (id, shown) => {
      await db.updateTable("check_run").set({ shown }).where("id", "=", id).execute();
    },
    beginComment: async () => {
      const known = (await readPullRequest(db, pull_request_id)) ?? row;
      if (known.is_uncommented) await markCommenting(db, pull_request_id);
      return { id: known.comment_id, hash: known.comment_hash, isAbsent: known.is_uncommented };
    },
    saveComment: (comment) => saveComment(db, pull_request_id, comment.id, comment.hash),
  };
}
