import { policiesOf } from "../gate/policy-check.ts";
import type { RepositoryClient } from "../github/client.ts";
import { withAnswer } from "../github/comment.ts";
import { GitHubError } from "../github/errors.ts";
import { sendOutputs } from "../github/outputs.ts";
import { announce, publish, settleChecks, type Dependence } from "../github/publish.ts";
import { readOpen } from "../github/pulls.ts";
import { SourceError } from "../model/failure.ts";
import type { PullRequestReport } from "../model/report.ts";
import { appendAudit } from "../store/audit.ts";
import { settlePullRequest } from "../store/enqueue-review.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";
import type { Attempt } from "../store/queue.ts";
import type { Store } from "../store/store.ts";
import type { OrganisationFile } from "../review.ts";
import type { AppParts, ReviewOutcome } from "./parts.ts";
import { toPublication, untilFree, type ReviewWork } from "./publication.ts";
import { runReview } from "./run-review.ts";

/** Reviews a pull request and publishes what came out, unless a newer event has it. Throws where it is to be tried again. */
export async function reviewPullRequest(
  parts: AppParts,
  attempt: Attempt,
  work: ReviewWork,
  stored: StoredPullRequest | undefined,
): Promise<void> {
  const { store, github } = parts;
  if (stored?.generation !== work.generation || stored.state !== "open") return; // a newer event has it
  const client = github.repository(stored);
  const row = stored.is_head_uncertain ? await settle(parts, client, stored, attempt.isLast) : stored;
  if (row === null) return; // closed, or a newer event has it
  const publication = toPublication(parts, attempt, work, row);
  if (row.published_generation === work.generation) {
    await settleChecks(client, publication, true);
    return;
  }
  const begun = performance.now();
  if (await publication.record.isAnswered()) await untilFree(() => announce(github, client, publication));
  const { outcome, cause, organisation } = await runReview(parts, client, row, attempt);
  const isLimited = cause !== null && cause.retry_at !== null;
  if (outcome.failure?.retryable === true && (isLimited || !attempt.isLast)) {
    throw cause ?? new SourceError(outcome.failure.message, true);
  }
  const report = answered(row, outcome.report);
  const dependence = dependenceOf(outcome);
  const result = await untilFree(() => publish(github, client, publication, report, dependence));
  await settleChecks(client, publication, result === "published");
  if (result === "published") {
    await remember(store, row, outcome);
    await sendMore(parts, client, row, outcome);
    await enqueuePolicyCheck(parts, row, organisation);
  }
  parts.metrics.reviewed(result, performance.now() - begun);
  parts.log.info(
    { repository: `${row.owner}/${row.name}`, number: row.number, head: row.head_sha, result },
    "review ended",
  );
}

/** What would change the organisation's policies is checked as policies too, which takes longer than a review. */
async function enqueuePolicyCheck(
  parts: AppParts,
  row: StoredPullRequest,
  organisation: OrganisationFile | null,
): Promise<void> {
  if (parts.checkPolicies === undefined || policiesOf(organisation, row) === null) return;
  const { id: pull_request_id, generation, installation_id, repository_id, owner, name } = row;
  const work = { kind: "policies", pull_request_id, generation, installation_id, repository_id, owner, name } as const;
  await parts.store.db.transaction().execute((transaction) => {
    return parts.store.queue.send(transaction, work, { installation: installation_id });
  });
  parts.store.queue.wake();
}

/** The report with the answer to the newest command below its comment: no command runs beside a review. */
function answered({ answer }: StoredPullRequest, report: PullRequestReport): PullRequestReport {
  return answer === null ? report : { ...report, comment: withAnswer(report.comment, answer) ?? report.comment };
}

/** What is sent besides decides nothing: where GitHub does not take it, the checks stand all the same. */
async function sendMore(
  { github, log }: AppParts,
  client: RepositoryClient,
  { number, head_sha, is_fork, comment_id, is_uncommented }: StoredPullRequest,
  { report, outputs = null }: ReviewOutcome,
): Promise<void> {
  if (outputs === null) return;
  // A first review without a fix has nothing to look for: no suggestion of ours can be there.
  const isNothing = comment_id === null && outputs.suggestions?.length === 0;
  const wanted = { ...outputs, suggestions: isNothing ? null : outputs.suggestions };
  try {
    const target = { number, head_sha, isFirst: is_uncommented };
    await sendOutputs(github, client, target, { checks: report.checks, outputs: wanted });
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    log.warn({ err: error, number, is_fork }, "something besides the checks was not taken by GitHub");
  }
}

/** What the verdict depends on; null where none was reached. */
function dependenceOf({ record }: ReviewOutcome): Dependence | null {
  if (record === undefined) return null;
  return { wants_consent: record.wanted_consents.length > 0, holds_until: record.holds_until };
}

/** What was told, and on which inputs. */
async function remember(store: Store, row: StoredPullRequest, { record }: ReviewOutcome): Promise<void> {
  if (record === undefined) return;
  const { repository_id, number, head_sha, generation } = row;
  const facts = { ...record, generation };
  await appendAudit(store, { repository_id, kind: "review", number, head_sha, facts });
}

/**
 * Two events could not be told apart by age: GitHub knows which is the newest. Where it does not say in the end, the head
 * of the event that came last is reviewed: that may be an older one, and a check on it lets no newer one pass.
 */
async function settle(
  { store, log }: AppParts,
  client: RepositoryClient,
  row: StoredPullRequest,
  isLast: boolean,
): Promise<StoredPullRequest | null> {
  try {
    return await settlePullRequest(store, row, await readOpen(client, row.number));
  } catch (error: unknown) {
    if (!isLast || !(error instanceof GitHubError) || error.retry_at !== null) throw error;
    log.warn({ err: error, number: row.number }, "GitHub does not say which head is the newest");
    return row;
  }
}
