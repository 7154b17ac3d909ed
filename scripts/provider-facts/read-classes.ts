/** How an attribute is configured. `default` is optional and computed: the provider chooses where nothing is written. */
export type Presence = "required" | "optional" | "default" | "computed";

/** The type of an attribute in the provider's schema; `class` names the generated class of nested objects. */
export interface AttributeShape {
  readonly name: string;
  readonly presence: Presence;
  /** Outermost first: the collections around the element. */
  readonly collections: ReadonlyArray<"list" | "set" | "map">;
  readonly element: "string" | "number" | "bool" | "any" | { readonly class: string };
  readonly isBlock: boolean;
  /** A list or set of at most one object. */
  readonly isSingle: boolean;
}

/** Attributes by generated class, and the class of each resource type that the text declares. */
export interface GeneratedClasses {
  readonly classes: ReadonlyMap<string, ReadonlyArray<AttributeShape>>;
  readonly resources: ReadonlyMap<string, string>;
}

interface Synthesis {
  readonly isBlock: boolean;
  readonly type: string;
  readonly storage: string;
}

/**
 * Reads what the generated bindings of a provider say of its schema: the comment above each accessor (computed,
 * optional, required), the accessor's type, and the synthesis to HCL (block or attribute, list, set, map or struct).
 * Throws on an accessor that it cannot tell the type of: a table with holes would be believed.
 */
export function readClasses(source: string): GeneratedClasses {
  const classes = new Map<string, ReadonlyArray<AttributeShape>>();
  const resources = new Map<string, string>();
  const parts = source.split(/^export (?=class |function |interface |declare )/m);
  const functions = new Map(parts.flatMap((part) => synthesisOf(part)));
  for (const part of parts) {
    const head = /^class (?<name>\w+) extends cdktf\.(?<parent>TerraformResource|ComplexObject)\b/.exec(part)?.groups;
    if (head === undefined) continue;
    const { name = "", parent } = head;
    const isResource = parent === "TerraformResource";
    const synthesis = isResource ? entriesOf(part) : functions.get(structOf(name));
    classes.set(name, attributesOf(part, name, synthesis ?? new Map()));
    const type = /tfResourceType = "(?<type>\w+)"/.exec(part)?.groups?.["type"];
    if (isResource && type !== undefined) resources.set(type, name);
  }
  return { classes, resources };
}

/** `SecurityGroupEgressOutputReference` is written by `securityGroupEgressToHclTerraform`. */
function structOf(reference: string): string {
  return reference.replace(/OutputReference$/, "").toLowerCase();
}

function synthesisOf(part: string): ReadonlyArray<readonly [string, ReadonlyMap<string, Synthesis>]> {
  const name = /^function (?<name>\w+)ToHclTerraform\(/.exec(part)?.groups?.["name"];
  return name === undefined ? [] : [[name.toLowerCase(), entriesOf(part)]];
}

function entriesOf(part: string): ReadonlyMap<string, Synthesis> {
  const pattern =
    /^ +"?(?<name>\w+)"?: \{\s+value: .*\s+isBlock: (?<block>true|false),\s+type: "(?<type>\w+)",\s+storageClassType: "(?<storage>\w+)",/gm;
  return new Map(
    [...part.matchAll(pattern)].map(({ groups = {} }) => {
      const { name = "", block, type = "", storage = "" } = groups;
      return [name, { isBlock: block === "true", type, storage }];
    }),
  );
}

function attributesOf(
  part: string,
  owner: string,
  synthesis: ReadonlyMap<string, Synthesis>,
): ReadonlyArray<AttributeShape> {
  const pattern =
    /^ +\/\/ (?<name>\w+) - computed: (?<computed>true|false), optional: (?<optional>true|false), required: (?<required>true|false)\n(?<first>.*)\n(?<second>.*)\n/gm;
  return [...part.matchAll(pattern)].map(({ groups = {} }) => {
    const { name = "", computed, optional, required, first = "", second = "" } = groups;
    const presence =
      required === "true"
        ? "required"
        : computed !== "true"
          ? "optional"
          : optional === "true"
            ? "default"
            : "computed";
    const written = presence === "computed" ? undefined : synthesis.get(name);
    const isReference = /= new \w+OutputReference\(/.test(first);
    const type = written === undefined ? typeOfAccessor(first, second) : typeOfSynthesis(written);
    if (type === null) throw new Error(`${owner}.${name}: the type cannot be told from ${first.trim()}`);
    const isSingle = isReference && type.collections.length > 0;
    return { name, presence, ...type, isBlock: written?.isBlock ?? false, isSingle };
  });
}

type AttributeType = Pick<AttributeShape, "collections" | "element">;

function typeOfSynthesis({ type, storage }: Synthesis): AttributeType | null {
  const scalar = /^(?<element>string|number|boolean|any)(?<inner>(?:List|Map|Set)*)$/.exec(storage)?.groups;
  if (scalar !== undefined) {
    const element = elementOf(scalar["element"] ?? "");
    // `stringMapList` is a list of maps: the last word is the outermost collection.
    const words = [...(scalar["inner"] ?? "").matchAll(/List|Map|Set/g)].map(([word]) => collectionOf(word)).reverse();
    const [, ...inner] = words;
    return type === "simple" ? { collections: [], element } : { collections: [collectionOf(type), ...inner], element };
  }
  const element = { class: `${storage.replace(/(?:List|Map|OutputReference)$/, "")}OutputReference` };
  return { collections: type === "struct" ? [] : [collectionOf(type)], element };
}

function typeOfAccessor(first: string, second: string): AttributeType | null {
  const nested = /= new (?<class>\w+?)(?<kind>List|Map|OutputReference)\(this, "\w+"(?:, (?<set>true|false))?/.exec(
    first,
  );
  if (nested?.groups !== undefined) {
    const { class: name = "", kind, set } = nested.groups;
    const element = { class: `${name}OutputReference` };
    const collection = kind === "Map" ? "map" : set === "true" ? "set" : "list";
    return { collections: kind === "OutputReference" ? [] : [collection], element };
  }
  const plain = /= new cdktf\.(?<element>String|Number|Boolean|Any)(?<inner>(?:List|Map)*)\(/.exec(first)?.groups;
  if (plain !== undefined) {
    const words = [...(plain["inner"] ?? "").matchAll(/List|Map/g)].map(([word]) => collectionOf(word)).reverse();
    return { collections: words, element: elementOf((plain["element"] ?? "").toLowerCase()) };
  }
  return typeOfGetter(second);
}

function typeOfGetter(line: string): AttributeType | null {
  const getter = /this\.get(?<name>\w*)Attribute\(/.exec(line)?.groups?.["name"];
  if (getter === undefined)
    return /this\.interpolationForAttribute\(/.test(line) ? { collections: [], element: "any" } : null;
  const scalar = /^(?<element>String|Number|Boolean|Any)(?<inner>Map|List)?$/.exec(getter)?.groups;
  const collection = line.includes("tolist(") ? "set" : "list";
  if (getter === "List") return { collections: [collection], element: "string" };
  if (scalar === undefined) return null;
  const element = elementOf((scalar["element"] ?? "").toLowerCase());
  const inner = scalar["inner"];
  return { collections: inner === undefined ? [] : [inner === "Map" ? "map" : collection], element };
}

function elementOf(word: string): "string" | "number" | "bool" | "any" {
  switch (word) {
    case "string":
    case "number":
      return word;
    case "boolean":
      return "bool";
    default:
      return "any";
  }
}

function collectionOf(word: string): "list" | "set" | "map" {
  const lower = word.toLowerCase();
  return lower === "set" || lower === "map" ? lower : "list";
}
