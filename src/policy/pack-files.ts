import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../engines/package-root.ts";
import { isRecord } from "../model/json.ts";
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

/** Where the build of the pack keeps all of its files, beside what they were compiled to. */
export const builtSources: string = fileURLToPath(new URL(`${packFolder}/build/sources.json`, packageRoot));

const isSource = import.meta.url.endsWith(".ts");

let known: ReadonlyArray<PackFile> | null = null;

/**
 * The Rego of the built-in pack without its tests, by path. Read once a process, and in one go: every command begins
 * with it, and three hundred files by promises take ten times as long. The built program has them in one file.
 */
export function packFiles(): ReadonlyArray<PackFile> {
  known ??= (isSource ? null : builtFiles()) ?? sourceFiles();
  return known;
}

/** The pack as it lies in its folder. */
export function sourceFiles(): ReadonlyArray<PackFile> {
  return readPack(fileURLToPath(new URL(`${packFolder}/`, packageRoot)));
}

/** What `npm run prepare` made of the folder, for the program that it builds; null where it did not. */
export function builtFiles(): ReadonlyArray<PackFile> | null {
  try {
    return readFiles(JSON.parse(readFileSync(builtSources, "utf8")));
  } catch {
    return null;
  }
}

function readFiles(entries: unknown): ReadonlyArray<PackFile> | null {
  if (!isRecord(entries)) return null;
  const files = Object.entries(entries).flatMap(([inside, text]) =>
    typeof text === "string" ? [{ path: `${packFolder}/${inside}`, inside, text }] : [],
  );
  return files.length > 0 ? files : null;
}

/** The files in the form in which the built program reads them. */
export function textOfPack(files: ReadonlyArray<PackFile>): string {
  return JSON.stringify(Object.fromEntries(files.map(({ inside, text }) => [inside, text])));
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
