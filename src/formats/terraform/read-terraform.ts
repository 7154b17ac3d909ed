import { posix } from "node:path";

import type { Problem } from "../../model/problem.ts";
import type { Project, ProjectPair } from "../../model/project.ts";
import type { FormatRequest, FormatResult } from "../format.ts";
import { declareSide, nameProblem, withoutHidden } from "./declare.ts";
import { evaluateRoots, type RootRequest, type RootResult } from "./evaluate-roots.ts";
import { localPath } from "./file-facts.ts";
import { installFor } from "./installed.ts";
import { isConfiguration, isLoadedAlways } from "./layout.ts";
import { calledDirectory, configurationOf, isDeployed, mayRead, readGraph, type ModuleGraph } from "./module-graph.ts";
import { findProjects, type RootProject } from "./projects.ts";
import { mayReadUnit, unitFile } from "./units.ts";
import { changedThroughLinks, followLinks } from "./links.ts";
import { atRealPlaces } from "./real-places.ts";
import { compareText } from "../../model/text.ts";

/** Both graphs; the base is null for a scan. */
interface Sides {
  readonly base: ModuleGraph | null;
  readonly head: ModuleGraph;
}

interface Evaluated {
  readonly project: RootProject;
  readonly base: RootResult | null;
  readonly head: RootResult | null;
}

/**
 * Reads Terraform root modules. A project is touched when a file that its evaluation read, or looked for, differs on
 * either side: first a cheap superset is found by names and paths in the texts, then that is evaluated.
 */
export async function readTerraform(asked: FormatRequest): Promise<FormatResult> {
  const [head, base] = await Promise.all([
    followLinks(asked.head),
    asked.base === null ? null : followLinks(asked.base),
  ]);
  const linked = base === null ? [head] : [head, base];
  const changed = changedThroughLinks(asked.changed, linked);
  const result = await readLinked({ ...asked, head: head.tree, base: base?.tree ?? null, changed });
  return atRealPlaces(result, head.real, base?.real ?? new Map());
}

async function readLinked(request: FormatRequest): Promise<FormatResult> {
  const engine = request.engines.engine("hcl");
  // It starts while the texts are looked through: a fifth of a second in a cold process.
  if ([...(request.changed ?? request.head.entries.keys())].some(isConfiguration)) engine.prepare();
  const head = await readGraph(request.head);
  const sides: Sides = { head, base: request.base === null ? null : await readGraph(request.base) };
  const projects = await findProjects(sides.base, head, request.projects, request.under);
  const changed = request.changed === null ? null : [...request.changed];
  const candidates = projects.filter((project) => changed === null || isCandidate(project, sides, changed));
  const all = await evaluateBoth(candidates, sides, request);
  const called = calledDirectories(all);
  const isNamed = (path: string): boolean => request.projects.some((setting) => setting.path === path);
  const evaluated = all.filter(
    (item) =>
      (!called.has(item.project.path) ||
        isNamed(item.project.path) ||
        isDeployed(graphOf(item.project, sides), item.project.path)) &&
      isTouched(item, request.changed),
  );
  return resultOf(evaluated, sides);
}

/** The head's where it has the project's folder. */
function graphOf({ path }: RootProject, { base, head }: Sides): ModuleGraph {
  return head.modules.has(path) ? head : (base ?? head);
}

/** Directories that roots call: where the source is an expression (OpenTofu) only the evaluation tells. */
function calledDirectories(evaluated: ReadonlyArray<Evaluated>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { project, base, head } of evaluated) {
    const result = head ?? base;
    for (const { type, values, location } of result?.kind === "evaluated" ? result.blocks : []) {
      const { source } = values;
      for (const path of type === "module" && typeof source === "string" ? localPath(source) : []) {
        const directory = calledDirectory(posix.dirname(location.path), path);
        if (directory !== project.path) found.add(directory);
      }
    }
  }
  return found;
}

function isCandidate(project: RootProject, sides: Sides, changed: ReadonlyArray<string>): boolean {
  if (project.isUnit) {
    return [sides.head, sides.base].some((graph) => graph !== null && mayReadUnit(project.path, changed, graph.units));
  }
  if (Object.values(project.variables).some((text) => text.includes(".."))) return true; // a way to a file, perhaps
  return (
    project.variable_files.some((file) => changed.includes(file)) ||
    [sides.head, sides.base].some(
      (graph) => graph?.modules.has(project.path) === true && mayRead(graph, project.path, changed),
    )
  );
}

function isTouched({ base, head }: Evaluated, changed: ReadonlySet<string> | null): boolean {
  if (changed === null) return true;
  return [base, head].some((result) => result?.kind === "failed" || result?.reads.some((path) => changed.has(path)));
}

async function evaluateBoth(
  projects: ReadonlyArray<RootProject>,
  sides: Sides,
  request: FormatRequest,
): Promise<ReadonlyArray<Evaluated>> {
  if (projects.length === 0) return [];
  const requests: Array<RootRequest> = [];
  const places: Array<{ project: RootProject; base: number | null; head: number | null }> = [];
  const add = async (project: RootProject, side: RootRequest["side"]): Promise<number | null> => {
    const graph = sides[side];
    return graph !== null && (project.isUnit ? graph.units.paths : graph.modules).has(project.path)
      ? requests.push({ ...(await withInstalled(rootRequest(project, graph), request)), side }) - 1
      : null;
  };
  for (const project of projects) {
    places.push({ project, base: await add(project, "base"), head: await add(project, "head") });
  }
  const results = await evaluateRoots(request.engines.engine("hcl"), requests, request.modules ?? null);
  return places.map(({ project, base, head }) => ({
    project,
    base: base === null ? null : (results[base] ?? null),
    head: head === null ? null : (results[head] ?? null),
  }));
}

/** A root of either side. */
type Unasked = Omit<RootRequest, "side">;

/** What the root will read as far as names and plain paths tell. */
function rootRequest(project: RootProject, graph: ModuleGraph): Unasked {
  if (project.isUnit) return unitRequest(project, graph);
  const closure = graph.closure(project.path);
  const own = graph.layout.directory(project.path)?.files ?? [];
  const variableFiles = own.filter(isLoadedAlways).map((name) => posix.join(project.path, name));
  const reads = [...closure].flatMap((at) =>
    (graph.modules.get(at)?.reads ?? [])
      .filter(({ exact }) => exact)
      .map(({ from, path }) => posix.join(from === "module" ? at : project.path, path)),
  );
  return {
    tree: graph.tree,
    path: project.path,
    ...givenFromOutside(project),
    variables: project.variables,
    variable_files: project.variable_files.filter((file) => graph.tree.entries.has(file)),
    directories: new Set([...closure, ...reads.map((path) => posix.dirname(path))].filter(isInside)),
    files: new Set([
      ...[...closure].flatMap((directory) => configurationOf(graph.layout, directory)),
      ...variableFiles,
      ...[...project.variable_files, ...reads].filter((path) => graph.tree.entries.has(path)),
    ]),
  };
}

/** A unit reads its own file and most often some of the directories above it. */
function unitRequest(project: RootProject, { tree, layout, units }: ModuleGraph): Unasked {
  const { path, variables } = project;
  const directories = [path];
  for (let at = path; at !== "."; at = posix.dirname(at)) directories.push(posix.dirname(at));
  const files = directories.flatMap((at) =>
    (layout.directory(at)?.files ?? [])
      .filter((name) => (name.endsWith(".hcl") && !name.startsWith(".")) || (at === path && isLoadedAlways(name)))
      .map((name) => posix.join(at, name)),
  );
  const own = configurationOf(layout, path);
  const stack = units.stacks.get(path);
  return {
    tree,
    path,
    ...givenFromOutside(project),
    variables,
    variable_files: project.variable_files.filter((file) => tree.entries.has(file)),
    unit: true,
    ...(stack === undefined ? {} : { stack }),
    directories: new Set(directories),
    files: new Set([...files, ...own]),
  };
}

function givenFromOutside({ workspace, environment }: RootProject): Pick<RootRequest, "workspace" | "environment"> {
  return { ...(workspace === undefined ? {} : { workspace }), ...(environment === undefined ? {} : { environment }) };
}

/** Variable files that the configuration names and the tree does not have. */
function missingFiles(project: RootProject, { tree }: ModuleGraph): ReadonlyArray<Problem> {
  const missing = (project.named_files ?? []).filter((file) => !tree.entries.has(file));
  return missing.map((path) => ({
    path,
    line: null,
    message: `the configuration gives ${project.name} the variable file "${path}", and there is no such file`,
    project: project.name,
    hides: [path],
  }));
}

/** Modules that were fetched beforehand count on both sides: the engine takes only what a call asks for. */
async function withInstalled(root: Unasked, request: FormatRequest): Promise<Unasked> {
  const found = await installFor(root.path, root.tree, request.modules ?? null);
  if (found === null) return root;
  return {
    ...root,
    tree: found.tree,
    modules: found.modules,
    directories: new Set([...root.directories, ...found.directories]),
    files: new Set([...root.files, ...found.files]),
  };
}

function isInside(path: string): boolean {
  return path !== ".." && !path.startsWith("../") && !path.startsWith("/");
}

function resultOf(evaluated: ReadonlyArray<Evaluated>, sides: Sides): FormatResult {
  const projects: Array<ProjectPair> = [];
  const problems: { readonly base: Array<Problem>; readonly head: Array<Problem> } = { base: [], head: [] };
  for (const item of evaluated) {
    const project: Project = { name: item.project.name, path: item.project.path, format: "terraform" };
    problems.base.push(...problemsOf(project, item.base, sides.base));
    problems.head.push(...problemsOf(project, item.head, sides.head));
    if (item.base !== null && sides.base !== null) problems.base.push(...missingFiles(item.project, sides.base));
    if (item.head !== null) problems.head.push(...missingFiles(item.project, sides.head));
    const pair = pairUp(project, item);
    if (pair !== null) projects.push(pair);
  }
  projects.sort((a, b) => compareText(a.project.path, b.project.path) || compareText(a.project.name, b.project.name));
  return { projects, problems, not_analysed: [], notes: [...new Set(evaluated.flatMap(notesOf))] };
}

/** Checks that are known to fail: Terraform warns of them and goes on. */
function notesOf({ head }: Evaluated): ReadonlyArray<string> {
  if (head?.kind !== "evaluated") return [];
  return head.notes.map(({ path, line, message }) => `${path}:${line ?? 1}: ${message}`);
}

function problemsOf(project: Project, result: RootResult | null, graph: ModuleGraph | null): ReadonlyArray<Problem> {
  if (result === null || graph === null) return [];
  if (result.kind === "evaluated") return result.problems.map((problem) => nameProblem(project, problem));
  const own = graph.units.stacks.get(project.path)?.file ?? unitFileOf(project.path, graph);
  const closure = [...graph.closure(project.path)].flatMap((at) => configurationOf(graph.layout, at));
  const files = graph.units.paths.has(project.path) ? [own, ...closure] : closure;
  const path = files[0] ?? project.path;
  return [{ path, line: null, message: result.message, project: project.name, hides: [path, ...files.slice(1)] }];
}

function unitFileOf(path: string, { tree }: ModuleGraph): string {
  const native = posix.join(path, unitFile);
  return tree.entries.has(native) ? native : `${native}.json`;
}

/** A side that could not be evaluated makes no pair: what it declares is not known, so nothing is compared. */
function pairUp(project: Project, { base, head }: Evaluated): ProjectPair | null {
  if (base?.kind === "failed" || head?.kind === "failed") {
    return head?.kind === "evaluated" ? { project, base: null, head: declareSide(project, head, null) } : null;
  }
  if (head === null) return base === null ? null : { project, base: declareSide(project, base, null), head: null };
  if (base === null) return { project, base: null, head: declareSide(project, head, null) };
  return {
    project,
    base: withoutHidden(declareSide(project, base, null), head),
    head: declareSide(project, head, base),
  };
}
