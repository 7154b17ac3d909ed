import { sha256 } from "../model/digest.ts";
import type { Finding } from "../model/finding.ts";
import type { Fix } from "../model/fix.ts";
import type { Project } from "../model/project.ts";
import type { Resource } from "../model/resource.ts";
import { ruleEnforcement } from "./enforcement.ts";
import type { EnforcedPolicy } from "./enforcement.ts";
import { placeOf } from "./place.ts";
import type { PolicyRule } from "./policy.ts";
import { redactText, sensitiveTexts } from "./redact.ts";
import type { RawFinding } from "./rule-result.ts";

/** One side of a project as its findings need it. */
export interface FoundSide {
  readonly project: Project;
  readonly resources: ReadonlyArray<Resource>;
  readonly blocks: ReadonlyArray<Resource>;
  /** The project's name in fingerprints: the head's, also on the base when the project was renamed. */
  readonly projectKey: string;
  /** Address of this side → the address that the head has for it (through `moved`). */
  readonly headAddress: ReadonlyMap<string, string>;
}

/** Joins what rules said with the resources of one side: place, fingerprint, without what must not be shown. */
export function joinFindings(side: FoundSide): (from: EnforcedPolicy, rule: PolicyRule, raw: RawFinding) => Finding {
  const all = [...side.resources, ...side.blocks];
  const resources = new Map(all.map((resource) => [resource.address, resource]));
  const secrets = sensitiveTexts(all);
  return (from, rule, raw) => {
    const { policy } = from;
    const resource = raw.address === null ? undefined : resources.get(raw.address);
    const place = resource === undefined ? statedPlace(raw) : placeOf(resource, raw.attribute);
    return {
      policy: policy.id,
      topics: policy.topics,
      severity: policy.severity,
      enforcement: ruleEnforcement(from, rule),
      status: "new",
      fingerprint: fingerprintOf(side, policy.id, raw),
      title: policy.title,
      message: redactText(raw.message, secrets),
      remediation: policy.remediation,
      project: side.project.name,
      address: raw.address,
      type: resource?.type ?? null,
      attribute: raw.attribute,
      path: place?.path ?? null,
      line: place?.line ?? null,
      end_line: place?.end_line ?? null,
      called_from: resource?.called_from ?? [],
      ...(raw.fix === undefined ? {} : { fix: fixOf(raw.fix, secrets) }),
      ...(from.team === null ? {} : { team: from.team }),
    };
  };
}

/** The patch alone: what it is in the source is found out later. One that would show a secret is not shown. */
function fixOf(fix: NonNullable<RawFinding["fix"]>, secrets: ReadonlyArray<string>): Fix {
  if (typeof fix === "string") return { patch: [], edits: [], why_not: fix };
  const text = JSON.stringify(fix);
  const isShown = redactText(text, secrets) === text;
  return isShown
    ? { patch: fix, edits: [], why_not: null }
    : { patch: [], edits: [], why_not: "it holds a value that is never shown" };
}

function statedPlace({
  place,
}: RawFinding): { readonly path: string; readonly line: number; readonly end_line: number } | null {
  return place === null ? null : { ...place, end_line: place.line };
}

/** Stable identity: lines, list indices and words do not count. */
function fingerprintOf(side: FoundSide, policy: string, raw: RawFinding): string {
  const address = raw.address === null ? null : (side.headAddress.get(raw.address) ?? raw.address);
  const attribute = raw.attribute?.filter((step) => typeof step === "string") ?? null;
  return sha256(JSON.stringify([policy, side.projectKey, address, attribute]));
}
