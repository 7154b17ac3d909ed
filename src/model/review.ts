import type { FileChange } from "./change-set.ts";
import type { Estimate } from "./estimate.ts";
import type { Finding } from "./finding.ts";
import type { JudgedProblem, NotAnalysed } from "./problem.ts";
import type { ProjectChange } from "./project.ts";
import type { UsedPolicies } from "./policy-source.ts";
import type { Settings } from "./settings.ts";
import type { Reason, Verdict } from "./verdict.ts";

/** All of it for one change: reproducible from trees, policies, price book, configuration and clock. */
export interface Review {
  /** `advisory`: checks always succeed, with the verdict in the title. */
  readonly mode: "gate" | "advisory";
  /** The files of the change; empty for `scan`. */
  readonly files: ReadonlyArray<FileChange>;
  /** The whole review's. */
  readonly verdict: Verdict;
  /** The part that the check `tollgate/policy` shows. */
  readonly policy_verdict: Verdict;
  /** The part that the check `tollgate/cost` shows. */
  readonly cost_verdict: Verdict;
  /** What the verdicts are made of. */
  readonly reasons: ReadonlyArray<Reason>;
  readonly projects: ReadonlyArray<ProjectChange>;
  readonly findings: ReadonlyArray<Finding>;
  readonly estimate: Estimate;
  readonly problems: ReadonlyArray<JudgedProblem>;
  readonly not_analysed: ReadonlyArray<NotAnalysed>;
  /** Set when we or a service broke: the verdict is `undecided`; `retryable` when another attempt may succeed. */
  readonly failure: { readonly message: string; readonly retryable: boolean } | null;
  /** Lines of the completeness statement, e.g. demoted policies, age of the prices. */
  readonly notes: ReadonlyArray<string>;
  /** Set when the change edits what gates: it was judged by the base's version. */
  readonly preview: Preview | null;
  /** What it was judged by; null when the review did not come so far. */
  readonly settings: Settings | null;
  /** Last day, `YYYY-MM-DD`, UTC, that the verdict holds: then a waiver ends or a warning begins to deny. */
  readonly holds_until: string | null;
  /** Paths of problems, findings and what is not analysed that the head does not have: nothing can be annotated there. */
  readonly outside: ReadonlyArray<string>;
  /** What it was made from, for the record; null when the review did not come so far. */
  readonly inputs: ReviewInputs | null;
}

/** What reproduces a review, besides the configuration. */
export interface ReviewInputs {
  readonly base_sha: string | null;
  readonly head_sha: string | null;
  /** Content hashes of the compiled policies. */
  readonly policies: ReadonlyArray<string>;
  /** The organisation's policies, each at the commit that it was read at. */
  readonly policy_sources: ReadonlyArray<UsedPolicies>;
  /** Date of the price book. */
  readonly prices: string;
  /** Hash of the price book. */
  readonly price_book: string;
}

/** What a change of configuration, policies or waivers would say of itself. */
export interface Preview {
  /** The files of the change that gate, sorted. */
  readonly paths: ReadonlyArray<string>;
  /** Null where it was not tried: a stranger's head is never run as policy. */
  readonly verdict: Verdict | null;
  /** What is wrong with those files. */
  readonly problems: ReadonlyArray<JudgedProblem>;
}
