import { isList, isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/resource.ts";

/** Blocks that are lists in a manifest, by the name of one block. */
const lists: Readonly<Record<string, string>> = {
  container: "containers",
  init_container: "initContainers",
  volume_claim_template: "volumeClaimTemplates",
  volume: "volumes",
  port: "ports",
  env: "env",
};

/** Attributes whose keys are names and no fields. */
const named = new Set(["labels", "annotations", "match_labels", "requests", "limits", "node_selector", "parameters"]);

/** Fields that Terraform's provider has under another name than manifests. */
const renamed: Readonly<Record<string, string>> = { storage_provisioner: "provisioner" };

/**
 * The manifest that a resource of Terraform's kubernetes provider makes: its blocks as objects or lists, its names as
 * manifests spell them, its figures as numbers.
 */
export function manifestOf(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): ReadonlyArray<readonly [string, Json]> => {
      if (value === null) return [];
      if (named.has(name)) return [[camelCase(name), value]];
      const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
      if (list !== undefined && isList(value)) return [[list, value.map(shaped)]];
      const [first, ...others] = isList(value) ? value : [value];
      const isBlock = isList(value) && others.length === 0 && isObject(first);
      const field = Object.hasOwn(renamed, name) ? (renamed[name] ?? name) : name;
      return [[camelCase(field), isBlock ? shaped(first) : shaped(value)]];
    }),
  );
}

function shaped(value: Json | undefined): Json {
  if (value === undefined) return null;
  if (isList(value)) return value.map(shaped);
  if (isObject(value)) return manifestOf(value);
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
