import type { Finding } from "../model/finding.ts";
import type { Review } from "../model/review.ts";

/** What a review of the edited texts says, compared with the same review before the edit. */
export interface Proof {
  /** Findings that are gone. */
  readonly gone: ReadonlyArray<Finding>;
  /** What the edit brings: findings and problems that were not there. */
  readonly brought: ReadonlyArray<Brought>;
}

/** Something that an edit brings. */
export interface Brought {
  readonly sentence: string;
  /** The resource that it is about, as far as it is known. */
  readonly project: string | null;
  readonly address: string | null;
}

/**
 * Compares the review of an edited tree with the one before. `isChange`: the edit itself is the change that was
 * reviewed, so that its findings say what is new and what is fixed.
 */
export function proofOf(edited: Review, first: Review, isChange: boolean): Proof {
  const known = new Set(first.problems.map(({ message }) => message));
  const failures = edited.failure === null ? [] : [edited.failure.message];
  const before = isChange ? [] : newFindings(first);
  const after = newFindings(edited);
  const came = without(after, before);
  return {
    gone: isChange ? edited.findings.filter(({ status }) => status === "fixed") : without(before, after),
    brought: [
      ...failures.map((sentence) => ({ sentence, project: null, address: null })),
      ...edited.problems
        .filter(({ message }) => !known.has(message))
        .map(({ message, project }) => ({ sentence: message, project, address: null })),
      ...came.map(({ message, policy, project, address }) => {
        return { sentence: `${message} [${policy}]`, project, address };
      }),
    ],
  };
}

function newFindings(review: Review): ReadonlyArray<Finding> {
  return review.findings.filter(({ status }) => status === "new" || status === "waived");
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
