import { numberIn, type Row } from "./csv.ts";
import type { Source } from "./make-book.ts";

/** Minutes of GitHub's runners: one file, the same everywhere. */
export function runnerFiles(
  rows: ReadonlyArray<Row>,
  sources: ReadonlyMap<string, Source>,
): ReadonlyArray<readonly [path: string, text: string]> {
  const stamps = [...new Set(rows.map((row) => `${row.src} ${sources.get(row.src!)?.date ?? row.date}`))];
  const items = rows.map((row) => {
    const stamp = stamps.indexOf(`${row.src} ${sources.get(row.src!)?.date ?? row.date}`);
    return `${JSON.stringify(row.sku)}:${JSON.stringify({ unit: "minutes", prices: { global: [numberIn(row, "usd_per_minute"), stamp] } })}`;
  });
  const head = `{"version":1,"service":"actions","sources":${JSON.stringify(stamps)},"items":{\n`;
  return [["github/actions.json", `${head}${items.join(",\n")}\n}}\n`]];
}
