import { Decimal } from "decimal.js";
import {
  PriceBookError,
  remedy,
  parseManifest,
  parseRateFile,
  parseTableFile,
  type Manifest,
  type RateFile,
  type TableFile,
} from "./book-file.ts";
import { sha256 } from "../model/digest.ts";
import { homeOf, isWide, neighboursOf } from "./regions.ts";

/** What one unit costs, and where that is known from. */
export interface Price {
  /** USD for one unit. */
  readonly usd: Decimal;
  /** For components, e.g. `embedded 2026-09`. */
  readonly label: string;
  /** Code of the source in the book's manifest; the title and the licence are found there. */
  readonly source: string;
  /** Day or month of the figure, e.g. `2026-09-21`. */
  readonly date: string;
  /** The region that the figure is of; another than the one asked for only together with `scaled` or a note. */
  readonly region: string;
  /** Set when the figure is another region's times this factor: an estimate, which has to be said. */
  readonly scaled: Decimal | null;
  /** What was made of the list price, in words, e.g. `list price $0.10 − 12 %`; absent where nothing was. */
  readonly adjusted?: string;
}

/** A price that is the same for everyone in a region: a service's item, such as `ebs` / `gp3`. */
export interface RateQuery {
  readonly kind: "rate";
  readonly service: string;
  readonly item: string;
}

/** A price by type, such as table `ec2`, row `t3.medium`, column `linux`. */
export interface CellQuery {
  readonly kind: "cell";
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

/** What an estimator may ask the book for. */
export type PriceQuery = RateQuery | CellQuery;

/** List prices by provider and region. Pure for its user: the files are read once, on first use. */
export interface PriceBook {
  /** Day of the book's newest source, `YYYY-MM-DD`. */
  readonly date: string;
  /** `embedded`, `updated` or `own`. */
  readonly origin: string;
  /** SHA-256 of the manifest, which has the hashes of all files: two books with one hash are the same. */
  readonly hash: string;
  /** Whether the book has prices of this region. */
  readonly knows: (provider: string, region: string) => boolean;
  /** The regions that it knows, to suggest what a misspelt one meant. */
  readonly regions: (provider: string) => ReadonlyArray<string>;
  /**
   * The price in the region, else the global one, else a stated neighbour's (`region` differs, or `scaled` is set);
   * null when the book has none. Throws PriceBookError where a file of the book is damaged.
   */
  readonly price: (provider: string, region: string, query: PriceQuery) => Price | null;
  /** A figure that is no price: vCPUs or GiB of a type; null when unknown. */
  readonly figure: (provider: string, region: string, query: CellQuery) => number | null;
  /** What a table has prices of in the provider's home region, to suggest what a misspelt name meant. */
  readonly rows: (provider: string, table: string) => ReadonlyArray<string>;
  /** A service's items with a price anywhere, e.g. to scale a size from another of its family. */
  readonly items: (provider: string, service: string) => ReadonlyArray<string>;
  /** Title, date and licence of a price's source. */
  readonly source: (code: string) => Manifest["sources"][string] | null;
}

/** The table by whose files the book knows a provider's regions. */
const machineTables: Readonly<Record<string, string>> = { aws: "ec2", azurerm: "vm", google: "machine" };

/** Reads one file of the book by its path; null when there is none. */
export type ReadBookFile = (path: string) => string | null;

/** Answers that a book keeps; names come from pull requests, so that there may be any number of them. */
const maxKept = 50_000;

/** Opens a book whose files `read` gives; `origin` is the first word of every price's label. */
export function openPriceBook(read: ReadBookFile, origin = "embedded"): PriceBook {
  const contents = read("manifest.json");
  const manifest = parseManifest(contents);
  const rates = remember((path) => fileIn(manifest, path, read, parseRateFile));
  const tables = remember((path) => fileIn(manifest, path, read, parseTableFile));

  /** Answers are asked for again and again: a decimal that is made once is compared and shown many times. */
  const found = new Map<string, Price | null>();

  function rate(provider: string, region: string, query: RateQuery): Price | null {
    const file = rates(`${provider}/${query.service}.json`);
    const prices = file === null ? undefined : own(file.items, query.item)?.prices;
    if (file === null || prices === undefined) return null;
    const places = [region, "global", ...neighboursOf(provider, region), ...Object.keys(prices)];
    const place = places.find((name) => own(prices, name) !== undefined);
    const found = place === undefined ? undefined : own(prices, place);
    if (place === undefined || found === undefined) return null;
    return priceOf(found[0], file.sources[found[1]], place, null);
  }

  function cell(provider: string, region: string, query: CellQuery): Price | null {
    const there = cellIn(tables(`${provider}/${query.table}/${region}.json`), query, region);
    if (there !== null) return there;
    const home = homeOf(provider);
    if (home === region) return null;
    const standIn = cellIn(tables(`${provider}/${query.table}/${home}.json`), query, home);
    const factor = regionFactor(provider, region, query.row);
    if (standIn === null || factor === null) return null;
    return { ...standIn, usd: standIn.usd.times(factor), scaled: factor };
  }

  function cellIn(file: TableFile | null, query: CellQuery, region: string): Price | null {
    const row = file === null ? undefined : own(file.rows, query.row);
    const at = file?.columns.indexOf(query.column) ?? -1;
    const usd = at === -1 ? undefined : row?.[at + 1];
    if (file === null || row === undefined || usd === undefined || usd === null) return null;
    return priceOf(usd, file.sources[row[0] ?? 0], region, null);
  }

  /** Median ratio to the home region of the type's family (`m` of `m7i.large`, `db.m6g.large`, `cache.m5.large`). */
  function regionFactor(provider: string, region: string, type: string): Decimal | null {
    const file = tables(`${provider}/region-factors/all.json`);
    const family = /^(?:db\.|cache\.)?(?<letters>[a-z]+)/.exec(type)?.groups?.letters ?? "*";
    const row = file === null ? undefined : (own(file.rows, `${region}/${family}`) ?? own(file.rows, `${region}/*`));
    const factor = row?.[1];
    return factor === undefined || factor === null ? null : new Decimal(factor);
  }

  function priceOf(usd: number, stamp: string | undefined, region: string, scaled: Decimal | null): Price {
    const [source = "unknown", date = manifest.date] = (stamp ?? "").split(" ");
    return { usd: new Decimal(usd), label: `${origin} ${date.slice(0, 7)}`, source, date, region, scaled };
  }

  return {
    date: manifest.date,
    origin,
    hash: sha256(contents ?? ""),
    knows: (provider, region) =>
      isWide(provider, region) ||
      own(manifest.files, `${provider}/${machineTables[provider] ?? "none"}/${region}.json`) !== undefined,
    regions: (provider) => {
      const folder = `${provider}/${machineTables[provider] ?? "none"}/`;
      return Object.keys(manifest.files).flatMap((path) =>
        path.startsWith(folder) ? [path.slice(folder.length, -".json".length)] : [],
      );
    },
    price: (provider, region, query) => {
      const [first, second, third] =
        query.kind === "rate" ? [query.service, query.item, ""] : [query.table, query.row, query.column];
      const key = `${query.kind}\0${provider}\0${region}\0${first}\0${second}\0${third}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      const price = query.kind === "rate" ? rate(provider, region, query) : cell(provider, region, query);
      if (found.size >= maxKept) found.clear();
      found.set(key, price);
      return price;
    },
    figure: (provider, region, query) => {
      const files = [region, homeOf(provider), "all"].map((name) => tables(`${provider}/${query.table}/${name}.json`));
      return (
        files.map((file) => cellIn(file, query, region)?.usd.toNumber()).find((value) => value !== undefined) ?? null
      );
    },
    rows: (provider, table) => Object.keys(tables(`${provider}/${table}/${homeOf(provider)}.json`)?.rows ?? {}),
    items: (provider, service) => Object.keys(rates(`${provider}/${service}.json`)?.items ?? {}),
    source: (code) => own(manifest.sources, code) ?? null,
  };
}

/** A file of the book, as its manifest lists it: an edited or half-replaced book would give wrong totals quietly. */
function fileIn<T extends RateFile | TableFile>(
  manifest: Manifest,
  path: string,
  read: ReadBookFile,
  parse: (path: string, text: string | null) => T,
): T | null {
  const hash = own(manifest.files, path);
  if (hash === undefined) return null;
  const text = read(path);
  const file = parse(path, text);
  if (hash.length === 64 && sha256(text ?? "") !== hash) {
    throw new PriceBookError(`The price book's file "${path}" is not the one that its manifest lists; ${remedy}`);
  }
  return file;
}

function remember<T>(make: (path: string) => T): (path: string) => T {
  const made = new Map<string, T>();
  return (path) => {
    const known = made.get(path);
    if (known !== undefined) return known;
    const fresh = make(path);
    made.set(path, fresh);
    return fresh;
  };
}

/** Keys come from pull requests: `constructor` is no instance type. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
