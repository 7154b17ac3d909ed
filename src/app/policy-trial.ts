import type { ChangeSet } from "../model/change-set.ts";
import type { PolicyCheck } from "../model/policy-check.ts";
import type { OrganisationFile } from "../review.ts";
import type { ReviewContext } from "./parts.ts";

/** One default branch or open pull request that changed policies are tried on. */
export interface PolicyTarget {
  readonly repository: string;
  /** Null where not everybody may see it who reads the policies. */
  readonly name: string | null;
  readonly is_pull_request: boolean;
  readonly collect: () => Promise<ChangeSet>;
  /** What its review is told. Throws SourceError. */
  readonly context: () => Promise<ReviewContext>;
}

/** What changed policies are tried on, and until when. */
export interface PolicyTargets {
  readonly targets: ReadonlyArray<PolicyTarget>;
  /** What there is no more of; null while there is. */
  readonly spent: () => string | null;
}

/** A change of an organisation's policies. */
export interface PolicyChange {
  readonly change: ChangeSet;
  /** `owner/name`. */
  readonly repository: string;
  readonly ref: string;
  /** The folders of policies that the organisation's configuration names there. */
  readonly paths: ReadonlyArray<string>;
  readonly organisation: OrganisationFile | null;
  readonly clock: Date;
  /** A text says why nothing is tried. */
  readonly targets: PolicyTargets | string;
}

/** Checks and tests changed policies, and tries them. The policies are a stranger's: they run in their box alone. */
export type CheckPolicies = (change: PolicyChange) => Promise<PolicyCheck>;

/** How much the trial of changed policies may cost. */
export interface TrialBudget {
  /** Requests to GitHub. */
  readonly requests: number;
  readonly milliseconds: number;
}
