import type { ChangeSet, Tree } from "../model/change-set.ts";
import type { Finding } from "../model/finding.ts";
import type { Problem } from "../model/problem.ts";
import type { ProjectChange, ProjectPair } from "../model/project.ts";
import type { Waiver } from "../model/waiver.ts";
import { applyIgnores, type CommentedFiles, type LocationOf } from "./apply-ignores.ts";
import { applyWaivers, mayBeWaived } from "./apply-waivers.ts";
import type { EarlierIds } from "./earlier-ids.ts";
import { readIgnoreComments } from "./ignore-comment.ts";

/** What exceptions are applied to, and which there are. */
export interface WaiveRequest {
  readonly findings: ReadonlyArray<Finding>;
  readonly changeSet: ChangeSet;
  readonly pairs: ReadonlyArray<ProjectPair>;
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly waivers: ReadonlyArray<Waiver>;
  /** Whether inline comments count. */
  readonly inline_ignores: boolean;
  readonly aliases: EarlierIds;
  readonly clock: Date;
  /** Whether every project of the tree was evaluated. */
  readonly isWhole: boolean;
}

/** Findings with their exceptions, and comments that do not hold. */
export interface WaiveResult {
  readonly findings: ReadonlyArray<Finding>;
  readonly problems: ReadonlyArray<Problem>;
  readonly notes: ReadonlyArray<string>;
}

/** Applies waivers, then inline comments. */
export async function waiveFindings(request: WaiveRequest): Promise<WaiveResult> {
  const { waivers, aliases, changes } = request;
  const today = request.clock.toISOString().slice(0, 10);
  const projects = request.isWhole ? null : new Set(changes.map(({ project }) => project.name));
  const commented = await applyComments(request, today);
  return { ...commented, findings: applyWaivers({ findings: commented.findings, waivers, aliases, today, projects }) };
}

async function applyComments(request: WaiveRequest, today: string): Promise<WaiveResult> {
  const { findings, changeSet, aliases } = request;
  const headLocation = locationsOf(request.changes.map(({ project, resources }) => [project.name, resources]));
  const paths = new Set<string>();
  for (const finding of findings.filter(mayBeWaived)) {
    const path = finding.address === null ? finding.path : headLocation(finding.project, finding.address)?.path;
    if (path !== null && path !== undefined) paths.add(path);
    if (finding.path !== null) paths.add(finding.path);
  }
  const head = await readComments(changeSet.head, paths);
  if (head.size === 0) return { findings, problems: [], notes: [] };
  if (!request.inline_ignores) return { findings, problems: [], notes: notAllowed(head) };
  const { base, gate } = changeSet;
  const baseLocation = locationsOf(
    request.pairs.map(({ project, base: side }) => [project.name, side?.declarations ?? []]),
  );
  const basePaths = new Set([...paths, ...previousPaths(changeSet)]);
  const result = applyIgnores({
    findings,
    head: { files: head, locationOf: headLocation },
    base:
      base === null
        ? { files: head, locationOf: headLocation }
        : { files: await readComments(base, basePaths), locationOf: baseLocation },
    gate: base === null ? head : await readComments(gate, basePaths),
    aliases,
    today,
  });
  return { ...result, notes: [] };
}

function notAllowed(files: CommentedFiles): ReadonlyArray<string> {
  const places = [...files].flatMap(([path, { ignores }]) => ignores.map(({ line }) => `${path}:${line}`)).sort();
  return places.length === 0
    ? []
    : [`tollgate:ignore comments do not count here (inline_ignores is not allowed): ${places.slice(0, 10).join(", ")}`];
}

function previousPaths({ files }: ChangeSet): ReadonlyArray<string> {
  return files.flatMap(({ previous_path }) => (previous_path === null ? [] : [previous_path]));
}

interface Placed {
  readonly address: string;
  readonly location: ReturnType<LocationOf>;
}

function locationsOf(sides: ReadonlyArray<readonly [string, ReadonlyArray<Placed>]>): LocationOf {
  const known = new Map(
    sides.flatMap(([project, items]) =>
      items.map(({ address, location }) => [JSON.stringify([project, address]), location] as const),
    ),
  );
  return (project, address) => known.get(JSON.stringify([project, address])) ?? null;
}

/** The files that have such a comment. */
async function readComments(tree: Tree, paths: ReadonlySet<string>): Promise<CommentedFiles> {
  const present = [...paths].filter((path) => tree.entries.has(path)).sort();
  if (present.length === 0) return new Map();
  const contents = await tree.read(present);
  const files = new Map<string, ReturnType<typeof readIgnoreComments>>();
  for (const [path, content] of contents) {
    if (content.kind !== "text" || !content.text.includes("tollgate:ignore")) continue;
    files.set(path, readIgnoreComments(content.text));
  }
  return files;
}
