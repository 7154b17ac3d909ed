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
  /** Directories that Terragrunt would generate for a stack → the stack's file and the unit in it. */
  readonly stacks: ReadonlyMap<string, StackUnit>;
  /** Some Terragrunt file reads files: any may be one of them. */
  readonly opens: boolean;
}

/** A unit that a stack declares. */
export interface StackUnit {
  readonly file: string;
  /** Labels of the stacks inside of the file's stack that lead to the one which declares it. */
  readonly within: ReadonlyArray<string>;
  /** Empty for a stack whose units are not found here. */
  readonly unit: string;
}

/** A unit or stack that a stack file declares, with its path and source as far as these are written out. */
interface StackPart {
  readonly label: string;
  readonly path: string;
  readonly source: string;
}

/** What one Terragrunt file says. A superset: what is commented out counts. */
interface UnitFacts {
  /** It includes another file or names a source: it is deployed itself. */
  readonly isDeployed: boolean;
  /** The part of each source that is written out, without what leads there. */
  readonly sources: ReadonlyArray<string>;
  /** Units and stacks that a stack file declares. */
  readonly units: ReadonlyArray<StackPart>;
  readonly stacks: ReadonlyArray<StackPart>;
  /** It calls a function that reads a file. */
  readonly opens: boolean;
}

const noUnits: Units = { paths: new Set(), sources: new Set(), stacks: new Map(), opens: false };
const noFacts: UnitFacts = { isDeployed: false, sources: [], units: [], stacks: [], opens: false };

/** By blob SHA, as the facts of Terraform files. */
const cache = new LRUCache<string, UnitFacts>({ maxSize: 100_000, sizeCalculation: () => 1 });

/** The file that makes a directory a unit. */
export const unitFile = "terragrunt.hcl";

/** The file that declares a stack of units. */
export const stackFile = "terragrunt.stack.hcl";

/** Where Terragrunt generates the units of a stack. */
const stackDirectory = ".terragrunt-stack";

/**
 * Finds the units of a tree. A `terragrunt.hcl` that neither includes nor names a source, in a directory without
 * Terraform files and above other units, is there to be included.
 */
export async function findUnits(tree: Tree, layout: TreeLayout): Promise<Units> {
  const files = [...tree.entries.keys()].filter(
    (path) => (path.endsWith(".hcl") && !path.endsWith(".terraform.lock.hcl")) || path.endsWith(`${unitFile}.json`),
  );
  const candidates = files.filter(isUnitFile);
  if (candidates.length === 0) return noUnits;
  const facts = await readUnitFacts(
    tree,
    files.filter((path) => !isCache(path)),
  );
  const modules = new Set(layout.modules);
  const stacks = unitsOfStacks(facts);
  const copied = copiedByStacks(candidates, facts);
  const paths = candidates
    .filter((path) => posix.basename(path) !== stackFile)
    .filter(
      (path) =>
        !copied.has(posix.dirname(path)) &&
        (facts.get(path)?.isDeployed === true || modules.has(posix.dirname(path)) || !isAboveOther(path, candidates)),
    )
    .map((path) => posix.dirname(path))
    .concat(...stacks.keys());
  const written = [...new Set([...facts.values()].flatMap(({ sources }) => sources))];
  return {
    paths: new Set(paths.sort()),
    sources: new Set(
      layout.modules.filter((at) => written.some((source) => at === source || at.endsWith(`/${source}`))),
    ),
    stacks,
    opens: [...facts.values()].some((fact) => fact.opens),
  };
}

function isUnitFile(path: string): boolean {
  const name = posix.basename(path);
  return (name === unitFile || name === stackFile || name === `${unitFile}.json`) && !isCache(path);
}

/** Stacks inside of stacks are followed so deep, to so many units: a stack may name itself as its source. */
const maxStacks = 8;
const maxStackUnits = 2_000;

function unitsOfStacks(facts: ReadonlyMap<string, UnitFacts>): ReadonlyMap<string, StackUnit> {
  const found = new Map<string, StackUnit>();
  const copied = copiedStacks(facts);
  const seen = new Set<string>();
  // Those that are copied come last, for what only copies itself.
  for (const file of [...facts.keys()].sort((a, b) => Number(copied.has(a)) - Number(copied.has(b)))) {
    if (!seen.has(file)) addUnits(facts, { file, within: [], at: file, directory: posix.dirname(file) }, found, seen);
  }
  return found;
}

/** A stack: the file that it begins with, the one that declares its parts, and where Terragrunt generates them. */
interface OpenStack extends Pick<StackUnit, "file" | "within"> {
  readonly at: string;
  readonly directory: string;
}

function addUnits(
  facts: ReadonlyMap<string, UnitFacts>,
  stack: OpenStack,
  found: Map<string, StackUnit>,
  seen: Set<string>,
): void {
  const { file, within, at } = stack;
  seen.add(at);
  const { units, stacks } = facts.get(at) ?? noFacts;
  const generated = posix.join(stack.directory, stackDirectory);
  for (const { label, path } of units) found.set(posix.join(generated, path), { file, within, unit: label });
  for (const part of stacks) {
    const inner = [...within, part.label];
    const directory = posix.join(generated, part.path);
    const next = stackFileOf(part, facts);
    if (next === undefined || within.length >= maxStacks || found.size >= maxStackUnits)
      found.set(directory, { file, within: inner, unit: "" });
    else addUnits(facts, { file, within: inner, at: next, directory }, found, seen);
  }
}

/** The stack file of a source, as far as its text tells. */
function stackFileOf({ source }: StackPart, facts: ReadonlyMap<string, UnitFacts>): string | undefined {
  const [written] = writtenOut(source);
  if (written === undefined) return undefined;
  const wanted = posix.join(written, stackFile);
  return [...facts.keys()].find((path) => path === wanted || path.endsWith(`/${wanted}`));
}

/** Stack files that other stacks copy: they are deployed there. */
function copiedStacks(facts: ReadonlyMap<string, UnitFacts>): ReadonlySet<string> {
  return new Set([...facts.values()].flatMap(({ stacks }) => stacks.flatMap((part) => stackFileOf(part, facts) ?? [])));
}

/** Directories of units that a stack copies: they are deployed where the stack is, with its values. */
function copiedByStacks(candidates: ReadonlyArray<string>, facts: ReadonlyMap<string, UnitFacts>): ReadonlySet<string> {
  const sources = [...facts.values()].flatMap((fact) =>
    fact.units.length + fact.stacks.length > 0 ? fact.sources : [],
  );
  const directories = candidates.map((path) => posix.dirname(path));
  return new Set(directories.filter((at) => sources.some((source) => at === source || at.endsWith(`/${source}`))));
}

function isAboveOther(path: string, candidates: ReadonlyArray<string>): boolean {
  const directory = posix.dirname(path);
  return candidates.some((other) => other !== path && isAtOrBelow(posix.dirname(other), directory));
}

function isCache(path: string): boolean {
  return path.includes(".terragrunt-cache/");
}

async function readUnitFacts(tree: Tree, paths: ReadonlyArray<string>): Promise<ReadonlyMap<string, UnitFacts>> {
  const keyOf = (path: string): string => `${posix.basename(path)} ${tree.entries.get(path)?.sha ?? path}`;
  const unseen = paths.filter((path) => !cache.has(keyOf(path)));
  const contents = unseen.length === 0 ? new Map<string, FileContent>() : await tree.read(unseen);
  for (const path of unseen) cache.set(keyOf(path), factsOf(path, contents.get(path)));
  return new Map(paths.map((path) => [path, cache.get(keyOf(path)) ?? noFacts]));
}

function factsOf(path: string, content: FileContent | undefined): UnitFacts {
  // What cannot be read may be a unit: its evaluation says why it cannot.
  if (content?.kind !== "text") return { isDeployed: true, sources: [], units: [], stacks: [], opens: true };
  if (path.endsWith(".json"))
    return {
      isDeployed: /"(?:include|source)"\s*:/.test(content.text),
      sources: sourcesIn(content.text),
      units: [],
      stacks: [],
      opens: isOpening(content.text),
    };
  const { blocks } = scanBlocks(content.text);
  const isDeployed =
    blocks.some(({ type }) => type === "include") ||
    (blocks.some(({ type }) => type === "terraform") && /\bsource\s*=/.test(content.text));
  const parts = (kind: string): ReadonlyArray<StackPart> =>
    posix.basename(path) === stackFile
      ? blocks
          .filter(({ type }) => type === kind)
          .map(({ labels: [label = ""], texts }) => ({
            label,
            path: texts.get("path") ?? label,
            source: texts.get("source") ?? "",
          }))
      : [];
  return {
    isDeployed: isDeployed && posix.basename(path) !== stackFile,
    sources: sourcesIn(content.text),
    opens: isOpening(content.text),
    units: parts("unit"),
    stacks: parts("stack"),
  };
}

function isOpening(text: string): boolean {
  return /\b(?:templatefile|file\w*|read_tfvars_file)\s*\(/.test(text);
}

function sourcesIn(text: string): ReadonlyArray<string> {
  const sources = text.matchAll(/\bsource"?\s*[=:]\s*"(?<source>[^"\n]*)/g);
  return [...sources].flatMap(({ groups }) => writtenOut(groups?.["source"] ?? ""));
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
export function mayReadUnit(unit: string, changed: ReadonlyArray<string>, { opens }: Units): boolean {
  return changed.some(
    (path) =>
      /\.(?:hcl|tf|tofu|tfvars|json|ya?ml|tpl|tftpl|toml|csv)$/.test(path) ||
      (opens && !/\.(?:md|go|py|sh|[jt]s|png|svg)$/.test(path)) ||
      isAtOrBelow(path, unit) ||
      isAtOrBelow(unit, posix.dirname(path)),
  );
}
