import { sha256 } from "../model/digest.ts";
import type { Finding } from "../model/finding.ts";
import type { Waiver } from "../model/waiver.ts";
import { type EarlierIds, means } from "./earlier-ids.ts";

/** What waivers are applied to. */
export interface WaiverCase {
  readonly findings: ReadonlyArray<Finding>;
  readonly waivers: ReadonlyArray<Waiver>;
  readonly aliases: EarlierIds;
  /** The review's day, `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** Names of the projects that were evaluated; null where that was the whole tree. */
  readonly projects: ReadonlySet<string> | null;
}

/** Marks findings that have an exception, and adds findings about waivers that ended or that nothing needs. */
export function applyWaivers({ findings, waivers, aliases, today, projects }: WaiverCase): ReadonlyArray<Finding> {
  const left = new Map(waivers.map((waiver) => [waiver, waiver.covers ?? Number.POSITIVE_INFINITY]));
  const used = new Set<Waiver>();
  const active = waivers.filter(({ until }) => until >= today);
  const marked = findings.map((finding) => {
    if (!mayBeWaived(finding)) return finding;
    const waiver = active.find((candidate) => (left.get(candidate) ?? 0) > 0 && covers(candidate, finding, aliases));
    if (waiver === undefined) return finding;
    used.add(waiver);
    left.set(waiver, (left.get(waiver) ?? 0) - 1);
    return waived(finding, waiver);
  });
  const ended = waivers.filter(({ until, place }) => until < today && place !== null);
  const idle = active.filter((waiver) => waiver.place !== null && !used.has(waiver) && wasLookedAt(waiver, projects));
  const status = projects === null ? "new" : "existing"; // the base has the file: a change does not bring it in
  return [
    ...marked,
    ...ended.map((waiver) => aboutWaiver(waiver, "expired", `ended on ${waiver.until} and no longer holds`, status)),
    ...idle.map((waiver) => aboutWaiver(waiver, "unused", "matches no finding", status)),
  ];
}

/** A finding with its exception. */
export function waived(finding: Finding, { reason, granted_by, until }: Omit<Waiver, "policy">): Finding {
  return { ...finding, status: "waived", waiver: { reason, granted_by, until } };
}

/** Nothing gates that is fixed or only tried: there is nothing to except. */
export function mayBeWaived({ status, enforcement }: Finding): boolean {
  return (status === "new" || status === "existing") && enforcement !== "shadow";
}

function covers(waiver: Waiver, finding: Finding, aliases: EarlierIds): boolean {
  return (
    means(waiver.policy, finding.policy, aliases) &&
    (waiver.fingerprint === null || waiver.fingerprint === finding.fingerprint) &&
    (waiver.project === null || waiver.project === finding.project) &&
    (waiver.address === null || isAt(waiver.address, finding.address))
  );
}

/** An address without an index means every instance. */
function isAt(wanted: string, address: string | null): boolean {
  return address !== null && (address === wanted || address.startsWith(`${wanted}[`));
}

/** A waiver that names a project is idle when that was evaluated; any other only when everything was. */
function wasLookedAt({ project }: Waiver, projects: ReadonlySet<string> | null): boolean {
  return projects === null || (project !== null && projects.has(project));
}

function aboutWaiver(waiver: Waiver, kind: "expired" | "unused", what: string, status: "new" | "existing"): Finding {
  const policy = `waivers.${kind}`;
  const scope = [waiver.project, waiver.address].filter((part) => part !== null).join(" ");
  const line = waiver.place?.line ?? null;
  const identity = JSON.stringify([policy, waiver.policy, waiver.project, waiver.address, waiver.fingerprint]);
  return {
    policy,
    topics: [],
    severity: "info",
    enforcement: "warn",
    status,
    fingerprint: sha256(identity),
    title: kind === "expired" ? "A waiver has ended" : "A waiver is not needed",
    message: `the waiver of ${waiver.policy}${scope === "" ? "" : ` for ${scope}`} ${what}`,
    remediation: kind === "expired" ? "Mend what it excepted and remove it, or renew it." : "Remove it.",
    project: waiver.project ?? ".",
    address: null,
    type: null,
    attribute: null,
    path: line === null ? null : (waiver.place?.path ?? null),
    line,
    end_line: line,
    called_from: [],
  };
}
