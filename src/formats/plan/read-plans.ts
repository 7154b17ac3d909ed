import { UsageError } from "../../model/failure.ts";
import type { NotAnalysed, Problem } from "../../model/problem.ts";
import type { ProjectClaim, ProjectPair } from "../../model/project.ts";
import type { FormatRequest } from "../format.ts";
import type { AttachedPlans } from "../../model/attached-plan.ts";
import { noClaims, readAttached, readClaims } from "./claimed-plans.ts";
import { readGiven, type GivenPlan } from "./given-plan.ts";

/** What plans give to a review. */
export interface ReadPlans {
  /** The evaluated projects, those that a given plan speaks of replaced. */
  readonly projects: ReadonlyArray<ProjectPair>;
  /** Names of the projects that were replaced: what could not be evaluated of them does not matter. */
  readonly replaced: ReadonlySet<string>;
  readonly claims: ReadonlyArray<ProjectClaim>;
  readonly problems: ReadonlyArray<Problem>;
  readonly not_analysed: ReadonlyArray<NotAnalysed>;
  readonly notes: ReadonlyArray<string>;
}

/**
 * Reads the plans of a change. A given plan replaces the evaluation of its root; one that is found in the change claims
 * what it says. Throws UsageError when a given plan cannot be used.
 */
export async function readPlans(
  request: FormatRequest,
  { given, attached }: { readonly given: ReadonlyArray<GivenPlan>; readonly attached: AttachedPlans | null },
  evaluated: ReadonlyArray<ProjectPair>,
): Promise<ReadPlans> {
  const projects = new Map(evaluated.map((pair) => [pair.project.name, pair]));
  const replaced = new Set<string>();
  const notes: string[] = [];
  for (const plan of given) {
    const { pair, notes: said } = await readGiven(plan, request, evaluated);
    if (replaced.has(pair.project.name)) {
      throw new UsageError(`two plans are given for ${pair.project.name}; name one of them`);
    }
    replaced.add(pair.project.name);
    projects.set(pair.project.name, pair);
    notes.push(...said);
  }
  const claimed = await readClaims(request, new Set(given.map(({ path }) => path)), evaluated);
  const made = attached === null ? noClaims : await readAttached(attached, request, evaluated);
  return {
    claims: [...claimed.claims, ...made.claims],
    problems: [...claimed.problems, ...made.problems],
    not_analysed: [...claimed.not_analysed, ...made.not_analysed],
    projects: [...projects.values()],
    replaced,
    notes: [...notes, ...claimed.notes, ...made.notes],
  };
}
