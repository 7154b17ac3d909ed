import { isList, isObject, isRecord } from "../../model/json.ts";
import type { AttributePath, Json, JsonObject } from "../../model/resource.ts";
import { own } from "./settle.ts";
import { compareText } from "../../model/text.ts";

/** One place where a state differs from what is configured. */
export interface Difference {
  readonly path: AttributePath;
  readonly configured: Json;
  readonly actual: Json;
}

/** What decides whether two values count as different. */
export interface Comparing {
  /** Whether a path is known only after apply, or deliberately left to others: nothing is said of it. */
  readonly isOpen: (path: AttributePath) => boolean;
  /** The type keeps values as they are written: order, empty values and types count. */
  readonly isExact: boolean;
}

/** Above this many items their order counts: matching them in any order would take too long. */
const maxMatched = 500;

/**
 * Where an object of a state differs from the configured attributes. What is not configured is the provider's business,
 * but for keys of a map of texts (tags): somebody added these.
 */
export function findDifferences(configured: JsonObject, actual: JsonObject, how: Comparing): ReadonlyArray<Difference> {
  return Object.keys(configured)
    .sort(compareText)
    .filter((key) => !(key.endsWith("_wo") && (own(actual, key) ?? null) === null)) // write-only: never in a state
    .flatMap((key) => compare(own(configured, key), own(actual, key), [key], how));
}

function compare(
  configured: Json | undefined,
  actual: Json | undefined,
  path: AttributePath,
  how: Comparing,
): ReadonlyArray<Difference> {
  if (configured === undefined || configured === null || how.isOpen(path)) return [];
  if (isList(configured) && isList(actual)) return compareLists(configured, actual, path, how);
  if (isObject(configured) && isObject(actual)) return compareObjects(configured, actual, path, how);
  const [single] = isList(configured) && configured.length === 1 ? configured : [];
  if (isObject(single) && isObject(actual)) return compareObjects(single, actual, [...path, 0], how); // `timeouts`
  const isSame = isSameScalar(configured, actual ?? null, how) || (isVoid(configured, how) && isVoid(actual, how));
  return isSame ? [] : [{ path, configured, actual: actual ?? null }];
}

function compareObjects(
  configured: JsonObject,
  actual: JsonObject,
  path: AttributePath,
  how: Comparing,
): ReadonlyArray<Difference> {
  const own_keys = Object.keys(configured);
  const isOpenEnded = how.isExact || (path.length === 1 && isTextMap(configured) && isTextMap(actual));
  const added = isOpenEnded ? Object.keys(actual).filter((key) => !Object.hasOwn(configured, key)) : [];
  return [...own_keys, ...added].sort(compareText).flatMap((key) => {
    const next = [...path, key];
    if (Object.hasOwn(configured, key)) return compare(own(configured, key), own(actual, key), next, how);
    const extra = own(actual, key) ?? null;
    return extra === null || how.isOpen(next) ? [] : [{ path: next, configured: null, actual: extra }];
  });
}

/** Sets have no order in a configuration and another one in a state; nothing here tells them from lists. */
function compareLists(
  configured: ReadonlyArray<Json>,
  actual: ReadonlyArray<Json>,
  path: AttributePath,
  how: Comparing,
): ReadonlyArray<Difference> {
  if (how.isExact || Math.max(configured.length, actual.length) > maxMatched) {
    return compareInOrder(configured, actual, path, how);
  }
  const free = new Set(actual.keys());
  const unmatched = [...configured.keys()].filter((at) => {
    const match = [...free].find((other) => compareItem(configured, actual, at, other, path, how).length === 0);
    if (match !== undefined) free.delete(match);
    return match === undefined;
  });
  if (unmatched.length === 0 && free.size === 0) return [];
  if (![...configured, ...actual].every(isObject)) return [{ path, configured, actual }];
  return pairRest(unmatched, [...free], configured, actual, path, how);
}

/** Blocks that no other equals: what is left of both is paired in its order. */
function pairRest(
  unmatched: ReadonlyArray<number>,
  free: ReadonlyArray<number>,
  configured: ReadonlyArray<Json>,
  actual: ReadonlyArray<Json>,
  path: AttributePath,
  how: Comparing,
): ReadonlyArray<Difference> {
  const pairs = Array.from({ length: Math.max(unmatched.length, free.length) }, (_, at) => at);
  return pairs.flatMap((at): ReadonlyArray<Difference> => {
    const [mine, other] = [unmatched[at], free[at]];
    if (mine !== undefined && other !== undefined) return compareItem(configured, actual, mine, other, path, how);
    if (mine !== undefined) return [{ path: [...path, mine], configured: configured[mine] ?? null, actual: null }];
    const extra = other === undefined ? null : (actual[other] ?? null);
    return [{ path: [...path, configured.length + at - unmatched.length], configured: null, actual: extra }];
  });
}

function compareInOrder(
  configured: ReadonlyArray<Json>,
  actual: ReadonlyArray<Json>,
  path: AttributePath,
  how: Comparing,
): ReadonlyArray<Difference> {
  if (configured.length !== actual.length) return [{ path, configured, actual }];
  return configured.flatMap((_, at) => compareItem(configured, actual, at, at, path, how));
}

function compareItem(
  configured: ReadonlyArray<Json>,
  actual: ReadonlyArray<Json>,
  mine: number,
  other: number,
  path: AttributePath,
  how: Comparing,
): ReadonlyArray<Difference> {
  return compare(configured[mine], actual[other], [...path, mine], how);
}

function isTextMap(value: JsonObject): boolean {
  return Object.values(value).every((item) => typeof item === "string" || item === null);
}

/** Providers keep what was never set as an empty value. */
function isVoid(value: Json | undefined, how: Comparing): boolean {
  if (value === undefined || value === null) return true;
  if (how.isExact) return false;
  if (isList(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === "" || value === false || value === 0 || value === "0" || value === "false";
}

function isSameScalar(configured: Json, actual: Json, how: Comparing): boolean {
  if (configured === actual) return true;
  if (!isScalar(configured) || !isScalar(actual) || how.isExact) return false;
  const [a, b] = [String(configured), String(actual)];
  return a === b || isSameNumber(a, b) || isSameDocument(a, b);
}

function isScalar(value: Json): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isSameNumber(a: string, b: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(a) && /^-?\d+(?:\.\d+)?$/.test(b) && Number(a) === Number(b) && a.length < 16;
}

/** Policies and templates are JSON in a text: services give them back with other spaces and another order of keys. */
function isSameDocument(a: string, b: string): boolean {
  const [left, right] = [documentOf(a), documentOf(b)];
  return left !== null && left === right;
}

function documentOf(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
      isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => compareText(x, y))) : value,
    );
  } catch {
    return null;
  }
}
