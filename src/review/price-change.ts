import { compareProjects } from "../compare/compare-projects.ts";
import { priceChanges, type PricedChanges } from "../cost/price-changes.ts";
import type { FormatResult } from "../formats/format.ts";
import type { Problem } from "../model/problem.ts";
import { loadPrices, type LoadedPrices } from "./load-prices.ts";
import { allProjects, readChange, settingsOf, type Change } from "./read-change.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** A change with its prices, and without policies. */
export interface PricedChange extends Change, PricedChanges {
  readonly loaded: LoadedPrices;
  readonly problems: ReadonlyArray<Problem>;
  readonly not_analysed: FormatResult["not_analysed"];
}

/** Collects, reads, compares and prices. Throws ReviewError where the change cannot be had. */
export async function priceChange(request: ReviewRequest, tools: ReviewTools): Promise<PricedChange> {
  const changeSet = await request.collect();
  const settings = await settingsOf(request, changeSet);
  const change = { changeSet, settings };
  const [read, loaded] = await Promise.all([readChange(request, change, tools), loadPrices(request, change, tools)]);
  return {
    ...change,
    ...priceChanges(compareProjects(allProjects(read)), loaded.prices),
    loaded,
    problems: [...settings.problems, ...read.problems.head, ...loaded.problems],
    not_analysed: read.not_analysed,
  };
}
