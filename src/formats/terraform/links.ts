import { posix } from "node:path";

import type { FileContent, Tree, TreeEntry } from "../../model/change-set.ts";
import { compareText } from "../../model/text.ts";

/** A tree in which symbolic links are what they lead to, and the place that each path below a link really has. */
export interface LinkedTree {
  readonly tree: Tree;
  readonly real: ReadonlyMap<string, string>;
}

/** Links are for a few shared files; more than these stay links, and are said to be. */
const maxLinks = 2000;
const maxPathsBehindLinks = 20_000;

/** Links that lead to links, as Linux has it. */
const maxHops = 40;

/**
 * Follows the symbolic links of a tree, as git's checkout and Terraform do, and never out of it: a link that leads
 * outside, nowhere, or into a circle stays a link.
 */
export async function followLinks(tree: Tree): Promise<LinkedTree> {
  const links = [...tree.entries.values()].filter(({ mode }) => mode === "120000").slice(0, maxLinks);
  if (links.length === 0 || tree.links === undefined) return { tree, real: new Map() };
  const targets = await tree.links(links.map(({ path }) => path));
  const real = realPlaces(tree.entries, targets);
  const added = [...real].flatMap(([path, at]): ReadonlyArray<TreeEntry> => {
    const entry = tree.entries.get(at);
    return entry === undefined ? [] : [{ ...entry, path }];
  });
  const folders = foldersOf(tree.entries.keys());
  const whole = new Set(
    links.map(({ path }) => path).filter((path) => leadsSomewhere(path, tree.entries, folders, targets)),
  );
  const kept = [...tree.entries.values()].filter(({ path }) => !whole.has(path) && !real.has(path));
  const sorted = [...kept, ...added].sort((a, b) => compareText(a.path, b.path));
  return {
    tree: {
      entries: new Map(sorted.map((entry) => [entry.path, entry])),
      read: (paths) => readReal(tree, real, paths),
    },
    real,
  };
}

function realPlaces(
  entries: ReadonlyMap<string, TreeEntry>,
  targets: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const real = new Map<string, string>();
  const directories: Array<readonly [link: string, directory: string]> = [];
  for (const link of targets.keys()) {
    const at = resolveLink(link, targets);
    if (at === null) continue;
    const mode = entries.get(at)?.mode;
    if (mode === undefined) directories.push([link, at === "." ? "" : `${at}/`]);
    else if (mode !== "120000") real.set(link, at);
  }
  for (const [link, directory] of directories) {
    if (`${link}/`.startsWith(directory)) continue; // it holds itself
    for (const { path, mode } of entries.values()) {
      if (!path.startsWith(directory) || real.size >= maxPathsBehindLinks) continue;
      const at = mode === "120000" ? real.get(path) : path;
      if (at !== undefined && mode !== "160000") real.set(`${link}/${path.slice(directory.length)}`, at);
    }
  }
  return real;
}

/** Where a path leads when every link on the way is followed; null for out of the tree and in circles. */
function resolveLink(start: string, targets: ReadonlyMap<string, string>): string | null {
  let path = start;
  for (let hops = 0; hops < maxHops; hops += 1) {
    const link = linkOn(path, targets);
    if (link === null) return path;
    const target = targets.get(link) ?? "";
    const next = posix.join(posix.dirname(link), target, path.slice(link.length)).replace(/\/$/, "");
    if (target === "" || target.startsWith("/") || next === ".." || next.startsWith("../")) return null;
    path = next;
  }
  return null;
}

/** The first link among a path and the folders above it. */
function linkOn(path: string, targets: ReadonlyMap<string, string>): string | null {
  for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) {
    if (targets.has(path.slice(0, end))) return path.slice(0, end);
  }
  return targets.has(path) ? path : null;
}

function leadsSomewhere(
  path: string,
  entries: ReadonlyMap<string, TreeEntry>,
  folders: ReadonlySet<string>,
  targets: ReadonlyMap<string, string>,
): boolean {
  const at = resolveLink(path, targets);
  if (at === null || `${path}/`.startsWith(`${at}/`)) return false;
  return entries.has(at) || folders.has(at);
}

/** Every folder above some path: thousands of links are looked up in it, where each would go through the whole tree. */
function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

async function readReal(
  tree: Tree,
  real: ReadonlyMap<string, string>,
  paths: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, FileContent>> {
  const contents = await tree.read([...new Set(paths.map((path) => real.get(path) ?? path))]);
  return new Map(paths.map((path) => [path, contents.get(real.get(path) ?? path) ?? { kind: "missing" }]));
}

/** The paths that differ, with those through links; null stays null. */
export function changedThroughLinks(
  changed: ReadonlySet<string> | null,
  trees: ReadonlyArray<LinkedTree>,
): ReadonlySet<string> | null {
  if (changed === null) return null;
  const through = trees.flatMap(({ real }) => [...real].filter(([, at]) => changed.has(at)).map(([path]) => path));
  return new Set([...changed, ...through]);
}
