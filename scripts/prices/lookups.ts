import { regionAt } from "../../src/cost/aws/locations.ts";
import { awsFactLookups } from "./aws-lookups.ts";
import { azureFactLookups } from "./azure-lookups.ts";
import type { Row } from "./csv.ts";
import { exampleRows, type Origin, type Recipe, type Wholesale } from "./recipe.ts";
import { unfold } from "./wholesale.ts";

interface Filter {
  readonly key: string;
  readonly value: string;
}

/** Where a price of the book is found in a public list; `src/prices/lookup.ts` reads them. */
export interface LookupEntry {
  readonly provider: "aws" | "azurerm" | "google";
  readonly service: string;
  readonly item: string;
  readonly unit: string;
  readonly list: string;
  readonly family: string;
  readonly filters: ReadonlyArray<Filter>;
  readonly price: ReadonlyArray<Filter>;
  readonly place: "region" | "global";
}

interface LookupRequest {
  readonly provider: LookupEntry["provider"];
  readonly examples: ReadonlyArray<Row>;
  readonly recipes: ReadonlyArray<Recipe>;
  readonly wholesale: ReadonlyArray<Wholesale>;
}

/** The lists' filters of every item whose figure a worked example has, as that example names them. */
export function exampleLookups(request: LookupRequest): ReadonlyArray<LookupEntry> {
  const recipes = [...request.recipes, ...request.wholesale.flatMap((whole) => unfold(whole, request.examples))];
  return recipes.flatMap((recipe) => {
    const rows = recipe.from.flatMap((origin) => rowsOf(origin, recipe, request.examples));
    const usable = rows.filter((row) => row.service !== "" && `${row.attribute_filters!}${row.product_family!}` !== "");
    const own = usable.find((row) => row.attribute_filters !== "") ?? usable[0];
    return own === undefined ? [] : [entryOf(request.provider, recipe, own, rows)];
  });
}

function rowsOf(origin: Origin, recipe: Recipe, examples: ReadonlyArray<Row>): ReadonlyArray<Row> {
  if (origin.kind === "rows") return origin.rows;
  return origin.kind === "example" ? exampleRows(origin, recipe, examples) : [];
}

function entryOf(
  provider: LookupEntry["provider"],
  recipe: Recipe,
  row: Row,
  rows: ReadonlyArray<Row>,
): LookupEntry {
  const isGlobal = rows.every(({ region }) => region === "" || region === "Global" || region === "global");
  return {
    provider,
    service: recipe.service,
    item: recipe.item,
    unit: recipe.unit,
    list: row.service!,
    family: row.product_family!,
    filters: filtersIn(row.attribute_filters!).filter((filter) => isGlobal || !namesPlace(filter, row)),
    price: filtersIn(row.price_filter!).filter(({ key }) => key !== "unit"),
    place: isGlobal ? "global" : "region",
  };
}

/** An example of one region: the lists of other regions have other names there. */
function namesPlace({ key, value }: Filter, row: Row): boolean {
  return (
    ((key === "location" || key === "fromLocation") && regionAt(value) !== null) ||
    key === "regionCode" ||
    (key === "usagetype" && /^\/\^(?:[A-Z]{2,4}\d)-\/i?$/.test(value)) ||
    (row.region !== "" && value === row.region)
  );
}

/** `skuName=A; productName~/^B$/i`, split where a key begins: values have semicolons of their own. */
function filtersIn(text: string): ReadonlyArray<Filter> {
  return text.split(/; (?=\w+[=~])/).flatMap((filter) => {
    const match = /^(?<key>\w+)[=~](?<value>.*)$/s.exec(filter)?.groups;
    return match?.key === undefined ? [] : [{ key: match.key, value: match.value ?? "" }];
  });
}

/** Every lookup, those written by hand where no example has the filters; sorted, each item once. */
export function allLookups(requests: ReadonlyArray<LookupRequest>): string {
  const found = new Map<string, LookupEntry>();
  for (const entry of [...awsFactLookups, ...azureFactLookups, ...requests.flatMap(exampleLookups)]) {
    const key = `${entry.provider}/${entry.service}/${entry.item}`;
    if (!found.has(key)) found.set(key, entry);
  }
  const lines = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => JSON.stringify(entry));
  return `{"version":1,"lookups":[\n${lines.join(",\n")}\n]}\n`;
}
