import type { Project, ProjectPair, ProjectSide } from "../../model/project.ts";
import type { Action, AttributePath, Declaration, Json, JsonObject } from "../../model/resource.ts";
import { readConfiguration, withoutKeys, type PlanConfiguration } from "./configuration.ts";
import type { PlanDocument } from "./document.ts";
import { indexSources, indexText, joinPaths, type Sources } from "./place.ts";
import { plannedChanges, type PlannedChange } from "./planned-changes.ts";
import { providerOf, regionOfValues, spelledAs, tagsOfValues } from "./region.ts";
import { openSecrets, type Secrets } from "./secrets.ts";
import { markedPaths, settleValues } from "./settle.ts";

/** A plan whose text was read. `path` is relative to the tree where it lies in it, else the file's name. */
export interface PlanFile {
  readonly path: string;
  readonly text: string;
  readonly plan: PlanDocument;
}

/** A plan as a project, and what has to be said of it. */
export interface DeclaredPlan {
  readonly pair: ProjectPair;
  readonly remarks: ReadonlyArray<string>;
}

/**
 * Turns a plan into both sides of a project: what was before is the base, what is planned the head. Lines, and what a
 * plan does not have, come from the evaluated sources where they declare the address.
 */
export function declarePlan(file: PlanFile, project: Project, sources: ProjectPair | null): DeclaredPlan {
  const { changes, remarks } = plannedChanges(file.plan);
  const context: Context = {
    configuration: readConfiguration(file.plan),
    secrets: openSecrets(),
    head: indexSources(sources?.head?.declarations ?? []),
    base: indexSources(sources?.base?.declarations ?? sources?.head?.declarations ?? []),
    place: indexText(file.path, file.text),
    instances: Map.groupBy(
      changes.map(({ address }) => address),
      withoutKeys,
    ),
  };
  for (const name of context.configuration.sensitiveVariables) context.secrets.add(file.plan.variables?.[name]?.value);
  const settled = changes.map((change) => settleChange(change, context));
  const reads = [file.path];
  return {
    pair: {
      project,
      base: sideOf(
        project,
        settled.flatMap((change) => declareBefore(change, context)),
        [...reads, ...(sources?.base?.reads ?? [])],
      ),
      head: sideOf(
        project,
        settled.flatMap((change) => declareAfter(change, context)),
        [...reads, ...(sources?.head?.reads ?? [])],
      ),
      plan: file.text,
    },
    remarks,
  };
}

interface Context {
  readonly configuration: PlanConfiguration;
  readonly secrets: Secrets;
  readonly head: Sources;
  readonly base: Sources;
  readonly place: ReturnType<typeof indexText>;
  /** Address without instance keys → the plan's addresses of that block. */
  readonly instances: ReadonlyMap<string, ReadonlyArray<string>>;
}

interface SettledSide {
  readonly values: JsonObject;
  readonly unknown: ReadonlyArray<AttributePath>;
  readonly sensitive: ReadonlyArray<AttributePath>;
}

interface SettledChange {
  readonly change: PlannedChange;
  readonly before: SettledSide | null;
  readonly after: SettledSide | null;
}

function sideOf(
  project: Project,
  declarations: ReadonlyArray<Declaration>,
  reads: ReadonlyArray<string>,
): ProjectSide | null {
  return declarations.length === 0 ? null : { project, declarations, reads: [...new Set(reads)].sort() };
}

/** All secrets have to be known before the first of them is looked for. */
function settleChange(change: PlannedChange, { configuration, secrets }: Context): SettledChange {
  const configured = configuration.attributes(change.module, blockOf(change));
  const settle = (values: JsonObject | null, unknown: Json | undefined, mask: Json | undefined): SettledSide | null => {
    if (values === null) return null;
    const sensitive = markedPaths(mask);
    secrets.addMarked(values, sensitive);
    return { ...settleValues(values, unknown, configured), sensitive };
  };
  return {
    change,
    before: settle(change.before, undefined, change.before_sensitive),
    after: settle(change.after, change.after_unknown, change.after_sensitive),
  };
}

function declareBefore({ change, before }: SettledChange, context: Context): ReadonlyArray<Declaration> {
  if (before === null) return [];
  const address = change.previous ?? change.address;
  const source = context.base.find(address) ?? context.head.find(change.address);
  return [declare({ change, address, side: before, source, planned: null }, context)];
}

function declareAfter({ change, after }: SettledChange, context: Context): ReadonlyArray<Declaration> {
  if (after === null) return [];
  const { address, action } = change;
  return [declare({ change, address, side: after, source: context.head.find(address), planned: action }, context)];
}

interface Declared {
  readonly change: PlannedChange;
  readonly address: string;
  readonly side: SettledSide;
  readonly source: Declaration | null;
  /** Null on the base. */
  readonly planned: Action | null;
}

function declare({ change, address, side, source, planned }: Declared, context: Context): Declaration {
  const { module, type, name, previous } = change;
  const provider = providerOf(type);
  const isRenamed = planned !== null && previous !== null;
  return {
    address,
    format: "terraform",
    type,
    provider,
    region: regionOfValues(type, side.values) ?? source?.region ?? providerRegion(change, context),
    module,
    name,
    namespace: null,
    tags: tagsOfValues(type, side.values),
    values: side.values,
    unknown: side.unknown,
    sensitive: joinPaths(side.sensitive, source?.sensitive ?? [], context.secrets.pathsIn(side.values)),
    references: source?.references ?? referencesOf(change, context),
    location: source?.location ?? context.place(change.address),
    called_from: source?.called_from ?? [],
    lines: source?.lines ?? {},
    ...(planned === null ? {} : { planned }),
    ...(isRenamed ? { moved_from: previous } : {}),
  };
}

function blockOf({ address, module }: PlannedChange): string {
  return module === null ? address : address.slice(module.length + 1);
}

function providerRegion(change: PlannedChange, { configuration }: Context): string | null {
  const region = configuration.region(change.module, blockOf(change));
  return region === null ? null : spelledAs(providerOf(change.type), region);
}

/** More instances than a reader wants named. */
const maxInstances = 50;

/** Blocks that the plan has instances of are named by these; those of the own module first. */
function referencesOf(change: PlannedChange, { configuration, instances }: Context): ReadonlyArray<string> {
  const named = configuration.references(change.module, blockOf(change)).flatMap((block) => {
    const stem = withoutKeys(block);
    const key = block.slice(stem.length); // only resources have one here, at the end
    const all = instances.get(stem)?.filter((address) => address.endsWith(key)) ?? [block];
    const near = all.filter((address) => change.module === null || address.startsWith(`${change.module}.`));
    return (near.length > 0 ? near : all).slice(0, maxInstances);
  });
  return [...new Set(named)].sort();
}
