import { severities, type Finding } from "../model/finding.ts";
import type { Location } from "../model/resource.ts";
import type { Review } from "../model/review.ts";
import { compareText } from "../model/text.ts";

/** Findings that say the same thing of the same line: one cause, however many roots or instances repeat it. */
export interface FindingGroup {
  readonly first: Finding;
  readonly findings: ReadonlyArray<Finding>;
  /** Where it is shown: the nearest of declaration and call sites that the change touches. */
  readonly place: Location | null;
}

/** Groups of one status, the worst first, then by place. */
export function groupFindings(review: Review, status: Finding["status"]): ReadonlyArray<FindingGroup> {
  const changed = new Set(review.files.map((file) => file.path));
  const groups = new Map<string, Finding[]>();
  for (const finding of review.findings) {
    if (finding.status !== status || finding.enforcement === "shadow") continue;
    const place = nearestPlace(finding, changed);
    const { policy, enforcement, path, line } = finding;
    const key = JSON.stringify([policy, enforcement, place, path, line, wordsOf(finding)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()]
    .map((findings) => toGroup(findings, changed))
    .filter((group) => group !== null)
    .sort(compareGroups);
}

/** What is said, whichever resource it is said of. */
function wordsOf({ message, address }: Finding): string {
  return address === null || address === "" ? message : message.replaceAll(address, "…");
}

function toGroup(findings: ReadonlyArray<Finding>, changed: ReadonlySet<string>): FindingGroup | null {
  const [first] = findings;
  return first === undefined ? null : { first, findings, place: nearestPlace(first, changed) };
}

function compareGroups(a: FindingGroup, b: FindingGroup): number {
  return (
    rank(a.first) - rank(b.first) ||
    compareText(a.place?.path ?? "", b.place?.path ?? "") ||
    (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
    compareText(a.first.policy, b.first.policy) ||
    compareText(a.first.fingerprint, b.first.fingerprint)
  );
}

/** What denies comes before what warns; then by severity. */
function rank(finding: Finding): number {
  return (finding.enforcement === "deny" ? 0 : severities.length) + severities.indexOf(finding.severity);
}

function nearestPlace(finding: Finding, changed: ReadonlySet<string>): Location | null {
  if (finding.path === null || finding.line === null) return null;
  const declared = { path: finding.path, line: finding.line, end_line: finding.end_line ?? finding.line };
  if (changed.has(declared.path)) return declared;
  return finding.called_from.findLast((call) => changed.has(call.path)) ?? declared;
}

/** The projects or instances that a group repeats itself in, when there is more than one. */
export function repetitions(group: FindingGroup): ReadonlyArray<string> {
  const places = group.findings.map((finding) =>
    finding.address === null ? finding.project : `${finding.project}: ${finding.address}`,
  );
  return places.length === 1 ? [] : [...new Set(places)].sort();
}
