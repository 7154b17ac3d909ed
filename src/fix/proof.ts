import type { Finding } from "../model/finding.ts";
import type { Review } from "../model/review.ts";

/** What a review of the edited texts says, compared with the same review before the edit. */
export interface Proof {
  /** Findings that are gone. */
  readonly gone: ReadonlyArray<Finding>;
  /** What the edit brings: findings and problems that were not there, one sentence each. */
  readonly brought: ReadonlyArray<string>;
}

/**
 * Reads the review of an edited tree. `known` is the review of the same change without the edit; null where the edit
 * itself is the change that was reviewed.
 */
export function proofOf(edited: Review, known: Review | null): Proof {
  const failures = edited.failure === null ? [] : [edited.failure.message];
  const before = newFindings(known);
  const after = newFindings(edited);
  const came = without(after, before);
  return {
    gone: known === null ? edited.findings.filter(({ status }) => status === "fixed") : without(before, after),
    brought: [
      ...failures,
      ...newProblems(edited).filter((message) => !newProblems(known).includes(message)),
      ...came.map(({ message, policy }) => `${message} [${policy}]`),
    ],
  };
}

function newFindings(review: Review | null): ReadonlyArray<Finding> {
  return review?.findings.filter(({ status }) => status === "new" || status === "waived") ?? [];
}

function newProblems(review: Review | null): ReadonlyArray<string> {
  return review?.problems.filter(({ status }) => status === "new").map(({ message }) => message) ?? [];
}

/** What the others do not have, as multisets by fingerprint. */
function without(findings: ReadonlyArray<Finding>, others: ReadonlyArray<Finding>): ReadonlyArray<Finding> {
  const left = new Map<string, number>();
  for (const { fingerprint } of others) left.set(fingerprint, (left.get(fingerprint) ?? 0) + 1);
  return findings.filter(({ fingerprint }) => {
    const rest = left.get(fingerprint) ?? 0;
    left.set(fingerprint, rest - 1);
    return rest <= 0;
  });
}
