import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { join, posix } from "node:path";
import { z } from "zod";

import type { Tree, TreeEntry } from "../model/change-set.ts";
import type { InstalledModule, InstalledModules, ModuleSource } from "../model/module-source.ts";
import { directoryTree } from "./disk-tree.ts";
import type { Workplace } from "./git.ts";
import { runGit } from "./git-command.ts";

/** As init writes it; what is missing in an entry makes it useless, not the whole file. */
const manifest = z.object({
  Modules: z.array(z.object({ Key: z.string(), Source: z.string(), Version: z.string().default(""), Dir: z.string() })),
});

const folder = ".terraform/modules";

/** A manifest has a line a module call; beyond this it is none. */
const maxManifestBytes = 5 * 1024 * 1024;

/**
 * Modules that `init` fetched into a working directory. They count only where git does not track them: a pull request
 * could bring a `.terraform` of its own, with modules that say less than the ones that will be applied.
 */
export function modulesOnDisk({ root: top, isGit }: Workplace): ModuleSource {
  const known = new Map<string, Promise<InstalledModules | null>>();
  const read = async (root: string): Promise<InstalledModules | null> => {
    const modules = readManifest(join(top, root, folder));
    if (modules.length === 0 || (isGit && (await isTracked(top, posix.join(root, ".terraform"))))) return null;
    const path = posix.join(root, folder);
    return { modules, files: below(path, directoryTree(join(top, path))) };
  };
  return {
    installed: (root) => {
      const found = known.get(root) ?? read(root);
      known.set(root, found);
      return found;
    },
  };
}

/** The installed modules that lie where init puts them; those of the repository itself are read from the tree. */
function readManifest(directory: string): ReadonlyArray<InstalledModule> {
  const path = join(directory, "modules.json");
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > maxManifestBytes || realpathSync.native(directory) !== directory)
    return [];
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return [];
  }
  const parsed = manifest.safeParse(text);
  return (parsed.data?.Modules ?? [])
    .map(({ Key, Source, Version, Dir }) => ({
      key: Key,
      source: Source,
      version: Version,
      dir: posix.normalize(Dir.replaceAll("\\", "/")),
    }))
    .filter(({ dir }) => dir.startsWith(`${folder}/`));
}

/** Whether git tracks anything at or below a path. When git cannot tell, it counts as tracked. */
async function isTracked(top: string, path: string): Promise<boolean> {
  const { code, stdout } = await runGit(top, ["--literal-pathspecs", "ls-files", "-z", "--full-name", "--", path]);
  return code !== 0 || stdout.length > 0;
}

/** A tree of a directory as a part of the tree that it lies in. */
function below(directory: string, tree: Tree): Tree {
  const entries = [...tree.entries.values()].map((entry): TreeEntry => {
    const path = posix.join(directory, entry.path);
    return { ...entry, path, sha: `${entry.sha}@${directory}` };
  });
  return {
    entries: new Map(entries.map((entry) => [entry.path, entry])),
    read: async (paths) => {
      const contents = await tree.read(paths.map((path) => posix.relative(directory, path)));
      return new Map([...contents].map(([path, content]) => [posix.join(directory, path), content]));
    },
  };
}
