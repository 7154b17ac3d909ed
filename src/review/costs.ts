import { explainCosts, type CostAnswer } from "../cost/explain.ts";
import { usageTemplate, type UsageTemplate } from "../cost/usage-template.ts";
import type { FormatResult } from "../formats/format.ts";
import type { Estimate } from "../model/estimate.ts";
import type { Problem } from "../model/problem.ts";
import type { ProjectChange } from "../model/project.ts";
import { priceChange } from "./price-change.ts";
import { pricesNote } from "./prices-note.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** What a tree costs: each resource with its components. */
export interface CostReport {
  readonly estimate: Estimate;
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly problems: ReadonlyArray<Problem>;
  readonly not_analysed: FormatResult["not_analysed"];
  /** What of the usage file has no effect, and which book the prices are from. */
  readonly notes: ReadonlyArray<string>;
  /** Traces the cost of what an address means. */
  readonly explain: (address: string) => CostAnswer;
  /** A usage file for the tree over an existing one. */
  readonly usageFile: (existing: string | null) => UsageTemplate;
}

/** The prices of a change without its policies. */
export async function costs(request: ReviewRequest, tools: ReviewTools): Promise<CostReport> {
  const { changes, estimate, loaded, settings, problems, not_analysed } = await priceChange(request, tools);
  const usage_file = request.usage?.path ?? settings.settings.cost.usage_file;
  return {
    estimate,
    changes,
    problems,
    not_analysed,
    notes: [
      ...loaded.notesOn(changes),
      ...(estimate.resources.length > 0 ? [pricesNote(tools.book, request.clock)] : []),
    ],
    explain: (address) => explainCosts({ changes, estimate, request: loaded.prices, usage_file }, address),
    usageFile: (existing) => usageTemplate(changes, estimate, existing),
  };
}
