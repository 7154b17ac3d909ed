/** Turns offsets of a text into its 1-based lines. A line ends with a line feed, as git counts. */
export interface LineIndex {
  readonly lineAt: (offset: number) => number;
}

/** Indexes `text`, whose first line is number `first`. */
export function indexLines(text: string, first = 1): LineIndex {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);

  // Offsets are asked for in nearly ascending order, so that the last answer is the best place to begin.
  let line = 0;
  function lineAt(offset: number): number {
    while (line > 0 && (starts[line] ?? 0) > offset) line -= 1;
    while (line + 1 < starts.length && (starts[line + 1] ?? Infinity) <= offset) line += 1;
    return first + line;
  }
  return { lineAt };
}
