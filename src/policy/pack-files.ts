import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../engines/package-root.ts";
import { compareText } from "../model/text.ts";

/** One file of the built-in pack. */
export interface PackFile {
  /** As messages show it. */
  readonly path: string;
  /** Relative to the pack's folder. */
  readonly inside: string;
  readonly text: string;
}

/** The built-in policies, as messages name their folder. */
const packFolder = "policies";

let known: ReadonlyArray<PackFile> | null = null;

/**
 * The Rego of the built-in pack without its tests, by path. Read once a process, and in one go: every command begins
 * with it, and three hundred files by promises take ten times as long.
 */
export function packFiles(): ReadonlyArray<PackFile> {
  known ??= readPack(fileURLToPath(new URL(`${packFolder}/`, packageRoot)));
  return known;
}

function readPack(root: string): ReadonlyArray<PackFile> {
  const found = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith(".rego") && !entry.name.endsWith("_test.rego") && entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const inside = relative(root, file).split(sep).join("/");
      return { path: `${packFolder}/${inside}`, inside, text: readFileSync(file, "utf8") };
    });
  return found.sort((a, b) => compareText(a.path, b.path));
}
