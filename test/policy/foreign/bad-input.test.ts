import { afterAll, describe, expect, it } from "vitest";
import { instantiatePolicies } from "../../../src/policy/policy-instance.ts";
import { folder, openReviewing } from "./reviewing.ts";

const reviewing = openReviewing({ timeLimit: 4_000, ruleTimeLimit: 2_000, maximumPages: 1_024 });
afterAll(() => reviewing.close());

/** What breaks, by file; each in a package of its own. */
const bad: Readonly<Record<string, string>> = {
  syntax: "package policies.syntax\n\ndeny contains if {",
  types: 'package policies.types\n\ndeny contains 1 + "a" if input.resources',
  recursion: "package policies.recursion\n\ndeny contains x if x := deny[_]",
  conflict:
    'package policies.conflict\n\nlimit := 1 if input.resources\n\nlimit := 2 if input.resources\n\ndeny contains sprintf("%d", [limit])',
  elements:
    'package policies.elements\n\ndeny contains sprintf("%d", [x]) if {\n\tsome x in numbers.range(1, 100000000)\n\tx > 99999999\n}',
  nameless: 'package policies.nameless\n\ndeny contains {"address": "x"} if input.resources',
  object: 'package policies.object\n\ndeny["a"] := "b" if input.resources',
};

/** What is harmless, though it looks dangerous. */
const good = {
  regex:
    'package policies.regex\n\ndeny contains "matched" if {\n\tsome resource in input.resources\n\tregex.match(`^(a|aa)+$`, concat("", ["a" | some _ in numbers.range(1, 5000)]))\n\tnot regex.match(`^(a+)+$`, concat("", [resource.after.cidr_block, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"]))\n}',
  long: 'package policies.long\n\ndeny contains concat("", [sprintf("%01000000d", [1])])',
  first: 'package policies.shared\n\ndeny contains "first" if input.resources',
  second: 'package policies.shared\n\ndeny contains "second" if input.resources',
  flood:
    'package policies.flood\n\ndeny contains "flooded" if {\n\tsome x in numbers.range(1, 1000)\n\tprint(x, "a long line that nobody reads")\n\tx == 1000\n}',
};

const files = { "main.tf": 'terraform {\n  backend "s3" {}\n}\nresource "aws_vpc" "v" { cidr_block = "a" }\n' };

describe("bad policies", () => {
  it("are each named with their line and gate, and the others count", { timeout: 120_000 }, async () => {
    const policies = Object.fromEntries(
      Object.entries({ ...bad, ...good }).map(([name, text]) => [`${name}.rego`, text]),
    );
    const { findings, problems, verdict } = await reviewing.scan(policies, files);

    const named = problems.map(
      ({ path, line, gates }) => `${path.slice(folder.length + 1)}:${line ?? "-"} ${String(gates)}`,
    );
    expect([...new Set(named)].sort()).toEqual([
      "conflict.rego:5 true",
      "elements.rego:1 true",
      "nameless.rego:1 true",
      "object.rego:1 true",
      "recursion.rego:3 true",
      "syntax.rego:3 true",
      "types.rego:3 true",
    ]);
    expect(verdict.conclusion).toBe("block");
    expect(
      findings.map(({ policy, message }) => `${policy}: ${message.slice(0, 10)} ${message.length}`).sort(),
    ).toEqual(["flood: flooded 7", "long: 0000000000 4001", "regex: matched 7", "shared: first 5", "shared: second 6"]);
  });

  it("row 42: cannot bring a compiled module that asks the host for more", () => {
    // (module (import "env" "steal" (func)))
    const bytes = Uint8Array.from([
      0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 13, 1, 3, 101, 110, 118, 5, 115, 116, 101, 97, 108, 0, 0,
    ]);
    expect(() => instantiatePolicies(new WebAssembly.Module(bytes), { initial: 1, maximum: 2 }, () => null)).toThrow(
      /steal/,
    );
  });
});
