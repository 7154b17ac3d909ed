import { structuredPatch } from "diff";
import type { Edit } from "../model/fix.ts";

/** Hunks further apart than this many lines are edits of their own. */
const context = 0;

/** The lines of a file that differ, each stretch as one edit. Lines that are only added take a neighbour with them. */
export function lineEdits(path: string, before: string, after: string): ReadonlyArray<Edit> {
  const lines = linesOf(before);
  const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context });
  return hunks.map((hunk) => {
    const added = hunk.lines.filter((line) => line.startsWith("+")).map((line) => line.slice(1));
    // Without lines of its own a hunk stands before the line that it names: unlike in its text, where it is after one.
    return editOf(path, lines, { first: hunk.oldStart, length: hunk.oldLines, added });
  });
}

interface Stretch {
  readonly first: number;
  readonly length: number;
  readonly added: ReadonlyArray<string>;
}

function editOf(path: string, lines: ReadonlyArray<string>, { first, length, added }: Stretch): Edit {
  const written = added.map((line) => `${line}\n`).join("");
  if (length > 0) {
    const old = lines.slice(first - 1, first - 1 + length).join("");
    return { path, line: first, end_line: first + length - 1, old, new: written };
  }
  const next = lines[first - 1];
  if (next !== undefined) return { path, line: first, end_line: first, old: next, new: `${written}${next}` };
  const last = lines.at(-1) ?? "";
  const kept = last.endsWith("\n") ? last : `${last}\n`;
  return { path, line: lines.length, end_line: lines.length, old: last, new: `${kept}${written}` };
}

function linesOf(text: string): ReadonlyArray<string> {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
