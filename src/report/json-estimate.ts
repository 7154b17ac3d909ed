import type { Component, CostRange, Estimate, ResourceEstimate } from "../model/estimate.ts";
import {
  costCauses,
  costGroups,
  costSum,
  emissionSum,
  freeTiers,
  unknownUsage,
  type CostGroup,
  type CostSum,
  type EmissionSum,
  type Grouping,
} from "./cost-summary.ts";

type Flat<Sum extends CostSum> = Omit<Sum, "range"> & CostRange;

/** What one resource costs, as the JSON report has it. */
export type ReportedResource = Pick<ResourceEstimate, "project" | "address" | "type" | "region" | "assumptions"> &
  Flat<CostSum> & {
    readonly service: string | null;
    readonly module: string | null;
    readonly team: string | null;
    readonly causes: NonNullable<ResourceEstimate["causes"]>;
    readonly differences: NonNullable<ResourceEstimate["differences"]>;
    readonly assumed_usage: NonNullable<ResourceEstimate["assumed_usage"]>;
    readonly emissions: NonNullable<ResourceEstimate["emissions"]> | null;
    readonly choices: NonNullable<ResourceEstimate["choices"]>;
    readonly components: ReadonlyArray<
      Omit<Component, "origin" | "range"> & { readonly [level in keyof CostRange]: number | null }
    >;
  };

/** The estimate as the JSON report has it: sums, groups and ranges beside what is listed. */
export type ReportedEstimate = Pick<Estimate, "currency" | "not_priced"> &
  Flat<CostSum> & {
    readonly causes: ReturnType<typeof costCauses>;
    readonly unknown_usage: number;
    readonly groups: Readonly<Record<Grouping, ReadonlyArray<Flat<CostGroup>>>>;
    readonly emissions: EmissionSum | null;
    readonly free_tiers: ReadonlyArray<string>;
    readonly resources: ReadonlyArray<ReportedResource>;
  };

/** Turns an estimate into what the JSON report shows of it. */
export function reportedEstimate(estimate: Estimate): ReportedEstimate {
  const { currency, resources, not_priced } = estimate;
  const groups = (grouping: Grouping): ReadonlyArray<Flat<CostGroup>> => costGroups(resources, grouping).map(flat);
  return {
    currency,
    ...flat(costSum(resources)),
    causes: costCauses(resources),
    unknown_usage: unknownUsage(resources),
    groups: {
      project: groups("project"),
      module: groups("module"),
      service: groups("service"),
      team: groups("team"),
    },
    emissions: emissionSum(resources),
    free_tiers: freeTiers(estimate),
    resources: resources.map(reportedResource),
    not_priced,
  };
}

function flat<Sum extends CostSum>({ range, ...rest }: Sum): Flat<Sum> {
  return { ...rest, ...range };
}

function reportedResource(resource: ResourceEstimate): ReportedResource {
  const { project, address, type, region, assumptions, components } = resource;
  return {
    project,
    address,
    type,
    region,
    service: resource.service?.name ?? null,
    module: resource.module ?? null,
    team: resource.team ?? null,
    assumptions,
    ...flat(costSum([resource])),
    causes: resource.causes ?? [],
    differences: resource.differences ?? [],
    assumed_usage: resource.assumed_usage ?? [],
    emissions: resource.emissions ?? null,
    choices: resource.choices ?? [],
    components: components.map(reportedComponent),
  };
}

/** The report names a price's source; `cost explain` traces it further. */
function reportedComponent(component: Component): ReportedResource["components"][number] {
  const { name, part, unit, quantity, unit_price, monthly, usage_based, price_source, range } = component;
  const { low, expected, high } = range ?? { low: monthly, expected: monthly, high: monthly };
  return { name, part, unit, quantity, unit_price, monthly, usage_based, price_source, low, expected, high };
}
