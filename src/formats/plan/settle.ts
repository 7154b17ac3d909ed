import { isList, isObject } from "../../model/json.ts";
import type { AttributePath, Json, JsonObject } from "../../model/resource.ts";
import { compareText } from "../../model/text.ts";

/** Attributes as a Declaration has them. */
export interface Settled {
  readonly values: JsonObject;
  readonly unknown: ReadonlyArray<AttributePath>;
}

/**
 * Turns a plan's object into attributes: what is not configured is absent there as `null`, `[]` or `{}`, here it is
 * left out; what is known only after apply is left out there, here it is `null` and listed. Attributes in `configured`
 * stay as they are written.
 */
export function settleValues(
  values: JsonObject,
  unknown: Json | undefined,
  configured: ReadonlySet<string> = new Set(),
): Settled {
  const paths: AttributePath[] = [];
  const keys = [...new Set([...Object.keys(values), ...Object.keys(objectOf(unknown))])].sort(compareText);
  const entries = keys.flatMap((key): ReadonlyArray<readonly [string, Json]> => {
    const isWritten = configured.has(key);
    const settled = settle(own(values, key), own(objectOf(unknown), key), [key], { paths, isWritten });
    return settled === undefined ? [] : [[key, settled]];
  });
  return { values: Object.fromEntries(entries), unknown: paths };
}

interface Settling {
  readonly paths: AttributePath[];
  /** Written by somebody: empty values mean something. */
  readonly isWritten: boolean;
}

/** Undefined where there is nothing. */
function settle(
  value: Json | undefined,
  unknown: Json | undefined,
  path: AttributePath,
  how: Settling,
): Json | undefined {
  if (unknown === true) {
    how.paths.push(path);
    return null;
  }
  if (isList(value) || isList(unknown)) return settleList(listOf(value), listOf(unknown), path, how);
  if (isObject(value) || isObject(unknown)) return settleObject(objectOf(value), objectOf(unknown), path, how);
  if (value !== null && value !== undefined) return value;
  return how.isWritten && path.length > 1 ? value : undefined;
}

function settleList(
  values: ReadonlyArray<Json>,
  unknown: ReadonlyArray<Json>,
  path: AttributePath,
  how: Settling,
): Json | undefined {
  const length = Math.max(values.length, unknown.length);
  if (length === 0) return how.isWritten ? [] : undefined;
  return Array.from({ length }, (_, at): Json => {
    const item = settle(values[at], unknown[at], [...path, at], how);
    return item ?? emptyLike(values[at]); // items keep their places
  });
}

function settleObject(
  values: JsonObject,
  unknown: JsonObject,
  path: AttributePath,
  how: Settling,
): JsonObject | undefined {
  const keys = [...new Set([...Object.keys(values), ...Object.keys(unknown)])].sort(compareText);
  const entries = keys.flatMap((key): ReadonlyArray<readonly [string, Json]> => {
    const item = settle(own(values, key), own(unknown, key), [...path, key], how);
    return item === undefined ? [] : [[key, item]];
  });
  return entries.length > 0 || how.isWritten ? Object.fromEntries(entries) : undefined;
}

function emptyLike(value: Json | undefined): Json {
  return isList(value) ? [] : isObject(value) ? {} : null;
}

/** The paths that a mask of `true` marks, such as `after_sensitive`. */
export function markedPaths(mask: Json | undefined, path: AttributePath = []): ReadonlyArray<AttributePath> {
  if (mask === true) return [path];
  if (isList(mask)) return mask.flatMap((item, at) => markedPaths(item, [...path, at]));
  if (!isObject(mask)) return [];
  return Object.keys(mask)
    .sort(compareText)
    .flatMap((key) => markedPaths(own(mask, key), [...path, key]));
}

/** Every text in a value with its path. */
export function textsIn(
  value: Json | undefined,
  path: AttributePath = [],
): ReadonlyArray<{ readonly path: AttributePath; readonly text: string }> {
  if (typeof value === "string") return [{ path, text: value }];
  if (isList(value)) return value.flatMap((item, at) => textsIn(item, [...path, at]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
}

/** The value at a path, undefined where there is none. */
export function valueAt(value: Json | undefined, path: AttributePath): Json | undefined {
  let at = value;
  for (const step of path) {
    if (isList(at)) at = typeof step === "number" ? at[step] : undefined;
    else at = isObject(at) ? own(at, String(step)) : undefined;
  }
  return at;
}

/** Own attributes only: a document may name one `constructor`. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The object, or an empty one. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: Json | undefined): ReadonlyArray<Json> {
  return isList(value) ? value : [];
}
