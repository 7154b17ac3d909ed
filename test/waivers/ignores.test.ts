import { describe, expect, it } from "vitest";

import type { Tree } from "../../src/model/change-set.ts";
import { readIgnoreComments } from "../../src/waivers/ignore-comment.ts";
import { waiveFindings } from "../../src/waivers/waive-findings.ts";
import { aTree } from "../policy/builders.ts";
import { aDeclaration, aFinding, aResource } from "../support/builders.ts";

describe("readIgnoreComments", () => {
  it.each([
    ["HCL and YAML", '  acl = "x" # tollgate:ignore a.b until=2027-01-31 reason=Public by design'],
    ["another order", "# tollgate:ignore a.b reason=Public by design until=2027-01-31"],
    ["quotes", '# tollgate:ignore a.b reason="Public by design" until="2027-01-31"'],
    ["two slashes", "// tollgate:ignore a.b until=2027-01-31 reason=Public by design"],
    ["a block", "/* tollgate:ignore a.b until=2027-01-31 reason=Public by design */"],
    ["inside of a block", " * tollgate:ignore a.b until=2027-01-31 reason=Public by design"],
    ["Windows line ends", "# tollgate:ignore a.b until=2027-01-31 reason=Public by design\r"],
  ])("reads %s", (_, line) => {
    expect(readIgnoreComments(`first\n${line}\nlast`).ignores).toEqual([
      { line: 2, policy: "a.b", until: "2027-01-31", reason: "Public by design" },
    ]);
  });

  it.each([
    ["no comment", "tollgate:ignore a.b until=2027-01-31 reason=x"],
    ["a word before", "# see tollgate:ignore a.b until=2027-01-31 reason=x"],
    ["no policy", "# tollgate:ignore"],
    ["a wildcard", "# tollgate:ignore *"],
  ])("does not read %s", (_, line) => {
    expect(readIgnoreComments(line).ignores).toEqual([]);
  });

  it.each([
    ["no end", "# tollgate:ignore a.b reason=x", { until: null, reason: "x" }],
    ["a day that does not exist", "# tollgate:ignore a.b until=2027-02-30 reason=x", { until: null }],
    ["no reason", "# tollgate:ignore a.b until=2027-01-31", { reason: null }],
    ["an empty reason", "# tollgate:ignore a.b until=2027-01-31 reason=''", { reason: null }],
  ])("keeps a comment with %s, which will not hold", (_, line, expected) => {
    expect(readIgnoreComments(line).ignores[0]).toMatchObject(expected);
  });
});

const comment = "# tollgate:ignore aws.s3.public_bucket until=2027-01-31 reason=CDN";
const bucket = 'resource "aws_s3_bucket" "logs" {\n  acl = "public-read"\n}\n';
const with_ = (line: string): string => `${line}\n${bucket}`;

/** What becomes of the one finding on a bucket whose head (and base) have these texts. */
async function judged(
  head: string,
  base: string | null,
  given: { gate?: string; isAllowed?: boolean; at?: string } = {},
) {
  const tree = (text: string): Tree => aTree({ "main.tf": text });
  const location = (text: string) => {
    const line = text.split("\n").findIndex((item) => item.startsWith("resource")) + 1;
    return { path: "main.tf", line, end_line: line + 2 };
  };
  const project = { name: "envs/prod", path: "envs/prod", format: "terraform" } as const;
  const declaration = aDeclaration({ address: given.at ?? "aws_s3_bucket.logs", location: location(base ?? head) });
  const place = location(head);
  const side = { project, declarations: [declaration], reads: [] };
  const result = await waiveFindings({
    findings: [aFinding({ path: "main.tf", line: place.line + 1, end_line: place.line + 1 })],
    changeSet: {
      base: base === null ? null : tree(base),
      head: tree(head),
      gate: tree(base === null ? head : (given.gate ?? base)),
      files: [],
      base_sha: null,
      head_sha: null,
    },
    pairs: [{ project, base: side, head: null }],
    changes: [{ project, resources: [aResource({ location: place })] }],
    waivers: [],
    inline_ignores: given.isAllowed ?? true,
    aliases: new Map(),
    clock: new Date("2027-01-31T23:59:59Z"),
    isWhole: base === null,
  });
  const [finding] = result.findings;
  return [finding?.status, finding?.waiver_request, result.problems[0]?.message, result.notes.length];
}

describe("waiveFindings", () => {
  it.each([
    ["above the resource", with_(comment)],
    ["two comments above", with_(`${comment}\n# and why`)],
    ["inside of it", bucket.replace("{\n", `{\n  ${comment}\n`)],
    ["behind the attribute", bucket.replace('read"', `read" ${comment}`)],
  ])("waives what the base has %s", async (_, text) => {
    expect(await judged(text, text)).toEqual(["waived", undefined, undefined, 0]);
    expect(await judged(text, null)).toEqual(["waived", undefined, undefined, 0]);
  });

  it.each<[string, string, string, Parameters<typeof judged>[2]]>([
    ["is new", with_(comment), bucket, {}],
    ["was prolonged", with_(comment.replace("2027-01-31", "2028-01-31")), with_(comment), {}],
    ["stands at another resource of the base", with_(comment), with_(comment), { at: "aws_s3_bucket.other" }],
    ["was taken back since", with_(comment), with_(comment), { gate: bucket }],
  ])("takes a comment that %s for a request", async (_, head, base, given) => {
    expect(await judged(head, base, given)).toEqual(["new", "CDN", undefined, 0]);
  });

  it.each([
    ["for another policy", with_(comment.replace("public_bucket", "other"))],
    ["with a gap below", `${comment}\n\n${bucket}`],
    ["below the resource", `${bucket}${comment}\n`],
  ])("does not count a comment %s", async (_, text) => {
    expect((await judged(text, text)).slice(0, 2)).toEqual(["new", undefined]);
  });

  it("says why a comment does not hold", async () => {
    const ended = with_(comment.replace("2027-01-31", "2027-01-30"));
    expect((await judged(ended, ended))[2]).toContain("it ended on 2027-01-30");
    const endless = with_("# tollgate:ignore aws.s3.public_bucket reason=CDN");
    expect((await judged(endless, endless))[2]).toContain("it has no until");
  });

  it("says that comments are not allowed", async () => {
    expect(await judged(with_(comment), with_(comment), { isAllowed: false })).toEqual([
      "new",
      undefined,
      undefined,
      1,
    ]);
  });
});
