import type { Fix } from "./fix.ts";
import type { AttributePath, Location } from "./resource.ts";

/** How bad it is; read from the policy's METADATA. */
export type Severity = "critical" | "high" | "medium" | "low" | "info";

/** Severities, worst first. */
export const severities: ReadonlyArray<Severity> = ["critical", "high", "medium", "low", "info"];

/** What a finding does to the gate: `deny` blocks, `warn` advises, `shadow` is only counted for policy authors. */
export type Enforcement = "deny" | "warn" | "shadow";

/** `new` gates; `existing` was on the base already; `waived` has an exception; `fixed` is gone with this change. */
export type FindingStatus = "new" | "existing" | "waived" | "fixed";

/** The infrastructure is wrong: what one policy says of one resource, on one line. Data, never thrown. */
export interface Finding {
  /** Policy id, e.g. `aws.s3.public_bucket`. */
  readonly policy: string;
  readonly topics: ReadonlyArray<string>;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  readonly status: FindingStatus;
  /** Stable identity without lines: policy, project, address, attribute without list indices. */
  readonly fingerprint: string;
  readonly title: string;
  readonly message: string;
  readonly remediation: string;
  readonly project: string;
  /** Null for a finding on no resource in particular. */
  readonly address: string | null;
  readonly type: string | null;
  readonly attribute: AttributePath | null;
  /** Null together with the lines for a finding on no place in particular. */
  readonly path: string | null;
  readonly line: number | null;
  readonly end_line: number | null;
  readonly called_from: ReadonlyArray<Location>;
  /** How it can be mended; absent where the policy does not say. */
  readonly fix?: Fix;
  /** Slug of the team whose consent lifts what is denied; left out where nothing but a waiver does. */
  readonly team?: string;
  /** For `waived`: the exception that holds. */
  readonly waiver?: { readonly reason: string; readonly granted_by: string; readonly until: string };
  /** The reason of a `tollgate:ignore` comment that this change brings in: nobody has granted it yet. */
  readonly waiver_request?: string;
}

/** Policies about money are judged by `tollgate/cost`, all others by `tollgate/policy`. */
export function isCostPolicyId(policy: string): boolean {
  return policy === "cost" || policy.startsWith("cost.");
}
