import { z } from "zod";
import { isAlias, isMap, isSeq, parseAllDocuments, visit, type ParsedNode, type YAMLMap } from "yaml";
import type { Json } from "../model/resource.ts";

/** A node of a parsed text, and what it is as JSON. */
export interface Located {
  readonly node: ParsedNode;
  readonly value: Json;
}

/** The same pair of tags that Kubernetes reads with: a text such as `on` is quoted when it is written. */
const options = { version: "1.1", keepSourceTokens: false, uniqueKeys: true, logLevel: "silent" } as const;
const maxAliases = 100;

/**
 * The mapping of a text that begins on a line, or whose document has the line; below `inner` where that is given.
 * A sentence says why there is none.
 */
export function locate(text: string, line: number, inner: ReadonlyArray<string>): Located | string {
  if (/\{\{|\{%/.test(text)) return "the file is a template";
  const documents = parseAllDocuments(text, options);
  if (!Array.isArray(documents)) return "the file is empty";
  const offset = lineOffset(text, line);
  for (const document of documents) {
    if (document.range[2] <= offset && document !== documents.at(-1)) continue;
    if (document.errors.length > 0) return `the file has a syntax error: ${document.errors[0]?.message ?? ""}`;
    const root = document.contents;
    if (root === null) continue;
    const node = below(itemAt(root, text, line) ?? root, inner);
    if (node === null) return `there is no ${inner.join(".")} in the file`;
    if (hasAnchor(node)) return "the document shares parts by anchors and aliases";
    return { node, value: jsonOf(node.toJS(document, { maxAliasCount: maxAliases })) };
  }
  return "the file has no document there";
}

/** Items of a `List` are objects of their own. */
function itemAt(root: ParsedNode, text: string, line: number): ParsedNode | null {
  const items = isMap(root) ? root.get("items", true) : undefined;
  if (!isSeq<ParsedNode>(items)) return null;
  return items.items.find((item) => lineAt(text, item.range[0]) === line) ?? null;
}

function below(node: ParsedNode, path: ReadonlyArray<string>): ParsedNode | null {
  let at: ParsedNode | null = node;
  for (const name of path) at = at !== null && isMap<ParsedNode, ParsedNode | null>(at) ? valueOf(at, name) : null;
  return at;
}

/** The value of a key; null where there is none. */
export function valueOf(map: YAMLMap<ParsedNode, ParsedNode | null>, name: string): ParsedNode | null {
  return map.items.find((pair) => String(pair.key) === name)?.value ?? null;
}

/** What is written once and used twice cannot be changed in one place. */
function hasAnchor(node: ParsedNode): boolean {
  let found = false;
  visit(node, {
    Node: (_, inner) => {
      found ||= isAlias(inner) || inner.anchor !== undefined;
    },
  });
  return found;
}

function jsonOf(value: unknown): Json {
  return z.json().parse(JSON.parse(JSON.stringify(value)));
}

/** The offset at which a 1-based line begins. */
export function lineOffset(text: string, line: number): number {
  let at = 0;
  for (let number = 1; number < line; number += 1) {
    const next = text.indexOf("\n", at);
    if (next === -1) return text.length;
    at = next + 1;
  }
  return at;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
