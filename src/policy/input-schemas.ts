import { readFileSync } from "node:fs";

import { packageRoot } from "../engines/package-root.ts";
import type { Format } from "../model/resource.ts";

/** A JSON Schema (draft 7) as the policy compiler reads it. */
export type Schema = Readonly<Record<string, unknown>>;

const formats = ["terraform", "kubernetes", "cloudformation", "workflow", "dockerfile"] as const satisfies Format[];

/** The names of the schemas, as METADATA has them after `schema.`: `review` is any format. */
export const schemaNames = ["review", ...formats] as const;

/** The name of a schema. */
export type SchemaName = (typeof schemaNames)[number];

const any: Schema = {};
const textMap: Schema = { anyOf: [{ type: "object", additionalProperties: { type: "string" } }, { type: "null" }] };

/** Fields of every object of the Kubernetes API (meta/v1, ObjectMeta). */
const objectMeta = objectOf({
  ...fields(["creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "finalizers", "generateName"]),
  ...fields([
    "generation",
    "managedFields",
    "name",
    "namespace",
    "ownerReferences",
    "resourceVersion",
    "selfLink",
    "uid",
  ]),
  annotations: textMap,
  labels: textMap,
});

/**
 * First-level fields of the kinds that Kubernetes itself has; resources of others keep to `spec` and `status`. The
 * compiler knows either all fields of an object or none.
 */
const objectFields = [
  ...["apiVersion", "kind", "metadata", "spec", "status", "items"],
  ...["data", "binaryData", "stringData", "immutable", "type"], // ConfigMap, Secret
  ...["rules", "roleRef", "subjects", "aggregationRule"], // RBAC
  ...["secrets", "imagePullSecrets", "automountServiceAccountToken"], // ServiceAccount
  ...["webhooks", "validations", "handler", "overhead", "scheduling"],
  ...["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode", "allowVolumeExpansion"], // StorageClass
  ...["mountOptions", "allowedTopologies", "driver", "deletionPolicy", "controller"],
  ...["value", "globalDefault", "preemptionPolicy", "description"], // PriorityClass
  ...["subsets", "addressType", "endpoints", "ports", "template", "holder", "webhook"],
];

const workflowKeys = ["name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs"];
const actionKeys = ["author", "description", "inputs", "outputs", "runs", "branding"];

/** What `after` is in each format, where that is more than any attributes. */
const attributes: Readonly<Partial<Record<SchemaName, Schema>>> = {
  kubernetes: objectOf({ ...fields(objectFields), metadata: objectMeta }),
  dockerfile: objectOf({
    ...fields(["syntax", "args"]),
    stages: {
      type: "array",
      items: objectOf(fields(["name", "written", "image", "base", "platform", "instructions"])),
    },
  }),
  workflow: objectOf(fields([...workflowKeys, ...actionKeys])),
};

let known: Readonly<Record<SchemaName, Schema>> | null = null;

/**
 * Every schema by its name, as `schemas/` has it: making them from zod takes each process 60 ms, and CI holds the two the
 * same. Throws when the package was not built or its files cannot be read.
 */
export function inputSchemas(): Readonly<Record<SchemaName, Schema>> {
  known ??= {
    review: publishedSchema("review"),
    terraform: publishedSchema("terraform"),
    kubernetes: publishedSchema("kubernetes"),
    cloudformation: publishedSchema("cloudformation"),
    workflow: publishedSchema("workflow"),
    dockerfile: publishedSchema("dockerfile"),
  };
  return known;
}

/** Where a schema is published, within `schemas/`. */
export function schemaFile(name: SchemaName): string {
  return name === "review" ? "policy-input.json" : `policy-input-${name}.json`;
}

function publishedSchema(name: SchemaName): Schema {
  const text = readFileSync(new URL(`schemas/${schemaFile(name)}`, packageRoot), "utf8");
  return objectIn(JSON.parse(text));
}

/** The schemas as they are published, made from the one of any format. */
export function schemasOf(review: Schema): Readonly<Record<string, Schema>> {
  return { review, ...Object.fromEntries(formats.map((name) => [name, schemaOf(review, name)])) };
}

/**
 * The schema of one format, from that of any; `after` and `before` are of the types that are given, else what the format
 * says of all.
 */
export function schemaOf(review: Schema, name: Format, types: ReadonlyArray<Schema> = []): Schema {
  const own = attributes[name];
  const shapes = types.length > 0 ? types : own === undefined ? [] : [own];
  const titled = { ...review, title: `Policy input: ${name}`, $id: schemaFile(name) };
  return replacedAt(titled, ["properties"], (all) => {
    const project = replacedAt(inner(all, "project"), ["properties", "format"], () => ({
      type: "string",
      const: name,
    }));
    const resources = replacedAt(inner(all, "resources"), ["items", "properties"], (one) => ({
      ...one,
      format: { type: "string", const: name },
      ...(shapes.length === 0 ? {} : sides(shapes)),
    }));
    return { ...all, project, resources };
  });
}

function sides(shapes: ReadonlyArray<Schema>): Schema {
  const side = { anyOf: [...shapes, { type: "null" }] };
  return { after: side, before: side };
}

function replacedAt(schema: Schema, path: ReadonlyArray<string>, replace: (inner: Schema) => Schema): Schema {
  const [step, ...rest] = path;
  return step === undefined ? replace(schema) : { ...schema, [step]: replacedAt(inner(schema, step), rest, replace) };
}

function inner(schema: Schema, name: string): Schema {
  return objectIn(schema[name]);
}

function objectIn(value: unknown): Schema {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function objectOf(properties: Schema): Schema {
  return { type: "object", additionalProperties: false, properties };
}

function fields(names: ReadonlyArray<string>): Schema {
  return Object.fromEntries(names.map((name) => [name, any]));
}
