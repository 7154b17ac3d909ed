import type { Enforcement } from "./finding.ts";

/** One thing that is wrong with a policy of a change. */
export interface PolicyIssue {
  readonly path: string;
  /** 1-based; null when it is about the file as a whole. */
  readonly line: number | null;
  /** Errors fail the check. */
  readonly severity: "error" | "warning";
  readonly message: string;
  /** What was found and what was expected, one sentence each. */
  readonly details: ReadonlyArray<string>;
}

/** One test that did not pass. */
export interface FailedTest {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** What running the tests of a change gave. */
export interface PolicyTests {
  readonly passed: number;
  readonly failed: ReadonlyArray<FailedTest>;
  readonly skipped: number;
  /** Percent of the lines of all policies. */
  readonly covered: number;
  /** Lines that no test reaches, first and last of each stretch. */
  readonly missing: ReadonlyArray<{ readonly path: string; readonly lines: ReadonlyArray<readonly [number, number]> }>;
}

/** What a changed policy does to an organisation, without a word of what it said. */
export interface PolicyEffect {
  readonly policy: string;
  /** What its findings do with the change; of one that is gone what they did. */
  readonly enforcement: Enforcement;
  /** Findings with the change, in all that was looked at. */
  readonly found: number;
  /** Those that are not there without the change. */
  readonly appear: number;
  /** Those that are only there without it. */
  readonly vanish: number;
  /** Repositories with findings that appear. */
  readonly repositories: number;
}

/** What changed policies do to one repository's default branch or pull request. */
export interface TargetEffect {
  readonly name: string;
  readonly appear: number;
  readonly vanish: number;
}

/** What changed policies would do to the repositories of an organisation. */
export interface PolicyImpact {
  /** Sorted by policy. */
  readonly effects: ReadonlyArray<PolicyEffect>;
  /** Of those that everybody may see who reads the policies; sorted by name, only where something differs. */
  readonly named: ReadonlyArray<TargetEffect>;
  /** Repositories with a difference that are not named. */
  readonly unnamed: number;
  /** Default branches and open pull requests that were looked at. */
  readonly branches: number;
  readonly pull_requests: number;
  /** Open pull requests that the changed policies would stop and the present ones do not. */
  readonly stopped: number;
  /** Policies that broke, with the number of targets on which they did. */
  readonly broken: ReadonlyArray<{ readonly policy: string; readonly targets: number }>;
  /** Targets that could not be read. */
  readonly unread: number;
  /** Targets that were not looked at, and which budget was spent. */
  readonly rest: { readonly targets: number; readonly spent: string } | null;
}

/** What is said of a change of an organisation's policies. */
export interface PolicyCheck {
  /** Rego files at the head. */
  readonly files: number;
  readonly issues: ReadonlyArray<PolicyIssue>;
  /** Null where they could not be run; the issues say why. */
  readonly tests: PolicyTests | null;
  /** A text says why it was not tried. */
  readonly impact: PolicyImpact | string;
}
