import { isList, isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/resource.ts";

/** What lies below some keys of a manifest; undefined where nothing does. */
export function at(value: Json | undefined, ...keys: ReadonlyArray<string>): Json | undefined {
  return keys.reduce<Json | undefined>((found, key) => {
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    return found[key];
  }, value);
}

/** The objects of a list. */
export function objectsAt(value: Json | undefined, ...keys: ReadonlyArray<string>): ReadonlyArray<JsonObject> {
  const found = at(value, ...keys);
  return isList(found) ? found.filter((one) => isObject(one)) : [];
}

/** A text; null for anything else. */
export function textAt(value: Json | undefined, ...keys: ReadonlyArray<string>): string | null {
  const found = at(value, ...keys);
  return typeof found === "string" && found !== "" ? found : null;
}
