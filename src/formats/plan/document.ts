import { z } from "zod";

import { isRecord } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/resource.ts";
import { checkJson } from "./json-text.ts";

/** Values are checked to be JSON by the parser already; walking each of them again would only cost time. */
const json = z.custom<Json>((value) => value !== undefined);
const jsonObject = z.custom<JsonObject>(isRecord, "expected an object");

const identity = {
  address: z.string().min(1).max(2000),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
};

const change = z.object({
  actions: z.array(z.string()),
  before: json.optional(),
  after: json.optional(),
  after_unknown: json.optional(),
  before_sensitive: json.optional(),
  after_sensitive: json.optional(),
});

const resourceChange = z.object({
  ...identity,
  module_address: z.string().optional(),
  previous_address: z.string().optional(),
  /** A former object of the address that is only to be destroyed still. */
  deposed: z.string().optional(),
  change,
});

const resourceValues = z.object({
  ...identity,
  values: jsonObject.nullish(),
  sensitive_values: json.optional(),
});

const moduleValues = z.object({
  address: z.string().optional(),
  resources: z.array(resourceValues).optional(),
  child_modules: z.array(jsonObject).optional(),
});

const values = z.object({ root_module: jsonObject.optional() });

const plan = z.object({
  terraform_version: z.string().optional(),
  timestamp: z.string().optional(),
  errored: z.boolean().optional(),
  complete: z.boolean().optional(),
  variables: z.record(z.string(), z.object({ value: json.optional() })).optional(),
  resource_changes: z.array(resourceChange).optional(),
  planned_values: values.optional(),
  prior_state: z.object({ values: values.optional() }).optional(),
  configuration: z.object({ provider_config: jsonObject.optional(), root_module: jsonObject.optional() }).optional(),
});

const state = z.object({ terraform_version: z.string().optional(), values: values.optional() });

/** What `terraform show -json` writes of a saved plan. */
export type PlanDocument = z.infer<typeof plan>;

/** What `terraform show -json` writes of a state. */
export type StateDocument = z.infer<typeof state>;

/** One resource with its values, of a state or of a plan's `planned_values`. */
export type ResourceValues = z.infer<typeof resourceValues> & { readonly module: string | null };

/** One entry of `resource_changes`. */
export type ResourceChange = z.infer<typeof resourceChange>;

/** What a text turned out to be. `message` says what is wrong, what was expected and what to do. */
export type Shown =
  | { readonly kind: "plan"; readonly plan: PlanDocument }
  | { readonly kind: "state"; readonly state: StateDocument }
  | { readonly kind: "other"; readonly message: string; readonly line: number | null };

const remedy = 'write one with "terraform show -json FILE" (or "tofu show -json FILE")';

/** Reads a text as output of `terraform show -json`: a plan or a state. Never throws. */
export function readShown(text: string): Shown {
  const checked = checkJson(text);
  if (checked.kind === "broken") return { kind: "other", message: `${checked.message}; ${remedy}`, line: checked.line };
  const found = jsonObject.safeParse(checked.value);
  if (!found.success) return other("is JSON, but no plan and no state of Terraform");
  return readObject(found.data);
}

function readObject(document: JsonObject): Shown {
  const version = document["format_version"];
  if (version === undefined) return other(whatElse(document));
  if (typeof version !== "string" || !/^1\.\d+$/.test(version)) {
    const stated = typeof version === "string" ? `"${version.slice(0, 20)}"` : "no text";
    return other(`has the format_version ${stated}; expected 1.x, as Terraform 1.1 and OpenTofu write it, or newer`);
  }
  const isPlan = document["resource_changes"] !== undefined || document["planned_values"] !== undefined;
  if (isPlan) {
    const parsed = plan.safeParse(document);
    return parsed.success ? { kind: "plan", plan: parsed.data } : other(misshapen("plan", parsed.error));
  }
  const isState = document["values"] !== undefined || Object.keys(document).every((key) => stateKeys.has(key));
  if (!isState) return other("has a format_version, but neither planned_values nor values");
  const parsed = state.safeParse(document);
  return parsed.success ? { kind: "state", state: parsed.data } : other(misshapen("state", parsed.error));
}

/** All that an empty state has. */
const stateKeys: ReadonlySet<string> = new Set(["format_version", "terraform_version", "checks"]);

function whatElse(document: JsonObject): string {
  if (document["lineage"] !== undefined || document["serial"] !== undefined) {
    return "is a raw state file, whose form is Terraform's own";
  }
  if (document["@level"] !== undefined) return 'is a log of "terraform plan -json", not the plan';
  return "has no format_version, so it is no plan and no state of Terraform";
}

function misshapen(kind: string, error: z.ZodError): string {
  const [issue] = error.issues;
  const place = issue?.path.map(String).join(".") ?? "";
  return `looks like a ${kind}, but ${place === "" ? "its top" : place} is wrong: ${issue?.message ?? "unexpected"}`;
}

function other(message: string): Shown {
  return { kind: "other", message: `${message}; ${remedy}`, line: null };
}

/** The managed resources of `values`, modules at any depth, in the document's order. Misshapen modules are left out. */
export function resourcesOf(shown: z.infer<typeof values> | undefined): ReadonlyArray<ResourceValues> {
  const found: ResourceValues[] = [];
  const open: JsonObject[] = shown?.root_module === undefined ? [] : [shown.root_module];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const parsed = moduleValues.safeParse(next);
    if (!parsed.success) continue;
    const { resources = [], child_modules: children = [], address } = parsed.data;
    for (const resource of resources.filter(isManaged)) found.push({ ...resource, module: address ?? null });
    for (const child of children.toReversed()) open.push(child);
  }
  return found;
}

/** Data sources and ephemeral resources are read, never made. */
export function isManaged({ mode }: { readonly mode: string }): boolean {
  return mode === "managed";
}
