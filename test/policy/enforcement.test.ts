import { describe, expect, it } from "vitest";
import { concerns, enforcePolicies, ruleEnforcement } from "../../src/policy/enforcement.ts";
import type { CompiledPolicies } from "../../src/policy/policy.ts";
import { aPolicy } from "./builders.ts";

function compiled(...policies: ReadonlyArray<ReturnType<typeof aPolicy>>): CompiledPolicies {
  const module = { hash: "h", wasm: new Uint8Array(), aggregate: "a", data: {}, policies };
  return { modules: [module], problems: [], notes: [] };
}

describe("enforcePolicies", () => {
  it.each([
    ["leaves a policy as it is", {}, "deny", []],
    [
      "demotes with a note",
      { "aws.s3.public": "warn" },
      "warn",
      ["the policy aws.s3.public is demoted from deny to warn by the configuration"],
    ],
    [
      "switches off with a note",
      { "aws.s3.public": "off" },
      undefined,
      ["the policy aws.s3.public is switched off by the configuration"],
    ],
    [
      "knows former names",
      { "old.name": "shadow" },
      "shadow",
      ["the policy aws.s3.public is demoted from deny to shadow by the configuration"],
    ],
    [
      "says what names no policy",
      { nope: "off" },
      "deny",
      ["policies.enforcement names nope, and there is no such policy"],
    ],
  ] as const)("%s", (_what, overrides, enforcement, notes) => {
    const policy = aPolicy({ aliases: ["old.name"] });
    const enforced = enforcePolicies(compiled(policy), overrides);

    expect(enforced.policies.get(policy)?.enforcement).toBe(enforcement);
    expect(enforced.notes).toEqual(notes);
  });

  it("promotes without a note", () => {
    const policy = aPolicy({ enforcement: "warn" });

    expect(enforcePolicies(compiled(policy), { "aws.s3.public": "deny" })).toEqual({
      policies: new Map([[policy, { policy, enforcement: "deny" }]]),
      notes: [],
    });
  });
});

describe("ruleEnforcement", () => {
  it.each([
    ["deny", "deny", "deny"],
    ["violation", "deny", "deny"],
    ["warn", "deny", "warn"],
    ["warn_more", "deny", "warn"],
    ["deny", "warn", "warn"],
    ["warn", "shadow", "shadow"],
  ] as const)("a %s rule of a policy that shall %s does %s", (name, enforcement, expected) => {
    expect(ruleEnforcement({ policy: aPolicy(), enforcement }, { name, key: "0", entrypoint: "" })).toBe(expected);
  });
});

describe("concerns", () => {
  it.each([
    [null, true],
    [["aws_s3_bucket"], true],
    [["apps/*"], true],
    [["aws_s3"], false],
    [[], false],
  ])("resources %j: %s", (resources, expected) => {
    expect(concerns(aPolicy({ resources }), new Set(["aws_s3_bucket", "apps/v1/Deployment"]))).toBe(expected);
  });
});
