import type { Lookup } from "./lookup.ts";
import type { Candidate, Part } from "./parts.ts";

/** What became of one price of the book. */
export type Outcome =
  | { readonly kind: "read"; readonly usd: number }
  /** Several prices fit: which one is meant cannot be told. */
  | { readonly kind: "ambiguous"; readonly usd: ReadonlyArray<number> };

/** What the lists say of one item. */
export interface FreshRate {
  readonly unit: string;
  readonly regions: ReadonlyMap<string, Outcome>;
}

/** What the lists say of the book's rates, by `rateKey`. */
export type FreshRates = ReadonlyMap<string, FreshRate>;

export function rateKey(provider: string, service: string, item: string): string {
  return JSON.stringify([provider, service, item]);
}

/**
 * Brings the parts' candidates together. Where several prices fit, free ones go, then all but the first tier, unless
 * the lookup says which; what is left must be one price.
 */
export function freshRates(parts: ReadonlyArray<Part>, lookups: ReadonlyArray<Lookup>): FreshRates {
  const byLookup = Map.groupBy(
    parts.flatMap((part) => part.candidates),
    ([index]) => index,
  );
  const rates = new Map<string, FreshRate>();
  for (const [index, found] of [...byLookup].toSorted(([a], [b]) => a - b)) {
    const lookup = lookups[index];
    if (lookup === undefined) continue;
    for (const [item, same] of Map.groupBy(found, ([, , , , name]) => name)) {
      const key = rateKey(lookup.provider, lookup.service, item);
      const known = rates.get(key);
      // An item with a lookup of its own goes before one that a lookup of many finds.
      if (known !== undefined && item !== lookup.item) continue;
      const regions = new Map<string, Outcome>();
      rates.set(key, { unit: lookup.unit, regions });
      for (const [region, own] of Map.groupBy(same, ([, place]) => place)) regions.set(region, outcomeOf(own, lookup));
    }
  }
  return rates;
}

function outcomeOf(candidates: ReadonlyArray<Candidate>, lookup: Lookup): Outcome {
  const paid = candidates.filter(([, , usd]) => Number(usd) > 0);
  const some = paid.length > 0 ? paid : candidates;
  const saysTier = lookup.price.some(({ key }) => key === "startUsageAmount" || key === "endUsageAmount");
  const first = Math.min(...some.map(([, , , start]) => Number(start)));
  const tier = saysTier ? some : some.filter(([, , , start]) => Number(start) === first);
  const prices = [...new Set(tier.map(([, , usd]) => Number(usd)))].toSorted((a, b) => a - b);
  const [only] = prices;
  return prices.length === 1 && only !== undefined ? { kind: "read", usd: only } : { kind: "ambiguous", usd: prices };
}
