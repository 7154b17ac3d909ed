import type { Lookup } from "./lookup.ts";
import type { Candidate, Part } from "./parts.ts";

/** What became of one price of the book. */
export type Outcome =
  | { readonly kind: "read"; readonly usd: number }
  /** Several prices fit: which one is meant cannot be told. */
  | { readonly kind: "ambiguous"; readonly usd: ReadonlyArray<number> };

/** What the lists say of the book's rates: by service and item, then by region. */
export type FreshRates = ReadonlyMap<string, ReadonlyMap<string, Outcome>>;

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
  const rates = new Map<string, Map<string, Outcome>>();
  for (const [index, found] of byLookup) {
    const lookup = lookups[index];
    if (lookup === undefined) continue;
    const key = rateKey(lookup.provider, lookup.service, lookup.item);
    const regions = rates.get(key) ?? new Map<string, Outcome>();
    rates.set(key, regions);
    for (const [region, own] of Map.groupBy(found, ([, place]) => place)) regions.set(region, outcomeOf(own, lookup));
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
