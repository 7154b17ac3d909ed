import { afterAll, describe, expect, it } from "vitest";

import { renderExplanations } from "../../src/cli/policy-explain-text.ts";
import { openEngines } from "../../src/engines/open-engines.ts";
import { benchPolicies } from "../../src/policy/authoring/bench-policies.ts";
import { compileOwn, readInputs } from "../../src/policy/authoring/eval-inputs.ts";
import { explainPolicies } from "../../src/policy/authoring/explain-policies.ts";
import { impactOf } from "../../src/policy/authoring/impact-policies.ts";
import type { PolicySources } from "../../src/policy/policy.ts";
import { openPolicyRunner } from "../../src/policy/policy-runner.ts";
import { testEnginesClock } from "./builders.ts";

const engines = openEngines({ clock: testEnginesClock, workers: 1 });
const runner = openPolicyRunner({ workers: 1 });
const tools = { engines, cacheDirectory: null, runner, clock: testEnginesClock };
afterAll(async () => {
  await Promise.all([engines.close(), runner.close()]);
});

const sources = (tag: string, name = "owner"): PolicySources => ({
  files: [
    {
      path: `acme/${name}.rego`,
      origin: "disk",
      source: `# METADATA
# title: No ${tag}
# custom:
#   severity: high
#   resources:
#     - queue
package policies.acme.${name}

deny contains {"message": "no ${tag}", "address": r.address} if {
	some r in input.resources
	r.type == "queue"
	not r.tags.${tag}
}
`,
    },
  ],
  data: {},
  problems: [],
});
const queue = (address: string, tags: Readonly<Record<string, string>>): unknown => ({ address, type: "queue", tags });
const inputOf = (...resources: ReadonlyArray<unknown>): ReturnType<typeof readInputs> =>
  readInputs(JSON.stringify({ project: { name: "infra" }, resources }), "test");

describe("impact", () => {
  it("says who would newly fail and newly pass, per target in order", async () => {
    const targets = [
      { name: "b", inputs: inputOf(queue("q1", { owner: "x" }), queue("q2", {})) },
      { name: "a", inputs: inputOf(queue("q3", { team: "y" }), queue("q4", { owner: "x", team: "y" })) },
      { name: "c", inputs: inputOf({ address: "t", type: "topic" }) },
    ];
    const impacts = await impactOf({ before: sources("owner"), after: sources("team") }, targets, tools);
    expect(
      impacts.map(({ name, newly_fail, newly_pass, unchanged, broken }) => [
        name,
        newly_fail.map(({ address }) => address),
        newly_pass.map(({ address }) => address),
        unchanged,
        broken,
      ]),
    ).toEqual([
      ["a", [], ["q3"], 0, []],
      ["b", ["q1"], [], 1, []],
      ["c", [], [], 0, []],
    ]);
  });

  it("counts a policy that breaks as broken, and new policies against nothing", async () => {
    const none = { files: [], data: {}, problems: [] };
    const broken = {
      ...sources("owner"),
      files: sources("owner").files.map((file) => ({ ...file, source: `${file.source}x {` })),
    };
    const targets = [{ name: "a", inputs: inputOf(queue("q", {})) }];
    const [added] = await impactOf({ before: none, after: sources("owner") }, targets, tools);
    const [wrong] = await impactOf({ before: sources("owner"), after: broken }, targets, tools);
    expect(added?.newly_fail).toHaveLength(1);
    expect(wrong?.broken).toEqual([expect.stringContaining("acme/owner.rego:") as string]);
  });
});

describe("bench", () => {
  it("measures every rule alone, the first run apart", async () => {
    let time = 0;
    const now = (): number => (time += 5);
    const compiled = await compileOwn(sources("owner"), { engines, cacheDirectory: null });
    const inputs = [...inputOf(queue("q", {})), ...inputOf({ address: "t", type: "topic" })];
    expect(await benchPolicies(compiled, inputs, 3, { runner, clock: testEnginesClock, now })).toEqual([
      { policy: "acme.owner", rule: "deny", path: "acme/owner.rego", median: 5, slowest: 5, inputs: 1 },
    ]);
  });
});

describe("explain", () => {
  it("shows the lines that did not hold, with values, and how often the rule did", async () => {
    const inputs = inputOf(queue("q1", { owner: "x" }), queue("q2", {}), { address: "t", type: "topic" });
    const text = renderExplanations(await explainPolicies(sources("owner"), inputs, engines), sources("owner"));
    expect(text.split("\n").filter((line) => !line.includes(" = "))).toEqual([
      "acme/owner.rego:9: deny of policies.acme.owner on infra: held 1 time",
      '    9 | deny contains {"message": "no owner", "address": r.address} if {',
      '   11 | \tr.type == "queue"',
      "      | \t^ not true",
      '        is: "topic" == "queue"',
      "   12 | \tnot r.tags.owner",
      "      | \t^ not true",
      "",
    ]);
  });

  it("shows where a rule with nothing to look at ended, and names what does not compile", async () => {
    const [explained] = await explainPolicies(sources("owner"), inputOf(), engines);
    expect(explained?.rules.map(({ fired, failures }) => [fired, failures.length])).toEqual([[0, 1]]);
    const broken = {
      ...sources("owner"),
      files: [{ path: "x.rego", origin: "disk" as const, source: "package x\n}" }],
    };
    expect((await explainPolicies(broken, inputOf(), engines))[0]?.errors[0]).toMatchObject({ file: "x.rego", row: 2 });
  });
});
