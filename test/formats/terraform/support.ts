import { createHash } from "node:crypto";

import { openEngines } from "../../../src/engines/open-engines.ts";
import { readTerraform } from "../../../src/formats/terraform/read-terraform.ts";
import type { FormatRequest, FormatResult } from "../../../src/formats/format.ts";
import type { EntryMode, FileContent, Tree, TreeEntry } from "../../../src/model/change-set.ts";
import type { Declaration } from "../../../src/model/resource.ts";

/** A file of a test tree: its text, or what it is instead. */
export type TestFile = string | Exclude<FileContent, { kind: "text" | "missing" }>;

/** The files of a test tree by path. */
export type TestFiles = Readonly<Record<string, TestFile>>;

/** A tree in memory that counts what is read of it. */
export interface TestTree extends Tree {
  readonly wasRead: ReadonlyArray<string>;
}

/** Makes a tree of files. */
export function aTree(files: TestFiles): TestTree {
  const wasRead: Array<string> = [];
  const paths = Object.keys(files).sort();
  return {
    entries: new Map(paths.map((path) => [path, entryOf(path, files[path] ?? "")])),
    wasRead,
    read: (wanted) => {
      wasRead.push(...wanted);
      return Promise.resolve(new Map(wanted.map((path) => [path, contentOf(files[path])])));
    },
  };
}

function entryOf(path: string, file: TestFile): TreeEntry {
  const text = typeof file === "string" ? file : JSON.stringify(file);
  const mode: EntryMode =
    typeof file !== "string" && file.kind === "symlink"
      ? "120000"
      : typeof file !== "string" && file.kind === "submodule"
        ? "160000"
        : "100644";
  return { path, mode, sha: createHash("sha1").update(text).digest("hex"), size: text.length };
}

function contentOf(file: TestFile | undefined): FileContent {
  if (file === undefined) return { kind: "missing" };
  return typeof file === "string" ? { kind: "text", text: file } : file;
}

/** One set of engines for a test file; call `close` when done. */
export const engines = openEngines({ clock: new Date("2026-01-01T00:00:00Z"), workers: 1 });

/** Reads a change from base to head; `base` null is a scan. */
export function read(
  base: TestFiles | null,
  head: TestFiles,
  options: Partial<Pick<FormatRequest, "under" | "projects" | "engines">> = {},
): Promise<FormatResult> {
  const request: FormatRequest = {
    base: base === null ? null : aTree(base),
    head: aTree(head),
    changed: base === null ? null : changedPaths(base, head),
    under: ".",
    projects: [],
    engines,
    ...options,
  };
  return readTerraform(request);
}

/** Paths that differ between two sets of files. */
export function changedPaths(base: TestFiles, head: TestFiles): ReadonlySet<string> {
  const paths = new Set([...Object.keys(base), ...Object.keys(head)]);
  return new Set([...paths].filter((path) => JSON.stringify(base[path]) !== JSON.stringify(head[path])));
}

/** The declarations of the only project's head, by address. */
export function headOf(result: FormatResult, name?: string): ReadonlyMap<string, Declaration> {
  const pair = result.projects.find(({ project }) => name === undefined || project.name === name);
  return new Map(pair?.head?.declarations.map((declaration) => [declaration.address, declaration]));
}

/** Project names in order. */
export function names(result: FormatResult): ReadonlyArray<string> {
  return result.projects.map(({ project }) => project.name);
}
