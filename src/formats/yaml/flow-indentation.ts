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
    const moved = line === null || /\r(?!\n)/.test(text) ? null : parseMoved(text, line, rereading);
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

function parseMoved(text: string, first: number, rereading: Rereading): Parsed | null {
  const lines = text.split("\n");
  let moved = -1;
  let line: number | null = first;
  // Each turn moves at least one line that no earlier one has.
  while (line !== null && line > moved) {
    moved = moveRight(lines, line);
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

/** Deep enough for what goes on from the line before, which may begin with the dashes of lists. */
function widthBefore(lines: ReadonlyArray<string>, from: number): number {
  const before = lines.slice(0, from).findLast((line) => /^\s*[^\s#]/.test(line)) ?? "";
  return (/^ *(?:[-?:] +)*/.exec(before)?.[0].length ?? 0) + 1;
}

function indentation(line: string): number {
  return line.length - line.replace(/^ +/, "").length;
}
