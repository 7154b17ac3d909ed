import type { Tree } from "../model/change-set.ts";
import type { PolicySource } from "../model/policy-source.ts";
import type { Problem } from "../model/problem.ts";
import type { Settings } from "../model/settings.ts";
import { loweredByRepository } from "./lowered.ts";
import { mergeLayers } from "./merge.ts";
import {
  configurationSchema,
  organisationSchema,
  type Configuration,
  type OrganisationConfiguration,
} from "./schema.ts";
import { findText, readYamlFile, type FoundText } from "./yaml-file.ts";
import type { LineOf } from "./yaml-lines.ts";

/** Where a repository's configuration may lie; two of them are an error. */
export const configurationPaths: ReadonlyArray<string> = [".github/tollgate.yml", ".github/tollgate.yaml"];

/** Settings, and what is wrong with the files that they come from. What a file with problems says does not count. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly problems: ReadonlyArray<Problem>;
  /** What a repository asked for and may not have; shown, and gates nothing. */
  readonly warnings: ReadonlyArray<Problem>;
}

/** The organisation's file, and which of its repositories is reviewed. */
export interface OrganisationFile {
  /** As messages show it. */
  readonly path: string;
  readonly text: string;
  /** Name of the reviewed repository, without its owner; null where it is not known. */
  readonly repository: string | null;
}

/** What a repository without a configuration gets. */
export function defaultSettings(): Settings {
  return mergeLayers({ repository: null, organisation: null, name: null });
}

/** The configuration of the trusted tree, over the organisation's. */
export async function loadSettings(gate: Tree, organisation: OrganisationFile | null = null): Promise<LoadedSettings> {
  return layered(await findText(gate, configurationPaths, "configuration"), organisation);
}

/** The policies that an organisation's file names; none where it cannot be read, which gates everywhere. */
export function organisationPolicies(organisation: OrganisationFile | null): ReadonlyArray<PolicySource> {
  return layered({ kind: "none" }, organisation).settings.policies.sources;
}

/** Parses one configuration file of a repository. Every error names its line. */
export function parseSettings(
  text: string,
  path: string,
  organisation: OrganisationFile | null = null,
): LoadedSettings {
  return layered({ kind: "text", path, text }, organisation);
}

interface ReadRepository {
  readonly repository: Configuration;
  readonly path: string;
  readonly lineOf: LineOf;
}

function layered(found: FoundText, organisation: OrganisationFile | null): LoadedSettings {
  const own = readRepository(found);
  const above = readOrganisation(organisation);
  const name = organisation?.repository ?? null;
  const settings = mergeLayers({ repository: own.read?.repository ?? null, organisation: above.read, name });
  return {
    settings,
    problems: [...above.problems, ...own.problems],
    warnings: own.read === null ? [] : loweredByRepository(own.read, settings),
  };
}

function readRepository(found: FoundText): {
  readonly read: ReadRepository | null;
  readonly problems: ReadonlyArray<Problem>;
} {
  if (found.kind === "none") return { read: null, problems: [] };
  if (found.kind === "problem") return { read: null, problems: [found.problem] };
  const { path } = found;
  const file = readYamlFile(found.text, path, configurationSchema);
  if (!file.ok) return { read: null, problems: file.problems };
  return { read: { repository: file.value, path, lineOf: file.lineOf }, problems: [] };
}

/** An organisation's file that cannot be read leaves nothing of its floor: its problems gate everywhere. */
function readOrganisation(organisation: OrganisationFile | null): {
  readonly read: OrganisationConfiguration | null;
  readonly problems: ReadonlyArray<Problem>;
} {
  if (organisation === null) return { read: null, problems: [] };
  const file = readYamlFile(organisation.text, organisation.path, organisationSchema);
  return file.ok ? { read: file.value, problems: [] } : { read: null, problems: file.problems };
}
