import { hash } from "node:crypto";

import type { PullRequestOutputs, SuggestedEdit } from "../model/report.ts";
import type { Review } from "../model/review.ts";
import { renderSarif } from "./sarif.ts";
import { choiceSuggestion, suggestionFor, type Suggestion } from "./suggestion.ts";

/** What the configuration asks for besides checks and comment; nothing where nobody asked or nothing was judged. */
export function renderOutputs(review: Review): PullRequestOutputs | null {
  const wanted = review.settings?.outputs;
  if (wanted === undefined || review.failure !== null) return null;
  const { statuses, sarif, suggestions } = wanted;
  return {
    statuses,
    sarif: sarif ? renderSarif(review) : null,
    suggestions: suggestions ? suggestedEdits(review) : null,
  };
}

/** One for each new finding and each cheaper equal whose edit was proven, on lines of a file that the change touches. */
function suggestedEdits(review: Review): ReadonlyArray<SuggestedEdit> {
  const changed = new Set(review.files.map(({ path }) => path));
  const edits = new Map<string, SuggestedEdit>();
  for (const finding of review.findings) {
    const suggestion = finding.status === "new" ? suggestionFor(finding) : null;
    if (suggestion === null || !changed.has(suggestion.path)) continue;
    edits.set(finding.fingerprint, { fingerprint: finding.fingerprint, ...suggestion });
  }
  for (const { project, address, choices = [] } of review.estimate.resources) {
    for (const choice of choices) {
      const suggestion = choiceSuggestion(choice);
      if (suggestion === null || !changed.has(suggestion.path)) continue;
      const fingerprint = hash("sha256", JSON.stringify(["cost", project, address, choice.patch])).slice(0, 32);
      const isTaken = [...edits.values()].some((one) => overlaps(one, suggestion));
      if (!isTaken) edits.set(fingerprint, { fingerprint, ...suggestion });
    }
  }
  return [...edits.values()];
}

/** Two suggestions on one line cannot both be taken: the one that mends a finding goes before one that saves. */
function overlaps(one: SuggestedEdit, { path, start_line, line }: Suggestion): boolean {
  return one.path === path && one.start_line <= line && start_line <= one.line;
}
