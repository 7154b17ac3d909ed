import type { ReviewContext, ReviewPullRequest } from "./app.ts";
import { renderReport } from "./report/checks.ts";
import { repositoryLinks } from "./report/links.ts";
import { review, reviewOf, type PolicyContext, type ReviewTools } from "./review.ts";

/** The review of a pull request with the tools of this process. */
export function createReviewer(tools: ReviewTools): ReviewPullRequest {
  return async (changeSet, context) => {
    const request = { ...reviewOf(changeSet, context.clock), context: toPolicyContext(context) };
    const reviewed = await review(request, tools);
    const links = repositoryLinks(context.web, context.pull_request.head_sha);
    return { report: renderReport(reviewed, links), failure: reviewed.failure };
  };
}

function toPolicyContext({ repository, pull_request }: ReviewContext): PolicyContext {
  const { number, title, body, author, draft, labels, base_ref, base_sha, head_ref, head_sha } = pull_request;
  return {
    repository: { ...repository, full_name: `${repository.owner}/${repository.name}` },
    pull_request: {
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
