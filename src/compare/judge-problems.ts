import type { JudgedProblem, Problem } from "../model/problem.ts";
import { compareText } from "../model/text.ts";

/**
 * The head's problems compared with the base's, as multisets of path, message and project: lines move, a second equal
 * problem is new. A problem gates when the base does not have it or when something that it hides is among `changed`
 * (paths that differ, old and new names). One with a digest is another problem when its digest differs, and other
 * changes of its files do not touch it. `renames` has the old name of each renamed file by its new one.
 */
export function judgeProblems(
  base: ReadonlyArray<Problem>,
  head: ReadonlyArray<Problem>,
  changed: ReadonlySet<string>,
  renames: ReadonlyMap<string, string> = new Map(),
): ReadonlyArray<JudgedProblem> {
  const remaining = new Map<string, number>();
  for (const problem of base) {
    const key = identity(problem, problem.path);
    remaining.set(key, (remaining.get(key) ?? 0) + 1);
  }
  return [...head].sort(byPlace).map((problem) => {
    const key = identity(problem, renames.get(problem.path) ?? problem.path);
    const count = remaining.get(key) ?? 0;
    if (count > 0) remaining.set(key, count - 1);
    const isTouched =
      problem.digest === undefined && [problem.path, ...problem.hides].some((path) => changed.has(path));
    const { path, line, message, project } = problem;
    return { path, line, message, project, status: count > 0 ? "existing" : "new", gates: count === 0 || isTouched };
  });
}

/** A message may name another line, which moves as well. */
function identity(problem: Problem, path: string): string {
  return JSON.stringify([
    path,
    problem.message.replaceAll(/\bline \d+/g, "line"),
    problem.project,
    problem.digest ?? "",
  ]);
}

function byPlace(a: Problem, b: Problem): number {
  return (
    compareText(a.path, b.path) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareText(a.message, b.message) ||
    compareText(a.project ?? "", b.project ?? "")
  );
}
