import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ReviewError } from "../model/failure.ts";
import { attributeKey, type ListRow } from "./list-row.ts";

/** Price lists that cannot be had or used, and books that must not be installed. */
export class PriceListError extends ReviewError {
  override readonly name = "PriceListError";
  /** What the server answered; null where it did not get so far. */
  readonly status: number | null;

  constructor(message: string, { status = null, ...options }: ErrorOptions & { readonly status?: number | null } = {}) {
    super(message, options);
    this.status = status;
  }
}

const filterSchema = z.object({ key: z.string(), value: z.string() });

const lookupSchema = z.object({
  provider: z.enum(["aws", "azurerm", "google"]),
  /** Where the figure goes in the book. */
  service: z.string(),
  /** `{type}` stands for what the group of that name matches in a filter: one lookup then finds many items. */
  item: z.string(),
  unit: z.string(),
  /** Offer code of AWS, service name of Azure and Google. */
  list: z.string(),
  family: z.string(),
  filters: z.array(filterSchema),
  /** `startUsageAmount`, `purchaseOption`, `termLength` and the like. */
  price: z.array(filterSchema),
  /** Whether the price is one of a region or the same everywhere. */
  place: z.enum(["region", "global"]),
});

const fileSchema = z.object({ version: z.literal(1), lookups: z.array(lookupSchema) });

/** Where a price of the book is found in a provider's public list. */
export type Lookup = Readonly<z.infer<typeof lookupSchema>>;

/** Beside the book that comes with Tollgate. */
const path = join(import.meta.dirname, "..", "..", "prices", "lookups.json");

/** Every lookup that comes with Tollgate; made by `npm run prices:build`. */
export function loadLookups(): ReadonlyArray<Lookup> {
  return fileSchema.parse(JSON.parse(readFileSync(path, "utf8"))).lookups;
}

/** A lookup as a test of rows of its list. */
export interface CompiledLookup {
  readonly lookup: Lookup;
  readonly matches: (row: ListRow) => boolean;
  /** The item that a matching row is of. */
  readonly itemOf: (row: ListRow) => string;
}

/** `value` may be a regular expression between slashes; both come with Tollgate and with nothing else. */
export function compileLookup(lookup: Lookup): CompiledLookup {
  const filters = lookup.filters.map(({ key, value }) => ({ key: attributeKey(key), test: testOf(value) }));
  const prices = lookup.price.map(({ key, value }) => priceTest(key, value));
  const isReserved = lookup.price.some(({ key, value }) => key === "purchaseOption" && value === "reserved");
  const saysHow = isReserved || lookup.price.some(({ key }) => key === "purchaseOption" || key === "termLength");
  return {
    lookup,
    itemOf: lookup.item.includes("{") ? (row) => named(lookup, row) : () => lookup.item,
    matches: (row) =>
      (lookup.family === "" || row.family === lookup.family) &&
      (saysHow || row.purchase === "on_demand" || row.purchase === "consumption" || row.purchase === "ondemand") &&
      filters.every(({ key, test }) => test(row.attributes.get(key) ?? "")) &&
      prices.every((test) => test(row)) &&
      // What is paid in advance is listed beside the hourly price.
      !(row.purchase === "reserved" && row.unit === "Quantity"),
  };
}

/** AWS's types are in lower case everywhere but in some lists. */
function named(lookup: Lookup, row: ListRow): string {
  return lookup.filters.reduce((item, { key, value }) => {
    const groups = patternOf(value)?.exec(row.attributes.get(attributeKey(key)) ?? "")?.groups ?? {};
    return Object.entries(groups).reduce((text, [name, found]) => text.replaceAll(`{${name}}`, () => (lookup.provider === "aws" ? found.toLowerCase() : found)), item);
  }, lookup.item);
}

function patternOf(value: string): RegExp | null {
  const groups = /^\/(?<source>.*)\/(?<flags>i?)$/s.exec(value)?.groups;
  return groups === undefined ? null : new RegExp(groups["source"] ?? "", groups["flags"]);
}

function testOf(value: string): (text: string) => boolean {
  const pattern = patternOf(value);
  if (pattern === null) return (text) => text.toLowerCase() === value.toLowerCase();
  return (text) => pattern.test(text);
}

/** Words of terms are compared without blanks: the lists write `NoUpfront` and `No Upfront`. */
function priceTest(key: string, value: string): (row: ListRow) => boolean {
  const same = (text: string): boolean => attributeKey(text) === attributeKey(value);
  switch (key) {
    case "purchaseOption":
      return (row) => same(row.purchase);
    case "startUsageAmount":
      return (row) => Number(row.start) === Number(value);
    case "endUsageAmount":
      return (row) => value === "" || row.end === value || Number(row.end) === Number(value);
    case "termLength":
      return (row) => same(row.term.length);
    case "termPurchaseOption":
      return (row) => same(row.term.option);
    case "termOfferingClass":
      return (row) => same(row.term.offering);
    case "description_regex": {
      const test = testOf(value);
      return (row) => test(row.description);
    }
    default:
      return () => true;
  }
}
