import { posix } from "node:path";

import type { Tree } from "../../model/change-set.ts";
import type { InstalledModules, ModuleSource } from "../../model/module-source.ts";
import { configurationOf } from "./module-graph.ts";
import { layOut } from "./layout.ts";

/** A module that was fetched, as the engine wants it. */
export interface EngineModule {
  readonly key: string;
  readonly source: string;
  readonly version: string;
  readonly dir: string;
  /** The directory from the tree's top. */
  readonly path: string;
}

/** What fetched modules add to the evaluation of one root. */
export interface Installation {
  readonly tree: Tree;
  readonly modules: ReadonlyArray<EngineModule>;
  /** What the evaluation will surely read of it. */
  readonly directories: ReadonlyArray<string>;
  readonly files: ReadonlyArray<string>;
}

/** Puts the modules that were fetched for a root beside the tree's own files; null when there are none. */
export async function installFor(root: string, tree: Tree, source: ModuleSource | null): Promise<Installation | null> {
  const found = (await source?.installed(root)) ?? null;
  if (found === null) return null;
  const modules = found.modules.map((module) => ({ ...module, path: posix.join(root, module.dir) }));
  const joined = join(tree, found);
  const layout = layOut(joined);
  const directories = [...new Set(modules.map(({ path }) => path))];
  return { tree: joined, modules, directories, files: directories.flatMap((path) => configurationOf(layout, path)) };
}

/** What git has comes first: nothing that was fetched takes the place of a file under review. */
function join(tree: Tree, { files }: InstalledModules): Tree {
  return {
    entries: new Map([...files.entries, ...tree.entries]),
    read: async (paths) => {
      const own = paths.filter((path) => tree.entries.has(path) || !files.entries.has(path));
      const fetched = paths.filter((path) => !tree.entries.has(path) && files.entries.has(path));
      return new Map([...(await tree.read(own)), ...(fetched.length === 0 ? [] : await files.read(fetched))]);
    },
  };
}
