import type { Json } from "../../../src/model/resource.ts";

/** One entry of `resource_changes`, of which only what matters is spelt out. */
export interface ChangeParts {
  readonly actions?: ReadonlyArray<string>;
  readonly before?: Json;
  readonly after?: Json;
  readonly after_unknown?: Json;
  readonly before_sensitive?: Json;
  readonly after_sensitive?: Json;
  readonly [key: string]: Json | undefined;
}

const own = new Set(["actions", "before", "after", "after_unknown", "before_sensitive", "after_sensitive"]);

/** An entry as Terraform writes it: a creation unless something else is said. */
export function aChange(address: string, parts: ChangeParts = {}): Json {
  const segments = address.replaceAll(/\[(?:"[^"]*"|\d+)\]/g, "").split(".");
  const [type = "", name = ""] = segments.slice(-2);
  const module = /^(?<module>(?:module\.[^.[]+(?:\[(?:"[^"]*"|\d+)\])?\.)+)/.exec(address)?.groups?.["module"];
  const entries = Object.entries(parts);
  return {
    address,
    ...(module === undefined ? {} : { module_address: module.slice(0, -1) }),
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    ...Object.fromEntries(entries.filter(([key]) => !own.has(key))),
    change: {
      actions: ["create"],
      before: null,
      after: {},
      after_unknown: {},
      before_sensitive: false,
      after_sensitive: {},
      ...Object.fromEntries(entries.filter(([key]) => own.has(key))),
    },
  };
}

/** A plan's text. */
export function aPlan(changes: ReadonlyArray<Json>, parts: Readonly<Record<string, Json>> = {}): string {
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: changes,
    timestamp: "2026-01-02T03:04:05Z",
    applyable: true,
    complete: true,
    errored: false,
    ...parts,
  });
}

/** A state's text: address → values. Modules are nested as Terraform nests them, one level. */
export function aState(
  resources: Readonly<Record<string, Json>>,
  sensitive: Readonly<Record<string, Json>> = {},
): string {
  const listed = Object.entries(resources).map(([address, values]) => {
    const module = /^(?<module>module\.[^.[]+(?:\[[^\]]*\])?)\./.exec(address)?.groups?.["module"] ?? null;
    const rest = (module === null ? address : address.slice(module.length + 1)).replaceAll(/\[[^\]]*\]/g, "");
    const [type = "", name = ""] = rest.split(".");
    return {
      module,
      entry: { address, mode: "managed", type, name, values, sensitive_values: sensitive[address] ?? {} },
    };
  });
  const modules = [...new Set(listed.flatMap(({ module }) => module ?? []))];
  const inModule = (wanted: string | null) =>
    listed.filter(({ module }) => module === wanted).map(({ entry }) => entry);
  const children = modules.map((address) => ({ address, resources: inModule(address) }));
  return JSON.stringify({
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: { root_module: { resources: inModule(null), child_modules: children } },
  });
}
