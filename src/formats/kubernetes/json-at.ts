import { isList, isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/resource.ts";

/** The value at a path of keys, where `*` stands for every item of a list; nothing where the shape is another. */
export function valuesAt(value: Json | undefined, path: ReadonlyArray<string>): ReadonlyArray<Json> {
  let found: ReadonlyArray<Json> = value === undefined ? [] : [value];
  for (const step of path) found = found.flatMap((at) => stepInto(at, step));
  return found;
}

/** The texts at a path, as `valuesAt` finds them. */
export function textsAt(value: Json | undefined, path: ReadonlyArray<string>): ReadonlyArray<string> {
  return valuesAt(value, path)
    .filter((found) => typeof found === "string" && found !== "")
    .map(String);
}

/** The object at a path, empty where there is none. */
export function objectAt(value: Json | undefined, path: ReadonlyArray<string>): JsonObject {
  const [found] = valuesAt(value, path);
  return found !== undefined && isObject(found) ? found : {};
}

function stepInto(value: Json, step: string): ReadonlyArray<Json> {
  if (isList(value)) return step === "*" ? value : [];
  if (!isObject(value) || !Object.hasOwn(value, step)) return [];
  const found = value[step];
  return found === undefined ? [] : [found];
}
