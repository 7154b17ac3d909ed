import type { Tree, TreeEntry } from "../model/change-set.ts";
import { contentByMode } from "./content.ts";
import type { WantedBlob } from "../model/content.ts";

/** Files that a review reads, by name. Only a guess that saves requests: what it misses is read when it is asked for. */
const readable =
  /(?:\.(?:tf|tfvars|hcl|rego|ya?ml|tpl)|\.tf\.json|\.tfvars\.json|(?:^|\/)(?:Dockerfile|Chart\.lock|kustomization))$/;

/** Where configuration and policies of the repository are. */
const configuration = /^\.github\/tollgate/;

/** In a repository with at most so many readable files all are taken along at once. */
const maxAll = 160;

/** Elsewhere at most so many: changed files, then their neighbours. */
const maxNear = 240;

/** Larger files are read when they are asked for. */
const maxSize = 256 * 1024;

/** The contents that a review of this change will most likely ask for. */
export function likelyReads(base: Tree, head: Tree, gate: Tree): ReadonlyArray<WantedBlob> {
  const all = new Map<string, TreeEntry>();
  for (const tree of [head, base]) {
    for (const entry of tree.entries.values()) if (isReadable(entry)) all.set(entry.sha, entry);
  }
  const settings = [...gate.entries.values()].filter(({ path }) => configuration.test(path)).filter(isSmall);
  const near = all.size <= maxAll ? [...all.values()] : nearby(base, head);
  const wanted = new Map([...settings, ...near].map((entry) => [entry.sha, entry]));
  return [...wanted.values()].slice(0, maxNear).map(({ sha, size }) => ({ sha, size }));
}

function isReadable(entry: TreeEntry): boolean {
  return readable.test(entry.path) && isSmall(entry);
}

function isSmall(entry: TreeEntry): boolean {
  return contentByMode(entry.mode) === null && (entry.size ?? 0) <= maxSize;
}

/** Changed files of both sides first, then what lies in the same directories. */
function nearby(base: Tree, head: Tree): ReadonlyArray<TreeEntry> {
  const changed = [...differing(head, base), ...differing(base, head)];
  const directories = new Set(changed.map(({ path }) => directoryOf(path)));
  const neighbours = [head, base].flatMap((tree) =>
    [...tree.entries.values()].filter((entry) => directories.has(directoryOf(entry.path)) && isReadable(entry)),
  );
  return [...changed.filter(isReadable), ...neighbours];
}

function differing(tree: Tree, other: Tree): ReadonlyArray<TreeEntry> {
  return [...tree.entries.values()].filter(({ path, sha }) => other.entries.get(path)?.sha !== sha);
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
