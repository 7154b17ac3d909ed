
import { sha256 } from "../model/digest.ts";
import { parseManifest } from "../cost/book-file.ts";
import type { ReadBookFile } from "../cost/price-book.ts";
import type { FetchLimits } from "./fetching.ts";
import type { Lookup } from "./lookup.ts";
import type { Part, Parts } from "./parts.ts";
import { tableLists } from "./table-cells.ts";

/** What an update is to do. */
export interface UpdateRequest {
  readonly providers: ReadonlyArray<"aws" | "azurerm" | "google">;
  /** Regions that are read; null for every region of the old book. */
  readonly regions: ReadonlyArray<string> | null;
  readonly read: ReadBookFile;
  readonly lookups: ReadonlyArray<Lookup>;
  /** Where parts are kept. */
  readonly work: string;
  readonly clock: Date;
  /** Key of Google's catalogue; null without one. */
  readonly googleKey: string | null;
  /** Mirrors of the public lists, by provider. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly factor: number;
  readonly accept: boolean;
  /** Whether lists that cannot be had leave the old prices; else they end the update. */
  readonly partial: boolean;
  readonly limits: FetchLimits;
  /** Called for each list as it is read, with the step and how many there are. */
  readonly progress: (line: string) => void;
}

/** One list to read. */
export interface ListTask {
  readonly provider: string;
  readonly list: string;
  readonly name: string;
  readonly key: string;
  readonly read: (kept: Part | null) => Promise<Part>;
}

/** The lists of one provider, and their day. */
export interface ProviderPlan {
  readonly provider: string;
  readonly date: string;
  readonly tasks: ReadonlyArray<ListTask>;
  /** Lists that the provider does not have, or not any more. */
  readonly skipped: ReadonlyArray<string>;
}

/** Finds the lists of one provider. Throws PriceListError where nobody tells which there are. */
export type Planner = (request: UpdateRequest, parts: Parts) => Promise<ProviderPlan>;

/** Codes of the lists that lookups and tables of a provider name. */
export function listsOf(provider: string, lookups: ReadonlyArray<Lookup>): ReadonlyArray<string> {
  const named = lookups.filter((one) => one.provider === provider).map((one) => one.list);
  return [...new Set([...named, ...(tableLists[provider] ?? [])])].toSorted();
}

/** The regions that are asked for; without any, those of a table of the old book. */
export function regionsOf(provider: string, table: string, request: UpdateRequest): ReadonlyArray<string> {
  const prefix = `${provider}/${table}/`;
  const known = Object.keys(parseManifest(request.read("manifest.json")).files).flatMap((path) =>
    path.startsWith(prefix) ? path.slice(prefix.length).replace(/\.json$/, "") : [],
  );
  return request.regions === null ? known : request.regions;
}

/** Candidates name lookups by index: parts of other lookups are of no use. */
export function lookupsKey(lookups: ReadonlyArray<Lookup>): string {
  return sha256(JSON.stringify(lookups));
}
