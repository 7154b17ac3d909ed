import type { CauseShare, ComponentDifference, CostRange, Estimate, ResourceEstimate } from "../model/estimate.ts";
import type { Review } from "../model/review.ts";
import { compareText } from "../model/text.ts";
import { difference, sum } from "../model/amounts.ts";

/** What reports of costs are made of. */
export type CostView = Pick<Review, "estimate" | "projects">;

/** What some resources cost a month, beside what they may come to. */
export interface CostSum {
  readonly before: number;
  readonly after: number;
  readonly delta: number;
  /** What the head may come to. */
  readonly range: CostRange;
  /** By how much the change may raise or lower the cost; `low` ≤ `expected` ≤ `high`. */
  readonly delta_range: CostRange;
}

/** The sum of one project, module, service or team; `name` is null for what belongs to none. */
export interface CostGroup extends CostSum {
  readonly name: string | null;
}

/** The ways in which resources are put together. */
export const groupings = ["project", "module", "service", "team"] as const;

/** One of the groupings. */
export type Grouping = (typeof groupings)[number];

/** The sums of resources, to the ten decimals that amounts have in JSON. */
export function costSum(resources: ReadonlyArray<ResourceEstimate>): CostSum {
  const total = (pick: (resource: ResourceEstimate) => number): number => sum(resources.map(pick));
  const level = (side: "before" | "after", name: keyof CostRange): number =>
    total((resource) => resource.range?.[side][name] ?? resource[side]);
  const range = { low: level("after", "low"), expected: level("after", "expected"), high: level("after", "high") };
  const deltas = [
    difference(range.low, level("before", "low")),
    difference(range.expected, level("before", "expected")),
    difference(range.high, level("before", "high")),
  ];
  const [low = 0, expected = 0, high = 0] = deltas.sort((a, b) => a - b);
  return {
    before: total((resource) => resource.before),
    after: total((resource) => resource.after),
    delta: total((resource) => resource.delta),
    range,
    delta_range: { low, expected, high },
  };
}

/** The groups of one kind, the largest change first. */
export function costGroups(resources: ReadonlyArray<ResourceEstimate>, grouping: Grouping): ReadonlyArray<CostGroup> {
  const members = Map.groupBy(resources, (resource) => groupOf(resource, grouping));
  return [...members]
    .map(([name, own]) => ({ name, ...costSum(own) }))
    .sort(
      (a, b) => Math.abs(b.delta) - Math.abs(a.delta) || b.after - a.after || compareText(a.name ?? "", b.name ?? ""),
    );
}

function groupOf(resource: ResourceEstimate, grouping: Grouping): string | null {
  switch (grouping) {
    case "project":
      return resource.project;
    case "module":
      return resource.module ?? null;
    case "service":
      return resource.service?.name ?? null;
    case "team":
      return resource.team ?? null;
  }
}

/** For each component what differs of it, null where nothing does; of several of one name the first is the first's. */
export function componentDifferences(resource: ResourceEstimate): ReadonlyArray<ComponentDifference | null> {
  const left = [...(resource.differences ?? [])];
  return resource.components.map(({ name, part }) => {
    const at = left.findIndex((one) => one.name === name && one.part === part);
    return at === -1 ? null : (left.splice(at, 1)[0] ?? null);
  });
}

/** Differences of components that the head does not have. */
export function goneDifferences(resource: ResourceEstimate): ReadonlyArray<ComponentDifference> {
  const found = new Set(componentDifferences(resource));
  return (resource.differences ?? []).filter((one) => !found.has(one));
}

/** Why the whole differs: the causes of all resources, largest first. */
export function costCauses(resources: ReadonlyArray<ResourceEstimate>): ReadonlyArray<CauseShare> {
  const shares = Map.groupBy(
    resources.flatMap(({ causes = [] }) => causes),
    ({ cause }) => cause,
  );
  return [...shares]
    .map(([cause, own]) => ({ cause, delta: sum(own.map(({ delta }) => delta)) }))
    .filter(({ delta }) => delta !== 0)
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || compareText(a.cause, b.cause));
}

/** Components whose quantity nobody knows: they are in no total. */
export function unknownUsage(resources: ReadonlyArray<ResourceEstimate>): number {
  return resources.reduce(
    (total, { components }) =>
      total + components.filter(({ quantity, unit_price }) => quantity === null && unit_price !== null).length,
    0,
  );
}

/** What resources emit, kg of CO2 equivalent a month, as far as coefficients are published. */
export interface EmissionSum {
  readonly before: number;
  readonly after: number;
  /** Resources that are counted. */
  readonly counted: number;
  readonly source: string;
}

/** The sum of what is known; null where nothing is. */
export function emissionSum(resources: ReadonlyArray<ResourceEstimate>): EmissionSum | null {
  const known = resources.flatMap(({ emissions }) => emissions ?? []);
  const [first] = known;
  if (first === undefined) return null;
  return {
    before: sum(known.map(({ before }) => before)),
    after: sum(known.map(({ after }) => after)),
    counted: known.length,
    source: first.source,
  };
}

/** Whether stated defaults or bounds of scaling make the cost a range. */
export function isRange({ range, after }: CostSum): boolean {
  return range.low !== after || range.high !== after;
}

/** Free tiers of the services that are priced, by service; none of them is deducted. */
export function freeTiers(estimate: Estimate): ReadonlyArray<string> {
  const tiers = new Map(
    estimate.resources.flatMap(({ service, free_tier }) =>
      service === undefined || free_tier === undefined
        ? []
        : [[service.name, `${service.name}: ${free_tier}`] as const],
    ),
  );
  return [...tiers.values()].sort(compareText);
}
