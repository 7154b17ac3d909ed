/** The type of a value in a provider's schema. `any` is not converted. */
export type ValueType =
  | { readonly kind: "string" | "number" | "bool" | "any" }
  | { readonly kind: "list" | "set" | "map"; readonly element: ValueType }
  | { readonly kind: "object"; readonly attributes: Attributes };

/**
 * How an attribute is configured. `default`: it may be, and otherwise the provider chooses (optional and computed);
 * `computed`: only the provider says.
 */
export type Presence = "required" | "optional" | "default" | "computed";

/** What a provider's schema says of one attribute or nested block. */
export interface AttributeFacts {
  readonly presence: Presence;
  readonly isBlock: boolean;
  /** A list or set of at most one object. */
  readonly isSingle: boolean;
  readonly isSensitive: boolean;
  readonly type: ValueType;
}

/** Attributes and nested blocks by name. */
export type Attributes = ReadonlyMap<string, AttributeFacts>;

const presences: Readonly<Record<string, Presence>> = {
  r: "required",
  o: "optional",
  d: "default",
  c: "computed",
};
const scalars = { s: { kind: "string" }, n: { kind: "number" }, b: { kind: "bool" }, a: { kind: "any" } } as const;
const collections = { "[": "list", "<": "set", "{": "map" } as const;

/**
 * Decodes one line of a table: type, attributes, nested objects, apart by tabs; an attribute is `name code`, its code
 * `[rodc]` presence, `B` block, `?` at most one, `!` sensitive, then the type: `[` list, `<` set, `{` map around a
 * scalar `[snba]` or the number of an object. Objects are decoded when they are first asked for.
 */
export function decodeType(line: string): Attributes {
  const [, top = "", ...texts] = line.split("\t");
  const objects = new Map<number, Attributes>();

  function objectAt(number: number): Attributes {
    const known = objects.get(number) ?? decodeObject(texts[number] ?? "");
    objects.set(number, known);
    return known;
  }

  function decodeObject(text: string): Attributes {
    const entries = text === "" ? [] : text.split(",");
    return new Map(entries.map((entry) => decodeAttribute(entry, objectAt)));
  }

  return decodeObject(top);
}

function decodeAttribute(entry: string, objectAt: (number: number) => Attributes): readonly [string, AttributeFacts] {
  const code = /^(?<name>\w+) (?<presence>[rodc])(?<block>B?)(?<single>\??)(?<secret>!?)(?<type>.+)$/.exec(
    entry,
  )?.groups;
  if (code === undefined) throw new Error(`the provider facts say "${entry}", which no schema is written as`);
  const { name = "", presence = "", block, single, secret, type = "" } = code;
  return [
    name,
    {
      presence: presences[presence] ?? "optional",
      isBlock: block === "B",
      isSingle: single === "?",
      isSensitive: secret === "!",
      type: decodeValueType(type, objectAt),
    },
  ];
}

function decodeValueType(code: string, objectAt: (number: number) => Attributes): ValueType {
  const [first = ""] = code;
  if (isKeyOf(collections, first)) {
    return { kind: collections[first], element: decodeValueType(code.slice(1), objectAt) };
  }
  if (isKeyOf(scalars, first)) return scalars[first];
  const number = Number(code);
  return {
    kind: "object",
    get attributes() {
      return objectAt(number);
    },
  };
}

function isKeyOf<Key extends string>(record: Readonly<Record<Key, unknown>>, key: string): key is Key {
  return Object.hasOwn(record, key);
}
