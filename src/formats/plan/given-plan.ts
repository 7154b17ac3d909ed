import { UsageError } from "../../model/failure.ts";
import type { Project, ProjectPair } from "../../model/project.ts";
import type { FormatRequest } from "../format.ts";
import { withoutKeys } from "./configuration.ts";
import { declarePlan, type PlanFile } from "./declare-plan.ts";
import { readShown } from "./document.ts";
import { directoryOf, findOwner, type Named } from "./owner.ts";
import { plannedChanges } from "./planned-changes.ts";

/** A plan that whoever asks for the review vouches for: the command line's user, or an artifact of a trusted workflow. */
export interface GivenPlan {
  /** As it is shown; relative to the tree where the file lies in it. */
  readonly path: string;
  /** Whether `path` is a path of the tree. */
  readonly is_in_tree: boolean;
  readonly text: string;
}

/**
 * Reads a given plan as the project that it belongs to, with the sources' lines. Throws UsageError when it cannot be
 * used.
 */
export async function readGiven(
  given: GivenPlan,
  request: FormatRequest,
  evaluated: ReadonlyArray<ProjectPair>,
): Promise<{ readonly pair: ProjectPair; readonly notes: ReadonlyArray<string> }> {
  const file = openGiven(given);
  const named = namedBy(file);
  const directory = given.is_in_tree ? directoryOf(given.path) : null;
  const owner = await findOwner(directory, named, request, evaluated);
  if (owner.kind === "unclear") throw new UsageError(unclear(given.path, owner.roots));
  const sources = owner.kind === "found" ? owner.pair : null;
  const project = sources?.project ?? projectOf(given.path, given.is_in_tree);
  const { pair, remarks } = declarePlan(file, project, sources);
  const stands =
    sources === null
      ? "is reviewed by itself: no Terraform source lies here"
      : `is reviewed instead of the evaluation of ${project.name}`;
  const missing = sources === null ? [] : missingFrom(named, sources);
  const notes = [
    `The plan ${describePlan(file)} ${stands}.`,
    ...remarks.map((text) => `The plan ${given.path}: ${text}.`),
    ...(missing.length === 0 ? [] : [notPlanned(given.path, missing)]),
  ];
  return { pair, notes };
}

function openGiven({ path, text }: GivenPlan): PlanFile {
  const shown = readShown(text);
  if (shown.kind === "other") {
    throw new UsageError(`the plan ${path}${shown.line === null ? "" : `:${shown.line}`} ${shown.message}`);
  }
  if (shown.kind === "state") {
    throw new UsageError(`${path} is a state, expected a plan; "tollgate drift --state ${path}" compares a state`);
  }
  if (shown.plan.errored === true) {
    throw new UsageError(`the plan ${path} ended with an error and is not complete; mend that and plan again`);
  }
  return { path, text, plan: shown.plan };
}

function unclear(path: string, roots: ReadonlyArray<string>): string {
  const names = roots.slice(0, 5).join(", ") + (roots.length > 5 ? ` and ${roots.length - 5} more` : "");
  return `the plan ${path} could belong to several root modules (${names}); put it beside its root, or name that directory`;
}

/** What a plan leaves behind, by address. */
export function namedBy({ plan }: PlanFile): Named {
  const { changes } = plannedChanges(plan);
  return new Map(changes.flatMap(({ address, after }) => (after === null ? [] : [[address, after] as const])));
}

/** What the sources declare and the plan does not know: it may be of another head, or of a part (`-target`). */
function missingFrom(named: Named, sources: ProjectPair): ReadonlyArray<string> {
  const blocks = new Set([...named.keys()].map(withoutKeys));
  const declared = sources.head?.declarations ?? [];
  return declared
    .map(({ address }) => address)
    .filter((address) => !named.has(address) && !blocks.has(withoutKeys(address)));
}

function notPlanned(path: string, missing: ReadonlyArray<string>): string {
  const names = missing.slice(0, 3).join(", ") + (missing.length > 3 ? ", …" : "");
  return `The plan ${path} does not have ${missing.length} resources of the configuration (${names}): was it made of this head, and of all of it?`;
}

/** A plan in a few words: its path, and what made it when. What a forger may have written is not repeated. */
export function describePlan({ path, plan }: PlanFile): string {
  const version = /^\d{1,4}(?:\.\d{1,4}){2}[\w.-]{0,20}$/.exec(plan.terraform_version ?? "")?.[0];
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.exec(plan.timestamp ?? "")?.[0];
  const facts = [
    ...(version === undefined ? [] : [`version ${version}`]),
    ...(time === undefined ? [] : [`made ${time}`]),
    ...(plan.complete === false ? ["not complete by its own word"] : []),
  ];
  return facts.length === 0 ? path : `${path} (${facts.join(", ")})`;
}

/** The project of a plan that belongs to no root. */
export function projectOf(path: string, isInTree: boolean): Project {
  return { name: path, path: isInTree ? directoryOf(path) : ".", format: "terraform" };
}
