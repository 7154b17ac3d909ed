import type { Estimate } from "../model/estimate.ts";
import { isCostPolicyId, severities, type Finding } from "../model/finding.ts";
import type { JudgedProblem, NotAnalysed } from "../model/problem.ts";
import type { Settings } from "../model/settings.ts";
import { worse, type Conclusion, type Verdict } from "../model/verdict.ts";
import { judgeBudgets } from "./budgets.ts";
import { count } from "../model/text.ts";
import type { Reason } from "./reason.ts";

/** What a verdict is made of. */
export interface Evidence {
  readonly findings: ReadonlyArray<Finding>;
  readonly estimate: Estimate;
  readonly problems: ReadonlyArray<JudgedProblem>;
  readonly not_analysed: ReadonlyArray<NotAnalysed>;
  /** Whether a change is judged or a whole tree. */
  readonly scope: "change" | "tree";
  /** How many projects were evaluated; with none and nothing else to say the verdict says so. */
  readonly projects: number;
  readonly failure: { readonly message: string } | null;
  readonly settings: Pick<Settings, "not_analysed" | "cost">;
}

/** The whole review's verdict and the parts that its two checks show. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly policy_verdict: Verdict;
  readonly cost_verdict: Verdict;
}

const nothingThere: Readonly<Record<Evidence["scope"], string>> = {
  change: "no infrastructure file is changed",
  tree: "there is no infrastructure file",
};

/** Findings, estimate, problems and settings into a verdict. Pure and total: what is not known never passes. */
export function judge(evidence: Evidence): Judgement {
  const shared = [...judgeFailure(evidence.failure), ...judgeProblems(evidence.problems)];
  const policy = [
    ...judgeNotAnalysed(evidence.not_analysed, evidence.settings.not_analysed),
    ...judgeFindings(evidence.findings.filter((finding) => !isCostPolicyId(finding.policy))),
  ];
  const cost = [
    ...judgeFindings(evidence.findings.filter((finding) => isCostPolicyId(finding.policy))),
    ...judgeBudgets(evidence.estimate, evidence.settings.cost.budgets),
  ];
  const calm = evidence.projects === 0 ? nothingThere[evidence.scope] : "nothing new to object to";
  return {
    verdict: conclude([...shared, ...policy, ...cost], calm),
    policy_verdict: conclude([...shared, ...policy], calm),
    cost_verdict: conclude([...shared, ...cost], calm),
  };
}

function conclude(reasons: ReadonlyArray<Reason>, calm: string): Verdict {
  const conclusion = reasons.map((reason) => reason.conclusion).reduce<Conclusion>(worse, "pass");
  const sentences = reasons.filter((reason) => reason.conclusion === conclusion).map((reason) => reason.text);
  const lesser = reasons.filter((reason) => reason.conclusion !== conclusion).map((reason) => reason.text);
  return { conclusion, reasons: reasons.length === 0 ? [calm] : [...sentences, ...lesser] };
}

function judgeFailure(failure: Evidence["failure"]): ReadonlyArray<Reason> {
  return failure === null ? [] : [{ conclusion: "undecided", text: `the review did not finish: ${failure.message}` }];
}

function judgeProblems(problems: ReadonlyArray<JudgedProblem>): ReadonlyArray<Reason> {
  const gating = problems.filter((problem) => problem.gates).length;
  return gating === 0
    ? []
    : [
        {
          conclusion: "undecided",
          text: `${count(gating, "problem")} ${gating === 1 ? "hides" : "hide"} part of this change`,
        },
      ];
}

function judgeNotAnalysed(items: ReadonlyArray<NotAnalysed>, setting: Settings["not_analysed"]): ReadonlyArray<Reason> {
  if (items.length === 0) return [];
  const conclusion = setting === "block" ? "undecided" : "warn";
  return [{ conclusion, text: `${count(items.length, "changed path")} could not be analysed` }];
}

/** New findings gate; existing, waived and fixed ones are reported. `shadow` is counted for policy authors only. */
function judgeFindings(findings: ReadonlyArray<Finding>): ReadonlyArray<Reason> {
  const reasons: Reason[] = [];
  for (const severity of severities) {
    const fresh = findings.filter((finding) => finding.status === "new" && finding.severity === severity);
    const denied = fresh.filter((finding) => finding.enforcement === "deny").length;
    const warned = fresh.filter((finding) => finding.enforcement === "warn").length;
    const text = (total: number): string => `${count(total, "new finding")} of severity ${severity}`;
    if (denied > 0) reasons.push({ conclusion: "block", text: text(denied) });
    if (warned > 0) reasons.push({ conclusion: "warn", text: denied > 0 ? `${text(warned)} (warning)` : text(warned) });
  }
  return reasons;
}
