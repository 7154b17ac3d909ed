import { isList, isObject } from "../../model/json.ts";
import type { AttributePath, Json, JsonObject } from "../../model/resource.ts";
import { ordered, setOrder } from "./provider-facts-sets.ts";
import type { AttributeFacts, Attributes, ValueType } from "./provider-facts-type.ts";

/** A value became a list of itself, the one item of itself, or a set in its order. */
export type Reshaped = "wrapped" | "unwrapped" | Reordered;

/** A set whose elements moved; `order` is old index → new index. */
export interface Reordered {
  readonly was: AttributePath;
  readonly order: ReadonlyArray<number>;
}

/** What a conversion by the schema made, and what it learnt on the way. */
export interface Converted {
  readonly values: JsonObject;
  /** Computed attributes that are not configured; null in `values`. */
  readonly unset: ReadonlyArray<AttributePath>;
  /** Attributes that the schema calls secret and that have a value. */
  readonly sensitive: ReadonlyArray<AttributePath>;
  /** By paths as they were. */
  readonly reshaped: ReadonlyMap<string, Reshaped>;
}

interface Notes {
  readonly unset: Array<AttributePath>;
  readonly sensitive: Array<AttributePath>;
  readonly reshaped: Map<string, Reshaped>;
}

/** Where a value was in the configuration's shape, and where it is in the schema's. */
interface Place {
  readonly was: AttributePath;
  readonly is: AttributePath;
  /** Whether what is not written here is noted: below a whole attribute nothing is left to the provider. */
  readonly isNoted: boolean;
}

/** Computed attributes noted below the top of one resource; more would be a block repeated without end. */
const maxNestedComputed = 5_000;

/**
 * The values as the provider's schema has them: scalars of the type that it declares, nested blocks as lists of objects
 * (one object where it declares one), computed attributes that are not configured as null. What does not fit stays as
 * written: Terraform will say so. `skipped` names top-level attributes that are never noted as computed.
 */
export function convertValues(values: JsonObject, facts: Attributes, skipped: ReadonlySet<string>): Converted {
  const notes: Notes = { unset: [], sensitive: [], reshaped: new Map() };
  const converted = convertObject(values, facts, { was: [], is: [], isNoted: true }, notes, skipped);
  return { values: converted, ...notes };
}

/** The key of a path in `reshaped`. */
export function pathKey(path: AttributePath): string {
  return JSON.stringify(path);
}

function convertObject(
  value: JsonObject,
  facts: Attributes,
  place: Place,
  notes: Notes,
  skipped: ReadonlySet<string> = new Set(),
): JsonObject {
  const converted = Object.entries(value).map(([name, item]): readonly [string, Json] => {
    const attribute = facts.get(name);
    if (attribute?.isSensitive === true && item !== null) notes.sensitive.push([...place.is, name]);
    return [name, attribute === undefined ? item : convertAttribute(name, item, attribute, place, notes)];
  });
  const isNoted = place.isNoted && (place.is.length === 0 || notes.unset.length < maxNestedComputed);
  if (!isNoted) return Object.fromEntries(converted);
  const { names, paths, values } = leftToProvider(value, facts, skipped);
  for (const [at, name] of names.entries()) {
    notes.unset.push(place.is.length === 0 ? (paths[at] ?? [name]) : [...place.is, name]);
  }
  return { ...Object.fromEntries(converted), ...values };
}

/** What the provider gives where a resource configures just these attributes, and null for each. */
interface Left {
  readonly names: ReadonlyArray<string>;
  readonly paths: ReadonlyArray<AttributePath>;
  readonly values: JsonObject;
}

const left = new WeakMap<Attributes, Map<string, Left>>();

/** Resources of a type that are written alike are many. */
const mostLeft = 200;

function leftToProvider(value: JsonObject, facts: Attributes, skipped: ReadonlySet<string>): Left {
  const alike = left.get(facts) ?? new Map<string, Left>();
  left.set(facts, alike);
  const key = JSON.stringify([[...skipped], Object.keys(value)]);
  const known = alike.get(key);
  if (known !== undefined) return known;
  const names = providedNames(facts).filter((name) => !Object.hasOwn(value, name) && !skipped.has(name));
  const found = {
    names,
    paths: names.map((name) => [name]),
    values: Object.fromEntries(names.map((name) => [name, null])),
  };
  if (alike.size >= mostLeft) alike.clear();
  alike.set(key, found);
  return found;
}

/** Most attributes are scalars, which have no places below them. */
function convertAttribute(name: string, item: Json, attribute: AttributeFacts, place: Place, notes: Notes): Json {
  const { type, presence } = attribute;
  if (item === null || typeof item !== "object") return convert(item, type, place, notes);
  const isBlock = presence === "required" || presence === "optional";
  return convert(item, type, { ...below(place, name), isNoted: place.isNoted && isBlock }, notes);
}

const provided = new WeakMap<Attributes, ReadonlyArray<string>>();

/** What the provider gives where nothing is configured. */
function providedNames(facts: Attributes): ReadonlyArray<string> {
  const known = provided.get(facts);
  if (known !== undefined) return known;
  const names = [...facts].flatMap(([name, { presence }]) =>
    presence === "computed" || presence === "default" ? [name] : [],
  );
  provided.set(facts, names);
  return names;
}

function convert(value: Json, type: ValueType, place: Place, notes: Notes): Json {
  if (value === null) return null;
  switch (type.kind) {
    case "string":
      return isScalar(value) ? textOf(value) : value;
    case "number":
      return typeof value === "string" ? numberOf(value) : value;
    case "bool":
      return typeof value === "string" ? boolOf(value) : value;
    case "any":
      return value;
    case "list":
      return convertList(value, type.element, place, notes);
    case "set":
      return convertSet(value, type.element, place, notes);
    case "map":
      return convertMap(value, type.element, place, notes);
    case "object": {
      const { item, at } = onlyItem(value, place, notes);
      return isObject(item) ? convertObject(item, type.attributes, at, notes) : item;
    }
  }
}

function convertList(value: Json, element: ValueType, place: Place, notes: Notes): Json {
  if (isList(value)) {
    return value.map((item, index) => convert(item, element, below(place, index), notes));
  }
  if (!isObject(value) || element.kind !== "object") return value;
  notes.reshaped.set(pathKey(place.was), "wrapped");
  return [convert(value, element, { ...place, is: [...place.is, 0] }, notes)];
}

/** What was noted of the elements moves with them. */
function convertSet(value: Json, element: ValueType, place: Place, notes: Notes): Json {
  const [firstUnset, firstSecret] = [notes.unset.length, notes.sensitive.length];
  const converted = convertList(value, element, place, notes);
  const order = isList(value) && isList(converted) ? setOrder(converted, element, place.isNoted) : null;
  if (order === null || !isList(converted)) return converted;
  notes.reshaped.set(pathKey(place.was), { was: place.was, order });
  const depth = place.is.length;
  for (const [list, first] of [
    [notes.unset, firstUnset],
    [notes.sensitive, firstSecret],
  ] as const) {
    for (let at = first; at < list.length; at += 1) list[at] = reindexed(list[at] ?? [], depth, order);
  }
  return ordered(converted, order);
}

function reindexed(path: AttributePath, depth: number, order: ReadonlyArray<number>): AttributePath {
  const index = path[depth];
  return typeof index === "number" ? path.with(depth, order[index] ?? index) : path;
}

function convertMap(value: Json, element: ValueType, place: Place, notes: Notes): Json {
  const { item, at } = onlyItem(value, place, notes);
  if (!isObject(item)) return item;
  return Object.fromEntries(
    Object.entries(item).map(([key, one]) => [key, convert(one, element, below(at, key), notes)]),
  );
}

/** A block that the schema has once, or as a map, was written as a list of one. */
function onlyItem(value: Json, place: Place, notes: Notes): { readonly item: Json; readonly at: Place } {
  const [only] = isList(value) && value.length === 1 ? value : [];
  if (only === undefined || !isObject(only)) return { item: value, at: place };
  notes.reshaped.set(pathKey(place.was), "unwrapped");
  return { item: only, at: { ...place, was: [...place.was, 0] } };
}

function below({ was, is, isNoted }: Place, step: string | number): Place {
  return { was: [...was, step], is: [...is, step], isNoted };
}

function textOf(value: string | number | boolean): string {
  // Terraform writes whole numbers out; JavaScript switches to an exponent at 10^21.
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

function numberOf(text: string): Json {
  const isNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text);
  return isNumber && Number.isFinite(Number(text)) ? Number(text) : text;
}

function boolOf(text: string): Json {
  return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : text;
}

function isScalar(value: Json): value is string | number | boolean {
  return typeof value !== "object";
}
