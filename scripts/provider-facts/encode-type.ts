import type { AttributeShape, GeneratedClasses, Presence } from "./read-classes.ts";

const presences: Readonly<Record<Presence, string>> = { required: "r", optional: "o", default: "d", computed: "c" };
const collections = { list: "[", set: "<", map: "{" } as const;
const scalars = { string: "s", number: "n", bool: "b", any: "a" } as const;

/**
 * One line of the table, without its end: type, attributes, then the nested objects that they name by number, apart by
 * tabs. An attribute is its name, a space and a code: presence (r o d c), `B` for a block, `?` for at most one,
 * `!` for a sensitive one, then the type: `s n b a` or the object's number, behind `[` list, `<` set or `{` map.
 */
export function encodeType(
  type: string,
  name: string,
  { classes }: GeneratedClasses,
  isSensitive: (type: string, path: string) => boolean,
): string {
  const objects: Array<string> = [];
  const numbers = new Map<string, number>();

  function numberOf(className: string, path: string): number {
    const text = encodeObject(className, path);
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, objects.length);
    return objects.push(text) - 1;
  }

  function encodeObject(className: string, path: string): string {
    const attributes = classes.get(className);
    if (attributes === undefined) throw new Error(`${type}: ${className} is not declared`);
    return attributes
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((attribute) => `${attribute.name} ${encodeAttribute(attribute, path + attribute.name)}`)
      .join(",");
  }

  function encodeAttribute(attribute: AttributeShape, path: string): string {
    const { element, presence, isBlock, isSingle } = attribute;
    const isSecret = (element === "string" || element === "any") && isSensitive(type, path);
    const flags = `${presences[presence]}${isBlock ? "B" : ""}${isSingle ? "?" : ""}${isSecret ? "!" : ""}`;
    const around = attribute.collections.map((collection) => collections[collection]).join("");
    const inner = typeof element === "object" ? String(numberOf(element.class, `${path}.`)) : scalars[element];
    return `${flags}${around}${inner}`;
  }

  const attributes = encodeObject(name, "");
  return [type, attributes, ...objects].join("\t");
}
