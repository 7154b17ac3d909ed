import type { FileChange } from "./change-set.ts";
import type { Estimate } from "./estimate.ts";
import type { Finding } from "./finding.ts";
import type { JudgedProblem, NotAnalysed } from "./problem.ts";
import type { ProjectChange } from "./project.ts";
import type { Verdict } from "./verdict.ts";

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
  readonly projects: ReadonlyArray<ProjectChange>;
  readonly findings: ReadonlyArray<Finding>;
  readonly estimate: Estimate;
  readonly problems: ReadonlyArray<JudgedProblem>;
  readonly not_analysed: ReadonlyArray<NotAnalysed>;
  /** Set when we or a service broke: the verdict is `undecided`; `retryable` when another attempt may succeed. */
  readonly failure: { readonly message: string; readonly retryable: boolean } | null;
  /** Lines of the completeness statement, e.g. demoted policies, age of the prices. */
  readonly notes: ReadonlyArray<string>;
}
