import type { Conclusion } from "../model/verdict.ts";

/** One sentence of a verdict and what it alone would conclude. */
export interface Reason {
  readonly conclusion: Conclusion;
  readonly text: string;
}
