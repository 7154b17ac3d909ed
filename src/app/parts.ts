import type { MemoryCache } from "../changes/blob-cache.ts";
import type { GitHub } from "../github/client.ts";
import type { ChangeSet } from "../model/change-set.ts";
import type { PullRequestDetails } from "../model/delivery.ts";
import type { AttachedPlans } from "../model/attached-plan.ts";
import type { ModuleSource } from "../model/module-source.ts";
import type { FetchPolicies } from "../model/policy-source.ts";
import type { ReviewRecord } from "../model/record.ts";
import type { PullRequestOutputs, PullRequestReport } from "../model/report.ts";
import type { Settings, WaiverRules } from "../model/settings.ts";
import type { Consent } from "../model/verdict.ts";
import type { Waiver } from "../model/waiver.ts";
import type { OrganisationFile } from "../review.ts";
import type { Store } from "../store/store.ts";
import type { CheckPolicies, TrialBudget } from "./policy-trial.ts";

/** What a review is told of the pull request. */
export interface ReviewContext {
  readonly repository: { readonly owner: string; readonly name: string; readonly default_branch: string };
  readonly pull_request: PullRequestDetails & {
    readonly number: number;
    readonly base_ref: string;
    readonly head_sha: string;
  };
  /** The repository's address for people, without a slash at its end. */
  readonly web: string;
  readonly clock: Date;
  /** True for a group of the merge queue: then the pull request is none that policies may ask about. */
  readonly is_merge_group?: boolean;
  /** Whether a stranger may have written the head. */
  readonly is_fork?: boolean;
  readonly organisation?: OrganisationFile | null;
  /** Exceptions that were granted by commands. */
  readonly waivers?: ReadonlyArray<Waiver>;
  /** Modules from elsewhere, by the settings that gate. */
  readonly modules?: (settings: Settings) => ModuleSource;
  /** The organisation's policies, as its configuration names them. */
  readonly fetch_policies?: FetchPolicies;
  /** The same head against the default branch, where the base is another one. */
  readonly default_change?: () => Promise<ChangeSet>;
  /** Plans that workflows made for this head. */
  readonly plans?: AttachedPlans;
  /** Who has consented to the head, of those that the verdict asks. */
  readonly consents?: (wanted: ReadonlyArray<string | null>, rules: WaiverRules) => Promise<ReadonlyArray<Consent>>;
}

/** A report, and whether we or a service broke on the way. */
export interface ReviewOutcome {
  readonly report: PullRequestReport;
  readonly failure: { readonly message: string; readonly retryable: boolean } | null;
  /** What is remembered of it. */
  readonly record?: ReviewRecord;
  /** What is sent besides checks and comment. */
  readonly outputs?: PullRequestOutputs | null;
}

/** Reviews a change. Never throws for a ReviewError of the change set: it becomes the outcome's failure. */
export type ReviewPullRequest = (changeSet: () => Promise<ChangeSet>, context: ReviewContext) => Promise<ReviewOutcome>;

/** What the App tells a log. */
export interface AppLog {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
}

/** What the App counts. */
export interface AppMetrics {
  /** A delivery was stored, or was not needed. */
  readonly received: (event: string, outcome: string) => void;
  /** A review ended, after so many milliseconds. */
  readonly reviewed: (result: string, milliseconds: number) => void;
  /** An attempt failed; `isFinal` where no other follows. */
  readonly failed: (isFinal: boolean) => void;
  /** A job was put off by a rate limit. */
  readonly limited: () => void;
}

/** What the App works with. */
export interface AppParts {
  readonly store: Store;
  readonly github: GitHub;
  readonly review: ReviewPullRequest;
  /** Checks changes of an organisation's policies; without it they are only reviewed. */
  readonly checkPolicies?: CheckPolicies | undefined;
  /** What trying changed policies may cost; the usual when left out. */
  readonly trialBudget?: TrialBudget | undefined;
  readonly memory: MemoryCache;
  /** Root of GitHub's pages, e.g. `https://github.com`. */
  readonly web: string;
  readonly clock: () => Date;
  readonly log: AppLog;
  readonly metrics: AppMetrics;
}
