import type { AssumedUsage, Component, CostRange } from "../model/estimate.ts";
import { sum } from "../model/amounts.ts";
import type { Side } from "./neighbourhood.ts";
import { priceSide, usageFor, type PricedSide, type PricingContext } from "./price-side.ts";
import { levels, type Level } from "./scenario.ts";
import { usageDefault } from "./usage-defaults.ts";

/** A side with the range of each component that is not certain. */
export interface RangedSide extends PricedSide {
  readonly range: CostRange;
  /** What was assumed of usage keys that nobody tells. */
  readonly assumed: ReadonlyArray<AssumedUsage>;
}

/** Usage keys that say what is there rather than how much it is used: nothing is assumed of them unasked. */
const capacities = /^(?:monthly_hrs|instances|vcpu_count)$|(?:^|\.)(?:nodes|monthly_hrs)$|reserved_instance|\*/;

/**
 * Adds what a side costs when little, the usual and much is used. Each level is priced by the estimator itself, so that
 * tiers and quantities made of several keys are right; what is certain stays what it is.
 */
export function withRange(context: PricingContext, side: Side, priced: PricedSide): RangedSide {
  const assumed = assumedUsage(context, priced.components);
  if (assumed.length === 0 && !priced.varies) return { ...priced, range: certain(priced.components), assumed };
  const spans = new Map(assumed.map(({ key, ...span }) => [key, span]));
  const atLevels = new Map(
    levels.map((level) => {
      const scenario = { kind: "level", level, assumed: spans } as const;
      return [level, priceSide(context, side, { scenario }).components] as const;
    }),
  );
  const shares = new Map(levels.map((level) => [level, shareOut(priced, atLevels.get(level) ?? [])] as const));
  const components = priced.components.map((component, index) => {
    const at = (level: Level): number | null => shares.get(level)?.amounts[index] ?? null;
    const [low, expected, high] = [at("low"), at("expected"), at("high")];
    if (low === null || expected === null || high === null) return component;
    return low === component.monthly && high === component.monthly
      ? component
      : { ...component, range: { low, expected, high } };
  });
  const total = (level: Level): number => {
    const share = shares.get(level);
    return sum([...(share?.amounts ?? []).map((amount) => amount ?? 0), share?.beside ?? 0]);
  };
  const range = { low: total("low"), expected: total("expected"), high: total("high") };
  return { ...priced, components, range, assumed };
}

function certain(components: ReadonlyArray<Component>): CostRange {
  const amount = sum(components.flatMap(({ monthly }) => monthly ?? []));
  return { low: amount, expected: amount, high: amount };
}

/** The defaults of the keys that components without a quantity wait for. */
function assumedUsage(context: PricingContext, components: ReadonlyArray<Component>): ReadonlyArray<AssumedUsage> {
  const waiting = components.filter(({ quantity, unit_price }) => quantity === null && unit_price !== null);
  if (waiting.length === 0) return [];
  // Without keys of its own a quantity is made of several: any that is not told may be one of them.
  const isMade = waiting.some(({ origin }) => (origin?.usage_keys.length ?? 0) === 0);
  const named = waiting.flatMap(({ origin }) => origin?.usage_keys ?? []);
  const others = isMade ? context.estimator.usage.filter((key) => !capacities.test(key)) : [];
  const wanted = [...new Set([...named, ...others])];
  const usage = usageFor(context);
  return wanted.flatMap((key): ReadonlyArray<AssumedUsage> => {
    if (usage.number(key) !== null || usage.text(key) !== null) return [];
    const span = usageDefault(context.resource.type, key);
    return span === null ? [] : [{ key, ...span }];
  });
}

interface Shares {
  /** USD a month for each component of the totals; null where it is not known at this level either. */
  readonly amounts: ReadonlyArray<number | null>;
  /** What belongs to none of them: machines that only the level has. */
  readonly beside: number;
}

/** A level's components by those of the totals: by name, and further tiers by the part of the name that they share. */
function shareOut(priced: PricedSide, found: ReadonlyArray<Component>): Shares {
  return sharedAlike(priced, found) ?? sharedByName(priced, found);
}

/** A level with the same components, as nearly all have. */
function sharedAlike({ components, varies }: PricedSide, found: ReadonlyArray<Component>): Shares | null {
  const isAlike = ({ part, name }: Component, index: number): boolean =>
    found[index]?.name === name && found[index].part === part;
  if (found.length !== components.length || !components.every(isAlike)) return null;
  const amounts = components.map(({ monthly }, index) => {
    if (monthly !== null && !varies) return monthly;
    return found[index]?.monthly ?? (monthly === null ? null : 0);
  });
  return { amounts, beside: 0 };
}

function sharedByName(priced: PricedSide, found: ReadonlyArray<Component>): Shares {
  const owners = new Map<string, number[]>();
  const families = new Map<string, number>();
  priced.components.forEach((component, index) => {
    const [name, family] = [nameOf(component), familyOf(component)];
    owners.set(name, [...(owners.get(name) ?? []), index]);
    if (!families.has(family) || component.monthly === null) families.set(family, index);
  });
  const parts: number[][] = priced.components.map(() => []);
  let beside = 0;
  for (const one of found) {
    // Of several of one name (disks of spot and of other servers) the first is the first's, the last all others'.
    const own = owners.get(nameOf(one)) ?? [];
    const index = (own.length > 1 ? own.shift() : own[0]) ?? families.get(familyOf(one));
    if (index !== undefined) parts[index]?.push(...(one.monthly === null ? [] : [one.monthly]));
    else if (priced.varies) beside += one.monthly ?? 0;
  }
  const amounts = priced.components.map(({ monthly }, index) => {
    const part = parts[index] ?? [];
    if (monthly !== null && !priced.varies) return monthly;
    return part.length === 0 && monthly === null && !isGone(found, priced.components[index]) ? null : sum(part);
  });
  return { amounts, beside };
}

/** A level at which a component costs nothing leaves it out. */
function isGone(found: ReadonlyArray<Component>, component: Component | undefined): boolean {
  return component !== undefined && !found.some((one) => nameOf(one) === nameOf(component));
}

function nameOf({ part, name }: Component): string {
  return `${part ?? ""}\0${name}`;
}

/** `Requests (first 1B)` and `Requests (next 4B)` are one family. */
function familyOf({ part, name, unit }: Component): string {
  return `${part ?? ""}\0${name.replace(/ \([^()]*\)$/, "")}\0${unit}`;
}
