import type { Engines } from "../engines/engines.ts";
import type { AttachedPlans } from "../model/attached-plan.ts";
import type { ChangeSet } from "../model/change-set.ts";
import type { ModuleSource } from "../model/module-source.ts";
import type { ProjectSetting } from "../model/settings.ts";
import type { Problem } from "../model/problem.ts";
import type { ProjectClaim } from "../model/project.ts";
import type { FormatRequest, FormatResult, ReadFormat } from "./format.ts";
import { readDockerfiles } from "./dockerfile/read-dockerfiles.ts";
import { readKubernetes } from "./kubernetes/read-kubernetes.ts";
import { readKustomizations } from "./kubernetes/read-kustomizations.ts";
import type { GivenPlan } from "./plan/given-plan.ts";
import { readPlans } from "./plan/read-plans.ts";
import { readTerraform } from "./terraform/read-terraform.ts";
import { findUnsupported } from "./unsupported.ts";
import { readWorkflows } from "./workflow/read-workflows.ts";

/** Adding a format touches its folder and this table. */
const formats: ReadonlyArray<ReadFormat> = [
  readTerraform,
  readKubernetes,
  readKustomizations,
  readWorkflows,
  readDockerfiles,
];

/** Where to look and what to look with. */
export interface ReadOptions {
  /** Only projects at or below this directory; `.` for all. */
  readonly under: string;
  readonly projects: ReadonlyArray<ProjectSetting>;
  readonly engines: Engines;
  /** Modules from outside of the tree. */
  readonly modules?: ModuleSource | null;
  /** Plans that whoever asks vouches for; each replaces the evaluation of the root that it belongs to. */
  readonly plans?: ReadonlyArray<GivenPlan>;
  /** Plans that workflows made for the head; they add to the evaluation. */
  readonly attached?: AttachedPlans;
}

/** What all formats understood, and what plans add. */
export interface ReadResult extends FormatResult {
  readonly claims: ReadonlyArray<ProjectClaim>;
  /** Which plans were used, and what is missing in them. */
  readonly notes: ReadonlyArray<string>;
}

/** The touched projects of a change (all of them where there is no base), each evaluated at base and head. */
export async function readResources(changeSet: ChangeSet, options: ReadOptions): Promise<ReadResult> {
  const changed = changeSet.base === null ? null : changedPaths(changeSet);
  const { plans = [], attached = null, ...where } = options;
  const request: FormatRequest = { base: changeSet.base, head: changeSet.head, changed, ...where };
  const results = await Promise.all(formats.map((read) => read(request)));
  const unsupported = await findUnsupported(changeSet.head, changeSet.base, changed);
  const evaluated = results.flatMap((result) => result.projects);
  const planned = await readPlans(request, { given: plans, attached }, evaluated);
  const isPlan = new Set(planned.not_analysed.map(({ path }) => path)); // other formats may name it too
  const isOpen = ({ project }: Problem): boolean => project === null || !planned.replaced.has(project);
  return {
    projects: planned.projects,
    problems: {
      base: results.flatMap((result) => result.problems.base).filter(isOpen),
      head: [...results.flatMap((result) => result.problems.head).filter(isOpen), ...planned.problems],
    },
    claims: planned.claims,
    notes: [...results.flatMap(({ notes }) => notes ?? []), ...planned.notes],
    not_analysed: [
      ...results.flatMap((result) => result.not_analysed).filter(({ path }) => !isPlan.has(path)),
      ...planned.not_analysed,
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
