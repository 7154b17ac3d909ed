import type { Finding } from "../model/finding.ts";

/**
 * Compares the findings of head and base by fingerprint, as multisets: a second open rule beside an old one is new.
 * Of equal fingerprints those with the same attribute and message are matched first.
 * Gives the head's as `new` or `existing` and what is left of the base's as `fixed`, in reading order.
 */
export function matchFindings(head: ReadonlyArray<Finding>, base: ReadonlyArray<Finding>): ReadonlyArray<Finding> {
  if (base.length === 0) return sortFindings(head.map((finding): Finding => ({ ...finding, status: "new" })));
  const left = new Map<string, Finding[]>();
  for (const finding of sortFindings(base)) {
    left.set(finding.fingerprint, [...(left.get(finding.fingerprint) ?? []), finding]);
  }
  const exact = new Set(sortFindings(head).filter((finding) => take(left, finding, sameWords(finding))));
  const existing = new Set(
    sortFindings(head).filter((finding) => exact.has(finding) || take(left, finding, () => true)),
  );
  return sortFindings([
    ...head.map((finding): Finding => ({ ...finding, status: existing.has(finding) ? "existing" : "new" })),
    ...[...left.values()].flat().map((finding): Finding => ({ ...finding, status: "fixed" })),
  ]);
}

function take(left: Map<string, Finding[]>, finding: Finding, isMatch: (other: Finding) => boolean): boolean {
  const candidates = left.get(finding.fingerprint) ?? [];
  const at = candidates.findIndex(isMatch);
  if (at < 0) {
    return false;
  }
  candidates.splice(at, 1);
  return true;
}

function sameWords(finding: Finding): (other: Finding) => boolean {
  const attribute = JSON.stringify(finding.attribute);
  return (other) => other.message === finding.message && JSON.stringify(other.attribute) === attribute;
}

/** By project, file, line, policy, address and words: the same for the same findings in any order. */
export function sortFindings(findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> {
  return findings
    .map((finding) => ({ finding, key: sortKey(finding) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ finding }) => finding);
}

function sortKey(finding: Finding): ReadonlyArray<string | number> {
  return [
    finding.project,
    finding.path ?? "",
    finding.line ?? 0,
    finding.policy,
    finding.address ?? "",
    JSON.stringify(finding.attribute),
    finding.message,
    finding.enforcement,
  ];
}

function compareKeys(a: ReadonlyArray<string | number>, b: ReadonlyArray<string | number>): number {
  for (let index = 0; index < a.length; index += 1) {
    const [left, right] = [a[index] ?? "", b[index] ?? ""];
    if (left !== right) {
      return left < right ? -1 : 1;
    }
  }
  return 0;
}
