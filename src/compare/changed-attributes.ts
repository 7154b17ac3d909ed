import { isList, isObject } from "../model/json.ts";
import type { AttributePath, Declaration, Json, JsonObject } from "../model/resource.ts";
import { pointerOf } from "./path-set.ts";
import { compareText } from "../model/text.ts";

/** What the walk over both sides knows beside the values. */
interface Sides {
  readonly before: Unknowns;
  readonly after: Unknowns;
  /** Terraform converts `"22"` to `22` as the attribute wants it: writing the other is no change. */
  readonly isLoose: boolean;
  readonly changed: Array<AttributePath>;
}

interface Unknowns {
  readonly pointers: ReadonlySet<string>;
  readonly expressions: Readonly<Record<string, string>>;
}

/**
 * The deepest attribute paths that differ between two declarations of one resource, list items by index. An attribute
 * that is unknown on both sides differs when its expression does; an explicit null equals an absent attribute.
 */
export function changedAttributes(before: Declaration, after: Declaration): ReadonlyArray<AttributePath> {
  const changed: Array<AttributePath> = [];
  const isLoose = before.format === "terraform" && after.format === "terraform";
  walk(before.values, after.values, [], "", { before: unknownsOf(before), after: unknownsOf(after), isLoose, changed });
  return changed;
}

function unknownsOf(declaration: Declaration): Unknowns {
  return {
    pointers: new Set(declaration.unknown.map(pointerOf)),
    expressions: declaration.expressions ?? {},
  };
}

function walk(
  before: Json | undefined,
  after: Json | undefined,
  path: AttributePath,
  pointer: string,
  sides: Sides,
): void {
  const wasUnknown = sides.before.pointers.has(pointer);
  const isUnknown = sides.after.pointers.has(pointer);
  if (wasUnknown || isUnknown) {
    if (wasUnknown && isUnknown && hasSameExpression(pointer, sides)) return;
    sides.changed.push(path);
  } else if (isList(before) && isList(after)) {
    walkList(before, after, path, pointer, sides);
  } else if (isObject(before) && isObject(after)) {
    walkObject(before, after, path, pointer, sides);
  } else if (!isSameScalar(before ?? null, after ?? null, sides.isLoose)) {
    sides.changed.push(path);
  }
}

function walkList(
  before: ReadonlyArray<Json>,
  after: ReadonlyArray<Json>,
  path: AttributePath,
  pointer: string,
  sides: Sides,
): void {
  const length = Math.max(before.length, after.length);
  for (let at = 0; at < length; at += 1) {
    const next = [...path, at];
    // An item that only one side has differs even where it is null.
    if (at >= before.length || at >= after.length) sides.changed.push(next);
    else walk(before[at], after[at], next, `${pointer}/${at}`, sides);
  }
}

function walkObject(before: JsonObject, after: JsonObject, path: AttributePath, pointer: string, sides: Sides): void {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
  for (const key of keys) {
    walk(own(before, key), own(after, key), [...path, key], pointer + pointerOf([key]), sides);
  }
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The expression of an attribute, or of the nearest one around it that has an expression. */
function hasSameExpression(pointer: string, sides: Sides): boolean {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    const [before, after] = [sides.before.expressions[at], sides.after.expressions[at]];
    if (before !== undefined || after !== undefined) return before === after;
    if (at === "") return true;
  }
}

function isSameScalar(before: Json, after: Json, isLoose: boolean): boolean {
  if (before === after) return true;
  if (!isLoose || !isConvertible(before) || !isConvertible(after)) return false;
  return String(before) === String(after);
}

function isConvertible(value: Json): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
