import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { blobSha } from "../model/digest.ts";
import { maxFileBytes, type EntryMode, type FileContent, type Tree, type TreeEntry } from "../model/change-set.ts";
import { contentByMode, decodeContent, entryMode } from "./content.ts";
import { requireGit } from "./git-command.ts";
import { compareText } from "../model/text.ts";

/** Folders that no review looks into outside git: tools put downloads there. */
const skippedFolders: ReadonlySet<string> = new Set([".git", ".terraform", "node_modules"]);

/** More files than any tree that people review; a bound for a wrong directory such as `/`. */
const maxFiles = 500_000;

/** A directory outside git: everything but `.git`, `.terraform` and `node_modules`. `root` is a real path. */
export function directoryTree(root: string): Tree {
  const entries: TreeEntry[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined && entries.length < maxFiles; folder = folders.pop()) {
    for (const item of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? item.name : `${folder}/${item.name}`;
      if (item.isDirectory()) {
        if (!skippedFolders.has(item.name)) folders.push(path);
      } else if (item.isFile() || item.isSymbolicLink()) {
        const entry = diskEntry(root, path);
        if (entry !== null) entries.push(entry);
      }
    }
  }
  return diskTree(root, entries);
}

/** What git tracks in a working tree, with the disk's content, and what it does not ignore. `root` is a real path. */
export async function workingTree(root: string): Promise<Tree> {
  const [tracked, untracked, modified] = await Promise.all([
    requireGit(root, ["ls-files", "-z", "--stage", "--full-name"]),
    requireGit(root, ["ls-files", "-z", "--others", "--exclude-standard"]),
    requireGit(root, ["diff-files", "-z", "--name-only", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"]),
  ]);
  const changed = new Set([...split(modified), ...split(untracked)]);
  const entries: TreeEntry[] = [];
  for (const line of split(tracked)) {
    const [, mode = "", sha = "", path = ""] = /^(\d{6}) ([0-9a-f]+) \d\t([^]*)$/.exec(line) ?? [];
    if (!changed.has(path)) entries.push({ path, mode: entryMode(mode), sha, size: null });
  }
  const folders = new Map<string, boolean>();
  for (const path of changed) {
    const entry = changedEntry(root, path, folders);
    if (entry !== null) entries.push(entry);
  }
  return diskTree(root, entries);
}

function split(output: Buffer): ReadonlyArray<string> {
  return output.toString("utf8").split("\0").filter(Boolean);
}

/** The entry of a file that the index does not describe; null when it is gone or behind a symbolic link. */
function changedEntry(root: string, path: string, folders: Map<string, boolean>): TreeEntry | null {
  if (path.endsWith("/")) return { path: path.slice(0, -1), mode: "160000", sha: "", size: null }; // a nested repository
  if (!isInside(root, path, folders)) return null;
  const entry = diskEntry(root, path);
  if (entry === null || contentByMode(entry.mode) !== null) return entry;
  const bytes = readBytes(join(root, path));
  return typeof bytes === "string" || typeof bytes === "number" ? entry : { ...entry, sha: blobSha(bytes) };
}

/** Before the content is read there is no blob SHA; size and time identify a content well enough for one run. */
function diskEntry(root: string, path: string): TreeEntry | null {
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return null;
  return { path, mode: modeOf(stat), sha: `disk:${stat.size}:${stat.mtimeMs}:${path}`, size: stat.size };
}

function modeOf(stat: { mode: number; isSymbolicLink: () => boolean; isDirectory: () => boolean }): EntryMode {
  if (stat.isSymbolicLink()) return "120000";
  if (stat.isDirectory()) return "160000";
  return (stat.mode & 0o100) === 0 ? "100644" : "100755";
}

function diskTree(root: string, list: ReadonlyArray<TreeEntry>): Tree {
  const entries = new Map([...list].sort((a, b) => compareText(a.path, b.path)).map((entry) => [entry.path, entry]));
  const folders = new Map<string, boolean>();
  return {
    entries,
    read: (paths) =>
      Promise.resolve(new Map(paths.map((path) => [path, readFromDisk(root, entries.get(path), folders)]))),
    links: (paths) => Promise.resolve(new Map(paths.flatMap((path) => readLink(root, entries.get(path), folders)))),
  };
}

function readFromDisk(root: string, entry: TreeEntry | undefined, folders: Map<string, boolean>): FileContent {
  if (entry === undefined) return { kind: "missing" };
  const known = contentByMode(entry.mode);
  if (known !== null) return known;
  if (!isInside(root, entry.path, folders)) return { kind: "symlink" };
  const bytes = readBytes(join(root, entry.path));
  if (typeof bytes === "number") return { kind: "oversized", size: bytes };
  return typeof bytes === "string" ? { kind: bytes } : decodeContent(bytes);
}

/** What a link says, with its path; nothing for what is no link, or no longer one. */
function readLink(
  root: string,
  entry: TreeEntry | undefined,
  folders: Map<string, boolean>,
): ReadonlyArray<readonly [string, string]> {
  if (entry?.mode !== "120000" || !isInside(root, entry.path, folders)) return [];
  try {
    return [[entry.path, readlinkSync(join(root, entry.path))]];
  } catch {
    return [];
  }
}

/**
 * A plain file's bytes; its size where that is above the limit. O_NOFOLLOW, because a path may become a link between
 * the look and the read, and O_NONBLOCK, because it may become a pipe.
 */
function readBytes(path: string): Uint8Array | number | "missing" | "symlink" {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ELOOP" ? "symlink" : "missing";
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return "missing";
    if (stat.size > maxFileBytes) return stat.size;
    const bytes = new Uint8Array(stat.size);
    let offset = 0;
    for (let count = -1; count !== 0 && offset < bytes.length; offset += count) {
      count = readSync(file, bytes, offset, bytes.length - offset, offset);
    }
    return bytes.subarray(0, offset);
  } finally {
    closeSync(file);
  }
}

/** No folder on the way is a symbolic link. */
function isInside(root: string, path: string, folders: Map<string, boolean>): boolean {
  const folder = dirname(join(root, path));
  let inside = folders.get(folder);
  if (inside === undefined) {
    inside = isReal(folder);
    folders.set(folder, inside);
  }
  return inside;
}

function isReal(folder: string): boolean {
  try {
    return realpathSync.native(folder) === folder;
  } catch {
    return false;
  }
}
