import type { Component, Estimate, NotPriced, ResourceEstimate } from "../model/estimate.ts";
import type { ClusterPrice } from "../model/price-overrides.ts";
import type { ProjectChange } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";
import { difference, sum } from "./amounts.ts";
import { readAttributes, writtenUnknowns } from "./attributes.ts";
import type { Estimator } from "./estimator.ts";
import { estimatorOf } from "./estimators.ts";
import { isFree } from "./free-types.ts";
import { declaredNode, nodePrices, type NodePrices } from "./kubernetes/cluster.ts";
import { indexNeighbours, type Side } from "./neighbourhood.ts";
import { openNotes, type Notes } from "./notes.ts";
import type { PriceBook } from "./price-book.ts";
import { homeOf } from "./regions.ts";
import { usageOf, type Usage } from "./usage.ts";

/** What prices depend on besides the resources. */
export interface PriceRequest {
  readonly book: PriceBook;
  readonly usage: Usage;
  /** What workloads of a cluster are priced by; null where nobody says. */
  readonly kubernetes?: ClusterPrice | null;
}

/** The estimate, and the changes with each resource's cost filled in. */
export interface PricedChanges {
  readonly estimate: Estimate;
  readonly changes: ReadonlyArray<ProjectChange>;
}

/** Prices every resource of the projects. Pure; throws PriceBookError where the book is damaged. */
export function priceChanges(changes: ReadonlyArray<ProjectChange>, request: PriceRequest): PricedChanges {
  const nodes = nodePrices(request.book, request.kubernetes ?? null, declaredNode(changes));
  const priced = changes.map((change) => priceProject(change, { ...request, nodes }));
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

interface ClusterRequest extends PriceRequest {
  readonly nodes: NodePrices | string;
}

type Outcome =
  | { readonly kind: "free" }
  | { readonly kind: "priced"; readonly estimate: ResourceEstimate }
  | { readonly kind: "not-priced"; readonly reason: NotPriced };

interface PricedProject {
  readonly change: ProjectChange;
  readonly outcomes: ReadonlyArray<Outcome>;
}

function priceProject(change: ProjectChange, request: ClusterRequest): PricedProject {
  const neighbours = indexNeighbours(change.resources);
  const outcomes = change.resources.map((resource) =>
    priceResource(change.project.name, resource, neighbours, request),
  );
  const resources = change.resources.map((resource, index) => withCost(resource, outcomes[index]));
  return { change: { ...change, resources }, outcomes };
}

function withCost(resource: Resource, outcome: Outcome | undefined): Resource {
  if (outcome?.kind === "free") return { ...resource, cost: { before: 0, after: 0, delta: 0 } };
  if (outcome?.kind !== "priced") return { ...resource, cost: null };
  const { before, after, delta } = outcome.estimate;
  return { ...resource, cost: { before, after, delta } };
}

function priceResource(
  project: string,
  resource: Resource,
  neighbours: ReturnType<typeof indexNeighbours>,
  request: ClusterRequest,
): Outcome {
  const named = { project, address: resource.address, type: resource.type };
  if (isFree(resource)) return { kind: "free" };
  const estimator = estimatorOf(resource.type);
  if (estimator === null) return { kind: "not-priced", reason: { ...named, reason: "no estimator" } };

  const context = { resource, estimator, neighbours, request };
  const before = priceSide(context, "before");
  const after = priceSide(context, "after");
  const shown = resource.after === null ? before : after;
  const refusal = after.refusal ?? before.refusal;
  if (refusal !== null) {
    const place = after.refusal === null && resource.after !== null ? " (on the base)" : "";
    return { kind: "not-priced", reason: { ...named, reason: `${refusal}${place}` } };
  }
  if (before.components.length + after.components.length === 0) return { kind: "free" };
  const [was, will] = [monthly(before.components), monthly(after.components)];
  return {
    kind: "priced",
    estimate: {
      ...named,
      region: shown.region,
      assumptions: shown.assumptions,
      before: was,
      after: will,
      delta: difference(will, was),
      components: shown.components,
    },
  };
}

interface PricedSide {
  readonly region: string | null;
  readonly components: ReadonlyArray<Component>;
  readonly assumptions: ReadonlyArray<string>;
  readonly refusal: string | null;
}

interface SideContext {
  readonly resource: Resource;
  readonly estimator: Estimator;
  readonly neighbours: ReturnType<typeof indexNeighbours>;
  readonly request: ClusterRequest;
}

function priceSide({ resource, estimator, neighbours, request }: SideContext, side: Side): PricedSide {
  const values = resource[side];
  if (values === null) return { region: resource.region, components: [], assumptions: [], refusal: null };
  const notes = openNotes();
  const provider = resource.provider ?? "aws";
  const others = neighbours(side, notes);
  const region = regionOf(resource.region ?? others.regionOf(resource), request.book, provider, notes);
  if (resource.address.endsWith("[*]")) notes.assume("How many there are is not known: one is counted.");
  const components = estimator.estimate({
    resource,
    provider,
    region,
    values: readAttributes(values, writtenUnknowns(resource), notes),
    side: values,
    nodes: request.nodes,
    usage: usageOf(request.usage, resource.address, resource.type),
    book: request.book,
    others,
    notes,
  });
  return { region, components, assumptions: notes.assumptions(), refusal: notes.refusal() };
}

/** The region of the resource, else of what it refers to (an Azure database is where its server is), else home. */
function regionOf(declared: string | null, book: PriceBook, provider: string, notes: Notes): string {
  const home = homeOf(provider);
  if (declared === null) {
    notes.assumePlace(`The region is not known; ${home} is assumed.`);
    return home;
  }
  const region = provider === "azurerm" || provider === "google" ? declared.toLowerCase() : declared;
  if (book.knows(provider, region)) return region;
  notes.assume(`The price book does not know the region "${declared}"; ${home} is assumed.`);
  return home;
}

function monthly(components: ReadonlyArray<Component>): number {
  return sum(components.flatMap((component) => component.monthly ?? []));
}
