import { z } from "zod";

import { isList, isObject, isRecord } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/resource.ts";
import type { PlanDocument } from "./document.ts";
import { objectOf, own, valueAt } from "./settle.ts";

/** What a plan says of the configuration that it was made from; nothing where it says nothing. */
export interface PlanConfiguration {
  /** Names of the attributes that the resource's block sets, without nested blocks. */
  readonly attributes: (module: string | null, resource: string) => ReadonlySet<string>;
  /** Region (or location, zone) of the provider configuration that the resource uses, where it is known. */
  readonly region: (module: string | null, resource: string) => string | null;
  /** What the resource's expressions refer to, through variables and outputs, as addresses. Modules have no keys, resources those named. */
  readonly references: (module: string | null, resource: string) => ReadonlyArray<string>;
  /** Names of the root's variables that are sensitive. */
  readonly sensitiveVariables: ReadonlyArray<string>;
}

const jsonObject = z.custom<JsonObject>(isRecord);
const configuredModule = z.object({
  resources: z
    .array(
      z.object({
        address: z.string(),
        provider_config_key: z.string().optional(),
        expressions: jsonObject.optional(),
      }),
    )
    .optional(),
  module_calls: z
    .record(z.string(), z.object({ expressions: jsonObject.optional(), module: jsonObject.optional() }))
    .optional(),
  outputs: jsonObject.optional(),
  variables: jsonObject.optional(),
});

interface Module {
  /** Address without instance keys; empty for the root. */
  readonly address: string;
  readonly resources: ReadonlyMap<string, { readonly provider: string | null; readonly expressions: JsonObject }>;
  readonly outputs: JsonObject;
  /** The call's arguments and the calling module; null for the root. */
  readonly call: { readonly from: string; readonly expressions: JsonObject } | null;
}

/** More than any block refers to; whoever made the plan may have made it up. */
const maxReferences = 2000;
const maxReferenceLength = 500;

/** Indexes a plan's `configuration`. Misshapen modules are left out: it only says where things come from. */
export function readConfiguration(plan: PlanDocument): PlanConfiguration {
  const modules = new Map<string, Module>();
  const root = plan.configuration?.root_module;
  if (root !== undefined) readModule(root, "", null, modules);
  const find = (module: string | null, resource: string) =>
    modules.get(withoutKeys(module ?? ""))?.resources.get(withoutKeys(resource)) ?? null;
  return {
    attributes: (module, resource) => attributesOf(find(module, resource)?.expressions ?? {}),
    region: (module, resource) => regionOf(plan, find(module, resource)?.provider ?? null),
    references: (module, resource) => {
      const at = withoutKeys(module ?? "");
      const found = new Set<string>();
      collect(referencesIn(find(module, resource)?.expressions), { at, modules, found, seen: new Set() });
      return [...found].sort();
    },
    sensitiveVariables: Object.entries(objectOf(root?.["variables"])).flatMap(([name, variable]) =>
      objectOf(variable)["sensitive"] === true ? [name] : [],
    ),
  };
}

function readModule(given: JsonObject, address: string, call: Module["call"], modules: Map<string, Module>): void {
  const parsed = configuredModule.safeParse(given);
  if (!parsed.success) return;
  const { resources = [], module_calls: calls = {}, outputs = {} } = parsed.data;
  const declared = resources.map(
    ({ address: name, provider_config_key: provider = null, expressions = {} }) =>
      [name, { provider, expressions }] as const,
  );
  modules.set(address, { address, resources: new Map(declared), outputs, call });
  for (const [name, { expressions = {}, module = {} }] of Object.entries(calls)) {
    readModule(module, join(address, `module.${name}`), { from: address, expressions }, modules);
  }
}

/** A block is a list of objects there, or an object without the keys of an expression. */
function attributesOf(expressions: JsonObject): ReadonlySet<string> {
  return new Set(Object.keys(expressions).filter((name) => isExpression(own(expressions, name))));
}

function isExpression(value: Json | undefined): boolean {
  return isObject(value) && (Object.hasOwn(value, "constant_value") || Object.hasOwn(value, "references"));
}

function regionOf(plan: PlanDocument, provider: string | null): string | null {
  const configured = provider === null ? undefined : own(objectOf(plan.configuration?.provider_config), provider);
  for (const name of ["region", "location", "zone"]) {
    const expression = valueAt(configured, ["expressions", name]);
    const constant = valueAt(expression, ["constant_value"]);
    if (typeof constant === "string") return constant;
    const [reference] = referencesIn(expression).filter((text) => text.startsWith("var."));
    const variable = reference === undefined ? undefined : plan.variables?.[reference.slice("var.".length)]?.value;
    if (typeof variable === "string") return variable;
  }
  return null;
}

/** The texts of every `references` below a value. Whoever names an instance does not mean all of them. */
function referencesIn(value: Json | undefined): ReadonlyArray<string> {
  const found: string[] = [];
  const open: Array<Json | undefined> = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isList(next)) for (const item of next) open.push(item);
    if (!isObject(next)) continue;
    for (const [key, inner] of Object.entries(next)) {
      if (key !== "references" || !isList(inner)) open.push(inner);
      else for (const item of inner) if (typeof item === "string") found.push(item);
    }
  }
  const bounded = found.filter((text) => text.length <= maxReferenceLength).slice(0, maxReferences);
  const indexed = new Set(bounded.filter((text) => text.endsWith("]")).map(withoutKeys));
  return bounded.filter((text) => !indexed.has(text));
}

interface Collecting {
  readonly at: string;
  readonly modules: ReadonlyMap<string, Module>;
  readonly found: Set<string>;
  readonly seen: Set<string>;
}

function collect(references: ReadonlyArray<string>, from: Collecting): void {
  for (const reference of references) {
    const key = `${from.at} ${reference}`;
    if (from.seen.has(key) || from.seen.size > 1000) continue;
    from.seen.add(key);
    const [first = "", second = "", third = ""] = segmentsOf(reference);
    if (first === "var") collectVariable(second, from);
    else if (first === "module") collectOutput(second, third, from);
    else if (!isWord(first) && second !== "") {
      const resource = first === "data" ? `data.${second}.${third}` : `${first}.${second}`;
      from.found.add(join(from.at, resource + keyOf(reference)));
    }
  }
}

function collectVariable(name: string, from: Collecting): void {
  const call = from.modules.get(from.at)?.call;
  if (call === null || call === undefined) return;
  collect(referencesIn(own(call.expressions, name)), { ...from, at: call.from });
}

function collectOutput(call: string, output: string, from: Collecting): void {
  const at = join(from.at, `module.${call}`);
  collect(referencesIn(own(from.modules.get(at)?.outputs ?? {}, output)), { ...from, at });
}

/** Names that no resource type has. */
function isWord(name: string): boolean {
  return ["local", "each", "count", "path", "self", "terraform", "ephemeral"].includes(name);
}

function segmentsOf(reference: string): ReadonlyArray<string> {
  return withoutKeys(reference).split(".", 3);
}

/** The instance key right after a resource's name, empty where all instances are meant. */
function keyOf(reference: string): string {
  const key = /^(?:data\.)?[\w-]+\.[\w-]+(?<key>\[(?:"(?:[^"\\]|\\.)*"|\d+)\])/.exec(reference)?.groups?.["key"];
  return key ?? "";
}

function join(module: string, name: string): string {
  return module === "" ? name : `${module}.${name}`;
}

/** An address without its instance keys; a key may hold any text. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, "");
}
