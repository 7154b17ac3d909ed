import type { ReviewContext, ReviewPullRequest } from "./app.ts";
import type { Review } from "./model/review.ts";
import { renderReport } from "./report/checks.ts";
import { linksInside, repositoryLinks } from "./report/links.ts";
import { renderOutputs } from "./report/outputs.ts";
import { recordReview } from "./report/record.ts";
import {
  addReasons,
  judgesBranch,
  liftApprovals,
  review,
  reviewOf,
  reviewWithFixes,
  wantedConsents,
  type PolicyContext,
  type ReviewRequest,
  type ReviewTools,
} from "./review.ts";

/** The review of a pull request with the tools of this process; by default the pack counts. */
export function createReviewer(tools: ReviewTools, policies = { pack: true, disk: [] }): ReviewPullRequest {
  return async (changeSet, context) => {
    const request = reviewRequestOf(changeSet, context, policies);
    const { review: reviewed } = await reviewWithFixes(request, tools);
    const judged = await byDefaultBranch(reviewed, request, context, tools);
    const wanted = wantedConsents(judged.reasons);
    const rules = judged.settings?.waivers ?? null;
    const consents = wanted.length === 0 || rules === null ? [] : ((await context.consents?.(wanted, rules)) ?? []);
    const lifted = liftApprovals(judged, consents);
    const links = linksInside(repositoryLinks(context.web, context.pull_request.head_sha), lifted.outside);
    return {
      report: renderReport(lifted, links),
      failure: lifted.failure,
      record: recordReview(lifted, wanted, consents),
      outputs: renderOutputs(lifted),
    };
  };
}

/** What a review is asked for by the App. */
export function reviewRequestOf(
  changeSet: ReviewRequest["collect"],
  context: ReviewContext,
  policies: ReviewRequest["policies"],
): ReviewRequest {
  return {
    ...reviewOf(changeSet, context.clock),
    context: toPolicyContext(context),
    policies,
    organisation: context.organisation ?? null,
    waivers: context.waivers ?? [],
    modules: context.modules ?? null,
    ...(context.plans === undefined ? {} : { attached: context.plans }),
    ...(context.fetch_policies === undefined ? {} : { fetchPolicies: context.fetch_policies }),
    preview: context.is_fork !== true,
  };
}

/**
 * A branch that nothing gates can be written by anybody, its configuration too: what is for it is judged against the
 * default branch as well, and the worse result counts.
 */
async function byDefaultBranch(
  first: Review,
  request: ReviewRequest,
  { pull_request, repository, default_change }: ReviewContext,
  tools: ReviewTools,
): Promise<Review> {
  if (default_change === undefined || first.failure !== null) return first;
  const branch = repository.default_branch;
  if (judgesBranch(pull_request.base_ref, branch, first.settings)) return first;
  const second = await review({ ...request, collect: default_change, preview: false }, tools);
  if (second.failure !== null) return { ...second, notes: first.notes };
  const more = second.reasons.map((reason) => ({ ...reason, text: `against ${branch}: ${reason.text}` }));
  const notes = [...first.notes, `${pull_request.base_ref} is no gated branch: judged against ${branch} too`];
  return { ...addReasons(first, more), mode: second.mode, settings: second.settings, notes };
}

function toPolicyContext({ repository, pull_request, is_merge_group }: ReviewContext): PolicyContext {
  const { number, title, body, author, draft, labels, base_ref, base_sha, head_ref, head_sha } = pull_request;
  return {
    repository: { ...repository, full_name: `${repository.owner}/${repository.name}` },
    pull_request:
      is_merge_group === true
        ? null
        : {
            number,
            title,
            body,
            author,
            draft,
            labels: [...labels],
            base: { ref: base_ref, sha: base_sha },
            head: { ref: head_ref, sha: head_sha },
          },
  };
}
