import type { Json, JsonObject } from "../model/resource.ts";

/** All data documents of one origin together, characters: what an evaluation can hold of them, many times larger. */
export const maxDataSize = 32 * 1024 * 1024;

interface MutableObject {
  [key: string]: Json | MutableObject;
}

function isObject(value: Json | MutableObject | undefined): value is MutableObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names by which an object's prototype would be reached. */
const forbidden: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** The first such name among the keys of a value, at any depth; texts at the top count as keys too. */
function forbiddenKey(value: unknown): string | null {
  if (typeof value !== "object" || value === null) {
    return null;
  }
  const entries: ReadonlyArray<readonly [string, unknown]> = Object.entries(value);
  for (const [key, inner] of entries) {
    const name = Array.isArray(value) ? inner : key;
    const bad = typeof name === "string" && forbidden.has(name) ? name : forbiddenKey(inner);
    if (bad !== null) {
      return bad;
    }
  }
  return null;
}

/** Whether a value is JSON; a plain walk, because data documents may have millions of values. */
function isJson(value: unknown): value is Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isJsonObject(value);
}

function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    isPlain(value) &&
    Object.values(value).every(isJson)
  );
}

/** A date of YAML is an object too. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The data documents of policies, merged into one. */
export class DataDocument {
  readonly #document: MutableObject = {};

  /** What was added so far. */
  get document(): JsonObject {
    return this.#document;
  }

  /** Adds an object under the given keys. Gives what is wrong with it in one sentence, null when it was added. */
  add(under: ReadonlyArray<string>, value: unknown): string | null {
    const bad = forbiddenKey([...under, value]);
    if (bad !== null) {
      return `the data file has a key "${bad}", which is not allowed`;
    }
    if (!isJsonObject(value)) {
      return "the data file has to hold an object of JSON values";
    }
    let at = this.#document;
    for (const key of under) {
      const next = (at[key] ??= {});
      if (!isObject(next)) {
        return `the data file would stand in the place of data.${under.join(".")}, which is a value already`;
      }
      at = next;
    }
    return this.#merge(at, value, under);
  }

  #merge(into: MutableObject, from: JsonObject, under: ReadonlyArray<string>): string | null {
    for (const [key, value] of Object.entries(from)) {
      const known = into[key];
      if (isObject(known) && isObject(value)) {
        const wrong = this.#merge(known, value, [...under, key]);
        if (wrong !== null) {
          return wrong;
        }
      } else if (known !== undefined) {
        return `data.${[...under, key].join(".")} is given twice`;
      } else {
        into[key] = value;
      }
    }
    return null;
  }
}
