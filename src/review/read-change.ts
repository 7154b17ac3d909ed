import { loadSettings, type LoadedSettings } from "../config/settings.ts";
import { readResources, type ReadResult } from "../formats/read.ts";
import type { ChangeSet } from "../model/change-set.ts";
import type { ProjectPair } from "../model/project.ts";
import { compareText } from "../model/text.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** A change, the settings that gate it, and what it says. */
export interface Change {
  readonly changeSet: ChangeSet;
  readonly settings: LoadedSettings;
}

/** What the caller gave, or what the gate tree says under the organisation. */
export function settingsOf(request: ReviewRequest, { gate }: ChangeSet): Promise<LoadedSettings> {
  return request.settings === null
    ? loadSettings(gate, request.organisation ?? null)
    : Promise.resolve(request.settings);
}

/** The projects of a change, ordered by path and name. */
export async function readChange(
  request: ReviewRequest,
  { changeSet, settings: { settings } }: Change,
  tools: ReviewTools,
): Promise<ReadResult> {
  const where = {
    under: request.under,
    projects: settings.projects,
    plans: request.plans,
    ...(request.attached === undefined ? {} : { attached: request.attached }),
    modules: typeof request.modules === "function" ? request.modules(settings) : (request.modules ?? null),
    engines: tools.engines.at(request.clock),
  };
  const read = await readResources(changeSet, where);
  return { ...read, projects: inOrder(read.projects) };
}

/** All that was read, what a head only claims included, ordered by path and name. */
export function allProjects({ projects, claims }: ReadResult): ReadonlyArray<ProjectPair> {
  return inOrder([...projects, ...claims.map(({ pair }) => pair)]);
}

/** True where everything is looked at, so that what meets nothing is a mistake. */
export function isWhole(request: ReviewRequest, changeSet: ChangeSet): boolean {
  return changeSet.base === null && request.under === ".";
}

function inOrder(pairs: ReadonlyArray<ProjectPair>): ReadonlyArray<ProjectPair> {
  return pairs.toSorted(
    (a, b) => compareText(a.project.path, b.project.path) || compareText(a.project.name, b.project.name),
  );
}
