import { providerFacts } from "./provider-facts.ts";
import type { Attributes, ValueType } from "./provider-facts-type.ts";

/** Some types repeat their blocks inside each other; nobody writes them deeper. */
const maxDepth = 6;
const maxNames = 2_000;

/** Dotted names of what a resource type has as nested blocks, such as `rule.filter`; null for a type that is in no table. */
export function nestedBlocks(type: string): ReadonlyArray<string> | null {
  const facts = providerFacts(type);
  if (facts === null) return null;
  const names: string[] = [];
  collect(facts, "", 0, names);
  return names;
}

function collect(facts: Attributes, prefix: string, depth: number, names: string[]): void {
  const blocks = [...facts].filter(([, { isBlock }]) => isBlock);
  names.push(...blocks.map(([name]) => `${prefix}${name}`));
  for (const [name, { type }] of blocks) {
    if (names.length >= maxNames) return;
    const inner = objectOf(type);
    if (inner !== null && depth < maxDepth) collect(inner, `${prefix}${name}.`, depth + 1, names);
  }
}

function objectOf(type: ValueType): Attributes | null {
  if (type.kind === "object") return type.attributes;
  return "element" in type ? objectOf(type.element) : null;
}
