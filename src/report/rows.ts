/** A list that is cut at a whole row when its budget ends. */
export interface Cut {
  readonly text: string;
  /** How many rows were left out. */
  readonly omitted: number;
}

/** Joins rows with newlines until `budget` bytes of UTF-8 are used: GitHub counts characters, which are never more. */
export function fitRows(rows: ReadonlyArray<string>, budget: number): Cut {
  const kept: string[] = [];
  let used = 0;
  for (const text of rows) {
    const size = Buffer.byteLength(text) + 1;
    if (used + size > budget) break;
    kept.push(text);
    used += size;
  }
  return { text: kept.join("\n"), omitted: rows.length - kept.length };
}
