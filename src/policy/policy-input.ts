import type { FileStatus } from "../model/change-set.ts";
import type { Project } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";
import type { PolicyInput } from "./input-schema.ts";
import { difference, sum } from "../model/amounts.ts";

/** Repository and pull request that a review is about; both null on the command line. */
export type PolicyContext = Pick<PolicyInput, "repository" | "pull_request">;

/** What `input` is made of besides the resources. */
export interface InputFacts {
  readonly context: PolicyContext;
  readonly project: Project;
  readonly files: ReadonlyArray<{ readonly path: string; readonly status: FileStatus }>;
}

/** Builds `input` for one project: resources by address, everything in a fixed order. */
export function policyInput(
  facts: InputFacts,
  resources: ReadonlyArray<Resource>,
  blocks: ReadonlyArray<Resource>,
): PolicyInput {
  const { name, path, format } = facts.project;
  return {
    repository: facts.context.repository,
    pull_request: facts.context.pull_request,
    project: { name, path, format },
    resources: resources.map(inputResource),
    blocks: blocks.map(inputResource),
    files: facts.files.map((file) => ({ path: file.path, status: file.status })),
    cost: { currency: "USD", ...totalCost(resources) },
  };
}

function inputResource(given: Resource): PolicyInput["resources"][number] {
  return {
    address: given.address,
    format: given.format,
    type: given.type,
    provider: given.provider,
    region: given.region,
    module: given.module,
    name: given.name,
    namespace: given.namespace,
    tags: given.tags,
    action: given.action,
    after: given.after,
    before: given.before,
    changed: copyPaths(given.changed),
    unknown: copyPaths(given.unknown),
    unset: [...(given.unset ?? [])],
    sketches: given.sketches ?? {},
    sensitive: copyPaths(given.sensitive),
    references: [...given.references],
    location: given.location,
    called_from: [...given.called_from],
    lines: given.lines,
    ...(given.line_paths === undefined ? {} : { line_paths: given.line_paths }),
    cost: given.cost,
  };
}

function copyPaths(paths: Resource["changed"]): (string | number)[][] {
  return paths.map((path) => [...path]);
}

/** The exact sum of what is priced. */
function totalCost(resources: ReadonlyArray<Resource>): Record<"before" | "after" | "delta", number> {
  const priced = resources.flatMap(({ cost }) => cost ?? []);
  const before = sum(priced.map((cost) => cost.before));
  const after = sum(priced.map((cost) => cost.after));
  return { before, after, delta: difference(after, before) };
}
