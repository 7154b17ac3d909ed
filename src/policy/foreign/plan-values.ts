import { isList, isObject } from "../../model/json.ts";
import type { AttributePath, Json, JsonObject } from "../../model/resource.ts";

/** Paths as a tree: true where a path ends. */
export type PathTree = Map<string | number, PathTree> & { isEnd?: true };

/** Makes a tree of paths. */
export function pathTree(paths: ReadonlyArray<AttributePath>): PathTree {
  const root: PathTree = new Map();
  for (const path of paths) {
    let at = root;
    for (const step of path) {
      const next: PathTree = at.get(step) ?? new Map<string | number, PathTree>();
      at.set(step, next);
      at = next;
    }
    at.isEnd = true;
  }
  return root;
}

/** Values as a plan shows them: what is unknown is left out of objects, and null in lists. */
export function withoutUnknown(values: JsonObject, unknown: PathTree): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const below = unknown.get(key);
      return below?.isEnd === true ? [] : [[key, below === undefined ? value : knownPart(value, below)]];
    }),
  );
}

function knownPart(value: Json, unknown: PathTree): Json {
  if (isList(value)) {
    return value.map((item, index) => {
      const below = unknown.get(index);
      return below?.isEnd === true ? null : below === undefined ? item : knownPart(item, below);
    });
  }
  return isObject(value) ? withoutUnknown(value, unknown) : value;
}

/**
 * The shape of a value with true where a path ends, as a plan marks what is unknown or sensitive: objects leave out what
 * is not marked, lists have every item.
 */
export function marked(value: Json | undefined, paths: PathTree | undefined): Json {
  if (paths?.isEnd === true) return true;
  if (isList(value)) return value.map((item, index) => marked(item, paths?.get(index)));
  if (!isObject(value)) return false;
  const entries = Object.entries(value).map(([key, item]) => [key, marked(item, paths?.get(key))] as const);
  return Object.fromEntries(entries.filter(([, mark]) => mark !== false));
}
