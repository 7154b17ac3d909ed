import { judgeProblems } from "../compare/judge-problems.ts";
import type { FormatResult } from "../formats/format.ts";
import type { JudgedProblem, Problem } from "../model/problem.ts";
import type { PolicyResult } from "../policy/evaluate-policies.ts";
import type { Change } from "./read-change.ts";

/** Problems of the change are compared with the base's; those of what gates always gate: a rule was not looked at. */
export function judgedProblems(
  { changeSet, settings }: Change,
  read: FormatResult,
  result: PolicyResult,
  others: ReadonlyArray<Problem>,
): ReadonlyArray<JudgedProblem> {
  const renames = new Map(
    changeSet.files.flatMap(({ path, previous_path }) =>
      previous_path === null ? [] : [[path, previous_path] as const],
    ),
  );
  const changed = new Set([...changeSet.files.map((file) => file.path), ...renames.values()]);
  return [
    ...judgeProblems(read.problems.base, read.problems.head, changed, renames),
    ...[...settings.problems, ...result.problems].map((problem) => ofTheGate(problem, true)),
    ...[...settings.warnings, ...others].map((problem) => ofTheGate(problem, false)),
  ];
}

function ofTheGate({ path, line, message, project }: Problem, gates: boolean): JudgedProblem {
  return { path, line, message, project, status: "existing", gates };
}
