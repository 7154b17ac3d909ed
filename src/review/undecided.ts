import type { LoadedSettings } from "../config/settings.ts";
import { SourceError, type ReviewError } from "../model/failure.ts";
import type { Review } from "../model/review.ts";

/** A draft that the configuration does not want reviewed is not decided, so that nothing lets it pass unseen. */
export function skippedDraft({ settings }: LoadedSettings): Review {
  const text = "this is a draft, and the configuration skips drafts; mark it as ready for review";
  return { ...nothingDecided(text), mode: settings.mode, settings };
}

/** We or a service broke: nothing was decided, and that is said. */
export function undecided(error: ReviewError): Review {
  const failure = { message: error.message, retryable: error instanceof SourceError && error.retryable };
  return { ...nothingDecided(`the review did not finish: ${error.message}`), failure };
}

function nothingDecided(text: string): Review {
  const verdict = { conclusion: "undecided", reasons: [text] } as const;
  return {
    mode: "gate",
    files: [],
    verdict,
    policy_verdict: verdict,
    cost_verdict: verdict,
    reasons: [{ conclusion: "undecided", text, part: "both", team: null }],
    projects: [],
    findings: [],
    estimate: { currency: "USD", before: 0, after: 0, delta: 0, resources: [], not_priced: [] },
    problems: [],
    not_analysed: [],
    failure: null,
    notes: [],
    preview: null,
    settings: null,
    holds_until: null,
    outside: [],
    inputs: null,
  };
}
