import { matchesGlob } from "node:path/posix";

import type { Enforcement } from "../model/finding.ts";
import type { Project } from "../model/project.ts";
import type { PolicyLevel, PolicyLevels, PolicySetting, Settings } from "../model/settings.ts";
import { compareText, count } from "../model/text.ts";
import type { CompiledPolicies, Policy, PolicyRule } from "./policy.ts";
import { isFramework, presetLevel, severityPresets } from "./presets.ts";

/** A policy that is switched on, with what the settings make of it. */
export interface EnforcedPolicy {
  readonly policy: Policy;
  /** What its `deny` rules do. */
  readonly enforcement: Enforcement;
  /** The team whose consent lifts what it denies; null where nothing but a waiver does. */
  readonly team: string | null;
}

/** The policies that are on in one project; what is `off` there is missing. */
export type ProjectPolicies = ReadonlyMap<Policy, EnforcedPolicy>;

/** Every policy of a review by the settings, and what a reader has to know about them. */
export interface EnforcedPolicies {
  readonly in: (project: Project) => ProjectPolicies;
  readonly notes: ReadonlyArray<string>;
}

/** What decides over the policies besides themselves. */
export type EnforcementSettings = Omit<Settings["policies"], "documents" | "paths" | "organisation" | "sources"> & {
  readonly organisation: PolicyLevels;
};

const strength: Readonly<Record<PolicyLevel, number>> = { deny: 3, warn: 2, shadow: 1, off: 0 };

interface Considered {
  readonly policy: Policy;
  readonly isPack: boolean;
  /** Whether no repository can weaken it. */
  readonly isOrganisation: boolean;
}

/**
 * Applies presets, `policies.enforcement` and the floor. Whatever is made weaker, and whatever names no policy, is a
 * note: never silent. `clock` decides from which day a warning denies.
 */
export function enforcePolicies(
  compiled: CompiledPolicies,
  settings: EnforcementSettings,
  clock: Date,
): EnforcedPolicies {
  const today = clock.toISOString().slice(0, 10);
  const considered = compiled.modules.flatMap(({ isPack, isOrganisation = false, policies }) =>
    policies.map((policy): Considered => ({ policy, isPack, isOrganisation })),
  );
  const everywhere = policiesIn(null, considered, settings, today);
  const differs = layersOf(settings).some(namesProjects);
  return {
    in: (project) => (differs ? policiesIn(project, considered, settings, today) : everywhere),
    notes: [
      ...weakened(considered, settings, today),
      ...bound(considered, settings, today),
      ...unknownNames(considered, settings),
    ].sort(compareText),
  };
}

function policiesIn(
  project: Project | null,
  considered: ReadonlyArray<Considered>,
  settings: EnforcementSettings,
  today: string,
): ProjectPolicies {
  const policies = new Map<Policy, EnforcedPolicy>();
  for (const item of considered) {
    const enforcement = levelOf(item, settings, today, project);
    if (enforcement === "off") continue;
    policies.set(item.policy, { policy: item.policy, enforcement, team: teamOf(item, settings) });
  }
  return policies;
}

/** All that says what policies do. */
function layersOf(settings: EnforcementSettings): ReadonlyArray<PolicyLevels> {
  return [settings, settings.organisation, ...(settings.floor === null ? [] : [settings.floor])];
}

/** Most do not: then every project has the same policies. */
function namesProjects({ enforcement }: PolicyLevels): boolean {
  return Object.values(enforcement).some(({ projects }) => Object.keys(projects).length > 0);
}

/** What a policy does; without a project, what it does where no project says otherwise. */
function levelOf(item: Considered, settings: EnforcementSettings, today: string, project: Project | null): PolicyLevel {
  const wanted = wantedLevel(item, settings, today, project);
  const least = leastLevel(item, settings, today, project);
  return least === null ? wanted : stronger(wanted, least);
}

function wantedLevel(
  { policy, isPack }: Considered,
  settings: EnforcementSettings,
  today: string,
  project: Project | null,
): PolicyLevel {
  const chosen = isPack ? presetLevels(policy, settings.presets) : null;
  return settingLevel(settingOf(policy, settings), today, project) ?? chosen ?? policy.enforcement;
}

/**
 * What the organisation asks for at least: its floor, and for its own policies what it says of them. A repository names
 * its projects itself: a name can make a policy stronger, and weaker only where the path says the same.
 */
function leastLevel(
  item: Considered,
  settings: EnforcementSettings,
  today: string,
  project: Project | null,
): PolicyLevel | null {
  const named = boundLevel(item, settings, today, project);
  if (named === null || project === null || project.name === project.path) return named;
  const placed = boundLevel(item, settings, today, { ...project, name: project.path });
  return placed === null ? named : stronger(named, placed);
}

function boundLevel(
  { policy, isPack, isOrganisation }: Considered,
  { floor, organisation }: EnforcementSettings,
  today: string,
  project: Project | null,
): PolicyLevel | null {
  const floored =
    floor === null
      ? null
      : (settingLevel(settingOf(policy, floor), today, project) ??
        (isPack ? presetLevels(policy, floor.presets) : null));
  if (!isOrganisation) return floored;
  const own = settingLevel(settingOf(policy, organisation), today, project) ?? policy.enforcement;
  return floored === null ? own : stronger(own, floored);
}

/** Whose consent lifts a finding: where the organisation is bound to a policy, no repository can name another team. */
function teamOf({ policy, isOrganisation }: Considered, settings: EnforcementSettings): string | null {
  const floored = settings.floor === null ? null : settingOf(policy, settings.floor);
  const isBound = isOrganisation || floored !== null;
  const said = isBound
    ? (floored?.team ?? settingOf(policy, settings.organisation)?.team)
    : settingOf(policy, settings)?.team;
  return said ?? policy.team;
}

/** Policies of the organisation that the repository asks to weaken, and does not. */
function bound(
  considered: ReadonlyArray<Considered>,
  settings: EnforcementSettings,
  today: string,
): ReadonlyArray<string> {
  return considered
    .filter(({ isOrganisation }) => isOrganisation)
    .flatMap((item) => {
      const wanted = wantedLevel(item, settings, today, null);
      const level = levelOf(item, settings, today, null);
      return strength[wanted] < strength[level]
        ? [`the policy ${item.policy.id} is the organisation's: it stays at ${level}, not ${wanted}`]
        : [];
    });
}

/** The strongest of several presets; null without one. */
function presetLevels(policy: Policy, presets: ReadonlyArray<string>): PolicyLevel | null {
  return presets.length === 0 ? null : presets.map((name) => presetLevel(policy, name)).reduce(stronger, "off");
}

function stronger(a: PolicyLevel, b: PolicyLevel): PolicyLevel {
  return strength[a] < strength[b] ? b : a;
}

/** The setting of the policy's own id, else of a former one, else of the longest pattern. */
function settingOf(policy: Policy, { enforcement }: PolicyLevels): PolicySetting | null {
  const patterns = patternsOf(enforcement);
  if (patterns === null) return null;
  const ids = [policy.id, ...policy.aliases];
  const exact = ids.find((id) => Object.hasOwn(enforcement, id));
  if (exact !== undefined) return enforcement[exact] ?? null;
  const pattern = patterns.find((key) => ids.some((id) => matchesId(key, id)));
  return pattern === undefined ? null : (enforcement[pattern] ?? null);
}

const knownPatterns = new WeakMap<PolicyLevels["enforcement"], ReadonlyArray<string> | null>();

/** The patterns among the names, the longest first: asked for each policy of each project. Null where nothing is named. */
function patternsOf(enforcement: PolicyLevels["enforcement"]): ReadonlyArray<string> | null {
  const known = knownPatterns.get(enforcement);
  if (known !== undefined) return known;
  const names = Object.keys(enforcement);
  const patterns = names.filter(isPattern).sort((a, b) => b.length - a.length || compareText(a, b));
  knownPatterns.set(enforcement, names.length === 0 ? null : patterns);
  return names.length === 0 ? null : patterns;
}

function isPattern(key: string): boolean {
  return key.endsWith("*");
}

/** `aws.s3.*` matches every id that begins so. */
function matchesId(pattern: string, id: string): boolean {
  return id.startsWith(pattern.slice(0, -1));
}

/** A project's own word comes first, then the day from which it denies, then the enforcement. */
function settingLevel(setting: PolicySetting | null, today: string, project: Project | null): PolicyLevel | null {
  if (setting === null) return null;
  const [pattern] = Object.keys(setting.projects)
    .filter((key) => project !== null && matchesProject(key, project))
    .sort((a, b) => b.length - a.length || compareText(a, b));
  if (pattern !== undefined) return setting.projects[pattern] ?? null;
  return setting.deny_from !== null && setting.deny_from <= today ? "deny" : setting.enforcement;
}

/** A pattern means a project by its name or path, or what lies below that path. */
function matchesProject(pattern: string, { name, path }: Project): boolean {
  return pattern === name || path.startsWith(`${pattern}/`) || matchesGlob(name, pattern) || matchesGlob(path, pattern);
}

function weakened(
  considered: ReadonlyArray<Considered>,
  settings: EnforcementSettings,
  today: string,
): ReadonlyArray<string> {
  const notes: string[] = [];
  let left = 0;
  for (const item of considered) {
    const { policy, isPack } = item;
    const level = levelOf(item, settings, today, null);
    if (strength[level] >= strength[policy.enforcement]) continue;
    const isPresets = isPack && settingOf(policy, settings) === null;
    if (isPresets) left += 1;
    else notes.push(demotion(policy, level));
  }
  if (left > 0) {
    notes.push(`the preset ${settings.presets.join(", ")} leaves ${count(left, "policy", "policies")} of the pack out`);
  }
  return notes;
}

function demotion(policy: Policy, to: PolicyLevel): string {
  return to === "off"
    ? `the policy ${policy.id} is switched off by the configuration`
    : `the policy ${policy.id} is demoted from ${policy.enforcement} to ${to} by the configuration`;
}

function unknownNames(considered: ReadonlyArray<Considered>, settings: EnforcementSettings): ReadonlyArray<string> {
  const ids = considered.flatMap(({ policy }) => [policy.id, ...policy.aliases]);
  const frameworks = considered.flatMap(({ policy }) => policy.frameworks);
  const isKnown = (key: string): boolean => (isPattern(key) ? ids.some((id) => matchesId(key, id)) : ids.includes(key));
  const isPreset = (name: string): boolean =>
    severityPresets.includes(name) || frameworks.some((framework) => isFramework(framework, name));
  const layers = [settings, ...(settings.floor === null ? [] : [settings.floor])];
  const keys = new Set(layers.flatMap(({ enforcement }) => Object.keys(enforcement)).filter((key) => !isKnown(key)));
  const presets = new Set(layers.flatMap((layer) => layer.presets).filter((name) => !isPreset(name)));
  return [
    ...[...keys].map((id) => `policies.enforcement names ${id}, and there is no such policy`),
    ...[...presets].map((name) => `preset names ${name}, and no policy of the pack has such a framework`),
  ];
}

/** What a finding of a rule does: a `warn` rule never denies. */
export function ruleEnforcement({ enforcement }: Omit<EnforcedPolicy, "team">, rule: PolicyRule): Enforcement {
  return rule.name.startsWith("warn") && enforcement === "deny" ? "warn" : enforcement;
}

/** Whether a policy looks at one of the types; without `custom.resources` it looks at every project. */
export function concerns(policy: Policy, types: ReadonlySet<string>): boolean {
  return (
    policy.resources?.some((wanted) =>
      wanted.endsWith("*") ? [...types].some((type) => type.startsWith(wanted.slice(0, -1))) : types.has(wanted),
    ) ?? true
  );
}
