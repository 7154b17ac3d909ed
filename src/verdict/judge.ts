import type { Estimate } from "../model/estimate.ts";
import { isCostPolicyId, severities, type Finding, type Severity } from "../model/finding.ts";
import type { JudgedProblem, NotAnalysed } from "../model/problem.ts";
import type { Settings } from "../model/settings.ts";
import { compareText, count } from "../model/text.ts";
import type { Conclusion, Judgement, Reason } from "../model/verdict.ts";
import { judgeBudgets, type TagsOf } from "./budgets.ts";
import { conclude } from "./conclude.ts";

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
  /** Resources that no policy looked at, where none looked at any; 0 where one did. */
  readonly unseen?: number;
  readonly failure: { readonly message: string } | null;
  readonly settings: Pick<Settings, "not_analysed" | "cost">;
  /** Tags of what is priced, for budgets by tag. */
  readonly tagsOf?: TagsOf;
}

const nothingThere: Readonly<Record<Evidence["scope"], string>> = {
  change: "no infrastructure file is changed",
  tree: "there is no infrastructure file",
};

/** Findings, estimate, problems and settings into a verdict. Pure and total: what is not known never passes. */
export function judge(evidence: Evidence): Judgement {
  const { findings, estimate, settings, tagsOf } = evidence;
  const reasons = [
    ...judgeFailure(evidence.failure),
    ...judgeProblems(evidence.problems),
    ...judgeNotAnalysed(evidence.not_analysed, settings.not_analysed),
    ...judgeUnseen(evidence.unseen ?? 0),
    ...judgeFindings(
      findings.filter((finding) => !isCostPolicyId(finding.policy)),
      "policy",
    ),
    ...judgeFindings(
      findings.filter((finding) => isCostPolicyId(finding.policy)),
      "cost",
    ),
    ...judgeBudgets(estimate, settings.cost.budgets, tagsOf),
  ];
  return conclude(reasons, evidence.projects === 0 ? nothingThere[evidence.scope] : "nothing new to object to");
}

function judgeFailure(failure: Evidence["failure"]): ReadonlyArray<Reason> {
  if (failure === null) return [];
  return [{ conclusion: "undecided", text: `the review did not finish: ${failure.message}`, part: "both", team: null }];
}

function judgeProblems(problems: ReadonlyArray<JudgedProblem>): ReadonlyArray<Reason> {
  const gating = problems.filter((problem) => problem.gates).length;
  if (gating === 0) return [];
  const text = `${count(gating, "problem")} ${gating === 1 ? "hides" : "hide"} part of this change`;
  return [{ conclusion: "undecided", text, part: "both", team: null }];
}

function judgeNotAnalysed(items: ReadonlyArray<NotAnalysed>, setting: Settings["not_analysed"]): ReadonlyArray<Reason> {
  if (items.length === 0) return [];
  const conclusion = setting === "block" ? "undecided" : "warn";
  const text = `${count(items.length, "changed path")} could not be analysed`;
  return [{ conclusion, text, part: "policy", team: null }];
}

/** Without a policy there is nothing to object to, which must not read as though somebody had looked. */
function judgeUnseen(unseen: number): ReadonlyArray<Reason> {
  if (unseen === 0) return [];
  const text = `no policy looked at ${count(unseen, "resource")}`;
  return [{ conclusion: "warn", text, part: "policy", team: null }];
}

/**
 * New findings gate; existing, waived and fixed ones are reported. `shadow` is counted for policy authors only. What
 * names a team, or asks for a waiver where it stands, is a question of consent.
 */
function judgeFindings(findings: ReadonlyArray<Finding>, part: Reason["part"]): ReadonlyArray<Reason> {
  const fresh = findings.filter((finding) => finding.status === "new");
  return severities.flatMap((severity) => {
    const ofSeverity = fresh.filter((finding) => finding.severity === severity);
    const denied = ofSeverity.filter((finding) => finding.enforcement === "deny");
    const warned = ofSeverity.filter((finding) => finding.enforcement === "warn").length;
    const asked = denied.filter(({ waiver_request }) => waiver_request !== undefined);
    const owned = denied.filter(({ team, waiver_request }) => team !== undefined && waiver_request === undefined);
    const blocked = denied.length - asked.length - owned.length;
    const reason = (conclusion: Conclusion, text: string, team: string | null = null): Reason => {
      return { conclusion, text, part, team };
    };
    const reasons: Reason[] = [];
    if (blocked > 0) reasons.push(reason("block", counted(blocked, severity, part)));
    for (const [team, total] of byTeam(owned)) {
      reasons.push(reason("approval", `${counted(total, severity, part)} needs the consent of ${team}`, team));
    }
    if (asked.length > 0) {
      reasons.push(reason("approval", `${counted(asked.length, severity, part)} with a request for a waiver`));
    }
    if (warned > 0)
      reasons.push(reason("warn", `${counted(warned, severity, part)}${denied.length > 0 ? " (warning)" : ""}`));
    return reasons;
  });
}

/** Findings about cost are counted apart, and said so: one sentence never names a severity twice. */
function counted(total: number, severity: Severity, part: Reason["part"]): string {
  return `${count(total, part === "cost" ? "new cost finding" : "new finding")} of severity ${severity}`;
}

function byTeam(findings: ReadonlyArray<Finding>): ReadonlyArray<readonly [string, number]> {
  const totals = new Map<string, number>();
  for (const { team = "" } of findings) totals.set(team, (totals.get(team) ?? 0) + 1);
  return [...totals].sort(([a], [b]) => compareText(a, b));
}
