import type { FileChange, FileContent, FileStatus, Tree, TreeEntry } from "../model/change-set.ts";
import { contentByMode } from "./content.ts";
import { compareText } from "../model/text.ts";

/** Renames with edits are looked for among at most so many deleted × added files; more are a delete and an add. */
const maxRenamePairs = 10_000;

/** Among more equal files than this, names are not compared: a pull request may move thousands of empty ones. */
const maxTwins = 100;

/** Lines that two files must share, as git's `-M` has it by default. */
const minSimilarity = 0.5;

/** Files above this many bytes are matched by identity alone. */
const maxSimilarityBytes = 256 * 1024;

/**
 * The files that differ between two trees, sorted by path. A deleted file whose content, or at least half of its
 * lines, appears in an added one is a rename.
 */
export async function diffTrees(base: Tree, head: Tree): Promise<ReadonlyArray<FileChange>> {
  const changes: FileChange[] = [];
  const added: TreeEntry[] = [];
  for (const entry of head.entries.values()) {
    const old = base.entries.get(entry.path);
    if (old === undefined) added.push(entry);
    else {
      const status = statusOf(old, entry);
      if (status !== null) changes.push({ path: entry.path, status, previous_path: null });
    }
  }
  const deleted = [...base.entries.values()].filter((entry) => !head.entries.has(entry.path));
  const renames = await findRenames({ tree: base, entries: deleted }, { tree: head, entries: added });
  const renamed = new Set(renames.values());
  for (const entry of added) {
    const previous = renames.get(entry.path) ?? null;
    changes.push({ path: entry.path, status: previous === null ? "added" : "renamed", previous_path: previous });
  }
  for (const entry of deleted) {
    if (!renamed.has(entry.path)) changes.push({ path: entry.path, status: "deleted", previous_path: null });
  }
  return changes.sort((a, b) => compareText(a.path, b.path));
}

function statusOf(old: TreeEntry, entry: TreeEntry): FileStatus | null {
  if (old.mode !== entry.mode) {
    const plain = contentByMode(old.mode) === null && contentByMode(entry.mode) === null;
    return plain ? (old.sha === entry.sha ? "mode-changed" : "modified") : "type-changed";
  }
  return old.sha === entry.sha ? null : "modified";
}

interface Side {
  readonly tree: Tree;
  readonly entries: ReadonlyArray<TreeEntry>;
}

/** New path → old path. */
async function findRenames(base: Side, head: Side): Promise<ReadonlyMap<string, string>> {
  const renames = new Map<string, string>();
  const left = new Set(base.entries);
  const bySha = Map.groupBy(base.entries, identity);
  for (const entry of head.entries) {
    const twin = takeClosest(entry, bySha.get(identity(entry)) ?? []);
    if (twin === null) continue;
    left.delete(twin);
    renames.set(entry.path, twin.path);
  }
  await matchSimilar(
    base.tree,
    [...left],
    head.tree,
    head.entries.filter((entry) => !renames.has(entry.path)),
    renames,
  );
  return renames;
}

function identity(entry: TreeEntry): string {
  return `${entry.mode} ${entry.sha}`;
}

/** Takes the candidate of the same name, else the last one, out of the list: each old file is renamed once. */
function takeClosest(entry: TreeEntry, candidates: TreeEntry[]): TreeEntry | null {
  const isShort = candidates.length <= maxTwins;
  const same = isShort ? candidates.findIndex((old) => baseName(old.path) === baseName(entry.path)) : -1;
  const [twin] = candidates.splice(same < 0 ? -1 : same, 1);
  return twin ?? null;
}

async function matchSimilar(
  base: Tree,
  deleted: ReadonlyArray<TreeEntry>,
  head: Tree,
  added: ReadonlyArray<TreeEntry>,
  renames: Map<string, string>,
): Promise<void> {
  if (deleted.length * added.length > maxRenamePairs) return;
  const pairs = deleted.flatMap((old) =>
    added.filter((entry) => extension(old.path) === extension(entry.path)).map((entry) => ({ old, entry })),
  );
  if (pairs.length === 0) return;
  const before = await base.read([...new Set(pairs.map((pair) => pair.old.path))]);
  const after = await head.read([...new Set(pairs.map((pair) => pair.entry.path))]);
  const scored = pairs
    .map((pair) => ({ ...pair, score: similarity(before.get(pair.old.path), after.get(pair.entry.path)) }))
    .filter((pair) => pair.score >= minSimilarity)
    .sort(
      (a, b) => b.score - a.score || compareText(a.entry.path, b.entry.path) || compareText(a.old.path, b.old.path),
    );
  const taken = new Set<string>();
  for (const { old, entry } of scored) {
    if (taken.has(old.path) || renames.has(entry.path)) continue;
    taken.add(old.path);
    renames.set(entry.path, old.path);
  }
}

/** Shared lines over the larger file's lines, 0 to 1. */
function similarity(before: FileContent | undefined, after: FileContent | undefined): number {
  if (before?.kind !== "text" || after?.kind !== "text") return 0;
  if (Math.max(before.text.length, after.text.length) > maxSimilarityBytes) return 0;
  const counts = new Map<string, number>();
  const old = lines(before.text);
  const now = lines(after.text);
  for (const line of old) counts.set(line, (counts.get(line) ?? 0) + 1);
  let shared = 0;
  for (const line of now) {
    const count = counts.get(line) ?? 0;
    if (count > 0) {
      shared += 1;
      counts.set(line, count - 1);
    }
  }
  return shared / Math.max(old.length, now.length, 1);
}

function lines(text: string): ReadonlyArray<string> {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function extension(path: string): string {
  const name = baseName(path);
  return name.slice(name.lastIndexOf("."));
}
