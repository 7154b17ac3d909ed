import type { Conclusion } from "../model/verdict.ts";

/** One sentence of a verdict and what it alone would conclude. */
export interface Reason {
  readonly conclusion: Conclusion;
  readonly text: string;
}

/** `1 finding`, `2 findings`. */
export function count(total: number, noun: string): string {
  return `${total} ${noun}${total === 1 ? "" : "s"}`;
}
