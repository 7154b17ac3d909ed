import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import type { Tree } from "../../model/change-set.ts";
import { sha256 } from "../../model/digest.ts";
import { directoryTree } from "../disk-tree.ts";
import type { ArchivedFile } from "./unpack.ts";

/** Unpacked packages by the hash of their archive, and small facts that never change, below one directory of the user. */
export interface PackageStore {
  /** A directory for git's own objects of one repository. */
  readonly repository: (url: string) => string;
  /** What is remembered under a name, or null. */
  readonly recall: (name: string) => string | null;
  readonly remember: (name: string, text: string) => void;
  /** The names below a prefix under which something is remembered. */
  readonly names: (prefix: string) => ReadonlyArray<string>;
  /** The unpacked package of a hash; null where there is none. */
  readonly open: (digest: string) => Tree | null;
  readonly keep: (digest: string, files: ReadonlyArray<ArchivedFile>) => Tree;
}

/** Opens a store in a directory, which is made when something is put into it. */
export function openPackageStore(directory: string): PackageStore {
  const fact = (name: string): string => join(directory, "facts", `${name}.txt`);
  const folder = (digest: string): string => join(directory, "packages", digest);
  return {
    repository: (url) => join(directory, "git", sha256(url)),
    recall: (name) => (existsSync(fact(name)) ? readFileSync(fact(name), "utf8") : null),
    remember: (name, text) => {
      writeWhole(fact(name), (path) => {
        writeFileSync(path, text);
      });
    },
    names: (prefix) => {
      const at = join(directory, "facts", prefix);
      return existsSync(at) ? readdirSync(at).map((name) => name.replace(/\.txt$/, "")) : [];
    },
    open: (digest) => (existsSync(folder(digest)) ? directoryTree(folder(digest)) : null),
    keep: (digest, files) => {
      writeWhole(folder(digest), (path) => {
        writeFiles(path, files);
      });
      return directoryTree(folder(digest));
    },
  };
}

/** Nobody sees half of it: it is written beside its place and moved there. */
function writeWhole(path: string, write: (path: string) => void): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${randomUUID()}.tmp`;
  write(beside);
  try {
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(path)) throw error; // another process was quicker: it has the same content
  }
}

/** A link is kept as a link to nowhere, so that whoever reads it says that it is not followed. */
function writeFiles(directory: string, files: ReadonlyArray<ArchivedFile>): void {
  mkdirSync(directory);
  const links = new Set(files.filter(({ bytes }) => bytes === null).map(({ path }) => path));
  for (const { path, bytes } of files) {
    if (isBelowLink(path, links)) continue;
    const target = join(directory, path);
    mkdirSync(dirname(target), { recursive: true });
    if (bytes === null) symlinkSync("not-followed", target);
    else writeFileSync(target, bytes, { flag: "wx" });
  }
}

function isBelowLink(path: string, links: ReadonlySet<string>): boolean {
  for (let at = dirname(path); at !== "."; at = dirname(at)) if (links.has(at)) return true;
  return false;
}
