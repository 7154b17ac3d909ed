import { posix } from "node:path";

import type { FileContent, Tree } from "../../model/change-set.ts";
import { readKustomization, type KustomizationFile } from "./kustomization.ts";
import { readManifests, type ManifestFile } from "./manifest.ts";
import { ancestors, isCandidate, isValues, layOut, type TreeLayout } from "./tree-layout.ts";

/** What reading one candidate gave: manifests, a content that is no text, or a file that is not read as manifests. */
export type CandidateFile =
  | { readonly kind: "manifests"; readonly file: ManifestFile }
  | { readonly kind: "unreadable"; readonly content: Exclude<FileContent["kind"], "text" | "missing"> }
  | { readonly kind: "values" }
  | { readonly kind: "consumed"; readonly kustomization: string };

/** One tree with everything of it that has been read so far. */
export interface TreeSide {
  readonly layout: TreeLayout;
  readonly files: ReadonlyMap<string, CandidateFile>;
  readonly kustomizations: ReadonlyMap<string, KustomizationFile>;
  /** The loaded kustomization that takes the file, or a directory around it, for something else than a manifest. */
  readonly consumer: (path: string) => string | null;
  /** Reads these candidates and the kustomizations above them; paths that are there already cost nothing. */
  readonly load: (paths: ReadonlyArray<string>) => Promise<void>;
}

/** Parsed files by content, shared between base and head: most of a tree is equal on both sides. */
export type ParseCache = Map<string, ManifestFile>;

/** Opens one side. Nothing is read before `load`. */
export function openSide(tree: Tree, cache: ParseCache): TreeSide {
  const layout = layOut(tree);
  const files = new Map<string, CandidateFile>();
  const kustomizations = new Map<string, KustomizationFile>();
  const consumed = new Map<string, string>();
  const resources = new Set<string>();

  async function load(paths: ReadonlyArray<string>): Promise<void> {
    const candidates = paths.filter((path) => tree.entries.has(path) && isReadable(path) && !files.has(path));
    const above = new Set(
      paths.flatMap((path) => layout.kustomizationsAbove(path)).filter((path) => !kustomizations.has(path)),
    );
    const texts = candidates.filter((path) => !isValues(path) && !isParsed(path));
    const contents = await tree.read([...new Set([...above, ...texts])]);
    for (const path of above) loadKustomization(path, contents.get(path));
    for (const path of candidates) loadCandidate(path, contents.get(path));
  }

  function isReadable(path: string): boolean {
    return isCandidate(path) && layout.chartOf(path) === null;
  }

  function isParsed(path: string): boolean {
    return cache.has(cacheKey(path));
  }

  function cacheKey(path: string): string {
    return `${tree.entries.get(path)?.sha ?? ""} ${isJson(path) ? "json" : "yaml"}`;
  }

  function loadKustomization(path: string, content: FileContent | undefined): void {
    const read = content?.kind === "text" ? readKustomization(path, content.text) : unreadKustomization(content);
    kustomizations.set(path, read);
    for (const file of read.consumed) consumed.set(file, path);
    for (const file of read.resources) resources.add(file);
  }

  function loadCandidate(path: string, content: FileContent | undefined): void {
    const kustomization = consumer(path);
    const parsed = cache.get(cacheKey(path));
    if (kustomization !== null) files.set(path, { kind: "consumed", kustomization });
    else if (isValues(path)) files.set(path, { kind: "values" });
    else if (parsed !== undefined) files.set(path, { kind: "manifests", file: parsed });
    else if (content?.kind === "text") files.set(path, { kind: "manifests", file: parse(path, content.text) });
    else if (content !== undefined && content.kind !== "missing")
      files.set(path, { kind: "unreadable", content: content.kind });
  }

  function parse(path: string, text: string): ManifestFile {
    const file = isJson(path) && !mayBeManifest(text) ? { manifests: [], issues: [] } : readManifests(text);
    cache.set(cacheKey(path), file);
    return file;
  }

  function consumer(path: string): string | null {
    const named = [path, ...ancestors(path)].find((at) => consumed.has(at));
    return named === undefined ? homeOfPatch(path) : (consumed.get(named) ?? null);
  }

  /** Scaffolded operators keep patches that nothing names yet: their names say what they are. */
  function homeOfPatch(path: string): string | null {
    const directory = posix.dirname(path);
    const isNamed = /[_-]patch\.ya?ml$/.test(path);
    const home = isNamed ? directory : posix.basename(directory) === "patches" ? posix.dirname(directory) : null;
    if (home === null || resources.has(path)) return null;
    const above = layout.kustomizationsAbove(path);
    const isRoot = !isNamed && above.some((file) => posix.dirname(file) === directory);
    return isRoot ? null : (above.find((file) => posix.dirname(file) === home) ?? null);
  }

  return { layout, files, kustomizations, consumer, load };
}

function unreadKustomization(content: FileContent | undefined): KustomizationFile {
  const kind = content?.kind ?? "missing";
  return {
    consumed: [],
    resources: [],
    problem: { line: null, message: `the kustomization cannot be read (${kind}); expected UTF-8 text` },
  };
}

function isJson(path: string): boolean {
  return posix.extname(path) === ".json";
}

/** Most JSON is something else. A key may be written with escapes, hence the backslash. */
function mayBeManifest(text: string): boolean {
  return text.includes('"apiVersion"') || text.includes("\\u");
}
