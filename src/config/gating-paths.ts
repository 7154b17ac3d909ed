import type { FileChange } from "../model/change-set.ts";
import type { Settings } from "../model/settings.ts";
import { configurationPaths } from "./settings.ts";
import { waiversPaths } from "./waivers.ts";

/** The files of a change that decide over changes: configuration, waivers, policies, usage and price overrides. */
export function gatingPaths(files: ReadonlyArray<FileChange>, settings: Settings): ReadonlyArray<string> {
  const paths = files.flatMap(({ path, previous_path }) => (previous_path === null ? [path] : [path, previous_path]));
  return [...new Set(paths)].filter((path) => isGating(path, settings)).sort();
}

function isGating(path: string, { policies, cost }: Settings): boolean {
  const named = [...configurationPaths, ...waiversPaths, cost.usage_file, cost.overrides];
  return named.includes(path) || policies.paths.some((folder) => path.startsWith(`${folder.replace(/\/$/, "")}/`));
}
