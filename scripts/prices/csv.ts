/** One row of a CSV file by column name; an absent cell is the empty string. */
export type Row = Readonly<Record<string, string>>;

/** Reads CSV with a header line (RFC 4180: quoted cells, doubled quotes). Throws on a row of another length. */
export function parseCsv(text: string, name: string): ReadonlyArray<Row> {
  const [header, ...lines] = splitCells(text);
  if (header === undefined) throw new Error(`${name} is empty; a header line was expected.`);
  return lines.map((cells, index) => {
    if (cells.length !== header.length) {
      throw new Error(`${name}, record ${index + 2}: ${cells.length} cells, expected ${header.length}.`);
    }
    return Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ""]));
  });
}

/** A cell's number; null when it is empty. Throws on anything that is no plain number. */
export function numberIn(row: Row, column: string): number | null {
  const cell = row[column] ?? "";
  if (cell === "") return null;
  const value = Number(cell);
  if (!Number.isFinite(value)) throw new Error(`Column ${column}: "${cell}" is no number.`);
  return value;
}

function splitCells(text: string): string[][] {
  const records: string[][] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const cells: string[] = [];
    for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)) {
      cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    }
    records.push(cells);
  }
  return records;
}
