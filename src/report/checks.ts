import type { CheckAction, CheckConclusion, CheckReport, PullRequestReport } from "../model/report.ts";
import type { Review } from "../model/review.ts";
import type { Conclusion } from "../model/verdict.ts";
import { annotate } from "./annotations.ts";
import { renderComment, renderSections } from "./comment.ts";
import { estimateSections } from "./estimate-table.ts";
import type { Links } from "./links.ts";
import { signedUsd, usd } from "./money.ts";
import { fitSections } from "./rows.ts";
import { clip } from "./text.ts";
import { prose } from "./markdown.ts";
import { headline, title } from "./title.ts";

/** Bytes. GitHub: `output.summary` holds at most 65,535 characters. */
const summaryBudget = 64_000;
const estimateBudget = 40_000;

const conclusions: Readonly<Record<Conclusion, CheckConclusion>> = {
  pass: "success",
  warn: "success",
  approval: "action_required",
  undecided: "failure",
  block: "failure",
};

/** Everything that a review says on its pull request: two completed checks and one comment. */
export function renderReport(review: Review, links: Links): PullRequestReport {
  return { checks: [renderPolicyCheck(review, links), renderCostCheck(review)], comment: renderComment(review, links) };
}

function renderPolicyCheck(review: Review, links: Links): CheckReport {
  const verdict = review.policy_verdict;
  return {
    name: "tollgate/policy",
    conclusion: conclusionOf(review, verdict.conclusion),
    title: title(verdict, review.mode),
    summary: renderSections({ ...review, verdict }, links),
    text: null,
    annotations: annotate(review, "policy"),
    actions: actionsOf(verdict.conclusion),
  };
}

function renderCostCheck(review: Review): CheckReport {
  const verdict = review.cost_verdict;
  return {
    name: "tollgate/cost",
    conclusion: conclusionOf(review, verdict.conclusion),
    title: clip(`${signedUsd(review.estimate.delta)} a month; ${title(verdict, review.mode)}`, 255),
    summary: fitSections(costSections({ ...review, verdict }), summaryBudget),
    text: null,
    annotations: annotate(review, "cost"),
    actions: actionsOf(verdict.conclusion),
  };
}

function costSections(review: Review): ReadonlyArray<string> {
  const { before, after, delta } = review.estimate;
  const total = `**${signedUsd(delta)}** a month (${usd(before)} → ${usd(after)})`;
  return [`## ${prose(headline(review.verdict, review.mode))}`, total, ...estimateSections(review, estimateBudget)];
}

/** What can be done about a check by a button; who may is decided when it is pressed. */
function actionsOf(conclusion: Conclusion): ReadonlyArray<CheckAction> {
  const again = { label: "Review again", description: "Evaluate this commit once more", identifier: "review" } as const;
  const approve = { label: "Approve", description: "Consent to this commit", identifier: "approve" } as const;
  return conclusion === "approval" ? [approve, again] : [again];
}

function conclusionOf(review: Review, conclusion: Conclusion): CheckConclusion {
  return review.mode === "advisory" ? "success" : conclusions[conclusion];
}
