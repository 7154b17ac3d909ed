import type { CheckConclusion, CheckReport } from "../model/report.ts";

/** The check run of another open pull request with the same head. */
export interface SharedCheck {
  readonly id: number;
  /** Number of that pull request. */
  readonly number: number;
  /** Name of the check. */
  readonly name: string;
  /** What that pull request alone deserves. */
  readonly conclusion: string | null;
  /** What its check run says at GitHub. */
  readonly shown: string | null;
}

/** Worst first. */
const worst: ReadonlyArray<CheckConclusion> = ["failure", "action_required", "success"];

/** GitHub's limit of a title is not documented; longer ones are cut in its pages. */
const maxTitle = 255;

/**
 * A check belongs to a commit, not to a pull request: where several have one head, the worst of their verdicts counts
 * for all of them, and the title says whose it is.
 */
export function shareVerdict(report: CheckReport, others: ReadonlyArray<SharedCheck>): CheckReport {
  const conclusion = worstConclusion(report.conclusion, report.name, others);
  if (conclusion === report.conclusion) return report;
  const culprits = others.filter((other) => other.name === report.name && other.conclusion === conclusion);
  const numbers = culprits.map((other) => `#${other.number}`).join(", ");
  const note = `${conclusion} for ${numbers}, which has the same head commit`;
  return {
    ...report,
    conclusion,
    title: `${note}; here: ${report.title}`.slice(0, maxTitle),
  };
}

/** The worst of one's own conclusion and those that others with the same head deserve. */
export function worstConclusion(
  own: CheckConclusion,
  name: string,
  others: ReadonlyArray<SharedCheck>,
): CheckConclusion {
  const all = new Set<string | null>([own, ...others.filter((other) => other.name === name).map((o) => o.conclusion)]);
  return worst.find((conclusion) => all.has(conclusion)) ?? own;
}
