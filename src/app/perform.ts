import { reconcileInstallation } from "../app-recovery.ts";
import { adoptPullRequest, performCommand } from "../gate/commands.ts";
import { checkPolicyPullRequest } from "../gate/policy-check.ts";
import { takePlans } from "../gate/plan-artifacts.ts";
import { reviewMergeGroup } from "../gate/merge-group.ts";
import { reserveUntil } from "../github/allowance.ts";
import { GitHubError } from "../github/errors.ts";
import { findByHead } from "../github/pulls.ts";
import { SourceError } from "../model/failure.ts";
import { enqueueReview, lockRepository } from "../store/enqueue-review.ts";
import { markGivenUp } from "../store/pull-requests.ts";
import type { Attempt } from "../store/queue.ts";
import type { QueuedWork } from "../store/queued-work.ts";
import { beginTurn } from "../store/turns.ts";
import type { AppParts } from "./parts.ts";
import { putOff, waitToo, type Turn } from "./put-off.ts";
import { reviewPullRequest } from "./review-pull-request.ts";

/** Does one attempt at a job, or puts it off. Throws where the queue has to try it again. */
export async function perform(parts: AppParts, attempt: Attempt): Promise<void> {
  const { work } = attempt;
  const of = work.kind === "review" ? { pull_request_id: work.pull_request_id } : work;
  const { row, pause } = await beginTurn(parts.store.db, attempt.turn, of, parts.clock());
  const installation = work.kind === "review" ? (row?.installation_id ?? 0) : work.installation_id;
  const turn: Turn = { attempt, installation, row };
  if (pause !== null) {
    await waitToo(parts, turn, pause);
    return;
  }
  const refill = reserveUntil(parts.github.allowance(turn.installation));
  if (refill !== null) {
    await putOff(parts, turn, refill);
    return;
  }
  try {
    await performWork(parts, turn);
  } catch (error) {
    if (!(error instanceof GitHubError) || error.retry_at === null) throw await failed(parts, attempt, error);
    await putOff(parts, turn, error.retry_at);
  }
}

/** Notes a failed attempt; gives the error on. */
async function failed(parts: AppParts, { work, number, isLast }: Attempt, error: unknown): Promise<unknown> {
  parts.log.warn({ err: error, work, attempt: number }, "an attempt failed");
  const isOver = isLast || (error instanceof SourceError && !error.retryable);
  parts.metrics.failed(isOver);
  if (isOver && work.kind === "review") await markGivenUp(parts.store.db, work.pull_request_id, work.generation);
  return error;
}

async function performWork(parts: AppParts, { attempt, row }: Turn): Promise<void> {
  const { work } = attempt;
  switch (work.kind) {
    case "review":
      await reviewPullRequest(parts, attempt, work, row);
      return;
    case "lookup":
      await lookUp(parts, work);
      return;
    case "reconcile":
      await reconcileInstallation(parts, work.installation_id, new Date(work.since));
      return;
    case "command":
      await performCommand(parts, work);
      return;
    case "adopt":
      await adoptPullRequest(parts, work);
      return;
    case "policies":
      await checkPolicyPullRequest(parts, attempt, work);
      return;
    case "workflow-run":
      await takePlans(parts, work);
      return;
    case "merge-group":
      await reviewMergeGroup(parts, attempt, work);
  }
}

/** Finds the pull requests of a head that the store does not know, and reviews them. */
async function lookUp({ store, github }: AppParts, work: Extract<QueuedWork, { kind: "lookup" }>): Promise<void> {
  const pulls = await findByHead(github.repository(work), work.head_sha);
  await store.db.transaction().execute(async (transaction) => {
    await lockRepository(transaction, work.repository_id);
    for (const facts of pulls) await enqueueReview(store, transaction, facts, "asked");
  });
  store.queue.wake();
}
