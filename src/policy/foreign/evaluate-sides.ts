import type { Finding } from "../../model/finding.ts";
import type { Problem } from "../../model/problem.ts";
import type { JsonObject } from "../../model/resource.ts";
import type { ProjectPolicies } from "../enforcement.ts";
import type { FoundSide } from "../found.ts";
import { evaluateForeignProject, type ProjectEvaluation } from "./evaluate-project.ts";

/** What both sides need. */
export interface SidesEvaluation extends Pick<ProjectEvaluation, "compiled" | "runner" | "clock"> {
  /** Project name → its plan as text. */
  readonly plans?: ReadonlyMap<string, string>;
}

/** What policies for other tools say of a project. */
export interface SidesAnswer {
  readonly head: ReadonlyArray<Finding>;
  readonly base: ReadonlyArray<Finding>;
  readonly problems: ReadonlyArray<Problem>;
  readonly ran: number;
}

/**
 * Evaluates policies on plans and admission reviews at head and base. A plan shows what changes, and many policies look
 * at nothing else: to them a base that stays as it is has nothing. So the base is also planned from nothing, and what is
 * found there is old where the head has it; what the head has not counts as mended only when the base itself shows it.
 */
export async function evaluateForeignSides(
  { plans, ...evaluation }: SidesEvaluation,
  enforced: ProjectPolicies,
  sides: ReadonlyArray<FoundSide & { readonly name: "head" | "base" }>,
): Promise<SidesAnswer> {
  if (![...enforced.keys()].some(({ foreign }) => foreign !== undefined))
    return { head: [], base: [], problems: [], ran: 0 };
  const shared = { ...evaluation, enforced, plan: null };
  const [head, base] = [sides.find(({ name }) => name === "head"), sides.find(({ name }) => name === "base")];
  const onHead =
    head === undefined
      ? null
      : await evaluateForeignProject({
          ...shared,
          side: head,
          view: "change",
          plan: planOf(plans?.get(head.project.name)),
        });
  const before = base === undefined ? null : await evaluateForeignProject({ ...shared, side: base, view: "change" });
  const anew =
    base === undefined ? null : await evaluateForeignProject({ ...shared, side: base, view: "from-nothing" });
  const known = new Set(onHead?.findings.map(({ fingerprint }) => fingerprint));
  const shown = new Set(before?.findings.map(({ fingerprint }) => fingerprint));
  const answers = [onHead, before, anew].filter((answer) => answer !== null);
  return {
    head: onHead?.findings ?? [],
    base: [
      ...(before?.findings ?? []),
      ...(anew?.findings ?? []).filter(({ fingerprint }) => known.has(fingerprint) && !shown.has(fingerprint)),
    ],
    problems: [
      ...new Map(answers.flatMap(({ problems }) => problems).map((problem) => [problem.message, problem])).values(),
    ],
    ran: answers.reduce((sum, { ran }) => sum + ran, 0),
  };
}

function planOf(text: string | undefined): JsonObject | null {
  if (text === undefined) return null;
  const plan: unknown = JSON.parse(text);
  return isObject(plan) ? plan : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
