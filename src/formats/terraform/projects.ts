import { posix } from "node:path";

import type { ProjectSetting } from "../../model/settings.ts";
import { readFacts } from "./file-facts.ts";
import { isAtOrBelow, isLoadedAlways, isVariableFile, type TreeLayout } from "./layout.ts";
import type { ModuleGraph } from "./module-graph.ts";

/** A root module with the values that its variables get: what is deployed together. */
export interface RootProject {
  readonly name: string;
  readonly path: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Variable files that it is given, besides those that Terraform loads of its own accord. */
  readonly variable_files: ReadonlyArray<string>;
  /** Those of them that the configuration names: that one is missing is a problem. */
  readonly named_files?: ReadonlyArray<string>;
  /** `terraform.workspace`; absent where nobody names one. */
  readonly workspace?: string;
  /** What Terragrunt's `get_env` finds. */
  readonly environment?: Readonly<Record<string, string>>;
  /** It is a Terragrunt unit. */
  readonly isUnit: boolean;
}

/**
 * The projects of both sides. A directory is a project on both sides when it is a root of the head, or a root of the
 * base that the head has no Terraform files in: a module that gets its first caller is not deleted.
 */
export async function findProjects(
  base: ModuleGraph | null,
  head: ModuleGraph,
  settings: ReadonlyArray<ProjectSetting>,
  under: string,
): Promise<ReadonlyArray<RootProject>> {
  const gone = base === null ? [] : [...base.roots, ...base.units.paths].filter((path) => !isThere(head, path));
  const named = settings
    .filter(({ path, exclude }) => !exclude && (isThere(head, path) || (base !== null && isThere(base, path))))
    .map(({ path }) => path);
  const roots = [...new Set([...head.roots, ...head.units.paths, ...gone, ...named])].filter(
    (path) =>
      isAtOrBelow(path, under) && !settings.some((setting) => setting.exclude && isAtOrBelow(path, setting.path)),
  );
  const found: Array<RootProject> = [];
  for (const path of roots.sort()) {
    const graph = isThere(head, path) ? head : (base ?? head);
    found.push(...(await projectsOf(path, graph, settings)));
  }
  return uniquelyNamed(found);
}

function isThere(graph: ModuleGraph, path: string): boolean {
  return graph.modules.has(path) || graph.units.paths.has(path);
}

async function projectsOf(
  path: string,
  graph: ModuleGraph,
  settings: ReadonlyArray<ProjectSetting>,
): Promise<ReadonlyArray<RootProject>> {
  const isUnit = graph.units.paths.has(path);
  const configured = settings.filter((setting) => setting.path === path && !setting.exclude);
  if (configured.length > 0) {
    const known = configured.some(({ workspaces }) => workspaces.length > 0)
      ? await optionalVariableFiles(path, graph)
      : [];
    return configured.flatMap((setting) => configuredProjects(setting, isUnit, known));
  }
  const plain: RootProject = { name: path, path, variables: {}, variable_files: [], isUnit };
  if (isUnit) return [plain];
  const files = await optionalVariableFiles(path, graph);
  const always = graph.layout.directory(path)?.files.some(isLoadedAlways) === true;
  const [only, ...others] = files;
  if (only === undefined) return [plain];
  if (others.length === 0 && !always) return [{ ...plain, variable_files: [only] }];
  const each = files.map((file): RootProject => ({
    ...plain,
    name: `${path} (${labelOf(path, file)})`,
    variable_files: [file],
  }));
  return always ? [plain, ...each] : each;
}

/** One project, or one for each workspace: that has the variable file of its name where the configuration names none. */
function configuredProjects(
  setting: ProjectSetting,
  isUnit: boolean,
  known: ReadonlyArray<string>,
): ReadonlyArray<RootProject> {
  const { path, variables, variable_files, environment } = setting;
  const name = setting.name ?? path;
  const project = { name, path, variables, variable_files, named_files: variable_files, environment, isUnit };
  if (setting.workspaces.length === 0) return [project];
  return [...new Set(setting.workspaces)].map((workspace) => ({
    ...project,
    name: setting.name !== null && setting.workspaces.length === 1 ? name : `${name} (${workspace})`,
    workspace,
    variable_files:
      variable_files.length > 0 ? variable_files : known.filter((file) => isFileOf(workspace, path, file)),
  }));
}

function isFileOf(workspace: string, path: string, file: string): boolean {
  return labelOf(path, file).split("/").at(-1) === workspace;
}

/** Variable files that somebody passes by hand: beside the root or in folders below it, with values for its variables. */
async function optionalVariableFiles(path: string, graph: ModuleGraph): Promise<ReadonlyArray<string>> {
  const variables = graph.modules.get(path)?.variables ?? new Set();
  const candidates = candidatesBelow(graph.layout, path, 0).filter((file) => !/example|sample|template/i.test(file));
  if (candidates.length === 0 || variables.size === 0) return [];
  const facts = await readFacts(graph.tree, candidates);
  return candidates.filter((file) => facts.get(file)?.names.some((name) => variables.has(name)) === true).sort();
}

function candidatesBelow(layout: TreeLayout, path: string, depth: number): ReadonlyArray<string> {
  const directory = layout.directory(path);
  if (directory === null) return [];
  const own = directory.files
    .filter((name) => isVariableFile(name) && (depth > 0 || !isLoadedAlways(name)))
    .map((name) => posix.join(path, name));
  const deeper = depth >= 2 ? [] : directory.dirs.filter((name) => !name.startsWith("."));
  return [
    ...own,
    ...deeper
      .map((name) => posix.join(path, name))
      .filter((child) => !layout.modules.includes(child))
      .flatMap((child) => candidatesBelow(layout, child, depth + 1)),
  ];
}

function labelOf(path: string, file: string): string {
  const relative = path === "." ? file : file.slice(path.length + 1);
  return relative
    .replace(/\.tfvars(?:\.json)?$/, "")
    .replace(/\/terraform$/, "")
    .replace(/\.auto$/, "");
}

function uniquelyNamed(projects: ReadonlyArray<RootProject>): ReadonlyArray<RootProject> {
  const counts = new Map<string, number>();
  return projects.map((project) => {
    const count = (counts.get(project.name) ?? 0) + 1;
    counts.set(project.name, count);
    return count === 1 ? project : { ...project, name: `${project.name} #${count}` };
  });
}
