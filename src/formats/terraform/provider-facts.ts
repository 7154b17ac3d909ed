import { readFileSync } from "node:fs";
import { packageRoot } from "../../engines/package-root.ts";
import { decodeType, type Attributes } from "./provider-facts-type.ts";

/** Providers whose schemas we have, by the first word of their types. Made by `scripts/build-provider-facts.ts`. */
const providers: ReadonlySet<string> = new Set(["aws", "azurerm", "google", "kubernetes"]);

const tables = new Map<string, string>();
const decoded = new Map<string, Attributes>();

/**
 * What its provider's schema says of a resource type; null for types that are in no table. A provider's table is read
 * when its first type is asked for, and stays; a type is decoded once.
 */
export function providerFacts(type: string): Attributes | null {
  const known = decoded.get(type);
  if (known !== undefined) return known;
  const line = lineOf(type);
  if (line === null) return null;
  const facts = decodeType(line);
  decoded.set(type, facts);
  return facts;
}

/** Whether types of this one's provider are in the tables: an unlisted type is then newer, older or misspelt. */
export function isKnownProvider(type: string): boolean {
  return providers.has(prefixOf(type));
}

/** Whether we know what the provider says of a type; Terraform's own needs no provider. */
export function isListedType(type: string): boolean {
  return type === "terraform_data" || lineOf(type) !== null;
}

function lineOf(type: string): string | null {
  if (!/^[a-z]\w*$/.test(type) || !isKnownProvider(type)) return null;
  const table = tableOf(prefixOf(type));
  const start = table.indexOf(`\n${type}\t`);
  return start === -1 ? null : table.slice(start + 1, table.indexOf("\n", start + 1));
}

function prefixOf(type: string): string {
  return type.split("_", 1)[0] ?? "";
}

function tableOf(provider: string): string {
  const known = tables.get(provider) ?? readFileSync(new URL(`provider-facts/${provider}.tsv`, packageRoot), "latin1");
  tables.set(provider, known);
  return known;
}
