import type { AttributePath, Declaration, Json, JsonObject } from "../../model/resource.ts";
import { convertValues, pathKey, type Converted, type Reshaped } from "./provider-facts-convert.ts";
import { providerFacts } from "./provider-facts.ts";

/** What the evaluation says of a resource, as far as a provider's schema changes it. */
export interface Evaluated {
  readonly type: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly values: JsonObject;
  readonly unknown: ReadonlyArray<AttributePath>;
  readonly sensitive: ReadonlyArray<AttributePath>;
  readonly lines: Readonly<Record<string, number>>;
  readonly line_paths?: Readonly<Record<string, string>>;
  readonly expressions: Readonly<Record<string, string>>;
  readonly sketches: Readonly<Record<string, string>>;
}

/** What the schema adds, as a declaration has it. */
export type Typed = Pick<Declaration, "unset" | "written_order">;

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
    ...(isReshaped ? { line_paths: movedKeys(resource.line_paths ?? {}, reshaped) } : {}),
    ...(isReshaped ? { expressions: movedKeys(resource.expressions, reshaped) } : {}),
    ...(isReshaped ? { sketches: movedKeys(resource.sketches, reshaped) } : {}),
    ...writtenOrder(reshaped),
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

function writtenOrder(reshaped: Converted["reshaped"]): Pick<Typed, "written_order"> {
  const orders: Array<readonly [string, ReadonlyArray<number>]> = [];
  for (const shape of reshaped.values()) {
    if (typeof shape === "string") continue;
    const { was, order } = shape;
    const sources = Array.from({ length: Math.max(...order) + 1 }, (_, to) => order.indexOf(to));
    orders.push([pointerOf(moved(was, reshaped)), sources]);
  }
  return orders.length === 0 ? {} : { written_order: Object.fromEntries(orders) };
}

function moved(path: AttributePath, reshaped: Converted["reshaped"]): AttributePath {
  const result: Array<string | number> = [];
  let above: Reshaped | undefined;
  for (let at = 0; at < path.length; at += 1) {
    const step = path[at];
    if (step !== undefined)
      result.push(typeof above === "object" && typeof step === "number" ? (above.order[step] ?? step) : step);
    above = reshaped.get(pathKey(path.slice(0, at + 1)));
    if (above === "unwrapped") at += 1;
    else if (above === "wrapped" && at + 1 < path.length) result.push(0);
  }
  return result;
}

/** The same by JSON Pointer. What stood for a list and for its only item stands for the one that is left. */
function movedKeys<Value>(
  byPointer: Readonly<Record<string, Value>>,
  reshaped: Converted["reshaped"],
): Readonly<Record<string, Value>> {
  const result = new Map<string, Value>();
  for (const [pointer, value] of Object.entries(byPointer)) {
    const at = pointerOf(moved(stepsOf(pointer), reshaped));
    if (!result.has(at)) result.set(at, value); // of equal elements of a set the first
  }
  return Object.fromEntries(result);
}

/** A map's key of digits counts as a list index: below it nothing moves then, and the line of what is above is shown. */
function stepsOf(pointer: string): AttributePath {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~")));
}

function pointerOf(path: AttributePath): string {
  let pointer = "";
  for (const step of path) {
    const isPlain = typeof step === "number" || !/[~/]/.test(step);
    pointer += isPlain ? `/${step}` : `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }
  return pointer;
}

function withoutRepetition(paths: ReadonlyArray<AttributePath>): ReadonlyArray<AttributePath> {
  return [...new Map(paths.map((path) => [pathKey(path), path])).values()];
}
