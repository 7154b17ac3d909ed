import { afterAll, describe, expect, it } from "vitest";

import type { ChangeSet } from "../../src/model/change-set.ts";
import type { CostChoice } from "../../src/model/estimate.ts";
import { renderOutputs } from "../../src/report/outputs.ts";
import { openReviewTools, reviewOf, reviewWithFixes } from "../../src/review.ts";
import { aTree } from "../formats/kubernetes/builders.ts";

const clock = new Date("2026-01-02T03:04:05Z");
const volume = (lines: string, name = "v"): string =>
  `resource "aws_ebs_volume" "${name}" {\n  availability_zone = "us-east-1a"\n${lines}}\n`;
const small = '  size              = 100\n  type              = "gp2"\n';

describe("cheaper equals as edits", () => {
  const tools = openReviewTools(clock, null);
  afterAll(() => tools.close());

  async function choicesOf(
    main: string,
    { base = null, policy }: { readonly base?: string | null; readonly policy?: string } = {},
  ): Promise<{ readonly choices: ReadonlyArray<CostChoice>; readonly suggestions: ReadonlyArray<string> }> {
    const before = aTree(base === null ? {} : { "main.tf": base });
    const gate = aTree(policy === undefined ? {} : { ".github/tollgate/policies/acme/own.rego": policy });
    const files = [{ path: "main.tf", status: "modified" as const, previous_path: null }];
    const change: ChangeSet = {
      base: before,
      head: aTree({ "main.tf": main }),
      gate,
      files,
      base_sha: null,
      head_sha: null,
    };
    const request = { ...reviewOf(() => Promise.resolve(change), clock), policies: { pack: false, disk: [] } };
    const { review } = await reviewWithFixes(request, tools);
    const outputs = renderOutputs(review);
    return {
      choices: review.estimate.resources.flatMap(({ choices = [] }) => choices),
      suggestions: (outputs?.suggestions ?? []).map(({ line, body }) => `${line}: ${body}`),
    };
  }

  it("stand on the line that they change, with what they save", async () => {
    const { choices, suggestions } = await choicesOf(volume(small));
    expect(choices[0]?.edits).toEqual([
      {
        path: "main.tf",
        line: 4,
        end_line: 4,
        old: '  type              = "gp2"\n',
        new: '  type              = "gp3"\n',
      },
    ]);
    expect(suggestions).toEqual([
      '4: gp3 instead of gp2 saves $2.00 a month: a volume of gp3 does what gp2 does, and its type is changed in place.\n\n```suggestion\n  type              = "gp3"\n```\n',
    ]);
  });

  it("are proven together, each on its own line", async () => {
    const { suggestions } = await choicesOf(`${volume(small, "a")}${volume(small, "b")}`);
    expect(suggestions.map((text) => text.slice(0, 2))).toEqual(["4:", "9:"]);
  });

  it("are safe for a volume that exists: its type is changed in place", async () => {
    const base = volume(small.replace("100", "50"));
    expect((await choicesOf(volume(small), { base })).choices[0]?.edits).toHaveLength(1);
  });

  it("are only told where a policy does not want them", async () => {
    const policy = `# METADATA
# title: own
# custom:
#   severity: high
package policies.acme.own

deny contains {"message": "gp3 is not allowed", "address": r.address} if {
	some r in input.resources
	r.after.type == "gp3"
}
`;
    const { choices, suggestions } = await choicesOf(volume(small), { policy });
    expect([choices.length, choices[0]?.edits, suggestions]).toEqual([1, undefined, []]);
  });

  it("are only told where the type is not written as it is", async () => {
    const main = `variable "t" {\n  default = "gp2"\n}\n${volume(small.replace('"gp2"', "var.t"))}`;
    const { choices } = await choicesOf(main);
    expect([choices[0]?.title, choices[0]?.edits]).toEqual(["gp3 instead of gp2", undefined]);
  });
});
