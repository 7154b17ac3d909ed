import { isList } from "../../model/json.ts";
import type { Json } from "../../model/resource.ts";
import { compareText } from "../../model/text.ts";
import type { Attributes, ValueType } from "./provider-facts-type.ts";

/** What Terraform's own sets sort by: numbers by size, texts by bytes, everything else by the text of its hash. */
type SortKey =
  { readonly kind: "number"; readonly key: number } | { readonly kind: "text" | "unknown"; readonly key: string };

/**
 * Where each element of a set stands in the order in which Terraform prints it: old index → new index, the same one for
 * elements that are equal. What is not known comes last, as it was written. Null where nothing moves.
 *
 * `isBlock`: the elements are nested blocks, in which the provider fills in what it chooses; elsewhere what is not
 * written is the type's zero. Both are what a plan has of them.
 */
export function setOrder(
  elements: ReadonlyArray<Json>,
  type: ValueType,
  isBlock: boolean,
): ReadonlyArray<number> | null {
  if (elements.length < 2) return null;
  const keys = elements.map((element) => sortKey(element, type, isBlock));
  const sorted = keys.map((key, from) => ({ key, from })).sort((a, b) => compareKeys(a.key, b.key) || a.from - b.from);
  const order = new Array<number>(elements.length);
  let next = -1;
  for (const [at, { key, from }] of sorted.entries()) {
    const previous = sorted[at - 1]?.key;
    if (previous === undefined || !isEqual(previous, key)) next += 1;
    order[from] = next;
  }
  return order.every((to, from) => to === from) ? null : order;
}

/** The elements in their new order, the first of equal ones. */
export function ordered(elements: ReadonlyArray<Json>, order: ReadonlyArray<number>): ReadonlyArray<Json> {
  const result: Array<Json> = [];
  for (const [from, to] of order.entries()) {
    const element = elements[from];
    if (element !== undefined && result[to] === undefined) result[to] = element;
  }
  return result;
}

function sortKey(element: Json, type: ValueType, isBlock: boolean): SortKey {
  if (element === null) return { kind: "unknown", key: "" };
  if (typeof element === "number") return { kind: "number", key: element };
  if (typeof element === "string") return { kind: "text", key: element };
  const key = hashText(element, type, isBlock);
  return { kind: "text", key };
}

function compareKeys(a: SortKey, b: SortKey): number {
  if (a.kind === "number" && b.kind === "number") return a.key - b.key;
  const [known, other] = [a.kind === "unknown" ? 1 : 0, b.kind === "unknown" ? 1 : 0];
  return known - other || compareText(String(a.key), String(b.key));
}

/** What is not known is equal to nothing: a `?` in a hash text stands for it. */
function isEqual(a: SortKey, b: SortKey): boolean {
  if (a.kind !== b.kind || a.kind === "unknown" || a.key !== b.key) return false;
  return typeof a.key === "number" || !/^[<[{].*\?;/s.test(a.key);
}

/** The text by which Terraform's value library sorts elements of sets that are no scalars. */
function hashText(value: Json | undefined, type: ValueType, isBlock: boolean): string {
  if (value === undefined) return zeroText(type);
  if (value === null) return "?";
  if (typeof value === "boolean") return value ? "T" : "F";
  if (typeof value === "number") return String(Number(value.toPrecision(10)));
  if (typeof value === "string") return JSON.stringify(value);
  if (isList(value)) {
    const element = type.kind === "list" || type.kind === "set" ? type.element : anything;
    return `[${value.map((item) => `${hashText(item, element, isBlock)};`).join("")}]`;
  }
  if (type.kind === "object") return objectText(new Map(Object.entries(value)), type.attributes, isBlock);
  const members = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${hashText(item, anything, isBlock)};`).join("")}}`;
}

const anything: ValueType = { kind: "any" };

function objectText(value: ReadonlyMap<string, Json>, attributes: Attributes, isBlock: boolean): string {
  const names = [...attributes.keys()].sort(compareText);
  const texts = names.map((name) => {
    const facts = attributes.get(name);
    const isChosen = facts?.presence === "computed" || (isBlock && facts?.presence === "default");
    return !value.has(name) && isChosen ? "?" : hashText(value.get(name), facts?.type ?? anything, isBlock);
  });
  return `<${texts.map((text) => `${text};`).join("")}>`;
}

/** What providers plan for an attribute of a set's element that is not written. */
function zeroText(type: ValueType): string {
  switch (type.kind) {
    case "string":
      return '""';
    case "number":
      return "0";
    case "bool":
      return "F";
    case "list":
    case "set":
      return "[]";
    case "map":
      return "{}";
    case "object":
    case "any":
      return "~";
  }
}
