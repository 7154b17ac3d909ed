import { posix } from "node:path";

import type { Tree } from "../../model/change-set.ts";

/** The names directly in one directory. */
export interface Directory {
  readonly files: ReadonlyArray<string>;
  readonly dirs: ReadonlyArray<string>;
}

/** What the names in a tree say, without reading a file. */
export interface TreeLayout {
  /** Null where the tree has no such directory. */
  readonly directory: (path: string) => Directory | null;
  /** Directories that hold Terraform files, sorted; those below `.terraform` are copies and left out. */
  readonly modules: ReadonlyArray<string>;
  /** The symbolic link or submodule at or above a path, null where there is none. */
  readonly linkAt: (path: string) => string | null;
}

interface OpenDirectory {
  readonly files: Array<string>;
  readonly dirs: Set<string>;
}

const layouts = new WeakMap<Tree, TreeLayout>();

/** Reads the names of a tree, once. */
export function layOut(tree: Tree): TreeLayout {
  const known = layouts.get(tree);
  if (known !== undefined) return known;
  const layout = readNames(tree);
  layouts.set(tree, layout);
  return layout;
}

function readNames(tree: Tree): TreeLayout {
  const directories = new Map<string, OpenDirectory>([[".", { files: [], dirs: new Set() }]]);
  const modules = new Set<string>();
  for (const path of tree.entries.keys()) {
    const [directory, name] = [posix.dirname(path), posix.basename(path)];
    open(directories, directory).files.push(name);
    if (isConfiguration(name) && !isCopy(path)) modules.add(directory);
  }
  return {
    directory: (path) => {
      const found = directories.get(path);
      return found === undefined ? null : { files: found.files, dirs: [...found.dirs].sort() };
    },
    modules: [...modules].sort(),
    linkAt: (path) => {
      for (let at = path; at !== "."; at = posix.dirname(at)) {
        const mode = tree.entries.get(at)?.mode;
        if (mode === "120000" || mode === "160000") return at;
      }
      return null;
    },
  };
}

function open(directories: Map<string, OpenDirectory>, path: string): OpenDirectory {
  const known = directories.get(path);
  if (known !== undefined) return known;
  const created: OpenDirectory = { files: [], dirs: new Set() };
  directories.set(path, created);
  open(directories, posix.dirname(path)).dirs.add(posix.basename(path));
  return created;
}

/** Whether Terraform or OpenTofu loads a file of that name from a module's directory. */
export function isConfiguration(name: string): boolean {
  return /^[^.#].*\.(?:tf|tofu)(?:\.json)?$/.test(name);
}

/** Whether a file has the name of a variable file. */
export function isVariableFile(name: string): boolean {
  return /\.tfvars(?:\.json)?$/.test(name);
}

/** Whether Terraform loads a variable file of its own accord. */
export function isLoadedAlways(name: string): boolean {
  return /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/.test(name);
}

function isCopy(path: string): boolean {
  return path.startsWith(".terraform/") || path.includes("/.terraform/");
}

/** Whether `path` is `directory` or lies below it. */
export function isAtOrBelow(path: string, directory: string): boolean {
  return directory === "." || path === directory || path.startsWith(`${directory}/`);
}
