import type { Conclusion, Verdict } from "../model/verdict.ts";
import { clip } from "./text.ts";

/** Verdicts as a sentence about the change has them. */
export const verdictWords: Readonly<Record<Conclusion, string>> = {
  pass: "passes",
  warn: "passes with warnings",
  approval: "needs approval",
  undecided: "undecided",
  block: "blocks",
};

/** `Tollgate blocks: 2 new findings of severity high`; in advisory mode the verdict is said and does not gate. */
export function headline(verdict: Verdict, mode: "gate" | "advisory"): string {
  return `Tollgate ${title(verdict, mode)}`;
}

/** The verdict's words and reasons, at most 255 characters. */
export function title(verdict: Verdict, mode: "gate" | "advisory"): string {
  const advisory = mode === "advisory" && verdict.conclusion !== "pass" ? " (advisory)" : "";
  return clip(`${verdictWords[verdict.conclusion]}${advisory}: ${verdict.reasons.join("; ")}`, 255);
}
