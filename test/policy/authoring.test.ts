import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderIssue } from "../../src/cli/policy-text.ts";
import { renderTests, testsAsJunit } from "../../src/cli/policy-test-text.ts";
import { openEngines } from "../../src/engines/open-engines.ts";
import { attributesSchema } from "../../src/formats/terraform/attributes-schema.ts";
import { UsageError } from "../../src/model/failure.ts";
import { readAuthorSources, readEvalSources, type AuthorSources } from "../../src/policy/authoring/author-sources.ts";
import { checkPolicies } from "../../src/policy/authoring/check-policies.ts";
import { evaluateInputs, readInputs } from "../../src/policy/authoring/eval-inputs.ts";
import { formatPolicies } from "../../src/policy/authoring/format-policies.ts";
import { packageMetadata } from "../../src/policy/authoring/metadata-block.ts";
import { nearest } from "../../src/model/nearest.ts";
import { checkedId, newPolicyFiles, titleFrom } from "../../src/policy/authoring/new-policy.ts";
import { testPolicies } from "../../src/policy/authoring/test-policies.ts";
import { openPolicyRunner } from "../../src/policy/policy-runner.ts";
import { testEnginesClock } from "./builders.ts";

const engines = openEngines({ clock: testEnginesClock, workers: 1 });
const runner = openPolicyRunner({ workers: 1 });
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "authoring-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([engines.close(), runner.close()]);
});

const newPolicy = { id: "acme.owner", title: "No owner", severity: "high", resource: "aws_sqs_queue" } as const;
const [policy, test] = newPolicyFiles(newPolicy).map((file) => file.text) as [string, string];

/** Writes files below a fresh folder and reads them as an author's; paths in messages are relative to it. */
async function author(files: Readonly<Record<string, string>>, pack = true): Promise<AuthorSources> {
  const root = mkdtempSync(join(folder, "policies-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const sources = await readAuthorSources([root], { pack });
  const relative = (path: string): string => path.replace(`${root}/`, "");
  return { ...sources, files: sources.files.map((file) => ({ ...file, path: relative(file.path) })) };
}

/** Issues on the policy alone: package and folder are held to each other by another test. */
async function check(files: Readonly<Record<string, string>>): Promise<ReadonlyArray<string>> {
  const issues = await checkPolicies(await author(files), engines);
  return issues.map(
    (issue) => `${issue.line ?? 0}:${issue.column ?? 0} ${issue.severity} ${issue.message} [${issue.rule}]`,
  );
}

const own = (text: string): Readonly<Record<string, string>> => ({
  "acme/owner/owner.rego": text,
  "acme/owner/owner_test.rego": test,
});

describe("a new policy", () => {
  it.each(["aws_sqs_queue", "apps/v1/Deployment", "AWS::S3::Bucket"])(
    "for %s is sound, tested and formatted",
    async (resource) => {
      const files = newPolicyFiles({ ...newPolicy, resource, title: "A: title, that YAML minds" });
      const root = mkdtempSync(join(folder, "new-"));
      for (const { path, text } of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      const sources = await readAuthorSources([root], { pack: true });
      const report = await testPolicies(sources, engines, { run: null });

      expect(await checkPolicies(sources, engines)).toEqual([]);
      expect(report.results.map(({ outcome }) => outcome)).toEqual(["pass", "pass", "pass", "pass"]);
      expect(report.covered).toBe(100);
      expect(await formatPolicies(sources, engines)).toEqual({ changed: [], errors: [] });
    },
  );

  it.each(["owner", "Acme.owner", "acme..owner", "acme.owner;rm", "acme/owner", "lib.owner", "../a.b", ""])(
    "has no id %j",
    (id) => {
      expect(() => checkedId(id)).toThrow(UsageError);
    },
  );

  it("has an id with or without its package, and a title from it", () => {
    expect(checkedId("policies.acme.queue_owner")).toBe("acme.queue_owner");
    expect(titleFrom("acme.queue_owner")).toBe("Queue owner");
  });
});

describe("checkPolicies", () => {
  it("is silent on a sound policy", async () => {
    expect(await check(own(policy))).toEqual([]);
  });

  it.each([
    ["a missing title", policy.replace(/^# title.*\n/m, ""), "1:3 error METADATA has no title [metadata]"],
    [
      "a missing severity",
      policy.replace(/^# {3}severity.*\n/m, ""),
      "1:3 error METADATA has no custom.severity [metadata]",
    ],
    [
      "a missing link",
      policy.replace(/^# related[^]*(?=# schemas)/m, ""),
      "1:3 warning METADATA has no related_resources [metadata]",
    ],
    [
      "an unknown key",
      policy.replace("# schemas", "# url: x\n# schemas"),
      "8:3 error METADATA has an unknown key url [metadata]",
    ],
    [
      "an unknown severity",
      policy.replace("severity: high", "severity: hihg"),
      '11:5 error "hihg" is no severity [metadata]',
    ],
    [
      "a single type",
      policy.replace(/resources:\n# {5}- aws.*/, "resources: a"),
      '13:5 error "a" is no resources [metadata]',
    ],
    [
      "another package",
      policy.replace("package policies.acme.owner", "package policies.acme.other"),
      "15:9 error the package policies.acme.other is not the name of its folder [package]",
    ],
    [
      "a wrong field",
      policy.replace("resource.type", "resource.typ"),
      "37:11 error undefined ref: resource.typ [type]",
    ],
    [
      "a wrong function",
      policy.replace("unknown.within", "unknown.witin"),
      "24:14 error undefined function data.policies.lib.unknown.witin [type]",
    ],
    ["a syntax error", `${policy}}\n`, "40:1 error unexpected } token [syntax]"],
    [
      "an unused variable",
      policy.replace("resource.action", "x := 1\n\tresource.action"),
      "38:2 error assigned var x unused [compile]",
    ],
    [
      "a refused function",
      policy.replace("resource.action", "http.send({})\n\tresource.action"),
      /38:2 error the built-in function http\.send is refused/,
    ],
    [
      "no METADATA",
      policy.replace(/^#.*\n/gm, ""),
      "1:1 error the policy has no METADATA above its package [metadata]",
    ],
  ])("names %s", async (_, text, expected) => {
    const issues = await check(own(text));

    const isExpected = (issue: string): boolean =>
      typeof expected === "string" ? issue === expected : expected.test(issue);
    expect(issues.filter(isExpected), issues.join("\n")).toHaveLength(1);
  });

  describe("types what a resource has after the change", () => {
    const typed = (schema: string, types: string, body: string): Readonly<Record<string, string>> =>
      own(
        policy
          .replace("schema.terraform", schema)
          .replace("#     - aws_sqs_queue", types)
          .replace(
            /\n_resources contains[^]*$/,
            `\n_resources contains resource if {\n\tsome resource in input.resources\n\n\t${body}\n}\n`,
          ),
      );
    const attributesOf = (type: string): ReturnType<typeof attributesSchema> => attributesSchema(type);
    const found = async (files: Readonly<Record<string, string>>): Promise<ReadonlyArray<string>> =>
      (await checkPolicies(await author(files), engines, attributesOf)).map(
        ({ message, details }) => `${message} ${details.filter((line) => line.startsWith("did")).join("")}`,
      );
    const queue = "#     - aws_sqs_queue";

    it.each([
      [
        "a misspelt attribute",
        "schema.terraform",
        queue,
        "resource.after.fifo_queu",
        'resource.after.fifo_queu did you mean "fifo_queue"?',
      ],
      [
        "of the other side too",
        "schema.terraform",
        queue,
        "resource.before.nam",
        'resource.before.nam did you mean "name"?',
      ],
      [
        "in a block",
        "schema.terraform",
        "#     - aws_instance",
        "resource.after.metadata_options[0].http_token",
        'http_token did you mean "http_tokens"?',
      ],
      [
        "none of several types has",
        "schema.terraform",
        `${queue}\n#     - aws_sns_topic`,
        "resource.after.fifo_topik",
        'fifo_topik did you mean "fifo_topic"?',
      ],
      [
        "in the metadata of an object",
        "schema.kubernetes",
        "#     - v1/Pod",
        "resource.after.metadata.nam",
        'nam did you mean "name"?',
      ],
      ["in a workflow", "schema.workflow", "#     - workflow", "resource.after.job", 'job did you mean "jobs"?'],
      ["of a resource", "schema.review", queue, "resource.afer.x", 'resource.afer.x did you mean "after"?'],
      [
        "behind what may be null",
        "schema.review",
        queue,
        "input.pull_request.autor",
        'input.pull_request.autor did you mean "author"?',
      ],
    ])("%s", async (_, schema, types, body, expected) => {
      expect(await found(typed(schema, types, body))).toEqual([expect.stringContaining(expected) as string]);
    });

    it.each([
      ["what the type has", "schema.terraform", queue, "resource.after.fifo_queue"],
      ["null", "schema.terraform", queue, "resource.after == null"],
      [
        "an attribute of either type",
        "schema.terraform",
        `${queue}\n#     - aws_sns_topic`,
        "resource.after.fifo_topic",
      ],
      ["a type that nobody knows", "schema.terraform", "#     - acme_thing", "resource.after.anything"],
      ["patterns of types", "schema.terraform", "#     - aws_*", "resource.after.anything"],
      ["fields that each kind has", "schema.kubernetes", "#     - v1/ConfigMap", "resource.after.data.anything"],
      ["any attribute", "schema.review", queue, "resource.after.anything"],
    ])("and leaves alone %s", async (_, schema, types, body) => {
      expect(await found(typed(schema, types, body))).toEqual([]);
    });

    it("and says that there is no such schema", async () => {
      expect(await found(own(policy.replace("schema.terraform", "schema.terafrom")))).toEqual([
        'there is no schema.terafrom did you mean "schema.terraform"?',
      ]);
    });
  });

  it("says what to use instead of a deprecated function", async () => {
    const text = policy.replace("resource.action", 're_match("a", resource.name)\n\tresource.action');
    const issues = await checkPolicies(await author(own(text)), engines);
    expect(issues.map(({ line, details }) => [line, details])).toEqual([[38, ["use regex.match instead"]]]);
  });

  it("names a policy without a test, and one that changes the pack", async () => {
    expect(await check({ "acme/owner/owner.rego": policy })).toEqual([
      "15:9 error the policy policies.acme.owner has no test [package]",
    ]);
    expect(await check({ "lib/finding/finding.rego": "package policies.lib.finding\n\nat(r, m) := m if r\n" })).toEqual(
      ["1:1 error the package policies.lib.finding is built in and cannot be added to; choose another name [package]"],
    );
  });

  it("names a data file that is none", async () => {
    const root = mkdtempSync(join(folder, "data-"));
    writeFileSync(join(root, "data.json"), "[1]");
    writeFileSync(join(root, "a.rego"), "package policies.a\n");
    const issues = await checkPolicies(await readAuthorSources([root], { pack: false }), engines);

    expect(issues.map(({ message }) => message)).toEqual(["the data file has to hold an object of JSON values"]);
  });

  it("shows the line, a caret, what was expected and what was meant", async () => {
    const sources = await author(own(policy.replace("resource.type", "resource.tpye")));
    const issue = (await checkPolicies(sources, engines)).find(({ rule }) => rule === "type")!;

    expect(
      renderIssue(issue)
        .split("\n")
        .filter((line) => !line.includes("expected one of")),
    ).toEqual([
      "acme/owner/owner.rego:37:11: error: undefined ref: resource.tpye [type]",
      '   37 | \tresource.tpye == "aws_sqs_queue"',
      "      | \t         ^",
      '  found "tpye"',
      '  did you mean "type"?',
    ]);
  });
});

describe("testPolicies", () => {
  const failing = `package policies.acme.owner_test

import data.policies.acme.owner as policy

test_fails if {
	wanted := 2
	count(policy.deny) == wanted with input as {"resources": []}
}

test_prints if {
	print("seen", 1)
	1 == 1
}

todo_test_later if false

test_conflicts if {
	{"a": x | some x in [1, 2]} == {}
}
`;

  it("gives the failing expression with its values, and what was printed", async () => {
    const sources = await author({ "acme/owner/owner.rego": policy, "acme/owner/owner_test.rego": failing });
    const report = await testPolicies(sources, engines, { run: null });

    expect(report.results.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      "test_fails fail",
      "test_prints pass",
      "todo_test_later skip",
      "test_conflicts error",
    ]);
    expect(report.results[0]?.failed_at).toMatchObject({
      row: 7,
      evaluated: "0 == 2",
      values: [{ name: "wanted", value: "2" }],
    });
    const text = renderTests(report, sources, 100);
    expect(text).toContain(
      "FAIL policies.acme.owner_test.test_fails\n  acme/owner/owner_test.rego:7\n      7 | \tcount(policy.deny) == wanted",
    );
    expect(text).toContain("        is: 0 == 2\n    wanted = 2\n");
    expect(text).toMatch(/ERROR policies\.acme\.owner_test\.test_conflicts\n.*\n.*\n.*object keys must be unique/);
    expect(text).toMatch(/^not covered: acme\/owner\/owner\.rego:[\d,-]+$/m);
    expect(text).toMatch(/^coverage: \d+\.\d %, below the threshold of 100 %$/m);
    expect(text.trimEnd().split("\n").at(-1)).toBe("1 passed, 1 failed, 1 broken, 1 skipped");
  });

  it("writes JUnit that says the same", async () => {
    const sources = await author({ "acme/owner/owner.rego": policy, "acme/owner/owner_test.rego": failing });
    const xml = testsAsJunit(await testPolicies(sources, engines, { run: null }));

    expect(xml).toContain('<testsuites name="tollgate policy test" tests="4" failures="1" errors="1">');
    expect(xml).toContain('<testcase name="test_prints" classname="policies.acme.owner_test"');
    expect(xml.match(/<failure |<error |<skipped\/>/g)).toHaveLength(3);
  });

  it("runs what matches, and refuses a pattern that is none", async () => {
    const sources = await author(own(policy));
    const report = await testPolicies(sources, engines, { run: "allow|unknown" });

    expect(report.results.map(({ name }) => name)).toEqual([
      "test_allow_owner",
      "test_allow_deleted",
      "test_warn_unknown",
    ]);
    await expect(testPolicies(sources, engines, { run: "(" })).rejects.toThrow(UsageError);
    await expect(testPolicies(sources, engines, { run: "(?=x)" })).rejects.toThrow(
      /--run \(\?=x\): error parsing regexp/,
    );
  });

  it("runs nothing when a file does not compile, and says why", async () => {
    const sources = await author({
      "a/a.rego": "package policies.a\n\ndeny contains x if y\n",
      "a/a_test.rego": failing,
    });
    const report = await testPolicies(sources, engines, { run: null });

    expect(report.results).toEqual([]);
    expect(renderTests(report, sources, null)).toContain("a/a.rego:3:15: error: var x is unsafe [unsafe]");
    expect(renderTests(report, sources, null)).toMatch(/1 error: no test was run\n$/);
    expect(testsAsJunit(report)).toContain("<error message=");
  });

  it("gives tests the data files beside the policies", async () => {
    const report = await testPolicies(
      await author({
        "acme/data.json": '{"limit": 3}',
        "acme/a_test.rego": "package policies.acme_test\n\ntest_limit if data.acme.limit == 3\n",
      }),
      engines,
      { run: null },
    );

    expect(report.results.map(({ outcome }) => outcome)).toEqual(["pass"]);
  });
});

describe("formatPolicies", () => {
  it("names what is not formatted, keeps v0 as it is, and places syntax errors", async () => {
    const sources = await author({
      "a.rego": "package a\nx   :=  1\n",
      "good.rego": "package good\n\nx := 1\n",
      "old.rego": "package old\n\ndeny[msg] {\n\tmsg := input.x\n}\n",
      "wrong.rego": "package wrong\n\nx :=\n",
    });
    const { changed, errors } = await formatPolicies(sources, engines);

    expect(changed).toEqual([{ path: "a.rego", text: "package a\n\nx := 1\n" }]);
    expect(new Set(errors.map(({ path, line }) => `${path}:${line ?? 0}`))).toEqual(new Set(["wrong.rego:4"]));
  });
});

describe("evaluateInputs", () => {
  const input = {
    project: { name: "infra" },
    resources: [
      {
        ...{ address: "aws_sqs_queue.jobs", type: "aws_sqs_queue", action: "create", tags: {}, unknown: [] },
        ...{ location: { path: "main.tf", line: 3, end_line: 9 }, lines: { "/tags": 7 } },
      },
    ],
  };

  async function evaluate(text: string, inputs: unknown = input): Promise<Awaited<ReturnType<typeof evaluateInputs>>> {
    const root = mkdtempSync(join(folder, "eval-"));
    writeFileSync(join(root, "owner.rego"), text);
    const sources = await readEvalSources(root);
    return evaluateInputs(sources, readInputs(JSON.stringify(inputs), "x.json"), {
      engines,
      cacheDirectory: null,
      runner,
      clock: testEnginesClock,
    });
  }

  it("finds what a review would find, on its line", async () => {
    expect((await evaluate(policy)).findings).toEqual([
      {
        ...{ policy: "acme.owner", rule: "deny", severity: "high", enforcement: "deny", project: "infra" },
        ...{ message: "aws_sqs_queue.jobs has no tag owner", address: "aws_sqs_queue.jobs", path: "main.tf", line: 7 },
      },
    ]);
  });

  it("says which policies no input concerned, and takes one input or many", async () => {
    const bucket = { ...input, resources: [{ ...input.resources[0], type: "aws_s3_bucket" }] };

    expect(await evaluate(policy, [bucket, bucket])).toMatchObject({
      findings: [],
      evaluated: [],
      unconcerned: ["acme.owner"],
    });
    expect((await evaluate(policy, [input, input])).findings).toHaveLength(2);
  });

  it("names a policy that breaks or does not compile", async () => {
    const conflict = 'package policies.b\n\nx := 1\n\nx := 2 if input.project\n\ndeny contains "x" if x == 2\n';

    expect((await evaluate(conflict)).problems).toMatchObject([{ message: /the rule deny of the policy b broke/ }]);
    expect((await evaluate("package policies.b\n\ndeny contains x\n")).problems).toMatchObject([{ line: 3 }]);
  });

  it.each(["", "[1]", '{"resources": 1}', '"text"'])("refuses the input %j", (text) => {
    expect(() => readInputs(text, "x.json")).toThrow(
      /x\.json is no (JSON|policy input); expected what `tollgate input`/,
    );
  });
});

describe("what errors are made of", () => {
  it.each([
    ["titel", "title"],
    ["hihg", "high"],
    ["sev", null],
    ["descripton", "description"],
    ["quux", null],
  ])("%s means %s", (name, expected) => {
    expect(nearest(name, ["title", "description", "high", "info"])).toBe(expected);
  });

  it.each([
    ["package a", null],
    ["# METADATA\n# title: [\npackage a", null],
    ["# METADATA\n# title: x\n\npackage a", null],
    [
      "# Copyright\n# METADATA\n# title: x\n# custom:\n#   severity: low\npackage a",
      { line: 2, keys: { title: 3, custom: 4, "custom.severity": 5 } },
    ],
    ["# METADATA\n# title: y\n# METADATA\n# title: x\npackage a", { line: 3, keys: { title: 4 } }],
  ])("METADATA of %j", (source, expected) => {
    const block = packageMetadata(source);
    expect(block === null ? null : { line: block.line, keys: Object.fromEntries(block.lines) }).toEqual(expected);
  });

  it("refuses folders without policies", async () => {
    await expect(readAuthorSources([mkdtempSync(join(folder, "empty-"))], { pack: true })).rejects.toThrow(
      /there is no policy in/,
    );
    await expect(readAuthorSources([join(folder, "missing")], { pack: true })).rejects.toThrow(UsageError);
  });
});
