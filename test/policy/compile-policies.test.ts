import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEngines } from "../../src/engines/open-engines.ts";
import { compilePolicies } from "../../src/policy/compile-policies.ts";
import { sources, testEnginesClock } from "./builders.ts";

const engines = openEngines({ clock: testEnginesClock });
const brokenEngines = {
  engine: () => ({ prepare: () => undefined, call: () => Promise.reject(new Error("the engine was called")) }),
  close: () => Promise.resolve(),
};
let cache = "";
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), "cache-"));
});
afterAll(async () => {
  await engines.close();
  await rm(cache, { recursive: true });
});

const good = `# METADATA
# title: Bucket is public
# description: |
#   Everybody reads it.
# schemas:
#   - input: schema.review
# custom:
#   severity: HIGH
#   remediation: Close it.
#   resources: [aws_s3_bucket]
#   topics: [aws-s3-public-acl]
#   aliases: [s3.old]
package policies.aws.s3.public

deny contains {"message": $"{resource.address} is public", "address": resource.address, "attribute": ["acl"]} if {
	some resource in input.resources
	resource.after.acl == "public-read"
	resource.tags.anything != resource.cost.delta
}
`;

describe("compilePolicies", () => {
  it("names a rule of which OPA's compiler makes invalid code, and runs the others", async () => {
    const files = {
      "rules.rego": 'package rules.a\n\nis_open(x) if x == 1\n\nkind := "a"\n',
      "lib.rego":
        'package lib\n\nkind_of(pkg) := result if {\n\tresult := data.rules[pkg][name]\n\tname == "kind"\n}\n',
      "needs.rego": 'package needs\n\nimport data.lib\n\ndeny contains "x" if lib.kind_of("a") == "a"\n',
      "other.rego": 'package other\n\ndeny contains "y"\n',
    };
    const { modules, problems } = await compilePolicies(sources(files), { engines, cacheDirectory: null });
    expect(modules.flatMap(({ policies }) => policies.map(({ path }) => path))).toEqual(["other.rego"]);
    expect(problems.map(({ path, line }) => [path, line])).toEqual([
      ["lib.rego", 3],
      ["needs.rego", 1],
    ]);
    expect(problems[0]?.message).toContain("OPA's compiler makes no valid WebAssembly of kind_of");
  });

  it("reads identity and METADATA", async () => {
    const compiled = await compilePolicies(sources({ "p/good.rego": good }), { engines, cacheDirectory: null });

    expect(compiled).toMatchObject({ problems: [], notes: [] });
    expect(compiled.modules.map(({ policies }) => policies)).toEqual([
      [
        {
          id: "aws.s3.public",
          path: "p/good.rego",
          line: 13,
          title: "Bucket is public",
          description: "Everybody reads it.",
          remediation: "Close it.",
          severity: "high",
          enforcement: "deny",
          topics: ["aws-s3-public-acl"],
          resources: ["aws_s3_bucket"],
          aliases: ["s3.old"],
          frameworks: [],
          team: null,
          rules: [{ name: "deny", key: "0", entrypoint: "policies/aws/s3/public/deny" }],
        },
      ],
    ]);
  });

  it.each([
    ["critical", "deny"],
    ["medium", "warn"],
    ["low", "warn"],
    ["info", "warn"],
  ])("lets a policy of severity %s %s", async (severity, enforcement) => {
    const source = `# METADATA\n# custom:\n#   severity: ${severity}\npackage a\n\ndeny contains "x"`;
    const { modules } = await compilePolicies(sources({ "a.rego": source }), { engines, cacheDirectory: null });

    expect(modules[0]?.policies[0]).toMatchObject({ id: "a", severity, enforcement });
  });

  it("takes a deny without a severity at its word", async () => {
    const { modules } = await compilePolicies(sources({ "a.rego": 'package main\n\ndeny[msg] { msg := "x" }' }), {
      engines,
      cacheDirectory: null,
    });

    expect(modules[0]?.policies[0]).toMatchObject({
      id: "main",
      title: "Main",
      severity: "medium",
      enforcement: "deny",
    });
  });

  it.each([
    ["a syntax error", "package x\n\ndeny contains 1 if )", 3, /^the policy does not compile: .*unexpected/],
    [
      "an unknown field of the input",
      good.replace("resource.address is", "resource.adress is").replace("{resource.address}", "{resource.adress}"),
      15,
      /^the policy policies\.aws\.s3\.public does not compile: undefined ref: .*adress; did you mean "address"\?$/,
    ],
    [
      "the network",
      "package x\n\ndeny contains y if y := http.send({})",
      3,
      /http\.send is refused: a review has no network/,
    ],
    [
      "a severity that does not exist",
      "# METADATA\n# custom:\n#   severity: urgent\npackage x\n\ndeny contains 1",
      4,
      /METADATA of x: custom\.severity: Invalid option: expected one of "critical"/,
    ],
    ["our own package", "package tollgate_entry\n\ndeny contains 1", 1, /is built in and cannot be added to/],
  ])("drops a policy with %s and keeps the others", async (_what, bad, line, message) => {
    const compiled = await compilePolicies(
      sources({ "bad.rego": bad, "fine.rego": 'package fine\n\ndeny contains "x"' }),
      {
        engines,
        cacheDirectory: null,
      },
    );

    expect(compiled.problems).toEqual([
      { path: "bad.rego", line, message: expect.stringMatching(message) as string, project: null, hides: ["bad.rego"] },
    ]);
    expect(compiled.modules.flatMap(({ policies }) => policies.map(({ id }) => id))).toEqual(["fine"]);
  });

  it("drops what needs a broken library", async () => {
    const compiled = await compilePolicies(
      sources({
        "lib.rego": "package lib\n\nis_bad(x) if nope(x)",
        "user.rego": "package user\n\nimport data.lib\n\ndeny contains 1 if lib.is_bad(1)",
      }),
      { engines, cacheDirectory: null },
    );

    expect(compiled.modules).toEqual([]);
    expect(compiled.problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      "lib.rego: the policy lib does not compile: rego_type_error: undefined function nope".replace(
        "rego_type_error: ",
        "",
      ),
      "user.rego: the policy user does not compile: it needs lib.rego, which does not compile",
    ]);
  });

  it("keeps own policies out of the packages of the pack, whose libraries they may use", async () => {
    const own = sources({
      "own.rego": 'package own\n\ndeny contains "x" if data.pack.lib.is_bad(1)',
      "intruder.rego": "package pack.lib\n\nis_bad(x) if x == 1",
    });
    const pack = {
      path: "policies/lib.rego",
      source: "package pack.lib\n\nis_bad(x) if x == 2\n\ndeny contains 1",
      origin: "pack" as const,
    };
    const compiled = await compilePolicies({ ...own, files: [pack, ...own.files] }, { engines, cacheDirectory: null });

    expect(compiled.problems).toMatchObject([{ path: "intruder.rego", message: /the package pack\.lib is built in/ }]);
    expect(compiled.modules.map(({ policies }) => policies.map(({ id }) => id))).toEqual([["pack.lib"], ["own"]]);
  });

  it("takes an own policy in a file of a name that the pack has too", async () => {
    const own = sources({ "policies/lib.rego": 'package mine\n\ndeny contains "x" if data.pack.lib.is_bad(2)' });
    const source = "package pack.lib\n\nis_bad(x) if x == 2";
    const pack = { path: "policies/lib.rego", source, origin: "pack" as const };
    const compiled = await compilePolicies({ ...own, files: [pack, ...own.files] }, { engines, cacheDirectory: null });

    expect(compiled.problems).toEqual([]);
    expect(compiled.modules.flatMap(({ policies }) => policies.map(({ id }) => id))).toEqual(["mine"]);
  });

  it("names a policy that breaks the compiler, and compiles the others", { timeout: 60_000 }, async () => {
    const endless = `package endless\n\ndeny contains 1 if ${"{x | x := ".repeat(3_000)}1${"}".repeat(3_000)}`;
    const impatient = openEngines({ clock: testEnginesClock, workers: 1 });
    const hurried = {
      engine: () => ({
        prepare: () => undefined,
        call: (request: unknown) => impatient.engine("opa").call(request, { timeLimit: 2_500 }),
      }),
      close: () => impatient.close(),
    };
    const policies = sources({ "endless.rego": endless, "fine.rego": 'package fine\n\ndeny contains "x"' });
    const compiled = await compilePolicies(policies, { engines: hurried, cacheDirectory: null });
    await impatient.close();

    expect(compiled.problems).toMatchObject([{ path: "endless.rego", line: 1, message: /did not finish within/ }]);
    expect(compiled.modules.flatMap((module) => module.policies.map(({ id }) => id))).toEqual(["fine"]);
  });

  it("keeps compiled policies on disk by content", async () => {
    const source = { "cached.rego": `package cached\n\ndeny contains "${String(process.pid)}"` };
    const first = await compilePolicies(sources(source), { engines, cacheDirectory: cache });
    expect((await readdir(cache)).toSorted()).toEqual([
      `${String(first.modules[0]?.hash)}.json`,
      `${String(first.modules[0]?.hash)}.wasm`,
    ]);

    const again = await compilePolicies(sources(source), { engines: brokenEngines, cacheDirectory: cache });
    expect(again.modules[0]?.hash).toBe(first.modules[0]?.hash);
    const other = { "cached.rego": `${source["cached.rego"]} ` };
    await expect(compilePolicies(sources(other), { engines: brokenEngines, cacheDirectory: cache })).rejects.toThrow(
      "the engine was called",
    );
  });

  it("is the same every time", async () => {
    const compile = async () => {
      const own = openEngines({ clock: new Date(0) });
      const given = { a: `package a\n\ndeny contains "${String(Math.random())}"`.replace(/0\.\d+/, "x"), b: good };
      const response = await own.engine("opa").call({
        op: "compile",
        modules: Object.entries(given).map(([path, source]) => ({ path, source })),
      });
      await own.close();
      return response;
    };

    expect(await compile()).toEqual(await compile());
  });
});
