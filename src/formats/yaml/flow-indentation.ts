import { YAMLException, parseEvents, type Event } from "js-yaml";

import { yamlBounds } from "./yaml-stream.ts";

/** The events of a text, and the text that they point into: the same lines, some of them moved to the right. */
export interface Parsed {
  readonly text: string;
  readonly events: ReadonlyArray<Event>;
}

/** How many characters may still be parsed once more. */
export interface Rereading {
  left: number;
}

/**
 * Parses a text whose brackets close, or whose quoted lines go on, further to the left than the specification allows:
 * libyaml and go-yaml read them, and with them GitHub, kubectl, Kustomize and Helm. Where each such line stands inside
 * quotes or brackets its indentation says nothing, so it is moved to the right. Throws the first error where that
 * does not help.
 */
export function parseIndented(text: string, rereading: Rereading): Parsed {
  try {
    return { text, events: parseEvents(text, { maxDepth: yamlBounds.depth }) };
  } catch (error) {
    const line = shallowLine(error);
    // The parser counts a lone carriage return as a line, and lines are counted here.
    const isOdd = line === null || /\r(?!\n)/.test(text);
    const moved = isOdd ? null : (parseMoved(text, line, rereading, true) ?? parseMoved(text, line, rereading, false));
    if (moved === null) throw error;
    return moved;
  }
}

/** Whether it is what `parseIndented` may mend. */
export function isShallow(error: YAMLException): boolean {
  return error.reason === "deficient indentation";
}

function shallowLine(error: unknown): number | null {
  return error instanceof YAMLException && isShallow(error) ? (error.mark?.line ?? null) : null;
}

function parseMoved(text: string, first: number, rereading: Rereading, looksAhead: boolean): Parsed | null {
  const lines = text.split("\n");
  let moved = -1;
  let line: number | null = first;
  // Each turn moves at least one line that no earlier one has.
  while (line !== null && line > moved) {
    moved = moveRight(lines, line);
    if (looksAhead && moved !== -1) moveQuotesAhead(lines, moved + 1);
    const attempt = lines.join("\n");
    rereading.left -= attempt.length;
    if (moved === -1 || rereading.left < 0) return null;
    try {
      return { text: attempt, events: parseEvents(attempt, { maxDepth: yamlBounds.depth }) };
    } catch (error) {
      line = shallowLine(error);
    }
  }
  return null;
}

/** Moves lines up to the first that could close what they stand in. The last of them; -1 where a document ends before. */
function moveRight(lines: Array<string>, from: number): number {
  const width = widthBefore(lines, from);
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) return -1;
    if (line.trim() !== "") lines[at] = " ".repeat(Math.max(0, width - indentation(line))) + line;
    if (/['"\]}]/.test(line)) return at;
  }
  return lines.length - 1;
}

/**
 * Where one text goes on to the left, so do hundreds in what the same generator wrote, and each turn parses everything
 * again: quoted values that begin on a line and do not end on it are moved at once. What is not seen here costs a turn.
 */
function moveQuotesAhead(lines: Array<string>, from: number): void {
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (opensBlock(line)) at = endOfBlock(lines, at);
    else at = moveQuoted(lines, at, openQuote(line));
  }
}

interface OpenQuote {
  readonly width: number;
  readonly quote: string;
}

function openQuote(line: string): OpenQuote | null {
  const { lead = "", value = "" } = valueOnLine.exec(line)?.groups ?? {};
  const quote = /^[[{]/.test(value) ? openInBrackets(value) : openAtOnce(value);
  return quote === null ? null : { width: lead.length + 1, quote };
}

const valueOnLine = /^(?<lead> *(?:- +)*)(?:[^\s'"#[{&*!|>%@`][^'"#]*?: +)?(?<value>.*)$/;

function openAtOnce(value: string): string | null {
  const { quote, rest = "" } = /^(?<quote>['"])(?<rest>.*)$/.exec(value)?.groups ?? {};
  // Nothing but brackets behind it: it rather ends what began further up.
  if (quote === undefined || closes(rest, quote) || /^[\]},\s]+$/.test(rest)) return null;
  return quote;
}

function openInBrackets(value: string): string | null {
  const left = value.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, "");
  return /[[{,:]\s*(?<quote>['"])[^#]*$/.exec(left)?.groups?.["quote"] ?? null;
}

function closes(text: string, quote: string): boolean {
  return (quote === "'" ? text.replaceAll("''", "") : text.replaceAll(/\\./g, "")).includes(quote);
}

/** The last line of the quoted text, all of which stands to the right of its beginning then. */
function moveQuoted(lines: Array<string>, at: number, open: OpenQuote | null): number {
  if (open === null) return at;
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = lines[next] ?? "";
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) return next;
    if (line.trim() !== "") lines[next] = " ".repeat(Math.max(0, open.width - indentation(line))) + line;
    if (closes(line, open.quote)) return next;
  }
  return lines.length;
}

/** Whether a literal or folded text begins here: what looks like a quote in it is none. */
function opensBlock(line: string): boolean {
  return /(?:^|[\s:-])[|>][-+0-9]*\s*(?:#.*)?$/.test(line);
}

function endOfBlock(lines: ReadonlyArray<string>, at: number): number {
  const outer = /^---/.test(lines[at] ?? "") ? -1 : indentation(lines[at] ?? "");
  let last = at;
  while (last + 1 < lines.length && isInside(lines[last + 1] ?? "", outer)) last += 1;
  return last;
}

function isInside(line: string, outer: number): boolean {
  return line.trim() === "" || indentation(line) > outer;
}

/** Deep enough for what goes on from the line before, which may begin with the dashes of lists. */
function widthBefore(lines: ReadonlyArray<string>, from: number): number {
  const before = lines.slice(0, from).findLast((line) => /^\s*[^\s#]/.test(line)) ?? "";
  return (/^ *(?:[-?:] +)*/.exec(before)?.[0].length ?? 0) + 1;
}

function indentation(line: string): number {
  return line.length - line.replace(/^ +/, "").length;
}
