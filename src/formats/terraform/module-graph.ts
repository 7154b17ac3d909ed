import { posix } from "node:path";

import type { Tree } from "../../model/change-set.ts";
import { readFacts, type FileFacts } from "./file-facts.ts";
import { findUnits, type Units } from "./units.ts";
import { isAtOrBelow, isConfiguration, isVariableFile, layOut, type TreeLayout } from "./layout.ts";

/** What one directory of Terraform files says, all its files together. */
export interface ModuleFacts {
  readonly isRoot: boolean;
  /** Directories of the modules that it calls. */
  readonly calls: ReadonlySet<string>;
  readonly reads: FileFacts["reads"];
  /** Texts of it, or values that its variables get, have `..` in them. */
  readonly climbs: boolean;
  readonly variables: ReadonlySet<string>;
}

/** Which directories call which, in one tree. */
export interface ModuleGraph {
  readonly tree: Tree;
  readonly layout: TreeLayout;
  readonly modules: ReadonlyMap<string, ModuleFacts>;
  /** Directories that are deployed by themselves, sorted. */
  readonly roots: ReadonlyArray<string>;
  /** Terragrunt units: deployed by themselves, with the module that they name. */
  readonly units: Units;
  /** A directory and every one that it calls, directly or not. */
  readonly closure: (directory: string) => ReadonlySet<string>;
}

/** Reads which modules a tree has and who calls whom; only files that were never seen are read. */
export async function readGraph(tree: Tree): Promise<ModuleGraph> {
  const layout = layOut(tree);
  const files = layout.modules.flatMap((directory) => configurationOf(layout, directory));
  const facts = await readFacts(tree, files);
  const climbing = await climbingValues(tree, layout, facts);
  const modules = new Map(
    layout.modules.map((directory) => [
      directory,
      together(
        directory,
        configurationOf(layout, directory).flatMap((path) => facts.get(path) ?? []),
        climbing.has(directory),
      ),
    ]),
  );
  const units = await findUnits(tree, layout);
  const closures = new Map<string, ReadonlySet<string>>();
  return {
    tree,
    layout,
    modules,
    roots: findRoots(layout, modules, units),
    units,
    closure: (directory) => {
      const known = closures.get(directory) ?? reachable(modules, directory);
      closures.set(directory, known);
      return known;
    },
  };
}

/**
 * Directories whose variable files hold a path with `..`. They are looked at only where anything reads a file whose
 * name is put together; elsewhere such a value leads nowhere.
 */
async function climbingValues(
  tree: Tree,
  layout: TreeLayout,
  known: ReadonlyMap<string, FileFacts>,
): Promise<ReadonlySet<string>> {
  if (![...known.values()].some(({ reads }) => reads.some(isComposed))) return new Set();
  const files = [...tree.entries.keys()].filter(isVariableFile);
  const facts = await readFacts(tree, files);
  return new Set(files.filter((path) => facts.get(path)?.climbs === true).flatMap((path) => moduleAbove(path, layout)));
}

/** The nearest directory of Terraform files at or above a variable file: folders of variable files have none. */
function moduleAbove(path: string, layout: TreeLayout): ReadonlyArray<string> {
  for (let at = posix.dirname(path); ; at = posix.dirname(at)) {
    if (layout.modules.includes(at)) return [at];
    if (at === "." || at === "/") return [];
  }
}

function isComposed({ from, exact }: FileFacts["reads"][number]): boolean {
  return !exact && from !== "anywhere";
}

/** Paths of the files that Terraform loads from a directory. */
export function configurationOf(layout: TreeLayout, directory: string): ReadonlyArray<string> {
  const files = layout.directory(directory)?.files ?? [];
  return files.filter(isConfiguration).map((name) => posix.join(directory, name));
}

/** The directory that a module's source means, where it is called from another. */
export function calledDirectory(from: string, source: string): string {
  return posix.join(from, source).replace(/\/$/, "");
}

function together(directory: string, files: ReadonlyArray<FileFacts>, climbs: boolean): ModuleFacts {
  return {
    isRoot: files.some(({ isRoot }) => isRoot),
    calls: new Set(files.flatMap(({ calls }) => calls.map((source) => calledDirectory(directory, source)))),
    reads: files.flatMap(({ reads }) => reads),
    climbs: climbs || files.some((file) => file.climbs),
    variables: new Set(files.flatMap(({ variables }) => variables)),
  };
}

/**
 * A folder is a root when it has a backend or variable files, or when no local module calls it.
 * Modules that only call each other in a circle have no root above them: the first of them stands for all.
 */
function findRoots(layout: TreeLayout, modules: ReadonlyMap<string, ModuleFacts>, units: Units): ReadonlyArray<string> {
  const called = new Set<string>([...units.sources, ...units.paths]);
  for (const [directory, { calls }] of modules) {
    for (const target of calls) if (target !== directory) called.add(target);
  }
  const roots = [...modules.keys()].filter(
    (directory) =>
      !units.paths.has(directory) && (!called.has(directory) || isDeployed({ layout, modules }, directory)),
  );
  const seen = new Set([...roots, ...units.paths, ...units.sources].flatMap((root) => [...reachable(modules, root)]));
  for (const directory of modules.keys()) {
    if (seen.has(directory)) continue;
    roots.push(directory);
    for (const below of reachable(modules, directory)) seen.add(below);
  }
  return roots.sort();
}

/** Whether a folder is a root whoever calls it: it has a backend or variable files. */
export function isDeployed({ layout, modules }: Pick<ModuleGraph, "layout" | "modules">, directory: string): boolean {
  return modules.get(directory)?.isRoot === true || layout.directory(directory)?.files.some(isVariableFile) === true;
}

function reachable(modules: ReadonlyMap<string, ModuleFacts>, directory: string): ReadonlySet<string> {
  const found = new Set([directory]);
  for (const at of found) {
    for (const target of modules.get(at)?.calls ?? []) found.add(target);
  }
  return found;
}

/** Whether a change of one of these paths may change what a root means. May say yes too often, never no. */
export function mayRead(graph: ModuleGraph, root: string, changed: ReadonlyArray<string>): boolean {
  const directories = graph.closure(root);
  const climbs = [...directories].some((at) => graph.modules.get(at)?.climbs === true);
  return changed.some((path) => {
    const directory = posix.dirname(path);
    if (directories.has(directory) && isConfiguration(posix.basename(path))) return true;
    if (isVariableFile(path) && isAtOrBelow(directory, root)) return true;
    // A link or submodule that stands where a module should be, or above it.
    if ([...directories].some((at) => isAtOrBelow(at, path))) return true;
    return [...directories].some((at) =>
      (graph.modules.get(at)?.reads ?? []).some((read) => {
        if (read.from === "anywhere" || (climbs && !read.exact)) return true;
        const joined = posix.join(read.from === "module" ? at : root, read.path);
        const start = joined === "." ? "" : joined.replace(/^\.\//, "");
        return read.exact ? path === start : path.startsWith(start);
      }),
    );
  });
}
