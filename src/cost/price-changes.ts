import type { Estimate } from "../model/estimate.ts";
import type { ClusterPrice } from "../model/price-overrides.ts";
import type { ProjectChange } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";
import { sum } from "../model/amounts.ts";
import { declaredNode, nodePrices } from "./kubernetes/cluster.ts";
import { indexNeighbours } from "./neighbourhood.ts";
import type { PriceBook } from "./price-book.ts";
import { priceResource, type Outcome, type PricingGrounds } from "./price-resource.ts";
import type { Usage } from "./usage.ts";
import { usageResources } from "./usage-resources.ts";

/** What prices depend on besides the resources. */
export interface PriceRequest {
  readonly book: PriceBook;
  readonly usage: Usage;
  /** What workloads of a cluster are priced by; null where nobody says. */
  readonly kubernetes?: ClusterPrice | null;
  /** Tags or labels that name the team that pays; `team` where nobody says. */
  readonly teamTags?: ReadonlyArray<string>;
}

/** The estimate, and the changes with each resource's cost filled in. */
export interface PricedChanges {
  readonly estimate: Estimate;
  readonly changes: ReadonlyArray<ProjectChange>;
}

/** Prices every resource of the projects. Pure; throws PriceBookError where the book is damaged. */
export function priceChanges(changes: ReadonlyArray<ProjectChange>, request: PriceRequest): PricedChanges {
  const nodes = nodePrices(request.book, request.kubernetes ?? null, declaredNode(changes));
  const told = usageResources(request.usage, changes);
  const priced = changes.map((change) =>
    priceProject(change, request, {
      nodes,
      maySearch: atMost(maxSearches),
      told: told.get(change.project.name) ?? [],
    }),
  );
  const resources = priced.flatMap((project) =>
    project.outcomes.flatMap((outcome) => (outcome.kind === "priced" ? outcome.estimate : [])),
  );
  return {
    estimate: {
      currency: "USD",
      before: sum(resources.map((resource) => resource.before)),
      after: sum(resources.map((resource) => resource.after)),
      delta: sum(resources.map((resource) => resource.delta)),
      resources,
      not_priced: priced.flatMap((project) =>
        project.outcomes.flatMap((outcome) => (outcome.kind === "not-priced" ? outcome.reason : [])),
      ),
    },
    changes: priced.map((project) => project.change),
  };
}

/** Of so many changed resources of a project cheaper equals are looked for: one more price each. */
const maxSearches = 500;

function atMost(times: number): () => boolean {
  let left = times;
  return () => left-- > 0;
}

interface PricedProject {
  readonly change: ProjectChange;
  readonly outcomes: ReadonlyArray<Outcome>;
}

function priceProject(
  change: ProjectChange,
  request: PriceRequest,
  { nodes, maySearch, told }: Pick<PricingGrounds, "nodes" | "maySearch"> & { readonly told: ReadonlyArray<Resource> },
): PricedProject {
  const isChanged = change.resources.some(({ action, base_region }) => action !== "none" || base_region !== undefined);
  const neighbours = indexNeighbours(change.resources);
  const { book, usage, teamTags = ["team"] } = request;
  const isCounted = countedInstances(change.resources);
  const project = change.project.name;
  const grounds: PricingGrounds = {
    project,
    neighbours,
    book,
    usage,
    nodes,
    isChanged,
    teamTags,
    isCounted,
    maySearch,
  };
  const outcomes = change.resources.map((resource) => priceResource(resource, grounds));
  const resources = change.resources.map((resource, index) => withCost(resource, outcomes[index]));
  // What only the usage file tells of is priced, and is no resource that policies see.
  return {
    change: { ...change, resources },
    outcomes: [...outcomes, ...told.map((resource) => priceResource(resource, grounds))],
  };
}

/** Instances of one block (`aws_x.y[0]`) that come or go while others of it stay: their number is what changes. */
function countedInstances(resources: ReadonlyArray<Resource>): (resource: Resource) => boolean {
  const stemOf = ({ address }: Resource): string => address.replace(/\[[^\]]*\]$/, "");
  const staying = new Set(resources.filter(({ before, after }) => before !== null && after !== null).map(stemOf));
  return (resource) => staying.has(stemOf(resource));
}

function withCost(resource: Resource, outcome: Outcome | undefined): Resource {
  if (outcome?.kind === "free") return { ...resource, cost: { before: 0, after: 0, delta: 0 } };
  if (outcome?.kind !== "priced") return { ...resource, cost: null };
  const { before, after, delta } = outcome.estimate;
  return { ...resource, cost: { before, after, delta } };
}
