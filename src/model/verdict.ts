/** The outcome of a review. The zero value is none of these: a verdict is always judged, never assumed. */
export type Conclusion = "pass" | "warn" | "approval" | "undecided" | "block";

/** Worst first: `block` > `undecided` > `approval` > `warn` > `pass`. */
export const conclusions: ReadonlyArray<Conclusion> = ["block", "undecided", "approval", "warn", "pass"];

/** A conclusion with the sentences that led to it. */
export interface Verdict {
  readonly conclusion: Conclusion;
  readonly reasons: ReadonlyArray<string>;
}

/** The whole review's verdict and the parts that its two checks show. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly policy_verdict: Verdict;
  readonly cost_verdict: Verdict;
  /** What the verdicts are made of. */
  readonly reasons: ReadonlyArray<Reason>;
}

/** One sentence of a verdict and what it alone would conclude. */
export interface Reason {
  readonly conclusion: Conclusion;
  readonly text: string;
  /** Which check it belongs to. */
  readonly part: "policy" | "cost" | "both";
  /** For an approval: slug of the team whose consent lifts it; null for whoever may grant waivers. */
  readonly team: string | null;
}

/** Somebody's consent to a change, as GitHub or a command recorded it. */
export interface Consent {
  readonly login: string;
  /** Slugs of the teams, among those that were asked for, that the person is a member of. */
  readonly teams: ReadonlyArray<string>;
  /** Whether the person may grant waivers. */
  readonly mayWaive: boolean;
}

/** The worse of two conclusions. */
export function worse(a: Conclusion, b: Conclusion): Conclusion {
  return conclusions.indexOf(a) < conclusions.indexOf(b) ? a : b;
}
