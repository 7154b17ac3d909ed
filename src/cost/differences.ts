import { Decimal } from "decimal.js";
import type { Cause, CauseShare, Component, ComponentDifference } from "../model/estimate.ts";
import { compareText } from "../model/text.ts";
import { difference, sum, toJsonNumber } from "../model/amounts.ts";
import { priceSide, type PricedSide, type PricingContext } from "./price-side.ts";

/** What differs between base and head of a resource, and why. */
export interface Differences {
  readonly differences: ReadonlyArray<ComponentDifference>;
  readonly causes: ReadonlyArray<CauseShare>;
}

/**
 * Compares the components of both sides. Each difference is split in a fixed order (region, then price or type at the
 * old quantity, then count, then quantity at the new price), so that the parts sum up to it. `isCounted` says that the
 * resource is one of several instances, of which the other side has some.
 */
export function differencesOf(
  context: PricingContext,
  sides: { readonly before: PricedSide; readonly after: PricedSide },
  isCounted: boolean,
): Differences {
  const { before, after } = sides;
  const { resource } = context;
  const isWhole = resource.before !== null && resource.after !== null;
  const moved = isWhole ? inNewRegion(context, before, after) : null;
  const found = pairs(before.components, after.components).map(([was, will]): ComponentDifference => {
    const named = will ?? was;
    const [from, to] = [was?.monthly ?? null, will?.monthly ?? null];
    const delta = difference(to ?? 0, from ?? 0);
    const causes = isWhole
      ? causesOf({
          was,
          will,
          moved: moved?.find((one) => isNamed(one, was)) ?? null,
          counts: [before.count, after.count],
        })
      : [{ cause: wholeCause(resource.before === null, isCounted), delta }];
    return {
      name: named?.name ?? "",
      part: named?.part ?? null,
      before: from,
      after: to,
      delta,
      causes: settled(causes, delta),
    };
  });
  const differences = found.filter(
    ({ delta, before: from, after: to }) => delta !== 0 || (from === null) !== (to === null),
  );
  const total = sum(differences.map(({ delta }) => delta));
  return {
    differences,
    causes: settled(
      differences.flatMap(({ causes }) => causes),
      total,
    ),
  };
}

function wholeCause(isNew: boolean, isCounted: boolean): Cause {
  return isCounted ? "count" : isNew ? "new" : "removed";
}

/** The base's attributes priced in the head's region; null where the region is the same or has no such price. */
function inNewRegion(context: PricingContext, before: PricedSide, after: PricedSide): ReadonlyArray<Component> | null {
  if (before.region === after.region || after.region === null) return null;
  const moved = priceSide(context, "before", { region: after.region });
  return moved.refusal === null ? moved.components : null;
}

interface Pair {
  readonly was: Component | null;
  readonly will: Component | null;
  /** `was` in the head's region. */
  readonly moved: Component | null;
  /** Things counted on both sides. */
  readonly counts: readonly [number | null, number | null];
}

function causesOf({ was, will, moved, counts }: Pair): ReadonlyArray<CauseShare> {
  const [from, to] = [was?.monthly ?? null, will?.monthly ?? null];
  if (was === null || will === null) return [{ cause: "quantity", delta: difference(to ?? 0, from ?? 0) }];
  if (from === null || to === null) return [{ cause: "usage", delta: difference(to ?? 0, from ?? 0) }];
  const start = moved ?? was;
  const [p1, p2] = [new Decimal(start.unit_price ?? 0), new Decimal(will.unit_price ?? 0)];
  const [q1, q2] = [new Decimal(start.quantity ?? 0), new Decimal(will.quantity ?? 0)];
  const isElsewhere = was.origin?.region !== will.origin?.region && moved === null;
  const priceCause = isElsewhere ? "region" : isSameItem(start, will) ? "price" : "type";
  const scaled = q1.equals(q2) ? q1 : ofCount(q1, q2, counts);
  return [
    { cause: "region", delta: difference(start.monthly ?? 0, from) },
    { cause: priceCause, delta: toJsonNumber(p2.minus(p1).times(q1)) },
    { cause: "count", delta: toJsonNumber(scaled.minus(q1).times(p2)) },
    { cause: "quantity", delta: toJsonNumber(q2.minus(scaled).times(p2)) },
  ];
}

/** The quantity at the new number of things and the old size of each. */
function ofCount(q1: Decimal, q2: Decimal, [was, will]: Pair["counts"]): Decimal {
  if (was === null || will === null || was === will) return q1;
  return was === 0 ? q2 : q1.times(will).div(was);
}

/** Whether both are prices of the same thing: `m5.large` as spot and on demand are, `m5.large` and `m6i.large` are not. */
function isSameItem(a: Component, b: Component): boolean {
  return itemOf(a) === itemOf(b);
}

function itemOf({ origin, name }: Component): string {
  const item = origin?.item ?? name;
  return /^"[^"]*"/.exec(item)?.[0] ?? item;
}

/** One share a cause, largest first, none that is zero; what rounding leaves goes to the largest. */
function settled(shares: ReadonlyArray<CauseShare>, delta: number): ReadonlyArray<CauseShare> {
  const byCause = Map.groupBy(shares, ({ cause }) => cause);
  const summed = [...byCause].map(([cause, own]) => ({ cause, delta: sum(own.map((one) => one.delta)) }));
  const ordered = summed
    .filter((share) => share.delta !== 0)
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || compareText(a.cause, b.cause));
  const [first, ...rest] = ordered;
  if (first === undefined) return [];
  return [{ cause: first.cause, delta: difference(delta, sum(rest.map((share) => share.delta))) }, ...rest];
}

type Pairing = readonly [Component | null, Component | null];

/** By name; what is left by the part of the name before its brackets, then by unit; the rest is only on one side. */
function pairs(before: ReadonlyArray<Component>, after: ReadonlyArray<Component>): ReadonlyArray<Pairing> {
  const left = new Set(before);
  const taken = new Map<Component, Component>();
  for (const keyOf of [nameKey, familyKey, unitKey]) {
    for (const will of after) {
      if (taken.has(will)) continue;
      const was = [...left].find((one) => keyOf(one) === keyOf(will));
      if (was === undefined) continue;
      taken.set(will, was);
      left.delete(was);
    }
  }
  return [
    ...after.map((will) => [taken.get(will) ?? null, will] as const),
    ...[...left].map((was) => [was, null] as const),
  ];
}

function isNamed(component: Component, other: Component | null): boolean {
  return other !== null && nameKey(component) === nameKey(other);
}

function nameKey({ part, name }: Component): string {
  return `${part ?? ""}\0${name}`;
}

function familyKey({ part, name, unit }: Component): string {
  return `${part ?? ""}\0${name.replace(/ \([^()]*\)$/, "")}\0${unit}`;
}

function unitKey({ part, unit, usage_based }: Component): string {
  return `${part ?? ""}\0${unit}\0${usage_based}`;
}
