import { LRUCache } from "lru-cache";

import type { FileContent, Tree } from "../../model/change-set.ts";
import { scanBlocks } from "./scan-blocks.ts";

/** A file that an expression may read: an exact path, or everything that begins so. */
export interface PossibleRead {
  /** Where the path starts: the module's directory, the root's, or nobody knows before it is evaluated. */
  readonly from: "module" | "root" | "anywhere";
  readonly path: string;
  readonly exact: boolean;
}

/** What one file says about which directories belong together. A superset: commented-out reads count. */
export interface FileFacts {
  /**
   * It has a backend or `cloud`: its directory is deployed by itself, even if a local module calls it, too. A provider
   * block alone does not say that: modules of old have one, and what they declare would count twice.
   */
  readonly isRoot: boolean;
  /** Sources of module calls that are paths. */
  readonly calls: ReadonlyArray<string>;
  readonly reads: ReadonlyArray<PossibleRead>;
  /** Some text in it has `..` elsewhere than in a module's source or at the start of a read. */
  readonly climbs: boolean;
  /** Variables that it declares. */
  readonly variables: ReadonlyArray<string>;
  /** Arguments at its top, as variable files have them. */
  readonly names: ReadonlyArray<string>;
}

/** A module whose source is an expression (OpenTofu) may lie in any directory. */
const anywhere: PossibleRead = { from: "anywhere", path: "", exact: false };
const noFacts: FileFacts = { isRoot: false, calls: [], reads: [], climbs: false, variables: [], names: [] };

/** By blob SHA: a warm process reads only what it has not seen. Costs about 300 bytes a file. */
const cache = new LRUCache<string, FileFacts>({ maxSize: 100_000, sizeCalculation: () => 1 });

/** The facts of many files of a tree, by path; a file that is not text has none. */
export async function readFacts(tree: Tree, paths: ReadonlyArray<string>): Promise<ReadonlyMap<string, FileFacts>> {
  const unseen = paths.filter((path) => !cache.has(cacheKey(tree, path)));
  const contents = unseen.length === 0 ? new Map<string, FileContent>() : await tree.read(unseen);
  const fresh = new Map(unseen.map((path) => [path, factsOf(path, contents.get(path))]));
  for (const [path, facts] of fresh) cache.set(cacheKey(tree, path), facts);
  return new Map(paths.map((path) => [path, fresh.get(path) ?? cache.get(cacheKey(tree, path)) ?? noFacts]));
}

function cacheKey(tree: Tree, path: string): string {
  const entry = tree.entries.get(path);
  return `${path.endsWith(".json") ? "json" : "hcl"} ${entry?.mode ?? ""} ${entry?.sha ?? path}`;
}

function factsOf(path: string, content: FileContent | undefined): FileFacts {
  if (content?.kind !== "text") return noFacts;
  return path.endsWith(".json") ? factsOfJson(content.text) : factsOfText(content.text);
}

/** Reads facts from native syntax. */
export function factsOfText(text: string): FileFacts {
  const { blocks, names } = scanBlocks(text);
  return {
    isRoot: blocks.some(
      ({ type, inner }) => type === "terraform" && inner.some((name) => name === "backend" || name === "cloud"),
    ),
    calls: blocks.flatMap(({ type, texts }) => (type === "module" ? localPath(texts.get("source")) : [])),
    reads: blocks.some(({ type, texts }) => type === "module" && !texts.has("source"))
      ? [anywhere]
      : possibleReads(text),
    climbs: climbs(text),
    variables: blocks.flatMap(({ type, labels }) => (type === "variable" ? labels : [])),
    names,
  };
}

/** A module's source where it is a path; a list of none or one. */
export function localPath(source: string | undefined): ReadonlyArray<string> {
  return source !== undefined && /^\.\.?(?:\/|$)/.test(source) ? [source] : [];
}

/** Reads facts from JSON syntax; a text that is no JSON has none, the engine says what is wrong with it. */
export function factsOfJson(text: string): FileFacts {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return noFacts;
  }
  const top = members(parsed);
  const terraform = top.filter(([key]) => key === "terraform").flatMap(([, value]) => members(value));
  const modules = top.filter(([key]) => key === "module").flatMap(([, value]) => members(value));
  const sources = modules.flatMap(([, call]) =>
    members(call).flatMap(([key, value]) => (key === "source" ? [value] : [])),
  );
  const texts = sources.filter((source) => typeof source === "string");
  return {
    isRoot: terraform.some(([key]) => key === "backend" || key === "cloud"),
    calls: texts.flatMap(localPath),
    reads: texts.some((source) => source.includes("${")) ? [anywhere] : possibleReads(text.replaceAll('\\"', '"')),
    climbs: climbs(text.replaceAll('\\"', '"')),
    variables: top.flatMap(([key, value]) => (key === "variable" ? members(value).map(([name]) => name) : [])),
    names: top.map(([key]) => key),
  };
}

/** The members of an object, or of all objects of a list: JSON syntax allows both for blocks. */
function members(value: unknown): ReadonlyArray<readonly [string, unknown]> {
  if (Array.isArray(value)) return value.flatMap((item) => members(item));
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

const fileCall =
  /\b(?:templatefile|file(?:base64|exists|set|md5|sha1|sha256|sha512|base64sha256|base64sha512)?)\s*\(\s*(?:"(?<literal>(?:\$\{path\.(?:module|root)\}|[^"$\\])*)(?<close>"|\$)?|path\.(?<word>module|root)\b)?/g;

const callSource = /\bsource"?\s*[=:]\s*"[^"\n]*"/g;

/** Whether a path that is put together may leave the directory where it begins. Splats and ellipses do not count. */
function climbs(text: string): boolean {
  return /(?<!\.)\.\.(?!\.)/.test(text.replaceAll(callSource, "").replaceAll(fileCall, ""));
}

function possibleReads(text: string): ReadonlyArray<PossibleRead> {
  const found = new Map<string, PossibleRead>();
  for (const { 0: call, groups } of text.matchAll(fileCall)) {
    const read = possibleRead(call, groups?.literal, groups?.close, groups?.word);
    found.set(`${read.from} ${read.path} ${String(read.exact)}`, read);
  }
  return [...found.values()];
}

function possibleRead(
  call: string,
  literal: string | undefined,
  close: string | undefined,
  word: string | undefined,
): PossibleRead {
  const isSet = call.startsWith("fileset");
  if (word !== undefined) return { from: word === "root" ? "root" : "module", path: "", exact: false };
  if (literal === undefined || (literal === "" && close !== '"')) return anywhere;
  const start = /^\$\{path\.(module|root)\}\/?/.exec(literal);
  return {
    from: start?.[1] === "module" ? "module" : "root",
    path: literal.slice(start?.[0].length ?? 0).replaceAll(/\$\{path\.(?:module|root)\}/g, "."),
    exact: close === '"' && !isSet,
  };
}
