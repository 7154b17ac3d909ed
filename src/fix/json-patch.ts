import { pointerSteps, type PatchOperation } from "../model/fix.ts";
import { isList, isObject } from "../model/json.ts";
import type { Json } from "../model/resource.ts";

/**
 * The document after the patch. More lenient than RFC 6902 in one thing, because attributes that are not written are
 * not there: parents that are missing are made. Null where an operation does not fit the document.
 */
export function patched(document: Json, patch: ReadonlyArray<PatchOperation>): { readonly value: Json } | null {
  let value: Json = document;
  for (const operation of patch) {
    const next = applied(value, pointerSteps(operation.path), operation);
    if (next === undefined) return null;
    value = next;
  }
  return { value };
}

/** A value inside the parents that the steps name. */
export function nested(steps: ReadonlyArray<string | number>, value: Json): Json {
  return steps.reduceRight<Json>(
    (inner, step) => (typeof step === "number" || step === "-" ? [inner] : { [step]: inner }),
    value,
  );
}

type Steps = ReadonlyArray<string | number>;

function applied(at: Json, [step, ...rest]: Steps, operation: PatchOperation): Json | undefined {
  if (step === undefined) return operation.op === "remove" ? undefined : operation.value;
  if (isList(at)) return inList(at, step, rest, operation);
  if (!isObject(at)) return undefined;
  const name = String(step);
  const inner = Object.hasOwn(at, name) ? at[name] : undefined;
  if (operation.op === "remove" && rest.length === 0) {
    return inner === undefined ? undefined : Object.fromEntries(Object.entries(at).filter(([key]) => key !== name));
  }
  const next = inner === undefined ? made(rest, operation) : applied(inner, rest, operation);
  return next === undefined ? undefined : { ...at, [name]: next };
}

function inList(
  at: ReadonlyArray<Json>,
  step: string | number,
  rest: Steps,
  operation: PatchOperation,
): Json | undefined {
  const index = step === "-" ? at.length : step;
  if (typeof index !== "number" || index > at.length) return undefined;
  const inner = at[index];
  if (operation.op === "remove" && rest.length === 0) return inner === undefined ? undefined : at.toSpliced(index, 1);
  const next = inner === undefined ? made(rest, operation) : applied(inner, rest, operation);
  return next === undefined ? undefined : at.toSpliced(index, 1, next);
}

function made(rest: Steps, operation: PatchOperation): Json | undefined {
  return operation.op === "remove" ? undefined : nested(rest, operation.value);
}
