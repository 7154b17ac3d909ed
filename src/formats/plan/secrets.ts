import type { AttributePath, Json, JsonObject } from "../../model/resource.ts";
import { textsIn, valueAt } from "./settle.ts";

/** Shorter texts occur by chance. */
const shortestSecret = 4;

/** Finds the texts that a document marks as sensitive somewhere wherever else it has them. */
export interface Secrets {
  readonly add: (value: Json | undefined) => void;
  /** Remembers what lies at the marked paths of an object. */
  readonly addMarked: (values: JsonObject, paths: ReadonlyArray<AttributePath>) => void;
  /** Paths of an object whose text is a secret. */
  readonly pathsIn: (values: JsonObject) => ReadonlyArray<AttributePath>;
}

/** Terraform marks a value where the configuration uses it, and not where a provider gives it back. */
export function openSecrets(): Secrets {
  const texts = new Set<string>();
  const add = (value: Json | undefined): void => {
    for (const { text } of textsIn(value)) if (text.length >= shortestSecret) texts.add(text);
  };
  return {
    add,
    addMarked: (values, paths) => {
      for (const path of paths) add(valueAt(values, path));
    },
    pathsIn: (values) =>
      texts.size === 0 ? [] : textsIn(values).flatMap(({ path, text }) => (texts.has(text) ? [path] : [])),
  };
}
