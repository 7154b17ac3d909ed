import { loadPriceOverrides } from "../config/price-overrides.ts";
import { loadUsage } from "../cost/load-usage.ts";
import { overriddenBook, unknownPrices } from "../cost/overridden-book.ts";
import type { PriceRequest } from "../cost/price-changes.ts";
import { unmatchedEntries } from "../cost/unmatched-usage.ts";
import type { Problem } from "../model/problem.ts";
import type { ProjectChange } from "../model/project.ts";
import { isWhole, type Change } from "./read-change.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** What resources are priced by, loaded once for a change. */
export interface LoadedPrices {
  readonly prices: PriceRequest;
  readonly problems: ReadonlyArray<Problem>;
  /** What of usage and overrides has no effect on these projects, and what goes before the price book. */
  readonly notesOn: (changes: ReadonlyArray<ProjectChange>) => ReadonlyArray<string>;
}

/** Usage and overrides of the gate tree over the price book. */
export async function loadPrices(
  request: ReviewRequest,
  { changeSet, settings: { settings } }: Change,
  { book }: ReviewTools,
): Promise<LoadedPrices> {
  const [usage, { overrides, problems }] = await Promise.all([
    loadUsage(request.usage, changeSet.gate, settings.cost.usage_file),
    loadPriceOverrides(changeSet.gate, settings.cost.overrides),
  ]);
  return {
    prices: {
      book: overriddenBook(book, overrides),
      usage: usage.usage,
      kubernetes: overrides.kubernetes,
      teamTags: settings.cost.team_tags,
    },
    problems: [...usage.problems, ...problems],
    notesOn: (changes) => [
      ...usage.notes,
      ...(isWhole(request, changeSet) ? unmatchedEntries(usage.usage, changes) : []),
      ...unknownPrices(book, overrides),
      ...(overrides.path === null ? [] : [`Prices: ${overrides.path} goes before the price book.`]),
    ],
  };
}
