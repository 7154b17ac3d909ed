import type { Component, Estimate } from "../model/estimate.ts";
import type { ProjectChange } from "../model/project.ts";
import { compareText } from "../model/text.ts";
import { isUtilisation, usageKeysOf, utilisationNote } from "./usage-keys.ts";
import { starred } from "./usage.ts";

/** A usage file for a repository. */
export interface UsageTemplate {
  readonly text: string;
  /** Entries that were added or that got keys. */
  readonly added: ReadonlyArray<string>;
}

const introduction = `# Quantities a month, read by Tollgate and in Infracost's format. Take the # from a line and write your figure:
# what is not told here has no quantity and is in no total. [*] stands for any index.
version: 0.1
resource_usage:
`;

/**
 * A usage file with every usage-based component of the resources as a comment. Of `existing` every line stays as it is;
 * a second call on what the first wrote changes nothing. `existing` must be a usage file as `parseUsage` reads it.
 */
export function usageTemplate(
  changes: ReadonlyArray<ProjectChange>,
  estimate: Estimate,
  existing: string | null,
): UsageTemplate {
  const lines = linesOf(existing);
  const added: string[] = [];
  for (const [address, keys] of wantedKeys(changes, estimate)) {
    if (addEntry(lines, address, keys)) added.push(address);
  }
  return { text: `${lines.join("\n")}\n`, added };
}

function linesOf(existing: string | null): string[] {
  const text = existing === null || existing.trim() === "" ? introduction : existing;
  const lines = text.trimEnd().split(/\r?\n/);
  const at = lines.findIndex((line) => /^resource_usage\s*:/.test(line));
  if (at === -1) lines.push("resource_usage:");
  else if (/^resource_usage\s*:\s*(?:\{\s*\}|~|null)\s*$/.test(lines[at] ?? "")) lines[at] = "resource_usage:";
  return lines;
}

/** A key of a usage file, and what it decides. */
interface WantedKey {
  readonly steps: ReadonlyArray<string>;
  readonly about: string;
}

/** Keys by address, indices as `[*]`, in the order of the addresses. */
function wantedKeys(
  changes: ReadonlyArray<ProjectChange>,
  estimate: Estimate,
): ReadonlyArray<readonly [string, ReadonlyArray<WantedKey>]> {
  const components = new Map(estimate.resources.map((one) => [`${one.project}\0${one.address}`, one.components]));
  const wanted = new Map<string, ReadonlyArray<WantedKey>>();
  for (const { project, resources } of changes) {
    for (const { address, type, after } of resources) {
      const priced = components.get(`${project.name}\0${address}`);
      const keys = usageKeysOf(type)?.filter((key) => !key.includes("*")) ?? [];
      if (after === null || priced === undefined || keys.length === 0 || wanted.has(starred(address))) continue;
      wanted.set(
        starred(address),
        keys.map((key) => ({ steps: key.split("."), about: aboutKey(key, priced) })),
      );
    }
  }
  return [...wanted].toSorted(([a], [b]) => compareText(a, b));
}

/** `# Requests, $0.2 per 1M requests`; empty where the key belongs to no single component. */
function aboutKey(key: string, components: ReadonlyArray<Component>): string {
  if (isUtilisation(key)) return ` # ${utilisationNote}`;
  const found = components.find(({ origin }) => origin?.usage_keys.includes(key) === true);
  if (found === undefined) return "";
  const part = found.part === null ? "" : `${found.part}: `;
  return ` # ${part}${found.name}, ${found.unit_price === null ? "no price in the book" : `$${String(found.unit_price)}`} per ${found.unit}`;
}

interface Span {
  /** Index of the first line below the key. */
  readonly start: number;
  /** Index after the last line that belongs to it. */
  readonly end: number;
  readonly indent: number;
}

/** Adds what an entry lacks as comments; says whether it lacked anything. */
function addEntry(lines: string[], address: string, keys: ReadonlyArray<WantedKey>): boolean {
  const section = spanBelow(lines, (line) => /^resource_usage\s*:/.test(line), 0, lines.length);
  if (section === null) return false;
  const indent = " ".repeat(section.indent);
  const entry = spanBelow(lines, (line) => keyOf(line) === address, section.start, section.end);
  if (entry === null) {
    lines.splice(section.end, 0, `${indent}${quoted(address)}:`, ...comments(keys, section.indent + 2));
    return true;
  }
  const opening = lines[entry.start - 1] ?? "";
  if (!/:\s*(?:#.*)?$/.test(opening)) return false; // `{…}` on one line has no place for comments
  const block = lines.slice(entry.start, entry.end);
  const missing = keys.filter(({ steps }) => !isTold(block, steps));
  lines.splice(entry.end, 0, ...comments(missing, entry.indent));
  return missing.length > 0;
}

/** The lines below the first line in the range that is the wanted key. */
function spanBelow(
  lines: ReadonlyArray<string>,
  isKey: (line: string) => boolean,
  from: number,
  to: number,
): Span | null {
  const at = lines.findIndex((line, index) => index >= from && index < to && isKey(line));
  if (at === -1) return null;
  const outer = indentOf(lines[at] ?? "");
  const isBelow = (line: string): boolean => line.trim() === "" || indentOf(line) > outer;
  let end = at + 1;
  while (end < to && isBelow(lines[end] ?? "")) end++;
  while (end > at + 1 && (lines[end - 1] ?? "").trim() === "") end--;
  const first = lines.slice(at + 1, end).find((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  return { start: at + 1, end, indent: first === undefined ? outer + 2 : indentOf(first) };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The key of a line of a mapping, without its quotes. */
function keyOf(line: string): string | null {
  const found = /^\s*(?:'(?<single>(?:[^']|'')*)'|"(?<double>(?:[^"\\]|\\.)*)"|(?<plain>[^#'"\s].*?))\s*:(?:\s|$)/.exec(
    line,
  );
  const { single, double, plain } = found?.groups ?? {};
  return single?.replaceAll("''", "'") ?? double?.replaceAll(/\\(.)/g, "$1") ?? plain ?? null;
}

/** Brackets, dots and double quotes may stand in a plain key; what else is quoted. */
function quoted(address: string): string {
  return /^[\w.[\]*"/-]+$/.test(address) ? address : `'${address.replaceAll("'", "''")}'`;
}

/** Whether the keys stand in the block one after another, as values or as comments. */
function isTold(block: ReadonlyArray<string>, steps: ReadonlyArray<string>): boolean {
  let at = 0;
  return steps.every((step) => {
    const found = block.findIndex((line, index) => index >= at && keyOf(line.replace(/^(\s*)#\s*/, "$1")) === step);
    at = found + 1;
    return found !== -1;
  });
}

/** Keys as comments; what lies below one key is written below it once. */
function comments(keys: ReadonlyArray<WantedKey>, indent: number): ReadonlyArray<string> {
  const groups = Map.groupBy(keys, ({ steps }) => (steps.length > 1 ? (steps[0] ?? "") : ""));
  return [...groups].flatMap(([group, members]) => {
    const start = `${" ".repeat(indent)}# `;
    if (group === "") return members.map(({ steps, about }) => `${start}${steps.join(".")}:${about}`);
    return [
      `${start}${group}:`,
      ...members.map(({ steps, about }) => `${start}  ${steps.slice(1).join(".")}:${about}`),
    ];
  });
}
