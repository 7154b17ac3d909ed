import { describe, expect, it } from "vitest";
import { matchFindings, sortFindings } from "../../src/policy/match-findings.ts";
import { aFinding } from "./builders.ts";

function statuses(findings: ReturnType<typeof matchFindings>): ReadonlyArray<string> {
  return findings.map((finding) => `${finding.message} ${finding.status}`);
}

describe("matchFindings", () => {
  it("tells new, existing and fixed ones apart", () => {
    const head = [aFinding({ fingerprint: "a", message: "1" }), aFinding({ fingerprint: "b", message: "2" })];
    const base = [aFinding({ fingerprint: "b", message: "2" }), aFinding({ fingerprint: "c", message: "3" })];

    expect(statuses(matchFindings(head, base))).toEqual(["1 new", "2 existing", "3 fixed"]);
  });

  it("calls a second open rule beside an old one new, and knows which of the two it is", () => {
    const rule = (index: number, message: string) => aFinding({ attribute: ["ingress", index], message });

    expect(statuses(matchFindings([rule(0, "22"), rule(1, "3389")], [rule(0, "22")]))).toEqual([
      "22 existing",
      "3389 new",
    ]);
    expect(statuses(matchFindings([rule(0, "3389"), rule(1, "22")], [rule(0, "22")]))).toEqual([
      "3389 existing",
      "22 new",
    ]);
    expect(statuses(matchFindings([rule(0, "22"), rule(0, "22")], [rule(0, "22")]))).toEqual(["22 existing", "22 new"]);
  });

  it("calls what only changed its words existing", () => {
    expect(statuses(matchFindings([aFinding({ message: "5 ports" })], [aFinding({ message: "4 ports" })]))).toEqual([
      "5 ports existing",
    ]);
  });

  it("calls everything new without a base", () => {
    expect(statuses(matchFindings([aFinding(), aFinding()], []))).toEqual(["m new", "m new"]);
  });
});

describe("sortFindings", () => {
  it("gives reading order whatever the order before", () => {
    const sorted = [
      aFinding({ project: "a", path: null, message: "no place" }),
      aFinding({ project: "a", path: "a.tf", line: 2 }),
      aFinding({ project: "a", path: "a.tf", line: 10 }),
      aFinding({ project: "a", path: "a.tf", line: 10, policy: "z" }),
      aFinding({ project: "b", path: "a.tf", line: 1 }),
    ];

    expect(sortFindings(sorted.toReversed())).toEqual(sorted);
  });
});
