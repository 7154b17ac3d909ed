import { posix } from "node:path";

import type { FileContent, Tree } from "../../model/change-set.ts";
import type { NotAnalysed, Problem } from "../../model/problem.ts";
import type { Project, ProjectPair, ProjectSide } from "../../model/project.ts";
import { compareText } from "../../model/text.ts";
import type { FormatRequest, FormatResult } from "../format.ts";
import type { FileFormat, FileReading } from "./file-format.ts";

/** One side of a project: its files as they were read, by path. */
type SideFiles = ReadonlyMap<string, FileReading>;

interface TouchedProject {
  readonly project: Project;
  readonly paths: ReadonlyArray<string>;
}

/** Reads a format of files that stand for themselves: the projects that hold a changed one, at base and head. */
export async function readFiles(request: FormatRequest, format: FileFormat): Promise<FormatResult> {
  const touched = touchedProjects(request, format);
  const paths = touched.flatMap((item) => item.paths);
  const head = await readSide(request.head, paths, format);
  const base = request.base === null ? null : await readSide(request.base, paths, format);
  const projects = touched.flatMap((item) => pairUp(item, base, head) ?? []);
  return {
    projects: projects.sort((a, b) => compareText(a.project.name, b.project.name)),
    problems: { base: problemsOf(touched, base), head: problemsOf(touched, head) },
    not_analysed: skippedOf(head, request),
  };
}

function touchedProjects(
  request: FormatRequest,
  { isCandidate, projectOf }: FileFormat,
): ReadonlyArray<TouchedProject> {
  const { head, base, changed } = request;
  const found = new Map<string, { readonly project: Project; readonly paths: Array<string>; isTouched: boolean }>();
  for (const path of new Set([...head.entries.keys(), ...(base?.entries.keys() ?? [])])) {
    if (!isCandidate(path)) continue;
    const project = projectOf(posix.dirname(path), path);
    const item = found.get(project.name) ?? { project, paths: [], isTouched: false };
    found.set(project.name, item);
    item.paths.push(path);
    item.isTouched ||= changed?.has(path) ?? true;
  }
  return [...found.values()].filter(({ project, isTouched }) => isTouched && isWanted(project, request));
}

function isWanted({ path }: Project, { under, projects }: FormatRequest): boolean {
  return isBelow(path, under) && !projects.some((setting) => setting.exclude && isBelow(path, setting.path));
}

function isBelow(path: string, directory: string): boolean {
  return directory === "." || path === directory || path.startsWith(`${directory}/`);
}

async function readSide(tree: Tree, paths: ReadonlyArray<string>, format: FileFormat): Promise<SideFiles> {
  const present = paths.filter((path) => tree.entries.has(path));
  const contents = await tree.read(present);
  const files = new Map<string, FileReading>();
  for (const path of present) {
    const reading = readContent(path, contents.get(path), format);
    if (reading !== null) files.set(path, reading);
  }
  return files;
}

const reasons = {
  binary: "the file is binary; expected UTF-8 text",
  "not-utf8": "the file is not UTF-8; save it as UTF-8",
  oversized: "the file is too large to be read; split it",
} as const;

function readContent(path: string, content: FileContent | undefined, format: FileFormat): FileReading | null {
  switch (content?.kind) {
    case "text":
      return format.read(path, content.text);
    case "binary":
    case "not-utf8":
    case "oversized":
      return unread({ line: null, message: reasons[content.kind], fatal: true });
    case "symlink":
      return { declarations: [], issues: [], skipped: "a symbolic link is not followed" };
    case "submodule":
    case "missing":
    case undefined:
      return null;
  }
}

/** A file of which nothing is known but what is wrong with it. */
export function unread(issue: FileReading["issues"][number]): FileReading {
  return { declarations: [], issues: [issue], skipped: null };
}

/** What a broken file of the head declared on the base is not deleted: nobody knows. */
function pairUp({ project, paths }: TouchedProject, base: SideFiles | null, head: SideFiles): ProjectPair | null {
  const isKnown = (path: string): boolean => !(head.get(path)?.issues.some(({ fatal }) => fatal) ?? false);
  const before = base === null ? null : sideOf(project, paths.filter(isKnown), base);
  const after = sideOf(project, paths, head);
  return before === null && after === null ? null : { project, base: before, head: after };
}

function sideOf(project: Project, paths: ReadonlyArray<string>, files: SideFiles): ProjectSide | null {
  const declarations = paths.flatMap((path) => files.get(path)?.declarations ?? []);
  return declarations.length === 0 ? null : { project, declarations, reads: [...paths].sort(compareText) };
}

function problemsOf(touched: ReadonlyArray<TouchedProject>, files: SideFiles | null): ReadonlyArray<Problem> {
  return touched.flatMap(({ project, paths }) =>
    paths.flatMap((path) =>
      (files?.get(path)?.issues ?? []).map(({ line, message }) => ({
        path,
        line,
        message,
        project: project.name,
        hides: [path],
      })),
    ),
  );
}

function skippedOf(files: SideFiles, { changed }: FormatRequest): ReadonlyArray<NotAnalysed> {
  return [...files]
    .flatMap(([path, { skipped }]) => (skipped === null ? [] : [{ path, reason: skipped }]))
    .filter(({ path }) => changed?.has(path) ?? true)
    .sort((a, b) => compareText(a.path, b.path));
}
