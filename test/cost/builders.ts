import type { Estimate, ResourceEstimate } from "../../src/model/estimate.ts";
import type { ProjectChange } from "../../src/model/project.ts";
import type { JsonObject, Resource } from "../../src/model/resource.ts";
import { embeddedPriceBook } from "../../src/cost/embedded-book.ts";
import { priceChanges } from "../../src/cost/price-changes.ts";
import { parseUsage } from "../../src/cost/usage-file.ts";

/** A created Terraform resource in us-east-1; `with` replaces what the case is about. */
export function aResource(type: string, after: JsonObject, extra: Partial<Resource> = {}): Resource {
  const name = extra.name ?? "this";
  return {
    address: `${type}.${name}`,
    format: "terraform",
    type,
    provider: "aws",
    region: "us-east-1",
    module: null,
    name,
    namespace: null,
    tags: {},
    unknown: [],
    sensitive: [],
    references: [],
    location: { path: "main.tf", line: 1, end_line: 3 },
    called_from: [],
    lines: {},
    action: "create",
    after,
    before: null,
    changed: [],
    cost: null,
    moved_from: null,
    ...extra,
  };
}

export function aChange(resources: ReadonlyArray<Resource>): ProjectChange {
  return { project: { name: "envs/prod", path: "envs/prod", format: "terraform" }, resources };
}

/** Prices resources of one project; `usage` is the YAML below `resource_usage:`. */
export function estimateOf(resources: ReadonlyArray<Resource>, usage = "", teamTags?: ReadonlyArray<string>): Estimate {
  const file = parseUsage(usage === "" ? "version: 0.1\n" : `version: 0.1\nresource_usage:\n${usage}`, "usage.yml");
  if (file.problems.length > 0) throw new Error(file.problems.map((problem) => problem.message).join("\n"));
  return priceChanges([aChange(resources)], {
    book: embeddedPriceBook(),
    usage: file.usage,
    ...(teamTags === undefined ? {} : { teamTags }),
  }).estimate;
}

/** `part / name | quantity unit | monthly in cents` for each component, as worked examples print them. */
export function linesOf(estimate: ResourceEstimate | undefined): ReadonlyArray<string> {
  return (estimate?.components ?? []).map((component) => {
    const name = component.part === null ? component.name : `${component.part} / ${component.name}`;
    const quantity = component.quantity === null ? "?" : String(component.quantity);
    return `${name} | ${quantity} ${component.unit} | ${component.monthly === null ? "?" : component.monthly.toFixed(2)}`;
  });
}

/** The components of a single resource. */
export function priced(
  type: string,
  after: JsonObject,
  usage = "",
  extra: Partial<Resource> = {},
): ReadonlyArray<string> {
  const text = usage === "" ? "" : `  ${type}.this: ${usage}\n`;
  return linesOf(estimateOf([aResource(type, after, extra)], text).resources[0]);
}
