import type { Engines } from "../engines/engines.ts";
import type { ChangeSet } from "../model/change-set.ts";
import type { ProjectSetting } from "../model/settings.ts";
import type { FormatRequest, FormatResult, ReadFormat } from "./format.ts";
import { readKubernetes } from "./kubernetes/read-kubernetes.ts";
import { readTerraform } from "./terraform/read-terraform.ts";
import { findUnsupported } from "./unsupported.ts";

/** Adding a format touches its folder and this table. */
const formats: ReadonlyArray<ReadFormat> = [readTerraform, readKubernetes];

/** Where to look and what to look with. */
export interface ReadOptions {
  /** Only projects at or below this directory; `.` for all. */
  readonly under: string;
  readonly projects: ReadonlyArray<ProjectSetting>;
  readonly engines: Engines;
}

/** The touched projects of a change (all of them where there is no base), each evaluated at base and head. */
export async function readResources(changeSet: ChangeSet, options: ReadOptions): Promise<FormatResult> {
  const changed = changeSet.base === null ? null : changedPaths(changeSet);
  const request: FormatRequest = { base: changeSet.base, head: changeSet.head, changed, ...options };
  const results = await Promise.all(formats.map((read) => read(request)));
  const unsupported = await findUnsupported(changeSet.head, changeSet.base, changed);
  return {
    projects: results.flatMap((result) => result.projects),
    problems: {
      base: results.flatMap((result) => result.problems.base),
      head: results.flatMap((result) => result.problems.head),
    },
    not_analysed: [
      ...results.flatMap((result) => result.not_analysed),
      ...unsupported.filter((item) => isUnder(item.path, options.under)),
    ],
  };
}

/** Old and new names of every file that differs. */
function changedPaths(changeSet: ChangeSet): ReadonlySet<string> {
  return new Set(
    changeSet.files.flatMap((file) => (file.previous_path === null ? [file.path] : [file.path, file.previous_path])),
  );
}

/** Whether a path lies at or below a directory; everything lies below `.`. */
export function isUnder(path: string, directory: string): boolean {
  return directory === "." || path === directory || path.startsWith(`${directory}/`);
}
