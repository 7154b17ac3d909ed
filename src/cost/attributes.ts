import { isList, isObject } from "../model/json.ts";
import type { AttributePath, Json, JsonObject, Resource } from "../model/resource.ts";
import type { Notes } from "./notes.ts";

/** What a number must be, and what stands in for an absent one. */
export interface NumberRule {
  readonly min: number;
  readonly max: number;
  /** Used when the attribute is absent (the provider's default) and, said, when it is known only after apply. */
  readonly otherwise: number;
}

/** A reader over one resource's attributes or over one of its blocks. Wrong values are noted, never thrown. */
export interface Attributes {
  /** A string (numbers and booleans count as written); null when absent or unknown. */
  readonly text: (name: string) => string | null;
  /** A string with a default; an unknown one is assumed to be the default, and said. */
  readonly choice: (name: string, otherwise: string) => string;
  /** A string without which there is no price: refused when absent or unknown. */
  readonly required: (name: string) => string | null;
  /** A number within its bounds; anything else refuses the resource with value and bounds. */
  readonly number: (name: string, rule: NumberRule) => number;
  /** A boolean, also as a string. */
  readonly flag: (name: string, otherwise?: boolean) => boolean;
  /** Nested blocks in the order of the source; a single object counts as one block. */
  readonly blocks: (name: string) => ReadonlyArray<Attributes>;
  /** The first nested block; one without any attribute where there is none. */
  readonly block: (name: string) => Attributes;
  /** Strings of a list. */
  readonly list: (name: string) => ReadonlyArray<string>;
  readonly has: (name: string) => boolean;
  readonly isUnknown: (name: string) => boolean;
}

/** The value, its unknown paths, and where to note what is wrong. `path` is the block's place in the resource. */
export function readAttributes(
  values: JsonObject,
  unknown: ReadonlyArray<AttributePath>,
  notes: Notes,
  path: AttributePath = [],
): Attributes {
  const at = (name: string): Json | undefined => (Object.hasOwn(values, name) ? values[name] : undefined);
  const place = (name: string): string => [...path, name].join(".");
  const isUnknown = (name: string): boolean =>
    (at(name) ?? null) === null && unknown.some((one) => covers(one, [...path, name]));

  function text(name: string): string | null {
    const value = at(name);
    if (typeof value === "string") return value === "" ? null : value;
    return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
  }

  function choice(name: string, otherwise: string): string {
    if (isUnknown(name)) notes.assume(`${place(name)} is known only after apply; "${otherwise}" is assumed.`);
    return text(name) ?? otherwise;
  }

  function required(name: string): string | null {
    const value = text(name);
    if (value === null)
      notes.refuse(isUnknown(name) ? `${place(name)} is known only after apply` : `${place(name)} is not set`);
    return value;
  }

  function number(name: string, rule: NumberRule): number {
    const value = at(name) ?? null;
    if (value === null) {
      if (isUnknown(name)) notes.assume(`${place(name)} is known only after apply; ${rule.otherwise} is assumed.`);
      return rule.otherwise;
    }
    const parsed =
      typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
    if (parsed >= rule.min && parsed <= rule.max) return parsed;
    notes.refuse(`${place(name)} is ${shown(value)}; expected a number from ${rule.min} to ${rule.max}`);
    return rule.otherwise;
  }

  function flag(name: string, otherwise = false): boolean {
    if (isUnknown(name)) notes.assume(`${place(name)} is known only after apply; ${otherwise} is assumed.`);
    const value = text(name)?.toLowerCase();
    return value === "true" || value === "1" ? true : value === "false" || value === "0" ? false : otherwise;
  }

  function blocks(name: string): ReadonlyArray<Attributes> {
    const value = at(name);
    if (isList(value)) {
      return value.flatMap((entry, index) =>
        isObject(entry) ? [readAttributes(entry, unknown, notes, [...path, name, index])] : [],
      );
    }
    if (isUnknown(name)) notes.assume(`The ${place(name)} blocks are known only after apply; none is counted.`);
    return isObject(value) ? [readAttributes(value, unknown, notes, [...path, name])] : [];
  }

  return {
    text,
    choice,
    required,
    number,
    flag,
    blocks,
    block: (name) => blocks(name)[0] ?? readAttributes({}, [], notes, [...path, name]),
    list: (name) => {
      const value = at(name);
      return isList(value) ? value.filter((entry) => typeof entry === "string") : [];
    },
    has: (name) => (at(name) ?? null) !== null,
    isUnknown,
  };
}

/** Attributes of `first` where it has them, else those of `second`: an instance over its launch template. */
export function layered(first: Attributes, second: Attributes): Attributes {
  const pick = (name: string): Attributes => (first.has(name) || first.isUnknown(name) ? first : second);
  return {
    text: (name) => pick(name).text(name),
    choice: (name, otherwise) => pick(name).choice(name, otherwise),
    required: (name) => pick(name).required(name),
    number: (name, rule) => pick(name).number(name, rule),
    flag: (name, otherwise) => pick(name).flag(name, otherwise),
    blocks: (name) => pick(name).blocks(name),
    block: (name) => pick(name).block(name),
    list: (name) => pick(name).list(name),
    has: (name) => first.has(name) || second.has(name),
    isUnknown: (name) => pick(name).isUnknown(name),
  };
}

/** Steps are attribute names and indices here: what the provider decides lies below no map's key. */
function pointerOf(path: AttributePath): string {
  return path.length === 1 ? `/${path[0] ?? ""}` : path.map((step) => `/${step}`).join("");
}

/** Whether an unknown path is this one or one above it. */
function covers(unknown: AttributePath, path: AttributePath): boolean {
  return unknown.length <= path.length && unknown.every((step, index) => step === path[index]);
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

const written = new WeakMap<Resource, ReadonlyArray<AttributePath>>();

/**
 * The paths of a resource that somebody wrote something for which is only known after apply. What is left to the
 * provider is priced by the provider's default, without a word.
 */
export function writtenUnknowns(resource: Resource): ReadonlyArray<AttributePath> {
  const { unknown, unset } = resource;
  if (unset === undefined) return unknown;
  const known = written.get(resource);
  if (known !== undefined) return known;
  const left = new Set(unset);
  const paths = unknown.filter((path) => !left.has(pointerOf(path)));
  written.set(resource, paths);
  return paths;
}
