import type { Json, JsonObject, Resource } from "../../model/resource.ts";
import { compareText } from "../../model/text.ts";
import { planConfiguration } from "./plan-configuration.ts";
import { childOf } from "./module-address.ts";
import { marked, pathTree, withoutUnknown } from "./plan-values.ts";

/** A project's resources and its other blocks. */
export interface PlannedProject {
  readonly resources: ReadonlyArray<Resource>;
  readonly blocks: ReadonlyArray<Resource>;
}

/** `from-nothing` shows what is there as if it were to be created: the base, for policies that look at what changes. */
export type PlanView = "change" | "from-nothing";

const formatVersion = "1.2";
const terraformVersion = "1.11.4"; // whose language the evaluation has

/**
 * A project as `terraform show -json` would show its plan, from the evaluation alone: what is only known after apply is
 * left out of `after` and marked in `after_unknown`.
 */
export function planInput({ resources, blocks }: PlannedProject, view: PlanView): JsonObject {
  const shown = resources
    .filter(({ format }) => format === "terraform")
    .toSorted((a, b) => compareText(a.address, b.address));
  const planned = shown.filter(({ after }) => after !== null);
  const prior = view === "from-nothing" ? [] : shown.filter(({ before }) => before !== null);
  return {
    format_version: formatVersion,
    terraform_version: terraformVersion,
    applyable: true,
    complete: true,
    errored: false,
    variables: variablesOf(blocks),
    planned_values: { root_module: moduleValues(planned, null, (resource) => resource.after ?? {}) },
    resource_changes: shown.map((resource) => resourceChange(resource, view)),
    output_changes: {},
    prior_state: {
      format_version: "1.0",
      terraform_version: terraformVersion,
      values: { root_module: moduleValues(prior, null, (resource) => resource.before ?? {}) },
    },
    configuration: planConfiguration(planned, blocks),
  };
}

function variablesOf(blocks: ReadonlyArray<Resource>): JsonObject {
  const own = blocks.filter(({ type, module }) => type === "variable" && module === null);
  return Object.fromEntries(own.map(({ name, after }) => [name, { value: after?.["default"] ?? null }]));
}

/** The parts of an address behind its module: `count.index` and `for_each` keys are the index. */
export function identityOf({ address, type, name, provider }: Resource): JsonObject {
  const key = /\[(?:(?<number>\d+)|"(?<text>(?:[^"\\]|\\.)*)")\]$/.exec(address)?.groups;
  const index = key?.["number"] === undefined ? (key?.["text"] ?? null) : Number(key["number"]);
  return {
    address,
    mode: "managed",
    type,
    name,
    ...(index === null ? {} : { index }),
    provider_name: `registry.terraform.io/${provider === null ? "" : provider.includes("/") ? provider : `hashicorp/${provider}`}`,
  };
}

function resourceChange(resource: Resource, view: PlanView): JsonObject {
  const { module, sensitive, moved_from: former } = resource;
  const unknown = pathTree(resource.unknown);
  const secret = pathTree(sensitive);
  const after = resource.after;
  const before = view === "from-nothing" ? null : resource.before;
  return {
    ...identityOf(resource),
    ...(module === null ? {} : { module_address: module }),
    ...(former === null ? {} : { previous_address: former }),
    change: {
      actions: actionsOf(resource, view),
      before,
      after: after === null ? null : withoutUnknown(after, unknown),
      after_unknown: after === null ? {} : marked(after, unknown),
      before_sensitive: before === null ? false : marked(before, secret),
      after_sensitive: after === null ? false : marked(after, secret),
    },
  };
}

const actions: Readonly<Record<Resource["action"], ReadonlyArray<string>>> = {
  create: ["create"],
  update: ["update"],
  replace: ["delete", "create"],
  delete: ["delete"],
  none: ["no-op"],
};

function actionsOf({ action, after }: Resource, view: PlanView): ReadonlyArray<string> {
  return view === "from-nothing" && after !== null ? actions.create : actions[action];
}

/** `root_module` of `values`: its resources, and the modules below it at any depth. */
function moduleValues(
  resources: ReadonlyArray<Resource>,
  module: string | null,
  valuesOf: (resource: Resource) => JsonObject,
): JsonObject {
  const own = resources.filter((resource) => resource.module === module);
  const children = new Set(resources.flatMap((resource) => childOf(resource.module, module) ?? []));
  const child_modules = [...children].sort(compareText).map((child) =>
    moduleValues(
      resources.filter((resource) => resource.module === child || resource.module?.startsWith(`${child}.`) === true),
      child,
      valuesOf,
    ),
  );
  return {
    ...(module === null ? {} : { address: module }),
    resources: own.map((resource): JsonObject => {
      const values = valuesOf(resource);
      return {
        ...identityOf(resource),
        schema_version: 0,
        values: withoutUnknown(values, pathTree(resource.unknown)),
        sensitive_values: marked(values, pathTree(resource.sensitive)),
      };
    }),
    ...(child_modules.length === 0 ? {} : { child_modules }),
  };
}

/** Puts the plan under the key by which a platform gives it. */
export function wrapped(plan: JsonObject, under: string | null): Json {
  return under === null ? plan : { [under]: plan };
}
