import { isDeepStrictEqual } from "node:util";

import type { Problem } from "../model/problem.ts";
import type { PolicyLevel, PolicySetting, Settings } from "../model/settings.ts";
import type { Configuration } from "./schema.ts";
import { problemAt } from "./yaml-file.ts";
import type { LineOf } from "./yaml-lines.ts";

const strength: Readonly<Record<PolicyLevel, number>> = { deny: 3, warn: 2, shadow: 1, off: 0 };

/** What a repository's file asks for and the organisation's floor does not let it have, on its lines. */
export function loweredByRepository(
  { repository, path, lineOf }: { readonly repository: Configuration; readonly path: string; readonly lineOf: LineOf },
  settings: Settings,
): ReadonlyArray<Problem> {
  const warn = (keys: ReadonlyArray<string | number>, what: string): Problem =>
    problemAt(path, lineOf(keys), `${keys.join(".")}: the organisation does not allow ${what}; it is ignored`);
  const problems: Problem[] = [];
  if (repository.mode === "advisory" && settings.mode === "gate") problems.push(warn(["mode"], "advisory mode"));
  if (repository.not_analysed === "warn" && settings.not_analysed === "block") {
    problems.push(warn(["not_analysed"], "what is not analysed to pass"));
  }
  if (repository.drafts === "skip" && settings.drafts === "review") problems.push(warn(["drafts"], "to skip drafts"));
  if (repository.inline_ignores === true && !settings.inline_ignores) {
    problems.push(warn(["inline_ignores"], "tollgate:ignore comments"));
  }
  for (const [index, project] of (repository.projects ?? []).entries()) {
    if (project.exclude && (settings.policies.floor !== null || settings.policies.sources.length > 0)) {
      problems.push(warn(["projects", index, "exclude"], "to leave projects out while it enforces policies"));
    }
  }
  for (const [id, setting] of Object.entries(repository.policies?.enforcement ?? {})) {
    const wanted = typeof setting === "string" ? setting : setting.enforcement;
    const least = floorOf(settings, id);
    if (wanted !== undefined && least !== null && strength[wanted] < strength[least]) {
      problems.push(warn(["policies", "enforcement", id], `${id} below ${least}`));
    }
  }
  const held = new Map<string, unknown>(Object.entries(settings.policies.pack ?? {}));
  for (const [name, wanted] of Object.entries(repository.policies?.settings ?? {})) {
    if (!isDeepStrictEqual(wanted, held.get(name))) {
      problems.push(warn(["policies", "settings", name], `another ${name} than its own`));
    }
  }
  return problems;
}

function floorOf({ policies }: Settings, id: string): PolicyLevel | null {
  const found = Object.entries(policies.floor?.enforcement ?? {}).filter(
    ([pattern]) => pattern === id || (pattern.endsWith("*") && id.startsWith(pattern.slice(0, -1))),
  );
  return found.map(([, setting]) => levelOf(setting)).reduce<PolicyLevel | null>(stronger, null);
}

function levelOf({ enforcement }: PolicySetting): PolicyLevel | null {
  return enforcement;
}

function stronger(a: PolicyLevel | null, b: PolicyLevel | null): PolicyLevel | null {
  if (a === null || b === null) return a ?? b;
  return strength[a] < strength[b] ? b : a;
}
