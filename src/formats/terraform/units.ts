import { posix } from "node:path";
import { LRUCache } from "lru-cache";

import type { FileContent, Tree } from "../../model/change-set.ts";
import { isAtOrBelow, type TreeLayout } from "./layout.ts";
import { scanBlocks } from "./scan-blocks.ts";

/** The Terragrunt units of a tree, and which of its modules they deploy as far as their texts tell. */
export interface Units {
  /** Directories of units, sorted. */
  readonly paths: ReadonlySet<string>;
  /** Directories of modules that a unit names as its source. */
  readonly sources: ReadonlySet<string>;
}

/** What one Terragrunt file says. A superset: what is commented out counts. */
interface UnitFacts {
  /** It includes another file or names a source: it is deployed itself. */
  readonly isDeployed: boolean;
  /** The part of each source that is written out, without what leads there. */
  readonly sources: ReadonlyArray<string>;
}

const noUnits: Units = { paths: new Set(), sources: new Set() };
const noFacts: UnitFacts = { isDeployed: false, sources: [] };

/** By blob SHA, as the facts of Terraform files. */
const cache = new LRUCache<string, UnitFacts>({ maxSize: 100_000, sizeCalculation: () => 1 });

/** The file that makes a directory a unit. */
export const unitFile = "terragrunt.hcl";

/**
 * Finds the units of a tree. A `terragrunt.hcl` that neither includes nor names a source, in a directory without
 * Terraform files and above other units, is there to be included.
 */
export async function findUnits(tree: Tree, layout: TreeLayout): Promise<Units> {
  const files = [...tree.entries.keys()].filter(
    (path) => path.endsWith(".hcl") && !path.endsWith(".terraform.lock.hcl"),
  );
  const candidates = files.filter((path) => posix.basename(path) === unitFile && !isCache(path));
  if (candidates.length === 0) return noUnits;
  const facts = await readUnitFacts(
    tree,
    files.filter((path) => !isCache(path)),
  );
  const modules = new Set(layout.modules);
  const paths = candidates
    .filter(
      (path) =>
        facts.get(path)?.isDeployed === true || modules.has(posix.dirname(path)) || !isAboveOther(path, candidates),
    )
    .map((path) => posix.dirname(path));
  const written = [...new Set([...facts.values()].flatMap(({ sources }) => sources))];
  return {
    paths: new Set(paths.sort()),
    sources: new Set(
      layout.modules.filter((at) => written.some((source) => at === source || at.endsWith(`/${source}`))),
    ),
  };
}

function isAboveOther(path: string, candidates: ReadonlyArray<string>): boolean {
  const directory = posix.dirname(path);
  return candidates.some((other) => other !== path && isAtOrBelow(posix.dirname(other), directory));
}

function isCache(path: string): boolean {
  return path.includes(".terragrunt-cache/");
}

async function readUnitFacts(tree: Tree, paths: ReadonlyArray<string>): Promise<ReadonlyMap<string, UnitFacts>> {
  const keyOf = (path: string): string => tree.entries.get(path)?.sha ?? path;
  const unseen = paths.filter((path) => !cache.has(keyOf(path)));
  const contents = unseen.length === 0 ? new Map<string, FileContent>() : await tree.read(unseen);
  for (const path of unseen) cache.set(keyOf(path), factsOf(contents.get(path)));
  return new Map(paths.map((path) => [path, cache.get(keyOf(path)) ?? noFacts]));
}

function factsOf(content: FileContent | undefined): UnitFacts {
  // What cannot be read may be a unit: its evaluation says why it cannot.
  if (content?.kind !== "text") return { isDeployed: true, sources: [] };
  const { blocks } = scanBlocks(content.text);
  const sources = [...content.text.matchAll(/\bsource\s*=\s*"(?<source>[^"\n]*)/g)].map(
    ({ groups }) => groups?.["source"] ?? "",
  );
  const isDeployed =
    blocks.some(({ type }) => type === "include") ||
    (blocks.some(({ type }) => type === "terraform") && /\bsource\s*=/.test(content.text));
  return { isDeployed, sources: sources.flatMap(writtenOut) };
}

/** `${local.base}//modules/vpc?ref=v1` and `../../modules//vpc` name `modules/vpc`. */
function writtenOut(source: string): ReadonlyArray<string> {
  if (/^[a-z]+::|:\/\/|@/.test(source)) return [];
  const tail = source.replace(/\?.*$/, "").replace(/^.*\}/, "").replaceAll(/\/+/g, "/");
  const path = posix
    .normalize(tail.replace(/^\//, ""))
    .replace(/^(?:\.\.\/)+/, "")
    .replace(/\/$/, "");
  return path === "." || path === ".." || path === "" ? [] : [path];
}

/**
 * Whether a change of one of these paths may change what a unit means: values come from files of any directory, so that
 * only what no configuration reads is left out. Evaluating a unit tells exactly.
 */
export function mayReadUnit(unit: string, changed: ReadonlyArray<string>): boolean {
  return changed.some(
    (path) =>
      /\.(?:hcl|tf|tofu|tfvars|json|ya?ml|tpl|tftpl|toml|csv)$/.test(path) ||
      isAtOrBelow(path, unit) ||
      isAtOrBelow(unit, posix.dirname(path)),
  );
}
