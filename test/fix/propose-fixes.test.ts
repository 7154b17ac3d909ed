import { afterAll, describe, expect, it } from "vitest";

import type { ChangeSet, Tree } from "../../src/model/change-set.ts";
import type { Finding } from "../../src/model/finding.ts";
import { suggestionFor } from "../../src/report/suggestion.ts";
import { openReviewTools, reviewOf, reviewWithFixes } from "../../src/review.ts";
import { aTree } from "../formats/kubernetes/builders.ts";

const clock = new Date("2026-01-02T03:04:05Z");
const policy = (id: string, rule: string): readonly [string, string] => [
  `.github/tollgate/policies/acme/${id}.rego`,
  `# METADATA\n# title: ${id}\n# custom:\n#   severity: high\npackage policies.acme.${id}\n\n${rule}\n`,
];
const closed = policy(
  "closed",
  `deny contains {"message": "open", "address": r.address, "fix": [{"op": "replace", "path": "/open", "value": false}]} if {
	some r in input.resources
	r.after.open == true
}`,
);

describe("fixes of a change", () => {
  const tools = openReviewTools(clock, null);
  afterAll(() => tools.close());

  async function findings(
    head: Readonly<Record<string, string>>,
    policies: ReadonlyArray<readonly [string, string]>,
    base: Tree | null = null,
  ): Promise<ReadonlyArray<Finding>> {
    const tree = aTree(head);
    const gate = aTree(Object.fromEntries(policies));
    const files = base === null ? [] : [{ path: "main.tf", status: "modified" as const, previous_path: null }];
    const change: ChangeSet = { base, head: tree, gate, files, base_sha: null, head_sha: null };
    const request = { ...reviewOf(() => Promise.resolve(change), clock), policies: { pack: false, disk: [] } };
    const { review } = await reviewWithFixes(request, tools);
    return review.findings.filter(({ status }) => status === "new");
  }

  const fixes = (found: ReadonlyArray<Finding>): unknown => found.map(({ fix }) => fix?.why_not ?? fix?.edits.length);

  it("are edits of whole lines, and suggestions", async () => {
    const [found] = await findings({ "main.tf": 'resource "x_y" "z" {\n  open = true # ```\n}\n' }, [closed]);
    expect(found?.fix).toEqual({
      patch: [{ op: "replace", path: "/open", value: false }],
      edits: [{ path: "main.tf", line: 2, end_line: 2, old: "  open = true # ```\n", new: "  open = false # ```\n" }],
      why_not: null,
    });
    expect(found === undefined ? null : suggestionFor(found)).toEqual({
      path: "main.tf",
      start_line: 2,
      line: 2,
      body: "````suggestion\n  open = false # ```\n````\n",
    });
  });

  it("are proven for every instance and every caller of a module", async () => {
    const files = {
      "main.tf": 'module "a" {\n  source = "./m"\n}\nmodule "b" {\n  source = "./m"\n}\n',
      "m/main.tf": 'resource "x_y" "z" {\n  count = 2\n  open  = true\n}\n',
    };
    expect(fixes(await findings(files, [closed]))).toEqual([1, 1, 1, 1]);
  });

  it("that leave the finding are not offered", async () => {
    const wrong = policy(
      "wrong",
      `deny contains {"message": "open", "address": r.address, "fix": [{"op": "replace", "path": "/other", "value": 1}]} if {
	some r in input.resources
	r.after.open == true
}`,
    );
    const found = await findings({ "main.tf": 'resource "x_y" "z" {\n  open = true\n}\n' }, [wrong]);
    expect(fixes(found)).toEqual(["the edit would not make the finding go away"]);
  });

  it("that bring another finding are not offered, and do not spoil the others", async () => {
    const jealous = policy(
      "jealous",
      `deny contains {"message": "closed without a reason", "address": r.address} if {
	some r in input.resources
	r.after.open == false
	not r.after.reason
}`,
    );
    const files = {
      "main.tf": 'resource "x_y" "a" {\n  open = true\n}\nresource "x_y" "b" {\n  open   = true\n  reason = "r"\n}\n',
    };
    expect(fixes(await findings(files, [closed, jealous]))).toEqual([
      "the edit would bring something else: closed without a reason [acme.jealous]",
      1,
    ]);
  });

  it("of what only the change brings in leave the base alone", async () => {
    const old = 'resource "x_y" "a" {\n  open = true\n}\n';
    const head = `${old}resource "x_y" "b" {\n  open = true\n}\n`;
    const found = await findings({ "main.tf": head }, [closed], aTree({ "main.tf": old }));
    expect(found.map(({ address, fix }) => [address, fix?.edits[0]?.line])).toEqual([["x_y.b", 5]]);
  });

  it("never show a secret", async () => {
    const files = {
      "main.tf":
        'variable "s" {\n  default   = "hunter22"\n  sensitive = true\n}\nresource "x_y" "z" {\n  secret = var.s\n  open   = true # hunter22\n}\n',
    };
    expect(fixes(await findings(files, [closed]))).toEqual(["its lines hold a value that is never shown"]);
  });

  it("that are no patch cost the finding nothing but the fix", async () => {
    const odd = policy(
      "odd",
      `deny contains {"message": "odd", "address": r.address, "fix": "close it"} if {
	some r in input.resources
}`,
    );
    const found = await findings({ "main.tf": 'resource "x_y" "z" {\n}\n' }, [odd]);
    expect(fixes(found)).toEqual([expect.stringContaining("the policy's fix is no JSON patch") as string]);
  });

  it("are refused with the reason where the source is no plain value", async () => {
    const files = { "main.tf": 'variable "o" {\n  default = true\n}\nresource "x_y" "z" {\n  open = var.o\n}\n' };
    expect(fixes(await findings(files, [closed]))).toEqual(["open comes from `var.o`; change it where that is set"]);
  });
});
