import type { JudgedProblem } from "../model/problem.ts";
import { placeText } from "../model/text.ts";

/** One thing that is wrong, wherever it shows: a variable that nobody declares is a problem of each line that uses it. */
export interface ProblemGroup {
  readonly first: JudgedProblem;
  /** The others with the same words, of the same project and the same judgement. */
  readonly others: ReadonlyArray<JudgedProblem>;
}

/** So many other places are named; the JSON report has all. */
const namedPlaces = 5;

/** Problems that say the same as one, in the order of the first of each. */
export function groupProblems(problems: ReadonlyArray<JudgedProblem>): ReadonlyArray<ProblemGroup> {
  const groups = Map.groupBy(problems, ({ project, message, gates }) => JSON.stringify([project, gates, message]));
  return [...groups.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [{ first, others }]));
}

/** Where else it is, as a sentence's end; empty for one place. */
export function otherPlaces({ others }: ProblemGroup): string {
  if (others.length === 0) return "";
  const named = others.slice(0, namedPlaces).map(placeText).join(", ");
  const left = others.length - namedPlaces;
  return `also at ${named}${left > 0 ? ` and ${left} more` : ""}`;
}
