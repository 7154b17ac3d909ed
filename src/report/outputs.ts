import type { PullRequestOutputs, SuggestedEdit } from "../model/report.ts";
import type { Review } from "../model/review.ts";
import { renderSarif } from "./sarif.ts";
import { suggestionFor } from "./suggestion.ts";

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

/** One for each new finding whose fix was proven and is on lines of one file that the change touches. */
function suggestedEdits(review: Review): ReadonlyArray<SuggestedEdit> {
  const changed = new Set(review.files.map(({ path }) => path));
  const edits = new Map<string, SuggestedEdit>();
  for (const finding of review.findings) {
    const suggestion = finding.status === "new" ? suggestionFor(finding) : null;
    if (suggestion === null || !changed.has(suggestion.path)) continue;
    edits.set(finding.fingerprint, { fingerprint: finding.fingerprint, ...suggestion });
  }
  return [...edits.values()];
}
