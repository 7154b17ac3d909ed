import { contentsOf, diffBooks, listPrices, type ListedPrice } from "../cost/book-listing.ts";
import { bookFolder } from "../cost/book-folders.ts";
import { readFrom } from "../cost/embedded-book.ts";
import { homeOf } from "../cost/regions.ts";
import { count } from "../model/text.ts";
import { plain } from "../report/text.ts";
import { textTable } from "../report/text-table.ts";

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
  const head = ["provider", "service", "item", "column", "region", "USD", "for one", "source"];
  const rows = found.slice(0, shownRows).map((one) => {
    const { provider, service, item, column, region, usd, unit, source } = one;
    return [provider, service, item, column ?? "", region, String(usd), unit ?? "hour", source];
  });
  process.stdout.write(`${textTable(head, rows)}${summary(found.length, "price")}\n`);
}

function showContents(read: (path: string) => string | null, format: ShowOptions["format"]): void {
  const { date, sources, files } = contentsOf(read);
  if (format === "json") {
    print({ date, sources, files: Object.keys(files).length });
    return;
  }
  const rows = Object.entries(sources).map(([code, source]) => [code, source.title, source.date, source.licence]);
  const table = textTable(["source", "title", "date", "licence"], rows);
  process.stdout.write(`Price book of ${date}, ${count(Object.keys(files).length, "file")}, USD\n${table}`);
}

/** `tollgate prices diff`: what two books tell differently; resolves to 1 when anything does. */
export function diffPrices(before: string, after: string, options: DiffOptions): number {
  const filter = { provider: options.provider ?? null, region: options.region ?? null };
  const differences = diffBooks(readFrom(bookFolder(before)), readFrom(bookFolder(after)), filter);
  if (options.format === "json") {
    print(differences);
  } else {
    const head = ["provider", "service", "item", "column", "region", "before", "after", "change"];
    const rows = differences.slice(0, shownRows).map(({ price, before: was, after: will }) => {
      const change = was === null || will === null || was === 0 ? "" : `${(((will - was) / was) * 100).toFixed(1)} %`;
      const { provider, service, item, column, region } = price;
      return [provider, service, item, column ?? "", region, String(was ?? "none"), String(will ?? "none"), change];
    });
    process.stdout.write(`${textTable(head, rows)}${summary(differences.length, "difference")}\n`);
  }
  return differences.length === 0 ? 0 : 1;
}

function summary(total: number, noun: string): string {
  const hidden = total > shownRows ? `; ${total - shownRows} are not shown, --format json has all` : "";
  return plain(`${count(total, noun)}${hidden}`);
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
