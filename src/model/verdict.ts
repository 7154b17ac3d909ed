/** The outcome of a review. The zero value is none of these: a verdict is always judged, never assumed. */
export type Conclusion = "pass" | "warn" | "approval" | "undecided" | "block";

/** Worst first: `block` > `undecided` > `approval` > `warn` > `pass`. */
export const conclusions: ReadonlyArray<Conclusion> = ["block", "undecided", "approval", "warn", "pass"];

/** A conclusion with the sentences that led to it. */
export interface Verdict {
  readonly conclusion: Conclusion;
  readonly reasons: ReadonlyArray<string>;
}

/** The worse of two conclusions. */
export function worse(a: Conclusion, b: Conclusion): Conclusion {
  return conclusions.indexOf(a) < conclusions.indexOf(b) ? a : b;
}
