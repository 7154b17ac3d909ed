import { afterAll, describe, expect, it } from "vitest";
import { openEngines } from "../../src/engines/open-engines.ts";
import type { FileChange } from "../../src/model/change-set.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { ProjectChange } from "../../src/model/project.ts";
import type { Declaration, Resource } from "../../src/model/resource.ts";
import type { PolicyLevel, PolicySetting } from "../../src/model/settings.ts";
import { compilePolicies } from "../../src/policy/compile-policies.ts";
import { evaluatePolicies } from "../../src/policy/evaluate-policies.ts";
import type { PolicyResult } from "../../src/policy/evaluate-policies.ts";
import { openPolicyRunner } from "../../src/policy/policy-runner.ts";
import type { RunnerOptions } from "../../src/policy/policy-runner.ts";
import { aDeclaration, aResource, aSetting, project, sources, testEnginesClock } from "./builders.ts";

const engines = openEngines({ clock: testEnginesClock });
const shared = openPolicyRunner();
afterAll(async () => {
  await shared.close();
  await engines.close();
});

interface Given {
  readonly policies: Readonly<Record<string, string>>;
  readonly resources?: ReadonlyArray<Resource>;
  readonly changes?: ReadonlyArray<ProjectChange>;
  readonly bases?: ReadonlyMap<string, { readonly declarations: ReadonlyArray<Declaration> } | null>;
  readonly files?: ReadonlyArray<FileChange>;
  readonly bounds?: RunnerOptions;
  readonly enforcement?: Readonly<Record<string, "off" | "warn" | "deny" | "shadow">>;
}

async function evaluate(given: Given): Promise<PolicyResult> {
  const compiled = await compilePolicies(sources(given.policies, { limits: { max: 3 } }), {
    engines,
    cacheDirectory: null,
  });
  const runner = given.bounds === undefined ? shared : openPolicyRunner(given.bounds);
  const result = await evaluatePolicies({
    compiled,
    changes: given.changes ?? [{ project, resources: given.resources ?? [aResource()] }],
    ...(given.bases === undefined ? {} : { bases: given.bases }),
    files: given.files ?? [],
    context: { repository: null, pull_request: null },
    settings: {
      presets: [],
      enforcement: levels(given.enforcement ?? {}),
      floor: null,
      organisation: { presets: [], enforcement: {} },
    },
    clock: testEnginesClock,
    runner,
  });
  if (runner !== shared) {
    await runner.close();
  }
  return result;
}

function levels(given: Readonly<Record<string, PolicyLevel>>): Readonly<Record<string, PolicySetting>> {
  return Object.fromEntries(Object.entries(given).map(([id, enforcement]) => [id, aSetting({ enforcement })]));
}

function said(result: PolicyResult): ReadonlyArray<string> {
  return result.findings.map((finding) => `${finding.policy}: ${finding.message}`);
}

function statuses(findings: ReadonlyArray<Finding>): ReadonlyArray<string> {
  return findings.map((finding) => `${String(finding.address)} ${finding.status}`);
}

const publicAcl = `# METADATA
# title: Bucket is public
# custom:
#   severity: critical
#   remediation: Make it private.
#   topics: [aws-s3-public-acl]
package policies.aws.s3.public

deny contains {"message": $"{resource.address} is public", "address": resource.address, "attribute": ["acl"]} if {
	some resource in input.resources
	resource.after.acl == "public-read"
}
`;

describe("evaluatePolicies", () => {
  it("joins what a rule says with its policy and its resource", async () => {
    const called_from = [{ path: "envs/prod/main.tf", line: 3, end_line: 5 }];
    const { findings, problems, notes } = await evaluate({
      policies: { "p.rego": publicAcl },
      resources: [aResource({ called_from }), aResource({ address: "aws_s3_bucket.fine", after: { acl: "private" } })],
    });

    expect({ problems, notes }).toEqual({ problems: [], notes: [] });
    expect(findings).toEqual([
      {
        policy: "aws.s3.public",
        topics: ["aws-s3-public-acl"],
        severity: "critical",
        enforcement: "deny",
        status: "new",
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        title: "Bucket is public",
        message: "aws_s3_bucket.logs is public",
        remediation: "Make it private.",
        project: "envs/prod",
        address: "aws_s3_bucket.logs",
        type: "aws_s3_bucket",
        attribute: ["acl"],
        path: "envs/prod/main.tf",
        line: 12,
        end_line: 12,
        called_from,
      },
    ]);
  });

  it("gives policies the documented input", async () => {
    const policy = `package p

deny contains json.marshal({
	"keys": sort([key | some key, _ in input]),
	"resource": sort([key | some key, _ in input.resources[0]]),
	"project": input.project,
	"cost": input.cost,
	"files": input.files,
	"nulls": [input.repository, input.pull_request],
	"data": data.limits.max,
})`;
    const { findings } = await evaluate({
      policies: { "p.rego": policy },
      resources: [
        aResource({ cost: { before: 0.1, after: 0.3, delta: 0.2 } }),
        aResource({ address: "b", cost: { before: 0, after: 32.85, delta: 32.85 } }),
        aResource({ address: "c" }),
      ],
      files: [{ path: "a.tf", status: "renamed", previous_path: "b.tf" }],
    });

    const seen: unknown = JSON.parse(findings.find((finding) => finding.status === "new")?.message ?? "");
    expect(seen).toEqual({
      keys: ["blocks", "cost", "files", "project", "pull_request", "repository", "resources"],
      resource: [
        ..."action address after before called_from changed cost format lines location module name".split(" "),
        ..."namespace provider references region sensitive sketches tags type unknown unset".split(" "),
      ],
      project: { name: "envs/prod", path: "envs/prod", format: "terraform" },
      cost: { currency: "USD", before: 0.1, after: 33.15, delta: 33.05 },
      files: [{ path: "a.tf", status: "renamed" }],
      nulls: [null, null],
      data: 3,
    });
  });

  it("answers built-in functions as OPA does: sets, errors, regular expressions, formats, time", async () => {
    const policy = `package p

deny contains sprintf("%v %d %s", [{2, 1}, 3, "x"])
deny contains concat(",", regex.split("(?i)B", "abc"))
deny contains "undefined, not an end" if not units.parse_bytes("many")
deny contains "a set comes back" if net.cidr_merge(["10.0.0.0/25", "10.0.0.128/25"]) == {"10.0.0.0/24"}
deny contains time.format(time.now_ns())
deny contains yaml.marshal({"a": [1]})
deny contains sprintf("%d", [12345678901234567890123])
deny contains base64.encode(rego_seed) if rego_seed := uuid.rfc4122("k")
`;
    const [first, second] = [
      await evaluate({ policies: { "p.rego": policy } }),
      await evaluate({ policies: { "p.rego": policy } }),
    ];

    expect(first.problems).toEqual([]);
    expect(said(first)).toEqual([
      "p: 12345678901234567890123",
      "p: 2026-01-02T03:04:05Z",
      expect.stringMatching(/^p: [A-Za-z0-9+/=]{48}$/) as string,
      "p: a set comes back",
      "p: a,c",
      "p: a:\n  - 1\n",
      "p: undefined, not an end",
      "p: {1, 2} 3 x",
    ]);
    expect(second).toEqual(first);
  });

  it("row 43: never shows a sensitive value", async () => {
    const policy = `package p

deny contains $"the password is {resource.after.password}" if some resource in input.resources`;
    const resource = aResource({ after: { password: "hunter2" }, sensitive: [["password"]] });

    expect(said(await evaluate({ policies: { "p.rego": policy }, resources: [resource] }))).toEqual([
      "p: the password is (sensitive)",
    ]);
  });

  it("runs a policy only where its resources occur", async () => {
    const wanting = (type: string) =>
      `# METADATA\n# custom:\n#   resources: [${type}]\npackage p.${type}\n\ndeny contains "ran"`;
    const policies = { "a.rego": wanting("aws_s3_bucket"), "b.rego": wanting("aws_instance") };

    expect(said(await evaluate({ policies }))).toEqual(["p.aws_s3_bucket: ran"]);
  });

  it("says when no policy looks at a project", async () => {
    const policies = { "b.rego": "# METADATA\n# custom:\n#   resources: [aws_instance]\npackage p\n\ndeny contains 1" };

    expect(await evaluate({ policies })).toEqual({
      findings: [],
      problems: [],
      unseen: 1,
      notes: ["no policy looks at any resource of envs/prod"],
    });
  });

  it("applies the settings", async () => {
    const policies = { "p.rego": publicAcl, "w.rego": 'package w\n\nwarn contains "w"' };
    const result = await evaluate({ policies, enforcement: { "aws.s3.public": "off", w: "deny" } });

    expect(result.findings.map(({ policy, enforcement }) => `${policy} ${enforcement}`)).toEqual(["w warn"]);
    expect(result.notes).toEqual(["the policy aws.s3.public is switched off by the configuration"]);
  });

  it("gives the same bytes in any order of resources and policies", async () => {
    const policies = { "p.rego": publicAcl, "q.rego": publicAcl.replace("s3.public", "s3.other") };
    const resources = ["a", "b", "c"].map((name) => aResource({ address: `aws_s3_bucket.${name}` }));
    const reversed = Object.fromEntries(Object.entries(policies).toReversed());
    const forward = await evaluate({ policies, resources });

    expect(forward.findings).toHaveLength(6);
    expect(await evaluate({ policies: reversed, resources: resources.toReversed() })).toEqual(forward);
  });
});

describe("evaluatePolicies against the base", () => {
  const policies = { "p.rego": publicAcl };
  const open = { acl: "public-read" };

  it("tells new from existing and fixed", async () => {
    const result = await evaluate({
      policies,
      resources: [
        aResource({ address: "b.created" }),
        aResource({ address: "b.same", action: "none", before: open }),
        aResource({ address: "b.opened", action: "update", before: { acl: "private" } }),
        aResource({ address: "b.closed", action: "update", before: open, after: { acl: "private" } }),
        aResource({ address: "b.deleted", action: "delete", before: open, after: null }),
      ],
    });

    expect(statuses(result.findings)).toEqual([
      "b.closed fixed",
      "b.created new",
      "b.deleted fixed",
      "b.opened new",
      "b.same existing",
    ]);
  });

  it("sees through moved blocks", async () => {
    const moved = aResource({ address: "b.new", moved_from: "b.old", action: "none", before: open });

    expect(statuses((await evaluate({ policies, resources: [moved] })).findings)).toEqual(["b.new existing"]);
  });

  it("uses the base's own declarations where they are given", async () => {
    const resource = aResource({ address: "b.x", action: "update", before: { acl: "private" } });
    const bases = new Map([["envs/prod", { declarations: [aDeclaration({ address: "b.x" })] }]]);

    expect(statuses((await evaluate({ policies, resources: [resource], bases })).findings)).toEqual(["b.x existing"]);
    expect(
      statuses((await evaluate({ policies, resources: [resource], bases: new Map([["envs/prod", null]]) })).findings),
    ).toEqual(["b.x new"]);
  });

  it("sees through a project that was moved", async () => {
    const moved = { name: "live/prod", path: "live/prod", format: "terraform" } as const;
    const changes = [
      { project, resources: [aResource({ action: "delete", before: open, after: null })] },
      { project: moved, resources: [aResource()] },
    ];
    const files = [{ path: "live/prod/main.tf", previous_path: "envs/prod/main.tf", status: "renamed" }] as const;

    expect(statuses((await evaluate({ policies, changes, files })).findings)).toEqual(["aws_s3_bucket.logs existing"]);
    expect(statuses((await evaluate({ policies, changes })).findings)).toEqual([
      "aws_s3_bucket.logs fixed",
      "aws_s3_bucket.logs new",
    ]);
  });

  it("lets a policy on the change itself gate", async () => {
    const costs = `package p\n\ndeny contains "too dear" if input.cost.delta > 100`;
    const dear = aResource({ action: "update", before: open, cost: { before: 10, after: 500, delta: 490 } });

    expect((await evaluate({ policies: { "p.rego": costs }, resources: [dear] })).findings).toMatchObject([
      { status: "new" },
    ]);
  });
});

describe("evaluatePolicies with policies that break", () => {
  const fine = { "fine.rego": 'package fine\n\ndeny contains "found"' };
  const bounds = { timeLimit: 2_000, ruleTimeLimit: 1_000, maximumPages: 2_048, workers: 1 };

  it.each([
    [
      "conflicting rules",
      "x := 1 if input.project.name\n\nx := 2 if input.project.path\n\ndeny contains x",
      4,
      /conflict/,
    ],
    [
      "an endless loop",
      "deny contains 1 if {\n\txs := numbers.range(1, 3000)\n\tsome a in xs\n\tsome b in xs\n\tsome c in xs\n\ta + b + c == -1\n}",
      1,
      /time|within|memory/,
    ],
    [
      "10^8 elements",
      "deny contains x if {\n\tsome a in numbers.range(1, 10000)\n\tsome b in numbers.range(1, 10000)\n\tx := [a, b]\n}",
      1,
      /memory|abort|unreachable|within/,
    ],
    [
      "an object as deny",
      'deny[x] := y if {\n\tx := "a"\n\ty := "b"\n}',
      1,
      /it is an object, expected a set of messages/,
    ],
    ["a number as finding", "deny contains 7", 1, /it has a number that is no finding/],
    ["a finding without a message", "deny contains {}", 1, /without a message/],
    [
      "too many findings",
      'deny contains $"{x}" if some x in numbers.range(1, 20000)',
      1,
      /more findings than can be shown, expected at most 10000/,
    ],
  ])("row 42: names a policy with %s, and the others count", async (_what, body, line, message) => {
    const result = await evaluate({ policies: { ...fine, "bad.rego": `package bad\n\n${body}\n` }, bounds });

    expect(said(result)).toEqual(["fine: found"]);
    expect(result.problems).toEqual([
      {
        path: "bad.rego",
        line: line === 1 ? 1 : (expect.any(Number) as number),
        message: expect.stringMatching(/^the rule deny of the policy bad broke and counts as an error: /) as string,
        project: "envs/prod",
        hides: ["bad.rego"],
      },
    ]);
    expect(result.problems[0]?.message).toMatch(message);
  });

  it("row 42: breaks for the one project whose resources break it, also when several are asked together", async () => {
    const policy =
      'package p\n\nlevel := 1 if input.project.name == "b"\n\nlevel := 2\n\ndeny contains input.project.name if level > 0\n';
    const changes = ["a", "b", "c"].map((name) => ({
      project: { ...project, name, path: name },
      resources: [aResource()],
    }));
    const result = await evaluate({ policies: { "p.rego": policy }, changes });

    expect(said(result)).toEqual(["p: a", "p: c"]);
    expect(result.problems.map((problem) => problem.project)).toEqual(["b"]);
  });

  it("row 42: survives a regular expression that would take forever elsewhere", async () => {
    const policy =
      'package p\n\ndeny contains "matched" if regex.match("^(a+)+$", concat("", ["a" | some _ in numbers.range(1, 5000)]))';

    expect((await evaluate({ policies: { "p.rego": policy } })).problems).toEqual([]);
  });
});
