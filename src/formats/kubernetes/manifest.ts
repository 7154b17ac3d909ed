import { isList, isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/resource.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import type { YamlDocument, YamlIssue } from "../yaml/yaml-stream.ts";

/** One object of the Kubernetes API as a file declares it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly values: JsonObject;
  readonly line: number;
  readonly end_line: number;
  /** JSON Pointer of an attribute of `values` → 1-based line. */
  readonly lines: Readonly<Record<string, number>>;
}

/** Something wrong with a file. */
export interface FileIssue {
  readonly line: number | null;
  readonly message: string;
  /** Whether it is in a document that has `apiVersion` and `kind`: then it is ours in any directory. */
  readonly isManifest: boolean;
  /** Whether the document could not be read at all. */
  readonly fatal: boolean;
  /** Whether the place is template text (`{{ }}`, `{% %}`), which is no YAML before it is rendered. */
  readonly isTemplate: boolean;
}

/** What one file holds. */
export interface ManifestFile {
  readonly manifests: ReadonlyArray<Manifest>;
  readonly issues: ReadonlyArray<FileIssue>;
}

/** Reads the manifests of one text: documents with `apiVersion` and `kind`, lists expanded. Other documents are not ours. */
export function readManifests(text: string): ManifestFile {
  const stream = readYaml(text, "kubernetes");
  const found: { manifests: Array<Manifest>; issues: Array<FileIssue> } = { manifests: [], issues: [] };
  for (const document of stream.documents) expand(document, found);
  const lines = stream.issues.length === 0 ? [] : text.split("\n");
  for (const issue of stream.issues) found.issues.push(fileIssue(issue, stream.documents, lines));
  return found;
}

function expand(document: YamlDocument, found: { manifests: Array<Manifest>; issues: Array<FileIssue> }): void {
  const { value, line, end_line, lines } = document;
  if (!isObject(value)) return;
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || apiVersion === "" || kind === "") return;
  // A kustomization under another name is never applied as it is.
  if (apiVersion.startsWith("kustomize.config.k8s.io/")) return;
  const items = value["items"];
  if (!kind.endsWith("List") || !isList(items)) {
    found.manifests.push({ apiVersion, kind, values: value, line, end_line, lines });
    return;
  }
  const itemLines = linesOfItems(lines);
  for (const [index, item] of items.entries()) {
    const own = itemLines.get(index) ?? {};
    const first = own[""] ?? line;
    const next = itemLines.get(index + 1)?.[""];
    const last = next === undefined ? end_line : Math.max(first, next - 1);
    const complete = completed(item, apiVersion, kind);
    if (complete === null) found.issues.push(incompleteItem(first));
    else expand({ value: complete, line: first, end_line: last, lines: own }, found);
  }
}

/** An item of a typed list (`ConfigMapList`) may leave out what the list says. */
function completed(item: Json, apiVersion: string, listKind: string): JsonObject | null {
  if (!isObject(item)) return null;
  const isTyped = listKind !== "List";
  const inherited = isTyped ? { apiVersion, kind: listKind.slice(0, -"List".length), ...item } : item;
  const { apiVersion: version, kind } = inherited;
  return typeof version === "string" && typeof kind === "string" ? inherited : null;
}

function incompleteItem(line: number): FileIssue {
  const message = "an item of a List has no apiVersion and kind; expected both, so that it can be read";
  return { line, message, isManifest: true, fatal: true, isTemplate: false };
}

/** Lines by item, with pointers relative to the item; the item's own line is at "". */
function linesOfItems(lines: Readonly<Record<string, number>>): ReadonlyMap<number, Readonly<Record<string, number>>> {
  const byItem = new Map<number, Record<string, number>>();
  for (const [pointer, line] of Object.entries(lines)) {
    const groups = /^\/items\/(?<index>\d+)(?<rest>.*)$/s.exec(pointer)?.groups;
    if (groups === undefined) continue;
    const index = Number(groups["index"]);
    const own = byItem.get(index) ?? {};
    own[groups["rest"] ?? ""] = line;
    byItem.set(index, own);
  }
  return byItem;
}

function fileIssue(issue: YamlIssue, documents: ReadonlyArray<YamlDocument>, lines: ReadonlyArray<string>): FileIssue {
  const { line, message, fatal } = issue;
  const text = lines.slice(issue.document.line - 1, issue.document.end_line).join("\n");
  const read = fatal ? undefined : documents.find((document) => document.line === issue.document.line);
  const isManifest = read === undefined ? looksLikeManifest(text) : isObject(read.value) && claims(read.value);
  return { line, message, fatal, isManifest, isTemplate: fatal && line !== null && isTemplateNear(lines, line) };
}

function claims(value: JsonObject): boolean {
  return typeof value["apiVersion"] === "string" && typeof value["kind"] === "string";
}

/** A document that cannot be read is taken for a manifest when it has both keys somewhere. */
function looksLikeManifest(text: string): boolean {
  return /\bapiVersion["']?\s*:/.test(text) && /\bkind["']?\s*:/.test(text);
}

/** Only near the error: a `{{` in a comment far away does not excuse a broken manifest. */
function isTemplateNear(lines: ReadonlyArray<string>, line: number): boolean {
  return lines.slice(Math.max(line - 3, 0), line + 1).some((text) => /\{\{|\{%/.test(text.replace(/(?:^|\s)#.*$/, "")));
}
