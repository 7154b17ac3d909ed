import type { Component } from "../model/estimate.ts";
import type { JsonObject, Resource } from "../model/resource.ts";
import { readAttributes, writtenUnknowns } from "./attributes.ts";
import type { Estimator } from "./estimator.ts";
import type { NodePrices } from "./kubernetes/cluster.ts";
import type { indexNeighbours, Side } from "./neighbourhood.ts";
import { openNotes, type Notes } from "./notes.ts";
import type { PriceBook } from "./price-book.ts";
import { watch, type Answered } from "./questions.ts";
import { homeOf } from "./regions.ts";
import { stated, usageUnder, type Scenario } from "./scenario.ts";
import { nearest } from "./spelling.ts";
import { usageOf, type ResourceUsage, type Usage } from "./usage.ts";

/** One resource, and everything that its price depends on. */
export interface PricingContext {
  readonly resource: Resource;
  readonly estimator: Estimator;
  readonly neighbours: ReturnType<typeof indexNeighbours>;
  readonly book: PriceBook;
  readonly usage: Usage;
  readonly nodes: NodePrices | string;
}

/** What an estimator says of one side of a resource. */
export interface PricedSide {
  readonly region: string | null;
  readonly components: ReadonlyArray<Component>;
  readonly assumptions: ReadonlyArray<string>;
  readonly refusal: string | null;
  /** How many things of one kind were counted (servers of a group, pods); null where that is no question. */
  readonly count: number | null;
  /** Whether that number may be another one. */
  readonly varies: boolean;
  /** Whether other resources were looked at: the price may then differ though the resource does not. */
  readonly looked: boolean;
  /** What was asked of other resources, to be asked again of a later project; null where that cannot be. */
  readonly answered: ReadonlyArray<Answered> | null;
}

/** What differs from the side as it is: attributes to try, a region to move to, another scenario. */
export interface SideVariant {
  readonly values?: JsonObject;
  readonly region?: string | null;
  readonly scenario?: Scenario;
}

/** Prices one side of a resource. Throws PriceBookError where the book is damaged. */
export function priceSide(context: PricingContext, side: Side, variant: SideVariant = {}): PricedSide {
  const { resource, estimator, book } = context;
  const values = variant.values ?? resource[side];
  const scenario = variant.scenario ?? stated;
  if (values === null) return nothing(resource.region);
  const notes = openNotes();
  const provider = resource.provider ?? "aws";
  const watched = watch(context.neighbours(side, notes), resource);
  const declared = variant.region ?? declaredRegion(resource, side) ?? watched.others.regionOf(resource);
  const region = regionOf(declared, book, provider, notes);
  if (resource.address.endsWith("[*]")) notes.assume("How many there are is not known: one is counted.");
  const components = estimator.estimate({
    resource,
    provider,
    region,
    values: readAttributes(values, writtenUnknowns(resource), notes),
    side: values,
    nodes: context.nodes,
    usage: usageUnder(usageFor(context), scenario),
    usageOf: (other) => usageFor({ resource: other, usage: context.usage }),
    scenario,
    book,
    others: watched.others,
    notes,
  });
  const answered = watched.answered();
  return {
    region: placeOf(context, region),
    components,
    assumptions: notes.assumptions(),
    refusal: notes.refusal(),
    ...notes.counts(),
    looked: (answered?.length ?? 1) > 0,
    answered,
  };
}

/** What the usage file tells of a resource; one that was moved may still have its entry under the old address. */
export function usageFor({ resource, usage }: Pick<PricingContext, "resource" | "usage">): ResourceUsage {
  const own = usageOf(usage, resource.address, resource.type);
  if (resource.moved_from === null) return own;
  const old = usageOf(usage, resource.moved_from, resource.type);
  return {
    number: (key) => own.number(key) ?? old.number(key),
    text: (key) => own.text(key) ?? old.text(key),
    under: (address, key) => own.under(address, key) ?? old.under(address, key),
  };
}

function nothing(region: string | null): PricedSide {
  const empty = {
    components: [],
    assumptions: [],
    refusal: null,
    count: null,
    varies: false,
    looked: false,
    answered: [],
  };
  return { region, ...empty };
}

/** What runs in a cluster is told where its nodes are. */
function placeOf({ resource, nodes }: PricingContext, region: string): string {
  return resource.provider === "kubernetes" && typeof nodes !== "string" ? nodes.region : region;
}

/** How the assumption begins that names a region which the book does not know. */
export const unknownRegion = "The price book does not know the region";

/** A resource carries its head's region, and its base's where that is another one. */
function declaredRegion(resource: Resource, side: Side): string | null {
  return side === "before" && resource.base_region !== undefined ? resource.base_region : resource.region;
}

/** The region of the resource, else of what it refers to (an Azure database is where its server is), else home. */
function regionOf(declared: string | null, book: PriceBook, provider: string, notes: Notes): string {
  const home = homeOf(provider);
  // What runs in a cluster is where its nodes are, which its own estimators know.
  if (provider === "kubernetes") return home;
  if (declared === null) {
    notes.assumePlace(`The region is not known; ${home} is assumed.`);
    return home;
  }
  const region = provider === "azurerm" || provider === "google" ? declared.toLowerCase() : declared;
  if (book.knows(provider, region)) return region;
  const meant = nearest(region, book.regions(provider));
  const guess = meant === null ? "" : ` Is "${meant}" meant?`;
  notes.assume(`${unknownRegion} "${declared}"; ${home} is assumed.${guess}`);
  return home;
}
