import type { NotAnalysed, Problem } from "../../model/problem.ts";
import type { Project } from "../../model/project.ts";
import type { Declaration } from "../../model/resource.ts";
import { declare, type Declared } from "./declare.ts";
import type { FileIssue, ManifestFile } from "./manifest.ts";
import type { CandidateFile, TreeSide } from "./tree-side.ts";

/** One directory of one side after reading. */
export interface DirectorySide {
  readonly declarations: ReadonlyArray<Declaration>;
  readonly reads: ReadonlyArray<string>;
  /** Files of which a part could not be read: what the other side has of them is not gone. */
  readonly broken: ReadonlySet<string>;
  readonly problems: ReadonlyArray<Problem>;
  readonly not_analysed: ReadonlyArray<NotAnalysed>;
}

/** More objects in one directory are not declared; no repository that people keep comes near. */
export const maxManifests = 20_000;

interface Findings {
  readonly declarations: Array<Declaration>;
  readonly broken: Set<string>;
  readonly problems: Array<Problem>;
  readonly not_analysed: Array<NotAnalysed>;
}

/** Whether the side has a manifest, or something that claims to be one, directly in the directory. */
export function holdsManifests(side: TreeSide, directory: string): boolean {
  return filesIn(side, directory).some(([, file]) => isOurs(file));
}

/** Whether a file alone makes its directory one to look at. */
export function isOurs(file: CandidateFile): boolean {
  if (file.kind !== "manifests") return false;
  return file.file.manifests.length > 0 || file.file.issues.some((issue) => issue.isManifest);
}

/** Declares everything in a directory whose files are loaded. `hasManifests` says it of either side. */
export function readDirectory(side: TreeSide, project: Project, hasManifests: boolean): DirectorySide {
  const files = filesIn(side, project.path);
  const found: Findings = { declarations: [], broken: new Set(), problems: [], not_analysed: [] };
  const taken: Taken = { first: new Map(), count: new Map() };
  for (const [path, file] of files) {
    switch (file.kind) {
      case "manifests":
        takeFile(path, file.file, taken, project, found);
        for (const issue of file.file.issues) reportIssue(issue, path, project, hasManifests, found);
        break;
      case "unreadable":
        reportUnreadable(file.content, path, project, hasManifests, found);
        break;
      case "values":
      case "consumed":
        break; // said once for the chart or kustomization, not for each file
    }
  }
  return { ...found, reads: files.map(([path]) => path) };
}

function filesIn(side: TreeSide, directory: string): ReadonlyArray<readonly [string, CandidateFile]> {
  const found: Array<readonly [string, CandidateFile]> = [];
  for (const path of side.layout.candidatesIn(directory)) {
    const file = side.files.get(path);
    if (file !== undefined) found.push([path, file]);
  }
  return found;
}

/** The first declaration of each address, and how many there are. */
interface Taken {
  readonly first: Map<string, Declaration>;
  readonly count: Map<string, number>;
}

function takeFile(path: string, file: ManifestFile, taken: Taken, project: Project, found: Findings): void {
  const room = maxManifests - found.declarations.length;
  for (const manifest of file.manifests.slice(0, room)) take(declare(manifest, path), taken, project, found);
  if (file.manifests.length <= room) return;
  const message = `more than ${maxManifests} manifests in ${project.path}; the rest of them is not read, split the directory`;
  found.broken.add(path);
  found.problems.push(problemAt(path, null, message, project));
}

function take(declared: Declared, taken: Taken, project: Project, found: Findings): void {
  const { declaration, isGenerated, problem } = declared;
  const { path, line } = declaration.location;
  if (problem !== null) found.problems.push(problemAt(path, problem.line, problem.message, project));
  const first = taken.first.get(declaration.address);
  const count = (taken.count.get(declaration.address) ?? 0) + 1;
  taken.count.set(declaration.address, count);
  if (first === undefined) taken.first.set(declaration.address, declaration);
  // A name cannot hold a #: the numbered address is free.
  found.declarations.push(count === 1 ? declaration : { ...declaration, address: `${declaration.address}#${count}` });
  if (first === undefined || isGenerated) return;
  const where = `${first.location.path} line ${first.location.line}`;
  const message = `${declaration.address} is declared twice in ${project.path}, first in ${where}; keep one of them`;
  found.problems.push(problemAt(path, line, message, project));
}

function reportIssue(issue: FileIssue, path: string, project: Project, hasManifests: boolean, found: Findings): void {
  const isRelevant = issue.isManifest || (issue.fatal && hasManifests && !path.endsWith(".json"));
  if (!isRelevant) return;
  if (issue.fatal) found.broken.add(path);
  if (issue.isTemplate) {
    const reason = "a template that has to be rendered first; templates outside of a Helm chart are not read";
    // The file's other places are the same template.
    if (found.not_analysed.at(-1)?.path !== path) found.not_analysed.push({ path, reason });
  } else {
    found.problems.push(problemAt(path, issue.line, issue.message, project));
  }
}

const reasons = {
  binary: "the file is binary; expected UTF-8 text",
  "not-utf8": "the file is not UTF-8; save it as UTF-8",
  oversized: "the file is too large to be read; split it",
  symlink: "a symbolic link is not followed",
} as const;

type Unreadable = Extract<CandidateFile, { kind: "unreadable" }>["content"];

/** In a directory of manifests it is most likely one; elsewhere nobody can tell, which is said and does not block. */
function reportUnreadable(
  content: Unreadable,
  path: string,
  project: Project,
  hasManifests: boolean,
  found: Findings,
): void {
  if (content === "submodule") return; // said for every submodule, whatever its name
  if (hasManifests && content !== "symlink") {
    found.broken.add(path);
    found.problems.push(problemAt(path, null, `${reasons[content]}, so that its manifests can be reviewed`, project));
  } else {
    found.not_analysed.push({ path, reason: reasons[content] });
  }
}

function problemAt(path: string, line: number | null, message: string, project: Project): Problem {
  return { path, line, message, project: project.name, hides: [path] };
}
