import Table from "cli-table3";

import { contentsOf, diffBooks, listPrices, type ListedPrice } from "../cost/book-listing.ts";
import { bookFolder } from "../cost/book-folders.ts";
import { readFrom } from "../cost/embedded-book.ts";
import { homeOf } from "../cost/regions.ts";
import { count } from "../model/text.ts";
import { plain } from "../report/text.ts";

/** Options of `prices show`. */
export interface ShowOptions {
  readonly provider?: string;
  readonly region?: string;
  readonly book: string;
  readonly format: "terminal" | "json";
}

/** Options of `prices diff`. */
export interface DiffOptions {
  readonly provider?: string;
  readonly region?: string;
  readonly format: "terminal" | "json";
}

/** A listing for people ends here; JSON has everything. */
const shownRows = 100;

/** `tollgate prices show`: without words the book's date and sources, with words the prices that have all of them. */
export function showPrices(words: ReadonlyArray<string>, options: ShowOptions): void {
  const read = readFrom(bookFolder(options.book));
  if (words.length === 0) {
    showContents(read, options.format);
    return;
  }
  const provider = options.provider ?? null;
  const wanted = words.map((word) => word.toLowerCase());
  const found: ListedPrice[] = [];
  for (const price of listPrices(read, { provider, region: options.region ?? null })) {
    const isHome = options.region !== undefined || [homeOf(price.provider), "global", "all"].includes(price.region);
    const text = [price.provider, price.service, price.item, price.column ?? ""].join(" ").toLowerCase();
    if (isHome && wanted.every((word) => text.includes(word))) found.push(price);
  }
  if (options.format === "json") {
    print(found);
    return;
  }
  const table = tableOf(["provider", "service", "item", "column", "region", "USD", "for one", "source"]);
  for (const one of found.slice(0, shownRows))
    table.push([
      one.provider,
      one.service,
      one.item,
      one.column ?? "",
      one.region,
      one.usd,
      one.unit ?? "hour",
      one.source,
    ]);
  process.stdout.write(`${found.length === 0 ? "" : `${table.toString()}\n`}${summary(found.length, "price")}\n`);
}

function showContents(read: (path: string) => string | null, format: ShowOptions["format"]): void {
  const { date, sources, files } = contentsOf(read);
  if (format === "json") {
    print({ date, sources, files: Object.keys(files).length });
    return;
  }
  const table = tableOf(["source", "title", "date", "licence"]);
  for (const [code, source] of Object.entries(sources)) table.push([code, source.title, source.date, source.licence]);
  process.stdout.write(
    `Price book of ${date}, ${count(Object.keys(files).length, "file")}, USD\n${table.toString()}\n`,
  );
}

/** `tollgate prices diff`: what two books tell differently; resolves to 1 when anything does. */
export function diffPrices(before: string, after: string, options: DiffOptions): number {
  const filter = { provider: options.provider ?? null, region: options.region ?? null };
  const differences = diffBooks(readFrom(bookFolder(before)), readFrom(bookFolder(after)), filter);
  if (options.format === "json") {
    print(differences);
  } else {
    const table = tableOf(["provider", "service", "item", "column", "region", "before", "after", "change"]);
    for (const { price, before: was, after: will } of differences.slice(0, shownRows)) {
      const change = was === null || will === null || was === 0 ? "" : `${(((will - was) / was) * 100).toFixed(1)} %`;
      const { provider, service, item, column, region } = price;
      table.push([provider, service, item, column ?? "", region, was ?? "none", will ?? "none", change]);
    }
    const rows = differences.length === 0 ? "" : `${table.toString()}\n`;
    process.stdout.write(`${rows}${summary(differences.length, "difference")}\n`);
  }
  return differences.length === 0 ? 0 : 1;
}

function tableOf(head: string[]): Table.Table {
  return new Table({ head, style: { head: [], border: [] } });
}

function summary(total: number, noun: string): string {
  const hidden = total > shownRows ? `; ${total - shownRows} are not shown, --format json has all` : "";
  return plain(`${count(total, noun)}${hidden}`);
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
