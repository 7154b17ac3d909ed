import type { UsageReading } from "../model/estimate.ts";
import { isRecord } from "../model/json.ts";
import type { JsonObject } from "../model/resource.ts";
import { compareText } from "../model/text.ts";

/** Monthly quantities by resource address and by type, as a usage file tells them. */
export interface Usage {
  /** By address; `[*]` stands for any index. */
  readonly resources: ReadonlyMap<string, JsonObject>;
  readonly types: ReadonlyMap<string, JsonObject>;
}

/** The usage of one resource. */
export interface ResourceUsage {
  /** A quantity by its key, nested keys with dots; null when the file does not tell it. */
  readonly number: (key: string) => number | null;
  readonly text: (key: string) => string | null;
  /** A quantity of another resource below this one's: the outer key is an address, dots and all. */
  readonly under: (address: string, key: string) => number | null;
}

/** The usage of a review without a usage file. */
export const noUsage: Usage = { resources: new Map(), types: new Map() };

/** Looks a resource up: its own entry over a wildcard's (`aws_x.y[*]`) over its type's default, key by key. */
export function usageOf(usage: Usage, address: string, type: string): ResourceUsage {
  const layers = layersOf(usage, address, type).map(({ layer }) => layer);
  const find = (key: string): unknown => layers.map((layer) => at(layer, key)).find((value) => value !== undefined);
  return {
    under: (other, key) => {
      const found: ReadonlyArray<unknown> = layers.map((layer) => (Object.hasOwn(layer, other) ? layer[other] : null));
      const own = found.find(isRecord);
      const value = own !== undefined && Object.hasOwn(own, key) ? own[key] : undefined;
      return typeof value === "number" ? value : null;
    },
    number: (key) => {
      const value = find(key);
      return typeof value === "number" ? value : null;
    },
    text: (key) => {
      const value = find(key);
      return typeof value === "string" ? value : null;
    },
  };
}

/** What the usage file tells of each key, and by which entry. */
export function readingsOf(
  usage: Usage,
  { address, type }: { readonly address: string; readonly type: string },
  keys: ReadonlyArray<string>,
): ReadonlyArray<UsageReading> {
  const layers = layersOf(usage, address, type);
  return keys.map((key) => {
    for (const { entry, layer } of layers) {
      const value = at(layer, key);
      if (typeof value === "number" || typeof value === "string") return { key, value, entry };
    }
    return { key, value: null, entry: null };
  });
}

interface Layer {
  readonly entry: string;
  readonly layer: JsonObject;
}

/** The entries that hold for a resource, the most specific first. */
function layersOf(usage: Usage, address: string, type: string): ReadonlyArray<Layer> {
  const own = usage.resources.get(address);
  const standard = usage.types.get(type);
  return [
    ...(own === undefined ? [] : [{ entry: address, layer: own }]),
    ...wildcards(usage, address),
    ...(standard === undefined ? [] : [{ entry: type, layer: standard }]),
  ];
}

/** Entries with `[*]` by their address with every index starred; made once for each usage file. */
const patterns = new WeakMap<Usage, ReadonlyMap<string, ReadonlyArray<string>>>();

/** Whether an entry of the usage file, which may have `[*]` for indices, means the address. */
export function matchesAddress(pattern: string, address: string): boolean {
  const [own, others] = [indices(pattern), indices(address)];
  return (
    starred(pattern) === starred(address) &&
    own.length === others.length &&
    own.every((index, at) => index === "[*]" || index === others[at])
  );
}

/** With the most specific pattern first: the fewer stars, and the later they come, the better it is meant. */
function wildcards(usage: Usage, address: string): ReadonlyArray<Layer> {
  if (!address.includes("[")) return [];
  const known = patterns.get(usage) ?? indexPatterns(usage);
  return (known.get(starred(address)) ?? []).flatMap((entry) => {
    const layer = usage.resources.get(entry);
    return layer !== undefined && entry !== address && matchesAddress(entry, address) ? [{ entry, layer }] : [];
  });
}

function indexPatterns(usage: Usage): ReadonlyMap<string, ReadonlyArray<string>> {
  const entries = [...usage.resources.keys()].filter((entry) => entry.includes("[*]"));
  const rank = (entry: string): string =>
    indices(entry)
      .map((index) => (index === "[*]" ? "1" : "0"))
      .join("");
  const stars = (entry: string): number => rank(entry).replaceAll("0", "").length;
  const ordered = entries.toSorted((a, b) => stars(a) - stars(b) || compareText(rank(a), rank(b)));
  const index = Map.groupBy(ordered, starred);
  patterns.set(usage, index);
  return index;
}

/** A key may hold brackets and dots of its own between its quotes. */
const indexText = /\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g;

function indices(address: string): ReadonlyArray<string> {
  return address.match(indexText) ?? [];
}

/** The address with every index as `[*]`. */
export function starred(address: string): string {
  return address.replaceAll(indexText, "[*]");
}

function at(layer: JsonObject, key: string): unknown {
  return key
    .split(".")
    .reduce<unknown>((value, step) => (isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined), layer);
}
