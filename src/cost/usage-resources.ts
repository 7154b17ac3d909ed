import type { ProjectChange } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";
import { compareText } from "../model/text.ts";
import type { Usage } from "./usage.ts";

/** Types that only a usage file has: what costs something and no resource of a configuration stands for. */
const types = ["aws_data_transfer"];

/** Whether an entry of the usage file stands for itself. */
export function isUsageResource(address: string): boolean {
  return types.some((type) => address.startsWith(`${type}.`));
}

/**
 * The usage file's own resources, with the first project that has resources of the provider: they belong to the tree
 * and to none of its projects. Both sides have them where the project has a base, so that a change does not bring them.
 */
export function usageResources(
  usage: Usage,
  changes: ReadonlyArray<ProjectChange>,
): ReadonlyMap<string, ReadonlyArray<Resource>> {
  const addresses = [...usage.resources.keys()].filter(isUsageResource).toSorted(compareText);
  const owner = changes.find(({ resources }) => resources.some(({ provider }) => provider === "aws"));
  const model = owner?.resources.find(({ provider }) => provider === "aws");
  if (owner === undefined || model === undefined || addresses.length === 0) return new Map();
  const hasBase = changes.some(({ resources }) => resources.some(({ before }) => before !== null));
  const own = addresses.map((address) => usageResource(address, model, hasBase));
  return new Map([[owner.project.name, own]]);
}

function usageResource(address: string, model: Resource, hasBase: boolean): Resource {
  const [type = "", ...name] = address.split(".");
  return {
    address,
    format: "terraform",
    type,
    provider: "aws",
    region: model.region,
    module: null,
    name: name.join("."),
    namespace: null,
    tags: {},
    unknown: [],
    sensitive: [],
    references: [],
    location: model.location,
    called_from: [],
    lines: {},
    action: hasBase ? "none" : "create",
    after: {},
    before: hasBase ? {} : null,
    changed: [],
    cost: null,
    moved_from: null,
  };
}
