import { describe, expect, it } from "vitest";

import type { Finding } from "../../src/model/finding.ts";
import type { Waiver } from "../../src/model/waiver.ts";
import { applyWaivers } from "../../src/waivers/apply-waivers.ts";
import { aFinding } from "../support/builders.ts";

function aWaiver(given: Partial<Waiver> = {}): Waiver {
  return {
    policy: "aws.s3.public_bucket",
    project: null,
    address: null,
    fingerprint: null,
    reason: "Served by the CDN only",
    granted_by: "security",
    until: "2026-11-21",
    covers: null,
    place: { path: ".github/tollgate-waivers.yml", line: 3 },
    ...given,
  };
}

function apply(findings: ReadonlyArray<Finding>, waivers: ReadonlyArray<Waiver>, projects: ReadonlySet<string> | null) {
  const aliases = new Map([
    ["aws.s3.public_bucket", ["s3.old"]],
    ["aws.s3.tls_only", ["s3.old"]],
  ]);
  return applyWaivers({ findings, waivers, aliases, today: "2026-11-21", projects });
}

const change = new Set(["envs/prod"]);

/** The policy and status of each finding. */
function said(findings: ReadonlyArray<Finding>): ReadonlyArray<string> {
  return findings.map(({ policy, status }) => `${policy} ${status}`);
}

describe("applyWaivers", () => {
  it("covers every policy that an earlier id has become", () => {
    const findings = [aFinding(), aFinding({ policy: "aws.s3.tls_only" }), aFinding({ policy: "aws.s3.other" })];
    expect(said(apply(findings, [aWaiver({ policy: "s3.old" })], change))).toEqual([
      "aws.s3.public_bucket waived",
      "aws.s3.tls_only waived",
      "aws.s3.other new",
    ]);
  });

  it("marks a finding with its exception", () => {
    expect(apply([aFinding()], [aWaiver()], change)).toEqual([
      aFinding({
        status: "waived",
        waiver: { reason: "Served by the CDN only", granted_by: "security", until: "2026-11-21" },
      }),
    ]);
  });

  it.each<[string, Partial<Waiver>, Partial<Finding>, string]>([
    ["of an earlier id", { policy: "s3.old" }, {}, "waived"],
    ["of another policy", { policy: "aws.s3" }, {}, "new"],
    ["of the project", { project: "envs/prod" }, {}, "waived"],
    ["of another project", { project: "envs" }, {}, "new"],
    ["of the address", { address: "aws_s3_bucket.logs" }, {}, "waived"],
    ["of every instance", { address: "aws_s3_bucket.logs" }, { address: 'aws_s3_bucket.logs["a"]' }, "waived"],
    ["of an address that only begins alike", { address: "aws_s3_bucket.log" }, {}, "new"],
    ["of an address, for a finding without", { address: "aws_s3_bucket.logs" }, { address: null }, "new"],
    ["of the fingerprint", { fingerprint: "0000" }, {}, "waived"],
    ["of another fingerprint", { fingerprint: "0001" }, {}, "new"],
    ["that ended yesterday", { until: "2026-11-20" }, {}, "new"],
    ["for what the base has", {}, { status: "existing" }, "waived"],
    ["for what is fixed", {}, { status: "fixed" }, "fixed"],
    ["for what is only tried", {}, { enforcement: "shadow" }, "new"],
  ])("row 34: a waiver %s", (_, waiver, finding, status) => {
    expect(apply([aFinding(finding)], [aWaiver(waiver)], change)[0]?.status).toBe(status);
  });

  it("covers no more findings than it was granted for", () => {
    const granted = aWaiver({ covers: 1, place: null });
    expect(said(apply([aFinding(), aFinding()], [granted], change))).toEqual([
      "aws.s3.public_bucket waived",
      "aws.s3.public_bucket new",
    ]);
  });

  it("says which waivers ended, which are not needed, and only where they were looked at", () => {
    const waivers = [
      aWaiver({ until: "2026-11-20" }),
      aWaiver({ policy: "x", project: "envs/prod" }),
      aWaiver({ policy: "y", project: "envs/dev" }),
      aWaiver({ policy: "z", place: null }),
    ];
    const findings = apply([], waivers, change);
    expect(said(findings)).toEqual(["waivers.expired existing", "waivers.unused existing"]);
    expect(findings[1]).toMatchObject({
      severity: "info",
      enforcement: "warn",
      path: ".github/tollgate-waivers.yml",
      line: 3,
    });
    expect(said(apply([], waivers, null))).toEqual(["waivers.expired new", "waivers.unused new", "waivers.unused new"]);
  });
});
