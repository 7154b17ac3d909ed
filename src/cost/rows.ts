import type { TableRow } from "./estimator.ts";
import { rate, type Tier } from "./line.ts";

/** Rows of one service's items; an item is named as its component unless another one is given. */
export interface Rows {
  readonly hours: (name: string, item?: string) => TableRow;
  readonly fixed: (name: string, unit: string, quantity: number, item?: string) => TableRow;
  /** `per` is how many of the usage's units one of the component's units has. */
  readonly usage: (name: string, unit: string, usage: string, per?: number, item?: string) => TableRow;
  /** `tiers` as `[label, size]`, in the usage's units; the last size is null. */
  readonly tiers: (name: string, unit: string, usage: string, per: number, tiers: TierSizes) => TableRow;
}

/** Labels and sizes of a price's tiers. */
export type TierSizes = ReadonlyArray<readonly [label: string, size: number | null]>;

/** Rows whose prices are one service's of the book. */
export function rowsOf(service: string): Rows {
  return {
    hours: (name, item = name) => ({ kind: "hours", name, price: rate(service, item) }),
    fixed: (name, unit, quantity, item = name) => ({ kind: "fixed", name, unit, quantity, price: rate(service, item) }),
    usage: (name, unit, usage, per = 1, item = name) => ({
      kind: "usage",
      name,
      unit,
      usage,
      per,
      price: rate(service, item),
    }),
    tiers: (name, unit, usage, per, sizes) => ({
      kind: "tiers",
      name,
      unit,
      usage,
      per,
      tiers: tiersOf(service, name, sizes),
    }),
  };
}

/** The tiers of a component whose items are named `component (label)`. */
export function tiersOf(service: string, name: string, sizes: TierSizes): ReadonlyArray<Tier> {
  return sizes.map(([label, size]) => ({ label, size, price: rate(service, `${name} (${label})`) }));
}
