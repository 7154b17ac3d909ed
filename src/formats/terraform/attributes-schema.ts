import { providerFacts } from "./provider-facts.ts";
import type { Attributes, ValueType } from "./provider-facts-type.ts";

/** Deeper than this, and beyond this many attributes, anything goes: some types repeat themselves without end. */
const maxDepth = 8;
const maxAttributes = 4_000;

/**
 * The attributes of a Terraform type as a JSON Schema that knows every name; null for a type that is in no table. Scalars
 * are of any type: what does not fit a provider's schema stays as it was written.
 */
export function attributesSchema(type: string): Readonly<Record<string, unknown>> | null {
  const facts = providerFacts(type);
  return facts === null ? null : objectSchema(facts, 0, { left: maxAttributes });
}

type Schema = Readonly<Record<string, unknown>>;

function objectSchema(facts: Attributes, depth: number, budget: { left: number }): Schema {
  budget.left -= facts.size;
  if (depth > maxDepth || budget.left < 0) return {};
  const properties = [...facts].map(([name, { type }]) => [name, typeSchema(type, depth, budget)] as const);
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}

function typeSchema(type: ValueType, depth: number, budget: { left: number }): Schema {
  if (type.kind === "object") return orNull(objectSchema(type.attributes, depth + 1, budget));
  if ((type.kind !== "list" && type.kind !== "set") || type.element.kind !== "object") return {};
  return orNull({ type: "array", items: objectSchema(type.element.attributes, depth + 1, budget) });
}

function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: "null" }] };
}
