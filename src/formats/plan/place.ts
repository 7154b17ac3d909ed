import type { AttributePath, Declaration, Location } from "../../model/resource.ts";
import { withoutKeys } from "./configuration.ts";
import { lineOf } from "./json-text.ts";

/** Where the source declares what a plan names. */
export interface Sources {
  /** The declaration of an address, or of the block that it is an instance of; null where there is none. */
  readonly find: (address: string) => Declaration | null;
}

/** Indexes evaluated declarations by address and by block. */
export function indexSources(declarations: ReadonlyArray<Declaration>): Sources {
  const byAddress = new Map(declarations.map((declaration) => [declaration.address, declaration]));
  const byBlock = new Map(
    declarations.toReversed().map((declaration) => [withoutKeys(declaration.address), declaration]),
  );
  return { find: (address) => byAddress.get(address) ?? byBlock.get(withoutKeys(address)) ?? null };
}

/** Where a plan's own text names each address: what is shown when no source declares it. */
export function indexText(path: string, text: string): (address: string) => Location {
  let lines: ReadonlyMap<string, number> | null = null;
  return (address) => {
    lines ??= addressLines(text);
    const line = lines.get(address) ?? 1;
    return { path, line, end_line: line };
  };
}

function addressLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const start = Math.max(0, text.indexOf('"resource_changes"'));
  let line = lineOf(text, start);
  let newline = text.indexOf("\n", start); // the next one, looked for once
  const rest = text.slice(start);
  for (const match of rest.matchAll(/"address"\s{0,20}:\s{0,20}(?<address>"(?:[^"\\]|\\.)*")/g)) {
    const here = start + match.index;
    for (; newline >= 0 && newline < here; newline = text.indexOf("\n", newline + 1)) line += 1;
    const address = addressIn(match.groups?.["address"] ?? '""');
    if (!lines.has(address)) lines.set(address, line);
  }
  return lines;
}

function addressIn(quoted: string): string {
  try {
    const address: unknown = JSON.parse(quoted);
    return typeof address === "string" ? address : "";
  } catch {
    return "";
  }
}

/** Two lists of paths, each path once, by their text. */
export function joinPaths(...lists: ReadonlyArray<ReadonlyArray<AttributePath>>): ReadonlyArray<AttributePath> {
  const byText = new Map(lists.flat().map((path) => [JSON.stringify(path), path]));
  return [...byText.keys()].sort().flatMap((key) => [byText.get(key) ?? []]);
}
