import { describe, expect, it } from "vitest";

import { loadWaivers, parseWaivers } from "../../src/config/waivers.ts";
import { aTree } from "../policy/builders.ts";

const path = ".github/tollgate-waivers.yml";
const clock = new Date("2026-11-21T23:59:59Z");

describe("parseWaivers", () => {
  it("reads waivers with their lines", () => {
    const text = `version: 1
waivers:
  - policy: aws.s3.public_bucket
    project: envs/prod
    address: aws_s3_bucket.logs
    reason: Served by the CDN only
    granted_by: security
    until: 2027-01-31
  - {policy: aws.x, fingerprint: abc, reason: r, granted_by: g, until: 2026-11-21, ticket: SEC-1}
`;
    expect(parseWaivers(text, path, null, clock)).toEqual({
      problems: [],
      waivers: [
        {
          policy: "aws.s3.public_bucket",
          project: "envs/prod",
          address: "aws_s3_bucket.logs",
          fingerprint: null,
          reason: "Served by the CDN only",
          granted_by: "security",
          until: "2027-01-31",
          covers: null,
          place: { path, line: 3 },
        },
        {
          policy: "aws.x",
          project: null,
          address: null,
          fingerprint: "abc",
          reason: "r",
          granted_by: "g",
          until: "2026-11-21",
          covers: null,
          place: { path, line: 9 },
        },
      ],
    });
  });

  it.each([
    ["without an end", "{policy: a, reason: r, granted_by: g}", "until"],
    ["with an end that is no day", "{policy: a, reason: r, granted_by: g, until: 2026-13-01}", "a day that exists"],
    ["without a reason", "{policy: a, reason: '', granted_by: g, until: 2027-01-01}", "reason"],
    ["of nobody", "{policy: a, reason: r, until: 2027-01-01}", "granted_by"],
    ["of every policy", "{policy: '*', reason: r, granted_by: g, until: 2027-01-01}", "wildcards"],
    ["with a key that means nothing", "{policy: a, reason: r, granted_by: g, until: 2027-01-01, to: x}", "to"],
    ["that ends too late", "{policy: a, reason: r, granted_by: g, until: 2027-02-20}", "2027-02-19 at the latest"],
    ["that is no mapping", "just text", "expected object"],
  ])("row 34: names a waiver %s and keeps the others", (_, entry, message) => {
    const good = "{policy: b, reason: r, granted_by: g, until: 2027-01-01}";
    const { waivers, problems } = parseWaivers(`waivers:\n  - ${entry}\n  - ${good}\n`, path, 90, clock);
    expect(waivers.map(({ policy }) => policy)).toEqual(["b"]);
    expect(problems[0]).toMatchObject({ path, line: 2 });
    expect(problems[0]?.message).toContain("waivers[0] is not in force");
    expect(problems.map((problem) => problem.message).join()).toContain(message);
  });
});

describe("loadWaivers", () => {
  it("has none without a file", async () => {
    expect(await loadWaivers(aTree({}), null, clock)).toEqual({ waivers: [], problems: [] });
  });

  it("refuses two files", async () => {
    const { problems } = await loadWaivers(aTree({ [path]: "", ".github/tollgate-waivers.yaml": "" }), null, clock);
    expect(problems[0]?.message).toContain("two waivers files");
  });
});
