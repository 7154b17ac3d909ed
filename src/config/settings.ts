import { load, YAMLException } from "js-yaml";
import type { z } from "zod";

import type { Tree } from "../model/change-set.ts";
import type { Problem } from "../model/problem.ts";
import type { Settings } from "../model/settings.ts";
import { configurationSchema } from "./schema.ts";

/** Where a repository's configuration may lie; two of them are an error. */
export const configurationPaths: ReadonlyArray<string> = [".github/tollgate.yml", ".github/tollgate.yaml"];

/** Settings, and what is wrong with the file that they come from. With problems the settings are the defaults. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly problems: ReadonlyArray<Problem>;
}

/** What a repository without a configuration gets. */
export function defaultSettings(): Settings {
  return settingsOf(configurationSchema.parse({}));
}

/** The configuration of the trusted tree. */
export async function loadSettings(gate: Tree): Promise<LoadedSettings> {
  const present = configurationPaths.filter((path) => gate.entries.has(path));
  const [path, other] = present;
  if (path === undefined) return { settings: defaultSettings(), problems: [] };
  if (other !== undefined) return failed(other, null, `there are two configurations, ${path} and ${other}; remove one`);
  const content = (await gate.read([path])).get(path);
  if (content?.kind !== "text")
    return failed(path, null, `the configuration is ${content?.kind ?? "missing"}; expected YAML text`);
  return parseSettings(content.text, path);
}

/** Parses one configuration file. Every error names its line. */
export function parseSettings(text: string, path: string): LoadedSettings {
  let value: unknown;
  try {
    value = text.trim() === "" ? {} : load(text, { maxAliases: 0 });
  } catch (error) {
    if (error instanceof YAMLException) return failed(path, lineOfException(error), `not valid YAML: ${error.reason}`);
    throw error;
  }
  const parsed = configurationSchema.safeParse(value ?? {});
  if (parsed.success) return { settings: settingsOf(parsed.data), problems: [] };
  const problems = parsed.error.issues.map((issue) => {
    const keys = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
    return problem(path, lineOfKeys(text, keys), `${issue.path.map(String).join(".") || "the file"}: ${issue.message}`);
  });
  return { settings: defaultSettings(), problems };
}

function settingsOf(configuration: z.output<typeof configurationSchema>): Settings {
  return {
    mode: configuration.mode,
    not_analysed: configuration.not_analysed,
    policies: configuration.policies,
    projects: configuration.projects.map((project) => ({ ...project, name: project.name ?? null })),
    cost: {
      usage_file: configuration.cost.usage_file ?? null,
      overrides: null,
      budgets: configuration.cost.budgets.map((budget) => ({
        scope: budget.scope ?? null,
        monthly: budget.monthly ?? null,
        delta: budget.delta ?? null,
        delta_percent: budget.delta_percent ?? null,
        action: budget.action,
        team: budget.team ?? null,
      })),
    },
  };
}

function failed(path: string, line: number | null, message: string): LoadedSettings {
  return { settings: defaultSettings(), problems: [problem(path, line, message)] };
}

function problem(path: string, line: number | null, message: string): Problem {
  return { path, line, message, project: null, hides: [path] };
}

function lineOfException(error: YAMLException): number | null {
  return error.mark === undefined ? null : error.mark.line + 1;
}

/** The line of the innermost key that the text spells out, 1-based. */
function lineOfKeys(text: string, keys: ReadonlyArray<PropertyKey>): number | null {
  const lines = text.split("\n");
  let from = 0;
  let found: number | null = null;
  for (const key of keys) {
    if (typeof key !== "string") continue;
    const index = lines.findIndex((line, at) => at >= from && line.replace(/^[\s-]*["']?/, "").startsWith(key));
    if (index < 0) break;
    found = index + 1;
    from = index;
  }
  return found;
}
