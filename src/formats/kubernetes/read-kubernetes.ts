import { posix } from "node:path";

import type { Problem } from "../../model/problem.ts";
import type { Project, ProjectPair, ProjectSide } from "../../model/project.ts";
import type { ProjectSetting } from "../../model/settings.ts";
import type { FormatRequest, FormatResult } from "../format.ts";
import { holdsManifests, isOurs, readDirectory, type DirectorySide } from "./directory-side.ts";
import { kustomizationProblems, notAnalysed } from "./not-analysed.ts";
import { isAtOrBelow } from "./tree-layout.ts";
import { openSide, type ParseCache, type TreeSide } from "./tree-side.ts";
import { compareText } from "../../model/text.ts";

/** Both trees, opened; the base is null for a scan. */
interface Sides {
  readonly base: TreeSide | null;
  readonly head: TreeSide;
}

/**
 * Reads Kubernetes manifests. A project is a directory that directly holds manifests; it is touched when a file in it
 * that has manifests, or may have, differs. First only what differs is read, then the rest of the touched directories.
 */
export async function readKubernetes(request: FormatRequest): Promise<FormatResult> {
  const cache: ParseCache = new Map();
  const base = request.base === null ? null : openSide(request.base, cache);
  const sides: Sides = { base, head: openSide(request.head, cache) };
  await loadBoth(sides, firstPaths(request, sides));
  const directories = touchedDirectories(request, sides);
  await loadBoth(
    sides,
    directories.flatMap((directory) => pathsIn(sides, directory)),
  );
  return readTouched(directories, sides, request);
}

function readTouched(directories: ReadonlyArray<string>, sides: Sides, request: FormatRequest): FormatResult {
  const projects: Array<ProjectPair> = [];
  const problems: { readonly base: Array<Problem>; readonly head: Array<Problem> } = { base: [], head: [] };
  const skipped = [...notAnalysed(sides.head, request)];
  for (const directory of directories) {
    const project = projectOf(directory, sides, request.projects);
    if (project === null) continue;
    const hasManifests = [sides.head, sides.base].some((side) => side !== null && holdsManifests(side, directory));
    const head = readDirectory(sides.head, project, hasManifests);
    const base = sides.base === null ? null : readDirectory(sides.base, project, hasManifests);
    problems.head.push(...head.problems);
    problems.base.push(...(base?.problems ?? []));
    skipped.push(...head.not_analysed.filter(({ path }) => request.changed?.has(path) ?? true));
    const pair = pairUp(project, base, head);
    if (pair !== null) projects.push(pair);
  }
  problems.head.push(...kustomizationProblems(sides.head, request));
  if (sides.base !== null) problems.base.push(...kustomizationProblems(sides.base, request));
  skipped.sort((a, b) => compareText(a.path, b.path) || compareText(a.reason, b.reason));
  projects.sort((a, b) => compareText(a.project.path, b.project.path) || compareText(a.project.name, b.project.name));
  return { projects, problems, not_analysed: skipped };
}

/** What a broken file of the head declared on the base is not deleted: nobody knows. */
function pairUp(project: Project, base: DirectorySide | null, head: DirectorySide): ProjectPair | null {
  const declared = new Set(head.declarations.map(({ address }) => address));
  const before =
    base?.declarations.filter(({ address, location }) => declared.has(address) || !head.broken.has(location.path)) ??
    [];
  if (before.length === 0 && head.declarations.length === 0) return null;
  return { project, base: sideOf(project, before, base), head: sideOf(project, head.declarations, head) };
}

function sideOf(
  project: Project,
  declarations: DirectorySide["declarations"],
  side: DirectorySide | null,
): ProjectSide | null {
  return side === null || declarations.length === 0 ? null : { project, declarations, reads: side.reads };
}

/** A directory may be named or left out by the configuration; one that Terraform owns too gets a name of its own. */
function projectOf(directory: string, sides: Sides, settings: ReadonlyArray<ProjectSetting>): Project | null {
  if (settings.some(({ path, exclude }) => exclude && isAtOrBelow(directory, path))) return null;
  const isShared = [sides.head, sides.base].some((side) => side?.layout.hasTerraform(directory) === true);
  const configured = settings.find(({ path }) => path === directory)?.name;
  const name = (configured ?? directory) + (isShared ? " (kubernetes)" : "");
  return { name, path: directory, format: "kubernetes" };
}

/** Everything when everything is wanted, else what differs. */
function firstPaths(request: FormatRequest, sides: Sides): ReadonlyArray<string> {
  const paths = request.changed ?? new Set([...request.head.entries.keys(), ...(request.base?.entries.keys() ?? [])]);
  const wanted = [...paths].filter((path) => isAtOrBelow(path, request.under));
  return request.changed === null ? [...wanted, ...sides.head.layout.kustomizations] : wanted;
}

function touchedDirectories(request: FormatRequest, sides: Sides): ReadonlyArray<string> {
  const touched = new Set<string>();
  for (const side of [sides.base, sides.head]) {
    for (const [path, file] of side?.files ?? []) {
      const isTouched = request.changed?.has(path) ?? true;
      if (isTouched && (isOurs(file) || mayBeOurs(file, sides, path))) touched.add(posix.dirname(path));
    }
  }
  return [...touched].filter((directory) => isAtOrBelow(directory, request.under)).sort();
}

/** A file that cannot be read, or is broken and does not look like a manifest: what lies beside it decides. */
function mayBeOurs(file: ReturnType<TreeSide["files"]["get"]>, sides: Sides, path: string): boolean {
  if (file?.kind === "unreadable") return true;
  const isBroken = file?.kind === "manifests" && file.file.issues.some(({ fatal }) => fatal);
  return isBroken && !path.endsWith(".json") && pathsIn(sides, posix.dirname(path)).length > 1;
}

function pathsIn(sides: Sides, directory: string): ReadonlyArray<string> {
  const base = sides.base?.layout.candidatesIn(directory) ?? [];
  return [...new Set([...sides.head.layout.candidatesIn(directory), ...base])];
}

/** The head first: what is parsed of it need not be read of the base. */
async function loadBoth(sides: Sides, paths: ReadonlyArray<string>): Promise<void> {
  await sides.head.load(paths);
  await sides.base?.load(paths);
}
