import type { JsonObject } from "../model/resource.ts";

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
  const layers = [usage.resources.get(address), wildcard(usage, address), usage.types.get(type)].filter(
    (layer) => layer !== undefined,
  );
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

/** With the most specific pattern first: only the last index starred, then all of them. */
function wildcard(usage: Usage, address: string): JsonObject | undefined {
  if (!address.includes("[")) return undefined;
  return (
    usage.resources.get(address.replace(/\[[^\]]*\]$/, "[*]")) ??
    usage.resources.get(address.replaceAll(/\[[^\]]*\]/g, "[*]"))
  );
}

function at(layer: JsonObject, key: string): unknown {
  return key
    .split(".")
    .reduce<unknown>((value, step) => (isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined), layer);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
