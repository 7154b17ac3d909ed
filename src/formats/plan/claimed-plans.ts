import { posix } from "node:path";

import type { AttachedPlan, AttachedPlans } from "../../model/attached-plan.ts";
import type { FileContent } from "../../model/change-set.ts";
import type { NotAnalysed, Problem } from "../../model/problem.ts";
import type { ProjectClaim, ProjectPair } from "../../model/project.ts";
import type { FormatRequest } from "../format.ts";
import { whyUnreadable } from "../terraform/evaluate-roots.ts";
import { isAtOrBelow } from "../terraform/layout.ts";
import { declarePlan, type PlanFile } from "./declare-plan.ts";
import { readShown } from "./document.ts";
import { describePlan, namedBy, projectOf } from "./given-plan.ts";
import { directoryOf, findOwner } from "./owner.ts";

/** Names that plans are saved under. */
const planNames = /(?:^|[._-])tfplan\.json$/;
/** A file of such a name counts only when its content is a plan. */
const generalNames = /(?:^|[._-])plan\.json$/;

/** More resources than are believed of a file that comes with a change. */
const maxClaimed = 20_000;

/** What the plans of a change claim, and those that could not be read. */
export interface Claimed {
  readonly claims: ReadonlyArray<ProjectClaim>;
  readonly problems: ReadonlyArray<Problem>;
  readonly not_analysed: ReadonlyArray<NotAnalysed>;
  readonly notes: ReadonlyArray<string>;
}

/** What comes of no plan. */
export const noClaims: Claimed = { claims: [], problems: [], not_analysed: [], notes: [] };

/** Reads the plans among the changed files, by name and content; those in `given` are somebody's word already. */
export async function readClaims(
  request: FormatRequest,
  given: ReadonlySet<string>,
  evaluated: ReadonlyArray<ProjectPair>,
): Promise<Claimed> {
  const paths = candidates(request).filter((path) => !given.has(path));
  const contents = paths.length === 0 ? new Map<string, FileContent>() : await request.head.read(paths);
  const read: Claimed[] = [];
  for (const path of paths) {
    const content = contents.get(path) ?? { kind: "missing" };
    read.push(await readClaim(path, content, request, evaluated));
  }
  return together(read);
}

/**
 * Reads the plans that workflows of the default branch made for the head. They count as the plan and still only add: what
 * such a workflow plans is the change's own code.
 */
export async function readAttached(
  { plans, not_analysed, notes }: AttachedPlans,
  request: FormatRequest,
  evaluated: ReadonlyArray<ProjectPair>,
): Promise<Claimed> {
  const read: Claimed[] = [{ ...noClaims, not_analysed, notes }];
  for (const plan of plans) read.push(await readAttachedPlan(plan, request, evaluated));
  return together(read);
}

async function readAttachedPlan(
  { path, directory, run_id, text }: AttachedPlan,
  request: FormatRequest,
  evaluated: ReadonlyArray<ProjectPair>,
): Promise<Claimed> {
  const shown = readShown(text);
  const count = shown.kind === "plan" ? (shown.plan.resource_changes?.length ?? 0) : 0;
  const reason =
    shown.kind === "other"
      ? shown.message
      : shown.kind === "state"
        ? "is a state, expected a plan"
        : shown.plan.errored === true
          ? "ended with an error and is not complete"
          : count > maxClaimed
            ? `has ${count} resources, more than the ${maxClaimed} that are read`
            : null;
  if (reason !== null || shown.kind !== "plan") {
    return { ...noClaims, not_analysed: [{ path, reason: `the plan of the workflow run ${run_id} ${reason ?? ""}` }] };
  }
  const file = { path, text, plan: shown.plan };
  const origin = `was made for this head by the run ${run_id} of a workflow of the default branch`;
  const words = `The plan ${describePlan(file)} ${origin}: its findings and cost are added, it replaces nothing.`;
  return await claim(file, { directory, isInTree: false, words }, request, evaluated);
}

function together(read: ReadonlyArray<Claimed>): Claimed {
  return {
    claims: read.flatMap(({ claims }) => claims),
    problems: read.flatMap(({ problems }) => problems),
    not_analysed: read.flatMap(({ not_analysed }) => not_analysed),
    notes: read.flatMap(({ notes }) => notes),
  };
}

function candidates({ changed, head, under, projects }: FormatRequest): ReadonlyArray<string> {
  return [...(changed ?? head.entries.keys())]
    .filter((path) => planNames.test(posix.basename(path)) || generalNames.test(posix.basename(path)))
    .filter((path) => head.entries.has(path) && isAtOrBelow(path, under))
    .filter((path) => !projects.some((setting) => setting.exclude && isAtOrBelow(path, setting.path)))
    .sort();
}

async function readClaim(
  path: string,
  content: FileContent,
  request: FormatRequest,
  evaluated: ReadonlyArray<ProjectPair>,
): Promise<Claimed> {
  if (content.kind !== "text") return notAnalysed(path, whyUnreadable(content));
  const { text } = content;
  const isPlan = planNames.test(posix.basename(path)) || looksLikePlan(text);
  if (!isPlan) return noClaims;
  const shown = readShown(text);
  if (shown.kind === "other") return unreadable(path, shown.line, `the plan ${shown.message}`);
  if (shown.kind === "state") return unreadable(path, null, "it is a state, expected a plan by its name");
  if (shown.plan.errored === true) return unreadable(path, null, "the plan ended with an error and is not complete");
  const count = shown.plan.resource_changes?.length ?? 0;
  if (count > maxClaimed)
    return notAnalysed(path, `a plan of ${count} resources, more than the ${maxClaimed} that are read`);
  const file = { path, text, plan: shown.plan };
  const words = `The plan ${describePlan(file)} came with the change: its findings and cost are added, it replaces nothing.`;
  return claim(file, { directory: directoryOf(path), isInTree: true, words }, request, evaluated);
}

/** Where a plan comes from. */
interface Origin {
  readonly directory: string;
  readonly isInTree: boolean;
  readonly words: string;
}

async function claim(
  file: PlanFile,
  { directory, isInTree, words }: Origin,
  request: FormatRequest,
  evaluated: ReadonlyArray<ProjectPair>,
): Promise<Claimed> {
  const owner = await findOwner(directory, namedBy(file), request, evaluated);
  const sources = owner.kind === "found" ? owner.pair : null;
  const { pair, remarks } = declarePlan(file, projectOf(file.path, isInTree), sources);
  const notes = [words, ...remarks.map((remark) => `The plan ${file.path}: ${remark}.`)];
  return { ...noClaims, claims: [{ pair, owner: sources?.project.name ?? null }], notes };
}

/** A general name says nothing; so does a plan of something else. */
function looksLikePlan(text: string): boolean {
  return /"format_version"\s*:/.test(text) && /"(?:resource_changes|planned_values)"\s*:/.test(text);
}

function notAnalysed(path: string, reason: string): Claimed {
  return { ...noClaims, not_analysed: [{ path, reason: `${reason}; give a plan with --plan` }] };
}

function unreadable(path: string, line: number | null, message: string): Claimed {
  return { ...noClaims, problems: [{ path, line, message, project: null, hides: [path] }] };
}
