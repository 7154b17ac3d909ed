import type { AttributePath, Json, JsonObject } from "../../model/resource.ts";
import { convertValues, pathKey, type Converted } from "./provider-facts-convert.ts";
import { providerFacts } from "./provider-facts.ts";

/** What the evaluation says of a resource, as far as a provider's schema changes it. */
export interface Evaluated {
  readonly type: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly values: JsonObject;
  readonly unknown: ReadonlyArray<AttributePath>;
  readonly sensitive: ReadonlyArray<AttributePath>;
  readonly lines: Readonly<Record<string, number>>;
  readonly expressions: Readonly<Record<string, string>>;
  readonly sketches: Readonly<Record<string, string>>;
}

/** `unset`: JSON Pointers of those in `unknown` for which nothing is written; the provider or the account decides. */
export interface Typed {
  readonly unset?: ReadonlyArray<string>;
}

/** Attributes that are not noted as computed: newer providers have `region` on everything, older ones do not know it. */
const skipped: ReadonlySet<string> = new Set(["region", "tags_all"]);

/**
 * A resource as its provider's schema has it: values converted, blocks as lists of objects, what only the provider
 * knows unknown, secrets sensitive. One whose type is in no table is left as written.
 */
export function withProviderFacts<Resource extends Evaluated>(resource: Resource): Resource & Typed {
  const facts = providerFacts(resource.type);
  if (facts === null) return resource;
  const converted = convertValues(resource.values, facts, skipped);
  const { reshaped, unset, sensitive } = converted;
  const merged = facts.has("tags_all") ? mergedTags(resource, converted) : null;
  const isReshaped = reshaped.size > 0;
  const known = isReshaped ? resource.unknown.map((path) => moved(path, reshaped)) : resource.unknown;
  const secrets = isReshaped ? resource.sensitive.map((path) => moved(path, reshaped)) : resource.sensitive;
  return {
    ...resource,
    values: merged === null ? converted.values : { ...converted.values, tags_all: merged.value },
    unknown: [...known, ...unset, ...(merged?.isUnknown === true ? [["tags_all"]] : [])],
    sensitive: sensitive.length === 0 ? secrets : withoutRepetition([...secrets, ...sensitive]),
    ...(isReshaped ? { lines: movedKeys(resource.lines, reshaped) } : {}),
    ...(isReshaped ? { expressions: movedKeys(resource.expressions, reshaped) } : {}),
    ...(isReshaped ? { sketches: movedKeys(resource.sketches, reshaped) } : {}),
    ...(unset.length === 0 ? {} : { unset: unset.map(pointerOf) }),
  };
}

/** The provider merges its default tags into a resource's own: known in a plan where the resource's own are. */
function mergedTags(
  { tags, unknown, values }: Evaluated,
  converted: Converted,
): { readonly value: Json; readonly isUnknown: boolean } | null {
  if (Object.hasOwn(values, "tags_all")) return { value: converted.values["tags_all"] ?? null, isUnknown: false };
  const isUnknown = unknown.some(([first]) => first === "tags");
  return { value: isUnknown ? null : tags, isUnknown };
}

function moved(path: AttributePath, reshaped: Converted["reshaped"]): AttributePath {
  const result: Array<string | number> = [];
  for (let at = 0; at < path.length; at += 1) {
    const step = path[at];
    if (step !== undefined) result.push(step);
    const shape = reshaped.get(pathKey(path.slice(0, at + 1)));
    if (shape === "unwrapped") at += 1;
    else if (shape === "wrapped" && at + 1 < path.length) result.push(0);
  }
  return result;
}

/** The same by JSON Pointer. What stood for a list and for its only item stands for the one that is left. */
function movedKeys<Value>(
  byPointer: Readonly<Record<string, Value>>,
  reshaped: Converted["reshaped"],
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(byPointer).map(([pointer, value]) => [pointerOf(moved(stepsOf(pointer), reshaped)), value]),
  );
}

/** A map's key of digits counts as a list index: below it nothing moves then, and the line of what is above is shown. */
function stepsOf(pointer: string): AttributePath {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~")));
}

function pointerOf(path: AttributePath): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function withoutRepetition(paths: ReadonlyArray<AttributePath>): ReadonlyArray<AttributePath> {
  return [...new Map(paths.map((path) => [pathKey(path), path])).values()];
}
