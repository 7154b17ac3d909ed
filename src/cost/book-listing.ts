import { compareText } from "../model/text.ts";
import { parseManifest, parseRateFile, parseTableFile, type Manifest } from "./book-file.ts";
import type { ReadBookFile } from "./price-book.ts";

/** One price of a book, as it is listed. */
export interface ListedPrice {
  readonly provider: string;
  readonly service: string;
  readonly item: string;
  /** A table's column; null for a service's item. */
  readonly column: string | null;
  readonly region: string;
  readonly usd: number;
  /** What one is of; null in tables, whose prices are by the hour. */
  readonly unit: string | null;
  /** `<source code> <date>`. */
  readonly source: string;
}

/** What of a book is listed; null for all. */
export interface ListingFilter {
  readonly provider: string | null;
  readonly region: string | null;
}

/** Figures in tables that are no prices. */
const noPrices = new Set(["vcpu", "mem_gib", "factor"]);

/** A book's table of contents. Throws PriceBookError. */
export function contentsOf(read: ReadBookFile): Manifest {
  return parseManifest(read("manifest.json"));
}

/** Every price of a book in the order of its files. Throws PriceBookError where a file is damaged. */
export function* listPrices(read: ReadBookFile, { provider, region }: ListingFilter): Generator<ListedPrice> {
  for (const path of Object.keys(contentsOf(read).files).toSorted(compareText)) {
    const [owner = "", name = "", place] = path.replace(/\.json$/, "").split("/");
    if (provider !== null && owner !== provider) continue;
    if (place === undefined) yield* rates(owner, name, region, () => parseRateFile(path, read(path)));
    else if (region === null || region === place) yield* cells(owner, name, () => parseTableFile(path, read(path)));
  }
}

function* rates(
  provider: string,
  service: string,
  region: string | null,
  parse: () => ReturnType<typeof parseRateFile>,
): Generator<ListedPrice> {
  const file = parse();
  for (const [item, { unit, prices }] of Object.entries(file.items)) {
    for (const [place, [usd, source]] of Object.entries(prices)) {
      if (region !== null && place !== region && place !== "global") continue;
      yield { provider, service, item, column: null, region: place, usd, unit, source: file.sources[source] ?? "" };
    }
  }
}

function* cells(
  provider: string,
  service: string,
  parse: () => ReturnType<typeof parseTableFile>,
): Generator<ListedPrice> {
  const file = parse();
  for (const [item, row] of Object.entries(file.rows)) {
    const source = file.sources[row[0] ?? 0] ?? "";
    for (const [index, column] of file.columns.entries()) {
      const usd = row[index + 1] ?? null;
      if (usd === null || noPrices.has(column)) continue;
      yield { provider, service, item, column, region: file.region, usd, unit: null, source };
    }
  }
}

/** A price that two books tell differently; null where one has none. */
export interface PriceDifference {
  readonly price: ListedPrice;
  readonly before: number | null;
  readonly after: number | null;
}

/** What differs from the old book to the new one, in the order of the new one's files, what is gone last. */
export function diffBooks(
  before: ReadBookFile,
  after: ReadBookFile,
  filter: ListingFilter,
): ReadonlyArray<PriceDifference> {
  const old = new Map<string, ListedPrice>();
  for (const price of listPrices(before, filter)) old.set(keyOf(price), price);
  const differences: PriceDifference[] = [];
  for (const price of listPrices(after, filter)) {
    const was = old.get(keyOf(price))?.usd ?? null;
    old.delete(keyOf(price));
    if (was !== price.usd) differences.push({ price, before: was, after: price.usd });
  }
  return [...differences, ...[...old.values()].map((price) => ({ price, before: price.usd, after: null }))];
}

function keyOf({ provider, service, item, column, region }: ListedPrice): string {
  return JSON.stringify([provider, service, item, column, region]);
}
