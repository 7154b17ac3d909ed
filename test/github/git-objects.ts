import { hash } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";

import type { FilesToWrite, FileToWrite } from "./git.ts";
import type { GitObject } from "./git-process.ts";

/** One entry of a tree object. */
export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly sha: string;
}

/** Reads and writes the objects of one repository. */
export interface ObjectStore {
  readonly read: (sha: string) => Promise<GitObject | null>;
  readonly write: (type: GitObject["type"], bytes: Buffer) => Promise<string>;
}

/** Makes the directories and files of an empty bare repository. */
export async function initRepository(directory: string, branch: string): Promise<void> {
  for (const name of ["objects/info", "objects/pack", "refs/heads", "refs/tags"]) {
    await mkdir(join(directory, name), { recursive: true });
  }
  await writeFile(join(directory, "HEAD"), `ref: refs/heads/${branch}\n`);
  await writeFile(join(directory, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
}

let written = 0;

/** Replaces a file whole: git may read it meanwhile. */
async function replaceFile(path: string, content: Buffer | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${(written += 1)}.lock`;
  await writeFile(part, content);
  await rename(part, path);
}

/** Writes an object as git keeps one by itself, and gives it. */
export async function writeObject(directory: string, type: GitObject["type"], bytes: Buffer): Promise<GitObject> {
  const whole = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
  const sha = hash("sha1", whole);
  await replaceFile(join(directory, "objects", sha.slice(0, 2), sha.slice(2)), deflateSync(whole, { level: 1 }));
  return { sha, type, bytes };
}

/** Points a full ref at a commit; null deletes it. */
export async function writeRef(directory: string, ref: string, sha: string | null): Promise<void> {
  const path = join(directory, ref);
  await (sha === null ? rm(path, { force: true }) : replaceFile(path, `${sha}\n`));
}

/** The entries of a tree object, in its order. */
export function parseTree(bytes: Buffer): ReadonlyArray<TreeEntry> {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const end = bytes.indexOf(0, space);
    const mode = bytes.subarray(at, space).toString();
    const name = bytes.subarray(space + 1, end).toString();
    entries.push({ mode, name, sha: bytes.subarray(end + 1, end + 21).toString("hex") });
    at = end + 21;
  }
  return entries;
}

const directoryMode = "40000";

function treeBytes(entries: Iterable<TreeEntry>): Buffer {
  const named = [...entries].map((entry) => {
    return { entry, key: Buffer.from(entry.mode === directoryMode ? `${entry.name}/` : entry.name) };
  });
  named.sort((a, b) => Buffer.compare(a.key, b.key));
  return Buffer.concat(
    named.flatMap(({ entry }) => [Buffer.from(`${entry.mode} ${entry.name}\0`), Buffer.from(entry.sha, "hex")]),
  );
}

/** The tree with some files written or deleted; null where nothing is left in it. */
export async function editTree(store: ObjectStore, tree: string | null, files: FilesToWrite): Promise<string | null> {
  const object = tree === null ? null : await store.read(tree);
  const entries = new Map((object === null ? [] : parseTree(object.bytes)).map((entry) => [entry.name, entry]));
  const below = new Map<string, Record<string, FileToWrite>>();
  for (const [path, file] of Object.entries(files)) {
    const slash = path.indexOf("/");
    if (slash === -1) await editEntry(store, entries, path, file);
    else below.set(path.slice(0, slash), { ...below.get(path.slice(0, slash)), [path.slice(slash + 1)]: file });
  }
  for (const [name, inner] of below) {
    const known = entries.get(name);
    const sha = await editTree(store, known?.mode === directoryMode ? known.sha : null, inner);
    if (sha !== null) entries.set(name, { mode: directoryMode, name, sha });
    else if (known?.mode === directoryMode) entries.delete(name);
  }
  return entries.size === 0 ? null : await store.write("tree", treeBytes(entries.values()));
}

async function editEntry(
  store: ObjectStore,
  entries: Map<string, TreeEntry>,
  name: string,
  file: FileToWrite,
): Promise<void> {
  if (file === null) {
    entries.delete(name);
    return;
  }
  const isPlain = typeof file === "string" || Buffer.isBuffer(file);
  const mode = isPlain ? "100644" : file.mode;
  const content = Buffer.from(isPlain ? file : file.content);
  entries.set(name, { mode, name, sha: mode === "160000" ? content.toString() : await store.write("blob", content) });
}
