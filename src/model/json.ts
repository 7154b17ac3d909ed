import type { Json, JsonObject } from "./resource.ts";

/** Whether a value of a JSON document is a list. */
export function isList(value: Json | undefined): value is ReadonlyArray<Json> {
  return Array.isArray(value);
}

/** Whether a value of a JSON document is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether anything that was read is a list of texts. */
export function isTextList(value: unknown): value is ReadonlyArray<string> {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Whether anything that was read is an object whose fields can be looked at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
