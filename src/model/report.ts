/** One annotation of a check run; `path` is a file of the head (GitHub refuses others), lines 1-based inclusive. */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly level: "notice" | "warning" | "failure";
  /** At most 255 characters. */
  readonly title: string;
  /** At most 64 KB. */
  readonly message: string;
}

/** Hidden before the answer to a command in our comment; below it stands nothing else. */
export const answerMarker = "<!-- tollgate:answer -->";

/** A button beside a check: at most 20, 40 and 20 characters. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  /** The command that it stands for. */
  readonly identifier: "review" | "approve";
}

/** `neutral` and `skipped` count as passing on GitHub and are never used. */
export type CheckConclusion = "success" | "failure" | "action_required";

/** One completed check run as it will be published; every text respects GitHub's limits already. */
export interface CheckReport {
  readonly name: "tollgate/policy" | "tollgate/cost" | "tollgate/policies";
  readonly conclusion: CheckConclusion;
  readonly title: string;
  /** At most 65,535 characters. */
  readonly summary: string;
  /** At most 65,535 characters, null when there are no details. */
  readonly text: string | null;
  readonly annotations: ReadonlyArray<Annotation>;
  /** At most three. */
  readonly actions?: ReadonlyArray<CheckAction>;
}

/** A proven fix on the lines that it replaces. */
export interface SuggestedEdit {
  /** Of the finding: there is one suggestion for each. */
  readonly fingerprint: string;
  readonly path: string;
  /** 1-based, inclusive. */
  readonly start_line: number;
  readonly line: number;
  /** Markdown with the `suggestion` block. */
  readonly body: string;
}

/** What the configuration asks for besides checks and comment. */
export interface PullRequestOutputs {
  /** Commit statuses beside the check runs. */
  readonly statuses: boolean;
  /** SARIF for code scanning; null where it is not wanted. */
  readonly sarif: string | null;
  /** Suggestions on lines, none where every finding is gone; null where they are not wanted. */
  readonly suggestions: ReadonlyArray<SuggestedEdit> | null;
}

/** Everything that one review says on a pull request. */
export interface PullRequestReport {
  readonly checks: ReadonlyArray<CheckReport>;
  /** Markdown, at most 65,536 characters, begins with the hidden marker of our comment. */
  readonly comment: string;
}
