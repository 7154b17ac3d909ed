import { inputSchemas, schemaOf, type Schema } from "../input-schemas.ts";
import { isRecord } from "../../model/json.ts";
import { packageMetadata } from "./metadata-block.ts";
import type { AuthorSources } from "./author-sources.ts";
import { sourceModules, type SourceModule } from "./source-modules.ts";

/** The attributes of a Terraform type as a JSON Schema, null for a type that nobody knows. */
export type TypeSchema = (type: string) => Schema | null;

/** Modules and the schemas that their METADATA names. */
export interface TypedModules {
  readonly modules: ReadonlyArray<SourceModule>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Of so many types the union is too wide to find anything, and slow to build. */
const maxTypes = 12;
const annotation = /^(?<before>#\s+-?\s*input:\s*)schema\.terraform[ \t]*$/m;

/**
 * Modules for the compiler. Where the METADATA of a policy names `schema.terraform` and its types in `custom.resources`,
 * it is compiled against a schema that has the attributes of those types and no others.
 */
export function typedModules(sources: AuthorSources, typeSchema: TypeSchema): TypedModules {
  const schemas: Record<string, Schema> = { ...inputSchemas() };
  const modules = sourceModules(sources).map((module) => {
    const types = typesOf(module.source);
    const shapes = types.map(typeSchema).filter((shape) => shape !== null);
    if (types.length === 0 || types.length > maxTypes || shapes.length !== types.length) return module;
    const name = `terraform ${types.join(" ")}`;
    schemas[name] ??= schemaOf(inputSchemas().review, "terraform", shapes);
    // Nothing but the name changes: every line stays where it is.
    const source = module.source.replace(annotation, (_, before: string) => `${before}schema[${JSON.stringify(name)}]`);
    return { ...module, source };
  });
  return { modules, schemas };
}

/** The types that a policy with the schema of Terraform looks at; none where it may be any. */
function typesOf(source: string): ReadonlyArray<string> {
  if (!annotation.test(source)) return [];
  const custom = packageMetadata(source)?.values["custom"];
  const resources: unknown =
    typeof custom === "object" && custom !== null && "resources" in custom ? custom.resources : [];
  const types = Array.isArray(resources) ? resources.map(String) : [];
  return types.toSorted();
}

/** The schemas as if nothing that may be null ever were. */
export function withoutNulls(schemas: TypedModules["schemas"]): TypedModules["schemas"] {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)]));
}

function bare(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, bareValue(key, value)]));
}

function bareValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return (key === "anyOf" ? value.filter((item) => !isNull(item)) : value).map(bareItem);
  return bareItem(value);
}

function bareItem(value: unknown): unknown {
  return isRecord(value) ? bare({ ...value }) : value;
}

function isNull(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "type" in schema && schema.type === "null";
}
