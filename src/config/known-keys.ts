import { z } from "zod";

import { nearest } from "../model/nearest.ts";

type Schema = z.core.$ZodType;

/** Deeper than any file of settings is nested. */
const maxDepth = 6;

/** What to do about a key that a schema does not know: another spelling, another place, or what there is. */
export function adviseKey(schema: Schema, path: ReadonlyArray<PropertyKey>, key: string): string {
  const known = schemasAt(schema, path).flatMap((found) => Object.keys(shapeOf(found)));
  const near = nearest(key, known);
  if (near !== null) return `did you mean ${near}?`;
  const elsewhere = placesOf(schema, key);
  if (elsewhere.length > 0) return `it belongs below ${elsewhere.join(" or ")}`;
  return known.length === 0 ? "remove it" : `expected one of ${known.sort().join(", ")}`;
}

/** The schemas of what lies at a path of a value: several where it may be one thing or another. */
function schemasAt(schema: Schema, path: ReadonlyArray<PropertyKey>): ReadonlyArray<Schema> {
  const [key, ...rest] = path;
  const plain = unwrapped(schema);
  if (key === undefined) return plain;
  return plain.flatMap((found) => {
    const below = typeof key === "string" ? (shapeOf(found)[key] ?? elementOf(found)) : elementOf(found);
    return below === null ? [] : schemasAt(below, rest);
  });
}

/** Where an object of the schema has that key, as a person would write it. */
function placesOf(schema: Schema, key: string, depth = maxDepth): ReadonlyArray<string> {
  if (depth === 0) return [];
  return unwrapped(schema).flatMap((found) =>
    Object.entries(shapeOf(found)).flatMap(([name, below]) => {
      const here = unwrapped(below).some((item) => key in shapeOf(item)) ? [name] : [];
      return [...here, ...placesOf(below, key, depth - 1).map((place) => `${name}.${place}`)];
    }),
  );
}

function unwrapped(schema: Schema): ReadonlyArray<Schema> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return unwrapped(schema.unwrap());
  }
  return schema instanceof z.ZodUnion ? schema.options.flatMap(unwrapped) : [schema];
}

function shapeOf(schema: Schema): Readonly<Record<string, Schema>> {
  return schema instanceof z.ZodObject ? schema.shape : {};
}

function elementOf(schema: Schema): Schema | null {
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : null;
}
