import { posix } from "node:path";

import type {
  Budget,
  DocumentSettings,
  PackSettings,
  PolicyLevels,
  PolicySetting,
  Settings,
} from "../model/settings.ts";
import { toProject } from "./to-project.ts";
import type { Configuration, FloorConfiguration, OrganisationConfiguration, SharedConfiguration } from "./schema.ts";

/** The layers of one review's configuration, each null where there is none. */
export interface Layers {
  readonly repository: Configuration | null;
  readonly organisation: OrganisationConfiguration | null;
  /** Name of the repository without its owner; null where it is not known: then only `*` patterns match. */
  readonly name: string | null;
}

const defaultPaths = [".github/tollgate/policies"];
const defaultRoles = ["maintain", "admin"];

/** Repository over the organisation's entry for it, over the organisation, over the defaults, above the floor. */
export function mergeLayers({ repository, organisation, name }: Layers): Settings {
  const entries = (organisation?.repositories ?? []).filter(({ match }) => matchesName(match, name));
  const layers: ReadonlyArray<SharedConfiguration> = [organisation ?? {}, ...entries, repository ?? {}];
  const floors = [organisation?.enforced ?? {}, ...entries.map(({ enforced }) => enforced ?? {})];
  const floor = mergeFloors(floors);
  const last = <Value>(pick: (layer: SharedConfiguration) => Value | undefined): Value | undefined =>
    layers.map(pick).findLast((value) => value !== undefined);
  const isEnforced = (pick: (floor: FloorConfiguration) => unknown): boolean =>
    floors.some((item) => pick(item) !== undefined);
  const above: ReadonlyArray<SharedConfiguration> = [organisation ?? {}, ...entries];
  const mayIgnore =
    organisation === null || above.findLast((layer) => layer.inline_ignores !== undefined)?.inline_ignores === true;
  const sources = (organisation?.policy_sources ?? []).map(({ repository: name, ref, path }) => ({
    repository: name,
    ref,
    path: posix.normalize(path).replace(/\/$/, ""),
  }));
  const isBound = floor !== null || sources.length > 0; // the organisation has policies that a repository cannot leave
  const modes = sources.length > 0 ? above : layers;
  return {
    mode: isEnforced((item) => item.mode) ? "gate" : (modes.findLast(({ mode }) => mode !== undefined)?.mode ?? "gate"),
    not_analysed: isEnforced((item) => item.not_analysed) ? "block" : (last((layer) => layer.not_analysed) ?? "warn"),
    drafts: isEnforced((item) => item.drafts) ? "review" : (last((layer) => layer.drafts) ?? "review"),
    policies: {
      paths: last((layer) => layer.policies?.paths) ?? defaultPaths,
      catalogue: last((layer) => layer.policies?.catalogue) ?? null,
      documents: mergeDocuments(layers),
      pack: mergePackSettings([...layers, ...floors]),
      presets: toPresets(last((layer) => layer.preset)),
      enforcement: mergeEnforcement(layers.map((layer) => layer.policies?.enforcement)),
      floor,
      organisation: {
        presets: toPresets(above.findLast(({ preset }) => preset !== undefined)?.preset),
        enforcement: mergeEnforcement(above.map((layer) => layer.policies?.enforcement)),
        documents: mergeDocuments(above),
      },
      sources,
    },
    projects: (repository?.projects ?? []).filter(({ exclude }) => !exclude || !isBound).map(toProject),
    cost: {
      usage_file: last((layer) => layer.cost?.usage_file) ?? null,
      overrides: last((layer) => layer.cost?.overrides) ?? null,
      team_tags: last((layer) => layer.cost?.team_tags) ?? ["team"],
      budgets: [...layers, ...floors].flatMap((layer) => layer.cost?.budgets ?? []).map(toBudget),
    },
    inline_ignores:
      mayIgnore && !isEnforced((item) => item.inline_ignores) && (last((layer) => layer.inline_ignores) ?? false),
    waivers: {
      roles: organisation?.waivers?.roles ?? defaultRoles,
      teams: (organisation?.waivers?.teams ?? []).map(teamSlug),
      max_days: organisation?.waivers?.max_days ?? null,
    },
    module_sources: organisation?.module_sources ?? [],
    gated_branches: organisation?.gated_branches ?? [],
    outputs: {
      sarif: last((layer) => layer.outputs?.sarif) ?? false,
      statuses: last((layer) => layer.outputs?.statuses) ?? false,
      suggestions: last((layer) => layer.outputs?.suggestions) ?? true,
    },
  };
}

function mergeDocuments(layers: ReadonlyArray<SharedConfiguration>): DocumentSettings {
  const given = layers.map(({ policies }) => policies?.documents ?? {});
  return {
    include: given.findLast(({ include }) => include !== undefined)?.include ?? [],
    exclude: given.findLast(({ exclude }) => exclude !== undefined)?.exclude ?? [],
    combine: given.findLast(({ combine }) => combine !== undefined)?.combine ?? false,
  };
}

/** What the floor says comes over all, setting by setting. */
function mergePackSettings(layers: ReadonlyArray<SharedConfiguration | FloorConfiguration>): PackSettings {
  const given = layers.flatMap(({ policies }) => Object.entries(policies?.settings ?? {}));
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function matchesName(match: string | ReadonlyArray<string>, name: string | null): boolean {
  const patterns = typeof match === "string" ? [match] : match;
  return patterns.some((pattern) => pattern === "*" || (name !== null && posix.matchesGlob(name, pattern)));
}

function mergeFloors(floors: ReadonlyArray<FloorConfiguration>): PolicyLevels | null {
  const presets = floors.flatMap((floor) => toPresets(floor.preset));
  const enforcement = mergeEnforcement(floors.map((floor) => floor.policies?.enforcement));
  return presets.length === 0 && Object.keys(enforcement).length === 0 ? null : { presets, enforcement };
}

function toPresets(preset: Configuration["preset"]): ReadonlyArray<string> {
  return preset === undefined ? [] : typeof preset === "string" ? [preset] : preset;
}

type Enforcement = NonNullable<NonNullable<Configuration["policies"]>["enforcement"]>;

function mergeEnforcement(layers: ReadonlyArray<Enforcement | undefined>): Readonly<Record<string, PolicySetting>> {
  const merged = new Map(layers.flatMap((layer) => Object.entries(layer ?? {})));
  return Object.fromEntries([...merged].map(([id, setting]) => [id, toPolicySetting(setting)]));
}

function toPolicySetting(setting: Enforcement[string]): PolicySetting {
  if (typeof setting === "string") return { enforcement: setting, deny_from: null, projects: {}, team: null };
  const { enforcement = null, deny_from = null, projects, team } = setting;
  return { enforcement, deny_from, projects, team: team === undefined ? null : teamSlug(team) };
}

type BudgetConfiguration = NonNullable<NonNullable<Configuration["cost"]>["budgets"]>[number];

function toBudget(budget: BudgetConfiguration): Budget {
  return {
    scope: scopeOf(budget),
    monthly: budget.monthly ?? null,
    delta: budget.delta ?? null,
    delta_percent: budget.delta_percent ?? null,
    action: budget.action,
    team: budget.team === undefined ? null : teamSlug(budget.team),
  };
}

function scopeOf({ scope, per, tag, value }: BudgetConfiguration): Budget["scope"] {
  if (scope !== undefined) return { kind: "project", project: scope };
  if (tag !== undefined) return { kind: "tag", key: tag, value: value ?? null };
  return per === "project" ? { kind: "each-project" } : { kind: "repository" };
}

/** `@acme/finops` is `finops`: teams are those of the repository's own organisation. */
function teamSlug(team: string): string {
  return team.slice(team.lastIndexOf("/") + 1);
}
