import { collectFromGitHub } from "../changes/github.ts";
import type { RepositoryClient } from "../github/client.ts";
import { githubContent } from "../github/content.ts";
import { GitHubError } from "../github/errors.ts";
import type { ChangeSet } from "../model/change-set.ts";
import { ReviewError, SourceError } from "../model/failure.ts";
import type { OrganisationFile } from "../review.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";
import type { Attempt } from "../store/queue.ts";
import type { AppParts, ReviewContext, ReviewOutcome } from "./parts.ts";
import { prepareContext } from "./review-context.ts";

/** How a review went. */
export interface Ran {
  readonly outcome: ReviewOutcome;
  /** What GitHub's failure was, with the time of the next attempt; null where it did not fail. */
  readonly cause: GitHubError | null;
  /** The organisation's configuration that counted; null without one. */
  readonly organisation: OrganisationFile | null;
}

/** Reviews the head of a pull request. Throws SourceError where another attempt may learn what gates. */
export async function runReview(
  parts: AppParts,
  client: RepositoryClient,
  row: StoredPullRequest,
  attempt: Attempt,
): Promise<Ran> {
  const failures: GitHubError[] = [];
  const watched: RepositoryClient = {
    address: client.address,
    call: (send) =>
      client.call(send).catch((error: unknown) => {
        if (error instanceof GitHubError) failures.push(error);
        throw error;
      }),
  };
  const cache = parts.memory.over(row.repository_id, parts.store.contents(row.repository_id));
  const collect = (): Promise<ChangeSet> => collectFromGitHub(row, githubContent(watched), cache);
  const { context, obstacle } = await prepareContext(parts, watched, row, cache);
  const read = obstacle === null ? collect : (): Promise<never> => Promise.reject(obstacle);
  if (obstacle !== null && obstacle.retryable && !attempt.isLast) throw obstacle;
  const outcome = await parts
    .review(attempt.isHopeless ? refuse : read, context)
    .catch((error: unknown) => breakDown(parts, context, error));
  const cause = failures.find((failure) => failure.retry_at !== null) ?? failures.at(-1) ?? null;
  return { outcome, cause, organisation: context.organisation ?? null };
}

/** A fault of ours has to be seen on the pull request too, or its check would be missing for ever. */
async function breakDown(parts: AppParts, context: ReviewContext, error: unknown): Promise<ReviewOutcome> {
  parts.log.warn({ err: error }, "a review broke");
  const isTold = error instanceof ReviewError;
  const message = isTold ? error.message : "an internal error, which the server's log has";
  const mayHelp = error instanceof SourceError ? error.retryable : !isTold;
  return await parts.review(() => Promise.reject(new SourceError(message, mayHelp)), context);
}

function refuse(): Promise<never> {
  return Promise.reject(new SourceError("the review of this change ended the server again and again", false));
}
