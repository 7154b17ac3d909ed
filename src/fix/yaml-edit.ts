import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, isSeq, stringify, type ParsedNode, type YAMLMap, type YAMLSeq } from "yaml";
import { pointerSteps, type PatchOperation } from "../model/fix.ts";
import type { Json } from "../model/resource.ts";
import { nested, patched } from "./json-patch.ts";
import { locate } from "./yaml-document.ts";

/** Where an object stands in a YAML or JSON text. */
export interface YamlPlace {
  readonly text: string;
  /** 1-based line at which its document, or its item of a List, begins. */
  readonly line: number;
  /** Keys that lead from there to what the patch is about. */
  readonly inner: ReadonlyArray<string>;
}

/** The edited text, or why there is none. */
export type TextEdit = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

type Splice = readonly [start: number, end: number, text: string];
type Steps = ReadonlyArray<string | number>;
type BlockMap = YAMLMap.Parsed;
type BlockList = YAMLSeq.Parsed;

/**
 * Applies a patch to an object in a YAML text and leaves every other byte as it is. What comes out is read again: a
 * text that does not say what the patch says is not given.
 */
export function editYaml(place: YamlPlace, patch: ReadonlyArray<PatchOperation>): TextEdit {
  const before = locate(place.text, place.line, place.inner);
  if (typeof before === "string") return refused(before);
  const wanted = patched(before.value, patch);
  if (wanted === null) return refused("an attribute that the fix changes is not written here");
  let { text } = place;
  for (const operation of patch) {
    const at = locate(text, place.line, place.inner);
    if (typeof at === "string") return refused(at);
    const splice = spliceAt(text, at.node, pointerSteps(operation.path), operation);
    if (splice === null) return refused(`${operation.path} cannot be changed where it is written`);
    text = text.slice(0, splice[0]) + splice[2] + text.slice(splice[1]);
  }
  const after = locate(text, place.line, place.inner);
  const isRight = typeof after !== "string" && isDeepStrictEqual(after.value, wanted.value);
  return isRight ? { ok: true, text } : refused("the text is written in a form that cannot be changed safely");
}

function refused(why: string): TextEdit {
  return { ok: false, why };
}

/** What to write where; null where the form of the text does not allow it. */
function spliceAt(text: string, node: ParsedNode, steps: Steps, operation: PatchOperation): Splice | null {
  const [step, ...rest] = steps;
  if (step === undefined) return null;
  if (isParsedMap(node)) return inMap(text, node, String(step), rest, operation);
  if (isParsedList(node)) return inList(text, node, step, rest, operation);
  return null;
}

function isParsedMap(node: ParsedNode): node is YAMLMap.Parsed {
  return isMap(node);
}

function isParsedList(node: ParsedNode): node is YAMLSeq.Parsed {
  return isSeq(node);
}

function inMap(text: string, map: BlockMap, name: string, rest: Steps, operation: PatchOperation): Splice | null {
  const index = map.items.findIndex((pair) => keyText(pair.key) === name);
  const pair = map.items[index];
  if (pair === undefined) {
    return operation.op === "remove" ? null : addPair(text, map, name, nested(rest, operation.value));
  }
  const inner = pair.value;
  const isEmpty = inner === null || (isScalar(inner) && inner.value === null);
  if (rest.length > 0 && !isEmpty) return spliceAt(text, inner, rest, operation);
  const start = pair.key.range[0];
  const end = inner === null ? pair.key.range[1] : contentEnd(text, inner.range[0], inner.range[1]);
  if (operation.op === "remove") return removePair(text, map, index, start, end);
  const value = nested(rest, operation.value);
  if (map.flow === true) return inner === null ? null : [inner.range[0], inner.range[1], JSON.stringify(value)];
  if (inner === null) return null;
  return [start, Math.max(end, inner.range[1]), block({ [name]: value }, columnOf(text, start))];
}

function addPair(text: string, map: BlockMap, name: string, value: Json): Splice | null {
  const first = map.items[0];
  const last = map.items.at(-1);
  if (map.flow === true) {
    const isQuoted = first === undefined || text[first.key.range[0]] === '"';
    const pair = `${isQuoted ? JSON.stringify(name) : name}: ${JSON.stringify(value)}`;
    if (first === undefined || last === undefined) return [map.range[0], map.range[1], `{${pair}}`];
    const end = (last.value ?? last.key).range[1];
    const isOnLines = text.slice(map.range[0], first.key.range[0]).includes("\n");
    const gap = isOnLines ? `\n${" ".repeat(columnOf(text, first.key.range[0]))}` : " ";
    return [end, end, `,${gap}${pair}`];
  }
  if (first === undefined || last === undefined) return null;
  const end = lineEnd(text, contentEnd(text, last.key.range[0], (last.value ?? last.key).range[1]));
  const column = columnOf(text, first.key.range[0]);
  return [end, end, `\n${" ".repeat(column)}${block({ [name]: value }, column)}`];
}

function removePair(text: string, map: BlockMap, index: number, start: number, end: number): Splice | null {
  const next = map.items[index + 1];
  if (map.items.length === 1) return [map.range[0], contentEnd(text, map.range[0], map.range[1]), "{}"];
  if (map.flow === true) return removeFlow(start, end, next?.key.range[0], map.items[index - 1]);
  if (text.slice(lineStart(text, start), start).trim() === "") return wholeLines(text, start, end);
  // The first key of an item stands on the line of its dash: the next one takes its place.
  const isFree = next !== undefined && !text.slice(end, next.key.range[0]).includes("#");
  return isFree ? [start, next.key.range[0], ""] : null;
}

function removeFlow(
  start: number,
  end: number,
  next: number | undefined,
  previous: { readonly key: ParsedNode; readonly value: ParsedNode | null } | undefined,
): Splice | null {
  if (next !== undefined) return [start, next, ""];
  return previous === undefined ? null : [(previous.value ?? previous.key).range[1], end, ""];
}

function inList(text: string, list: BlockList, step: string | number, rest: Steps, op: PatchOperation): Splice | null {
  const index = step === "-" ? list.items.length : step;
  if (typeof index !== "number") return null;
  const item = list.items[index];
  if (item === undefined) return op.op === "remove" ? null : addItem(text, list, nested(rest, op.value));
  if (rest.length > 0) return spliceAt(text, item, rest, op);
  const end = contentEnd(text, item.range[0], item.range[1]);
  if (op.op !== "remove") {
    const value = list.flow === true ? JSON.stringify(op.value) : block(op.value, columnOf(text, item.range[0]));
    return [item.range[0], end, value];
  }
  if (list.items.length === 1) return [list.range[0], contentEnd(text, list.range[0], list.range[1]), "[]"];
  if (list.flow !== true) return wholeLines(text, item.range[0], end);
  const next = list.items[index + 1];
  const previous = list.items[index - 1];
  if (next !== undefined) return [item.range[0], next.range[0], ""];
  return previous === undefined ? null : [previous.range[1], end, ""];
}

function addItem(text: string, list: BlockList, value: Json): Splice | null {
  const first = list.items[0];
  const last = list.items.at(-1);
  if (first === undefined || last === undefined) return [list.range[0], list.range[1], `[${JSON.stringify(value)}]`];
  if (list.flow === true) return [last.range[1], last.range[1], `, ${JSON.stringify(value)}`];
  const end = lineEnd(text, contentEnd(text, last.range[0], last.range[1]));
  const dash = columnOf(text, list.range[0]);
  return [end, end, `\n${" ".repeat(dash)}- ${block(value, dash + 2)}`];
}

function wholeLines(text: string, start: number, end: number): Splice {
  const after = lineEnd(text, end);
  return [lineStart(text, start), Math.min(after + 1, text.length), ""];
}

/** A value in block form, its further lines indented; without a line feed at its end. */
function block(value: Json, column: number): string {
  const written = stringify(value, { version: "1.1", lineWidth: 0 }).trimEnd();
  return written.replaceAll("\n", `\n${" ".repeat(column)}`);
}

/** Where a node's text ends: comments and empty lines after it are not its own. */
function contentEnd(text: string, start: number, end: number): number {
  const lines = text.slice(start, end).split("\n");
  while (lines.length > 1 && /^\s*(?:#.*)?$/.test(lines.at(-1) ?? "")) lines.pop();
  return start + lines.join("\n").trimEnd().length;
}

function keyText(key: ParsedNode): string {
  return isScalar(key) ? String(key.value) : "";
}

function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const next = text.indexOf("\n", at);
  return next === -1 ? text.length : next;
}
