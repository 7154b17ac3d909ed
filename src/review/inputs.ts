import type { FormatResult } from "../formats/format.ts";
import type { Problem } from "../model/problem.ts";
import { shownInput } from "../policy/shown-input.ts";
import { priceChange } from "./price-change.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** The policy inputs, and what they could not be made of. */
export interface InputReport {
  readonly inputs: ReadonlyArray<unknown>;
  readonly problems: ReadonlyArray<Problem>;
  readonly not_analysed: FormatResult["not_analysed"];
}

/** What policies would see of a change, one document a project, ordered by path and name; secrets are hidden. */
export async function inputs(request: ReviewRequest, tools: ReviewTools): Promise<InputReport> {
  const { changes, problems, not_analysed, changeSet } = await priceChange(request, tools);
  const shown = changes.map((change) =>
    shownInput({ context: request.context, project: change.project, files: changeSet.files }, change),
  );
  return { inputs: shown, problems, not_analysed };
}
