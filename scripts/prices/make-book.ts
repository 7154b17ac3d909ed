import { createHash } from "node:crypto";
import { awsRecipes, awsWholesale } from "./aws-recipes.ts";
import { azureLists, azureRecipes, azureWholesale } from "./azure-recipes.ts";
import { parseCsv } from "./csv.ts";
import { googleLists, googleRecipes, googleWholesale } from "./google-recipes.ts";
import { allLookups } from "./lookups.ts";
import { rateFiles } from "./rates.ts";
import { runnerFiles } from "./runners.ts";
import { tableFiles } from "./tables.ts";
import { wideTables } from "./wide-tables.ts";

/** Reads one file of prices/sources. */
export type ReadSource = (name: string) => string;

/** The book's files by path, sorted; made from the sources alone, so that two makings are equal byte for byte. */
export function makeBook(read: ReadSource): ReadonlyMap<string, string> {
  const sources = new Map(Object.entries(JSON.parse(read("sources.json")) as Record<string, Source>));
  const examples = Map.groupBy(parseCsv(read("worked-examples.csv"), "worked-examples.csv"), (row) => row.provider!);
  const files = [
    ...rateFiles({
      provider: "aws",
      facts: parseCsv(read("aws-rates.csv"), "aws-rates.csv"),
      examples: examples.get("aws") ?? [],
      recipes: awsRecipes,
      wholesale: awsWholesale,
      items: parseCsv(read("aws-items.csv"), "aws-items.csv"),
    }),
    ...rateFiles({
      provider: "azurerm",
      facts: parseCsv(read("azure-rates.csv"), "azure-rates.csv"),
      examples: examples.get("azure") ?? [],
      recipes: azureRecipes,
      wholesale: azureWholesale,
      items: parseCsv(read("azure-items.csv"), "azure-items.csv"),
      lists: azureLists,
    }),
    ...rateFiles({
      provider: "google",
      facts: parseCsv(read("gcp-rates.csv"), "gcp-rates.csv"),
      examples: examples.get("google") ?? [],
      recipes: googleRecipes,
      wholesale: googleWholesale,
      items: parseCsv(read("gcp-items.csv"), "gcp-items.csv"),
      lists: googleLists,
    }),
    ...runnerFiles(parseCsv(read("github-actions.csv"), "github-actions.csv"), sources),
    ...tableFiles((name) => parseCsv(read(name), name), sources),
    ...wideTables((name) => parseCsv(read(name), name), sources),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map([...files, ["manifest.json", manifest(files, sources)]]);
}

/** Where the prices of the book are found in the public lists: what `tollgate prices update` goes by. */
export function makeLookups(read: ReadSource): string {
  const examples = Map.groupBy(parseCsv(read("worked-examples.csv"), "worked-examples.csv"), (row) => row.provider!);
  return allLookups([
    { provider: "aws", examples: examples.get("aws") ?? [], recipes: awsRecipes, wholesale: awsWholesale },
    { provider: "azurerm", examples: examples.get("azure") ?? [], recipes: azureRecipes, wholesale: azureWholesale },
    { provider: "google", examples: examples.get("google") ?? [], recipes: googleRecipes, wholesale: googleWholesale },
  ]);
}

/** A publication that prices were read from. */
export interface Source {
  readonly title: string;
  readonly date: string;
  readonly licence: string;
}

/** Table of contents; the book's date is its newest source's. */
function manifest(files: ReadonlyArray<readonly [string, string]>, sources: ReadonlyMap<string, Source>): string {
  const date = [...sources.values()].map((source) => source.date).reduce((newest, day) => (day > newest ? day : newest));
  const hashes = files.map(([path, text]) => [path, createHash("sha256").update(text).digest("hex")] as const);
  const contents = { version: 1, date, sources: Object.fromEntries(sources), files: Object.fromEntries(hashes) };
  return `${JSON.stringify(contents, null, 1)}\n`;
}
