import { Table } from "console-table-printer";

/** One column of a table: its title, and where its texts stand; a title alone stands left. */
export type Column = string | { readonly title: string; readonly alignment: "left" | "right" };

/**
 * A table for terminals, with borders and without colours, each line with its break; each row has one text for each
 * column. Nothing where there are no rows.
 */
export function textTable(columns: ReadonlyArray<Column>, rows: ReadonlyArray<ReadonlyArray<string>>): string {
  if (rows.length === 0) return "";
  const head = columns.map((column) =>
    typeof column === "string" ? { title: column, alignment: "left" as const } : column,
  );
  const table = new Table({
    shouldDisableColors: true,
    columns: head.map(({ title, alignment }) => ({ name: title, alignment })),
  });
  for (const row of rows) table.addRow(Object.fromEntries(head.map(({ title }, at) => [title, row[at] ?? ""])));
  return `${table.render()}\n`;
}
