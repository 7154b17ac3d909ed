import { isObject } from "../../model/json.ts";
import type { Json, JsonObject, Resource } from "../../model/resource.ts";
import { compareText } from "../../model/text.ts";
import { childOf } from "./module-address.ts";

/**
 * `configuration` of a plan as far as the evaluation knows it: an attribute that is known is its value, one that is not
 * is what the resource refers to. Instances of one block are one.
 */
export function planConfiguration(resources: ReadonlyArray<Resource>, blocks: ReadonlyArray<Resource>): JsonObject {
  return { provider_config: providers(blocks), root_module: moduleConfiguration(resources, blocks, null) };
}

function providers(blocks: ReadonlyArray<Resource>): JsonObject {
  return Object.fromEntries(
    blocks
      .filter(({ type }) => type.startsWith("provider."))
      .map((block) => {
        const name = block.type.slice("provider.".length);
        const key = block.address.replace(/^.*\bprovider\./, "");
        const alias = block.after?.["alias"];
        const config = {
          name,
          full_name: `registry.terraform.io/hashicorp/${name}`,
          ...(typeof alias === "string" ? { alias } : {}),
          ...(block.module === null ? {} : { module_address: block.module }),
          expressions: expressions(block),
        };
        return [block.module === null ? key : `${block.module}:${key}`, config];
      }),
  );
}

function moduleConfiguration(
  resources: ReadonlyArray<Resource>,
  blocks: ReadonlyArray<Resource>,
  module: string | null,
): JsonObject {
  const data = blocks.filter(({ type }) => type.startsWith("data."));
  const own = [...resources, ...data].filter((resource) => resource.module === module);
  const byBlock = new Map(own.toReversed().map((resource) => [blockAddress(resource), resource]));
  const variables = blocks.filter(({ type, module: at }) => type === "variable" && at === module);
  const calls = moduleCalls(resources, blocks, module);
  return {
    ...(byBlock.size === 0
      ? {}
      : {
          resources: [...byBlock]
            .sort(([a], [b]) => compareText(a, b))
            .map(([address, one]) => configured(address, one)),
        }),
    ...(Object.keys(calls).length === 0 ? {} : { module_calls: calls }),
    ...(variables.length === 0
      ? {}
      : {
          variables: Object.fromEntries(
            variables.map(({ name, after }) => [name, { default: after?.["default"] ?? null }]),
          ),
        }),
  };
}

function blockAddress({ type, name }: Resource): string {
  return `${type}.${name}`;
}

function configured(address: string, resource: Resource): JsonObject {
  const isData = resource.type.startsWith("data.");
  return {
    address,
    mode: isData ? "data" : "managed",
    type: isData ? resource.type.slice("data.".length) : resource.type,
    name: resource.name,
    provider_config_key: resource.provider ?? "",
    expressions: expressions(resource),
    schema_version: 0,
  };
}

function moduleCalls(
  resources: ReadonlyArray<Resource>,
  blocks: ReadonlyArray<Resource>,
  module: string | null,
): JsonObject {
  const called = blocks.filter(({ type, module: at }) => type === "module" && at === module);
  const instances = [...resources, ...blocks].flatMap((one) => childOf(one.module, module) ?? []);
  const names = new Set([...called.map(({ name }) => name), ...instances.map(callName)]);
  return Object.fromEntries(
    [...names].sort(compareText).map((name) => {
      const block = called.find((one) => one.name === name);
      const instance = instances.find((one) => callName(one) === name);
      const inside = instance === undefined ? {} : moduleConfiguration(resources, blocks, instance);
      const { source, version } = block?.after ?? {};
      return [
        name,
        {
          source: source ?? "",
          ...(version === undefined || version === null ? {} : { version_constraint: version }),
          expressions: {},
          module: inside,
        },
      ];
    }),
  );
}

/** `module.a.module.b["x"]` is a call of `b`. */
function callName(instance: string): string {
  return (instance.split("module.").at(-1) ?? instance).replace(/\[.*$/, "");
}

/** What is written for each attribute; what nobody wrote is not there. */
function expressions({ after, unknown, unset = [], references }: Resource): JsonObject {
  const notWritten = new Set(unset);
  const isUnknown = new Set(unknown.flatMap(([first]) => (first === undefined ? [] : [String(first)])));
  return Object.fromEntries(
    Object.entries(after ?? {})
      .filter(([key]) => !notWritten.has(`/${key}`) && key !== "tags_all")
      .map(([key, value]): [string, Json] => [key, expression(value, isUnknown.has(key), references)]),
  );
}

function expression(value: Json, isUnknown: boolean, references: ReadonlyArray<string>): Json {
  if (isUnknown) return { references };
  const blocks = blocksOf(value);
  return blocks === null
    ? { constant_value: value }
    : blocks.map((block) =>
        Object.fromEntries(Object.entries(block).map(([key, inner]) => [key, { constant_value: inner }])),
      );
}

/** Nested blocks are lists of objects. */
function blocksOf(value: Json): ReadonlyArray<JsonObject> | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const objects = value.filter(isObject);
  return objects.length === value.length ? objects : null;
}
