import type { PatchOperation } from "../../model/fix.ts";
import { isList, isObject } from "../../model/json.ts";
import type { Json, JsonObject, Resource } from "../../model/resource.ts";
import type { PriceBook } from "../price-book.ts";
import type { ResourceUsage } from "../usage.ts";

/** Something to try instead; what it saves is found by pricing it. */
export interface Candidate {
  readonly title: string;
  readonly why: string;
  /** Replacements of attributes, as JSON patch: parents exist or are made by the edit. */
  readonly patch: ReadonlyArray<PatchOperation>;
  readonly only_told: string | null;
}

/** What candidates are found in: the head of a resource that the change creates or alters. */
export interface ChoiceGround {
  readonly resource: Resource;
  readonly values: JsonObject;
  readonly provider: string;
  /** A region that the book knows. */
  readonly region: string;
  readonly book: PriceBook;
  /** What the usage file tells of it. */
  readonly usage: ResourceUsage;
}

/** Candidates of one kind for one resource. */
export type FindChoices = (ground: ChoiceGround) => ReadonlyArray<Candidate>;

/** The text of an attribute; null for anything else. */
export function textOf(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The nested blocks of a name. */
export function blocksOf(values: JsonObject, name: string): ReadonlyArray<JsonObject> {
  const found = Object.hasOwn(values, name) ? values[name] : undefined;
  return isList(found) ? found.filter((one) => isObject(one)) : isObject(found) ? [found] : [];
}

/** The attributes after a patch that replaces values; paths that do not fit leave them as they are. */
export function patchedValues(values: JsonObject, patch: ReadonlyArray<PatchOperation>): JsonObject {
  return patch.reduce<JsonObject>((done, operation) => {
    if (operation.op === "remove") return done;
    const changed = replaced(done, operation.path.split("/").slice(1), operation.value);
    return isObject(changed) ? changed : done;
  }, values);
}

function replaced(at: Json | undefined, [step, ...rest]: ReadonlyArray<string>, value: Json): Json {
  if (step === undefined) return value;
  if (isList(at)) return at.map((one, index) => (String(index) === step ? replaced(one, rest, value) : one));
  const inner = isObject(at) ? at : {};
  return { ...inner, [step]: replaced(Object.hasOwn(inner, step) ? inner[step] : undefined, rest, value) };
}
