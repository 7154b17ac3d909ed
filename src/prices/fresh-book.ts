import { Decimal } from "decimal.js";
import { sha256 } from "../model/digest.ts";
import { parseManifest, parseRateFile, parseTableFile, type Manifest } from "../cost/book-file.ts";
import type { ReadBookFile } from "../cost/price-book.ts";
import { compareText } from "../model/text.ts";
import type { FreshRates, Outcome } from "./fresh-figures.ts";
import type { TableCell } from "./table-cells.ts";

/** A price that the lists tell so differently that it is more likely misread than changed. */
export interface Doubt {
  readonly place: string;
  readonly before: number;
  /** The list's price, several where it cannot be told which is meant. */
  readonly after: ReadonlyArray<number>;
}

/** What an update made of the old book. */
export interface FreshBook {
  /** Text by path, the manifest among them. */
  readonly files: ReadonlyMap<string, string>;
  readonly date: string;
  /** SHA-256 of the manifest, which has those of all files. */
  readonly hash: string;
  /** Figures that the lists confirm, change, and add. */
  readonly confirmed: number;
  readonly changed: number;
  readonly added: number;
  /** Changes beyond the factor; the old price stays unless they are accepted. */
  readonly implausible: ReadonlyArray<Doubt>;
  /** Several prices of the list fit; the old price stays. */
  readonly ambiguous: ReadonlyArray<Doubt>;
}

/** What a fresh book is made from. */
export interface FreshRequest {
  readonly read: ReadBookFile;
  readonly rates: FreshRates;
  readonly cells: ReadonlyArray<TableCell>;
  /** Day of each provider's list, `YYYY-MM-DD`; providers that were not read are absent. */
  readonly dates: Readonly<Record<string, string>>;
  /** A price that changed by more than this factor is held to be misread. */
  readonly factor: number;
  readonly accept: boolean;
}

const sources: Readonly<Record<string, { readonly code: string; readonly title: string }>> = {
  aws: { code: "AL", title: "AWS price list, bulk offer files" },
  azurerm: { code: "AR", title: "Azure Retail Prices API" },
  google: { code: "GC", title: "Google Cloud Billing Catalog API" },
};

type Tally = { confirmed: number; changed: number; added: number; implausible: Doubt[]; ambiguous: Doubt[] };

/** The old book with the lists' figures in the place of its own. Throws PriceBookError where the old one is damaged. */
export function freshBook(request: FreshRequest): FreshBook {
  const old = parseManifest(request.read("manifest.json"));
  const tally: Tally = { confirmed: 0, changed: 0, added: 0, implausible: [], ambiguous: [] };
  const files = [...rateFiles(request, old, tally), ...tableFiles(request, old, tally)].toSorted(([a], [b]) =>
    compareText(a, b),
  );
  const manifest = manifestOf(request, old, files);
  return {
    ...tally,
    files: new Map([...files, ["manifest.json", manifest.text]]),
    date: manifest.date,
    hash: sha256(manifest.text),
  };
}

type File = readonly [path: string, text: string];
type Prices = Record<string, readonly [usd: number, source: number]>;

function rateFiles(request: FreshRequest, old: Manifest, tally: Tally): ReadonlyArray<File> {
  const known = Object.keys(old.files).filter((path) => path.split("/").length === 2);
  const wanted = new Set([
    ...known,
    ...[...request.rates.keys()].map((key) => `${rateParts(key).slice(0, 2).join("/")}.json`),
  ]);
  return [...wanted].map((path) => rateFile(request, { path, isKnown: known.includes(path) }, tally));
}

function rateFile(
  request: FreshRequest,
  { path, isKnown }: { readonly path: string; readonly isKnown: boolean },
  tally: Tally,
): File {
  const [provider = "", name = ""] = path.replace(/\.json$/, "").split("/");
  const file = isKnown ? parseRateFile(path, request.read(path)) : { version: 1, service: name, sources: [], items: {} };
  const stamps = [...file.sources];
  const items: Record<string, { readonly unit: string; readonly prices: Prices }> = { ...file.items };
  for (const [key, { unit: told, regions }] of request.rates) {
    const [owner, service, item] = rateParts(key);
    if (owner !== provider || service !== name) continue;
    const own = items[item];
    const prices: Prices = { ...own?.prices };
    for (const [region, outcome] of [...regions].toSorted(([a], [b]) => compareText(a, b))) {
      const place = `${provider}/${service}: ${item} in ${region}`;
      const usd = decide(outcome, prices[region]?.[0] ?? null, { place, request, tally });
      if (usd !== null) prices[region] = [usd, indexIn(stamps, stampOf(provider, request))];
    }
    if (Object.keys(prices).length > 0) items[item] = { unit: own?.unit ?? told, prices };
  }
  const lines = Object.entries(items).map(([item, { unit, prices }]) => {
    const cells = Object.entries(prices)
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([region, [usd, source]]) => `${JSON.stringify(region)}:[${plain(usd)},${source}]`);
    return `${JSON.stringify(item)}:{"unit":${JSON.stringify(unit)},"prices":{${cells.join(",")}}}`;
  });
  const head = `{"version":1,"service":${JSON.stringify(name)},"sources":${JSON.stringify(stamps)},"items":{\n`;
  return [path, `${head}${lines.join(",\n")}\n}}\n`];
}

function rateParts(key: string): readonly [string, string, string] {
  const parts: unknown = JSON.parse(key);
  const [provider, service, item] = Array.isArray(parts) ? parts.map(String) : [];
  return [provider ?? "", service ?? "", item ?? ""];
}

/** The figure to write, null where the old one stays. */
function decide(
  outcome: Outcome,
  before: number | null,
  { place, request, tally }: { readonly place: string; readonly request: FreshRequest; readonly tally: Tally },
): number | null {
  if (outcome.kind === "ambiguous") {
    if (before !== null && outcome.usd.some((one) => isSame(one, before))) tally.confirmed++;
    else if (before !== null) tally.ambiguous.push({ place, before, after: outcome.usd });
    return null;
  }
  const after = outcome.usd;
  if (before === null) {
    tally.added++;
    return after;
  }
  if (isSame(after, before)) {
    tally.confirmed++;
    return before;
  }
  const ratio = after === 0 || before === 0 ? Infinity : Math.max(after / before, before / after);
  if (ratio > request.factor) {
    tally.implausible.push({ place, before, after: [after] });
    if (!request.accept) return null;
  }
  tally.changed++;
  return after;
}

/** Equal but for the rounding of a source. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(Math.abs(a), Math.abs(b)) * 1e-6;
}

function tableFiles(request: FreshRequest, old: Manifest, tally: Tally): ReadonlyArray<File> {
  const byPath = Map.groupBy(request.cells, (one) => `${one.provider}/${one.table}/${one.region}.json`);
  return Object.keys(old.files)
    .filter((path) => path.split("/").length === 3)
    .map((path): File => {
      const text = request.read(path);
      const cells = byPath.get(path);
      if (cells === undefined) return [path, text ?? ""];
      return [path, tableFile(path, text, { cells, request, tally })];
    });
}

function tableFile(
  path: string,
  text: string | null,
  { cells, request, tally }: { cells: ReadonlyArray<TableCell>; request: FreshRequest; tally: Tally },
): string {
  const file = parseTableFile(path, text);
  const stamps = [...file.sources];
  const rows = new Map(Object.entries(file.rows));
  const provider = path.split("/")[0] ?? "";
  for (const [name, own] of Map.groupBy(cells, (one) => one.row)) {
    const row = [...(rows.get(name) ?? [0, ...file.columns.map(() => null)])];
    let isRead = false;
    for (const [column, found] of Map.groupBy(own, (one) => one.column)) {
      const index = file.columns.indexOf(column);
      if (index === -1) continue;
      const prices = [...new Set(found.map(({ usd }) => Number(usd)))].toSorted((a, b) => a - b);
      const [only = 0] = prices;
      const outcome: Outcome = prices.length === 1 ? { kind: "read", usd: only } : { kind: "ambiguous", usd: prices };
      const place = `${path.replace(/\.json$/, "")}: ${name} (${column})`;
      const usd = decide(outcome, row[index + 1] ?? null, { place, request, tally });
      if (usd === null) continue;
      row[index + 1] = usd;
      isRead = true;
    }
    if (isRead) row[0] = indexIn(stamps, stampOf(provider, request));
    if (rows.has(name) || isRead) rows.set(name, row);
  }
  const lines = [...rows]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([name, row]) => `${JSON.stringify(name)}:[${row.map((one) => (one === null ? "null" : plain(one))).join(",")}]`);
  const head = { version: 1, table: file.table, region: file.region, sources: stamps, columns: file.columns };
  return `${JSON.stringify(head).slice(0, -1)},"rows":{\n${lines.join(",\n")}\n}}\n`;
}

function manifestOf(
  request: FreshRequest,
  old: Manifest,
  files: ReadonlyArray<File>,
): { readonly text: string; readonly date: string } {
  const read = Object.entries(request.dates).flatMap(([provider, date]) => {
    const source = sources[provider];
    return source === undefined ? [] : [[source.code, { title: source.title, date, licence: "public price list" }] as const];
  });
  const all = { ...old.sources, ...Object.fromEntries(read) };
  const date = Object.values(all)
    .map((source) => source.date)
    .reduce((newest, day) => (day > newest ? day : newest), "");
  const hashes = files.map(([path, text]) => [path, sha256(text)] as const);
  const text = `${JSON.stringify({ version: 1, date, sources: all, files: Object.fromEntries(hashes) }, null, 1)}\n`;
  return { text, date };
}

function stampOf(provider: string, { dates }: FreshRequest): string {
  return `${sources[provider]?.code ?? provider} ${dates[provider] ?? ""}`;
}

/** Never an exponent: `3.09e-8` would be valid JSON and unreadable in a difference. */
function plain(usd: number): string {
  return new Decimal(usd).toFixed();
}

function indexIn(list: string[], value: string): number {
  const at = list.indexOf(value);
  return at === -1 ? list.push(value) - 1 : at;
}
