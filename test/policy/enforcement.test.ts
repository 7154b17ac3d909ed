import { describe, expect, it } from "vitest";
import type { PolicyLevel, PolicySetting } from "../../src/model/settings.ts";
import { concerns, enforcePolicies, ruleEnforcement, type EnforcementSettings } from "../../src/policy/enforcement.ts";
import type { CompiledPolicies, Policy } from "../../src/policy/policy.ts";
import { aPolicy, aSetting } from "./builders.ts";

const clock = new Date("2026-11-21T10:00:00Z");
const prod = { name: "envs/prod", path: "envs/prod", format: "terraform" } as const;

function compiled(isPack: boolean, ...policies: ReadonlyArray<Policy>): CompiledPolicies {
  return modulesOf({ isPack, isOrganisation: false }, policies);
}

function modulesOf(
  { isPack, isOrganisation }: { isPack: boolean; isOrganisation: boolean },
  policies: ReadonlyArray<Policy>,
): CompiledPolicies {
  const module = { isOrganisation, hash: "h", isPack, wasm: new Uint8Array(), aggregate: "a", data: {}, policies };
  return { modules: [module], problems: [], notes: [] };
}

function settings(given: Partial<EnforcementSettings> = {}): EnforcementSettings {
  return { presets: [], enforcement: {}, floor: null, organisation: { presets: [], enforcement: {} }, ...given };
}

const only = (enforcement: PolicyLevel): PolicySetting => aSetting({ enforcement });

describe("enforcePolicies", () => {
  it.each<[string, EnforcementSettings["enforcement"], PolicyLevel | undefined, ReadonlyArray<string>]>([
    ["leaves a policy as it is", {}, "deny", []],
    [
      "demotes with a note",
      { "aws.s3.public": only("warn") },
      "warn",
      ["the policy aws.s3.public is demoted from deny to warn by the configuration"],
    ],
    [
      "switches off with a note",
      { "aws.s3.public": only("off") },
      undefined,
      ["the policy aws.s3.public is switched off by the configuration"],
    ],
    [
      "knows former names",
      { "old.name": only("shadow") },
      "shadow",
      ["the policy aws.s3.public is demoted from deny to shadow by the configuration"],
    ],
    [
      "says what names no policy",
      { nope: only("off"), "gcp.*": only("off") },
      "deny",
      [
        "policies.enforcement names gcp.*, and there is no such policy",
        "policies.enforcement names nope, and there is no such policy",
      ],
    ],
    [
      "takes a pattern",
      { "aws.*": only("warn") },
      "warn",
      ["the policy aws.s3.public is demoted from deny to warn by the configuration"],
    ],
    ["prefers the id to a pattern", { "aws.*": only("off"), "aws.s3.public": only("deny") }, "deny", []],
    ["prefers the longer pattern", { "aws.*": only("off"), "aws.s3.*": only("deny") }, "deny", []],
    [
      "warns until the day from which it denies",
      { "aws.s3.public": aSetting({ enforcement: "warn", deny_from: "2026-11-22" }) },
      "warn",
      ["the policy aws.s3.public is demoted from deny to warn by the configuration"],
    ],
    [
      "denies from that day on",
      { "aws.s3.public": aSetting({ enforcement: "warn", deny_from: "2026-11-21" }) },
      "deny",
      [],
    ],
    ["lets a project differ", { "aws.s3.public": aSetting({ projects: { "envs/prod": "shadow" } }) }, "shadow", []],
    [
      "lets a pattern of projects differ",
      { "aws.s3.public": aSetting({ projects: { "envs/*": "warn" } }) },
      "warn",
      [],
    ],
    ["lets a folder of projects differ", { "aws.s3.public": aSetting({ projects: { envs: "warn" } }) }, "warn", []],
    ["leaves other projects alone", { "aws.s3.public": aSetting({ projects: { "envs/dev": "off" } }) }, "deny", []],
  ])("%s", (_what, enforcement, expected, notes) => {
    const policy = aPolicy({ aliases: ["old.name"] });
    const enforced = enforcePolicies(compiled(false, policy), settings({ enforcement }), clock);

    expect(enforced.in(prod).get(policy)?.enforcement).toBe(expected);
    expect(enforced.notes).toEqual(notes);
  });

  it("promotes without a note", () => {
    const policy = aPolicy({ enforcement: "warn" });
    const enforced = enforcePolicies(
      compiled(false, policy),
      settings({ enforcement: { "aws.s3.public": only("deny") } }),
      clock,
    );
    expect(enforced.in(prod).get(policy)).toEqual({ policy, enforcement: "deny", team: null });
    expect(enforced.notes).toEqual([]);
  });

  it.each<[string, Partial<EnforcementSettings>, PolicyLevel]>([
    [
      "by its id",
      { enforcement: { "aws.s3.public": only("off") }, floor: floor({ "aws.s3.public": only("deny") }) },
      "deny",
    ],
    [
      "by a pattern",
      { enforcement: { "aws.s3.public": only("warn") }, floor: floor({ "aws.*": only("deny") }) },
      "deny",
    ],
    [
      "in a project",
      {
        enforcement: { "aws.*": aSetting({ projects: { "*/prod": "off" } }) },
        floor: floor({ "aws.*": only("warn") }),
      },
      "warn",
    ],
    ["and is raised above it", { floor: floor({ "aws.*": only("warn") }) }, "deny"],
    [
      "by a preset",
      { enforcement: { "aws.*": only("off") }, floor: { presets: ["baseline"], enforcement: {} } },
      "deny",
    ],
  ])("never lowers a policy below the floor: %s", (_what, given, expected) => {
    const policy = aPolicy();
    const enforced = enforcePolicies(compiled(true, policy), settings(given), clock);
    expect(enforced.in(prod).get(policy)?.enforcement).toBe(expected);
  });

  it.each<[string, ReadonlyArray<string>, ReadonlyArray<PolicyLevel>]>([
    ["none", [], ["deny", "warn", "warn", "shadow"]],
    ["recommended", ["recommended"], ["deny", "warn", "warn", "shadow"]],
    ["baseline", ["baseline"], ["deny", "off", "off", "off"]],
    ["strict", ["strict"], ["deny", "deny", "warn", "shadow"]],
    ["a framework", ["cis-aws"], ["off", "off", "deny", "off"]],
    ["a version of it", ["cis-aws-3.0"], ["off", "off", "deny", "off"]],
    ["two", ["baseline", "cis-aws"], ["deny", "off", "deny", "off"]],
  ])("chooses from the pack by preset: %s", (_what, presets, expected) => {
    const policies = [
      aPolicy({ id: "a" }),
      aPolicy({ id: "b", severity: "medium", enforcement: "warn" }),
      aPolicy({ id: "c", severity: "low", enforcement: "warn", frameworks: ["cis-aws-3.0"] }),
      aPolicy({ id: "d", severity: "medium", enforcement: "shadow" }),
    ];
    const enforced = enforcePolicies(compiled(true, ...policies), settings({ presets }), clock);
    expect(policies.map((policy) => enforced.in(prod).get(policy)?.enforcement ?? "off")).toEqual(expected);
    const own = enforcePolicies(compiled(false, ...policies), settings({ presets }), clock);
    expect(own.in(prod).size).toBe(4);
  });

  it("says how much a preset leaves out, and which preset there is not", () => {
    const policies = [aPolicy({ id: "a" }), aPolicy({ id: "b", severity: "low", enforcement: "warn" })];
    expect(enforcePolicies(compiled(true, ...policies), settings({ presets: ["baseline"] }), clock).notes).toEqual([
      "the preset baseline leaves 1 policy of the pack out",
    ]);
    expect(enforcePolicies(compiled(true, ...policies), settings({ presets: ["cis-azure"] }), clock).notes).toContain(
      "preset names cis-azure, and no policy of the pack has such a framework",
    );
  });

  it("names the team whose consent lifts what it denies", () => {
    const policy = aPolicy({ team: "security" });
    const enforced = (given: Partial<EnforcementSettings>): string | null | undefined =>
      enforcePolicies(compiled(false, policy), settings(given), clock).in(prod).get(policy)?.team;
    expect(enforced({})).toBe("security");
    expect(enforced({ enforcement: { "aws.*": aSetting({ team: "platform" }) } })).toBe("platform");
    const bound = { enforcement: { "aws.*": aSetting({ team: "mine" }) }, floor: floor({ "aws.*": only("deny") }) };
    expect(enforced(bound)).toBe("security"); // what the organisation enforces, no repository hands to another team
  });

  it.each<[string, Partial<EnforcementSettings>, PolicyLevel, string | null]>([
    ["as it is", {}, "deny", null],
    ["whatever a repository says", { enforcement: { "aws.s3.public": only("off") } }, "deny", "deny, not off"],
    ["in every project", { enforcement: { "aws.*": aSetting({ projects: { "envs/*": "warn" } }) } }, "deny", null],
    ["but for the organisation's word", { organisation: above({ "aws.*": only("warn") }) }, "warn", null],
    [
      "also where a repository goes below that word",
      { enforcement: { "aws.*": only("shadow") }, organisation: above({ "aws.*": only("warn") }) },
      "warn",
      "warn, not shadow",
    ],
    [
      "until the day that the organisation names",
      {
        enforcement: { "aws.s3.public": only("off") },
        organisation: above({ "aws.*": aSetting({ enforcement: "shadow", deny_from: "2026-11-22" }) }),
      },
      "shadow",
      "shadow, not off",
    ],
    [
      "and from that day on",
      {
        enforcement: { "aws.s3.public": only("off") },
        organisation: above({ "aws.*": aSetting({ enforcement: "shadow", deny_from: "2026-11-21" }) }),
      },
      "deny",
      "deny, not off",
    ],
    [
      "in the project that the organisation names",
      {
        enforcement: { "aws.*": only("off") },
        organisation: above({ "aws.*": aSetting({ projects: { "envs/*": "warn" } }) }),
      },
      "warn",
      "deny, not off",
    ],
    [
      "unless a repository tightens it",
      { enforcement: { "aws.*": only("deny") }, organisation: above({ "aws.*": only("shadow") }) },
      "deny",
      null,
    ],
  ])("holds the organisation's own policies %s", (_what, given, expected, note) => {
    const policy = aPolicy();
    const module = modulesOf({ isPack: false, isOrganisation: true }, [policy]);
    // The organisation's word is the layer below the repository's.
    const merged = { ...given.organisation?.enforcement, ...given.enforcement };
    const enforced = enforcePolicies(module, settings({ ...given, enforcement: merged }), clock);
    expect(enforced.in(prod).get(policy)?.enforcement).toBe(expected);
    const said = `the policy aws.s3.public is the organisation's: it stays at ${note ?? ""}`;
    expect(enforced.notes.filter((text) => text.includes("organisation's"))).toEqual(note === null ? [] : [said]);
  });

  it("goes by a project's path where its name would make the organisation's policies weaker", () => {
    const policy = aPolicy();
    const module = modulesOf({ isPack: false, isOrganisation: true }, [policy]);
    const organisation = above({
      "aws.*": aSetting({ projects: { "envs/dev": "warn", "strict-project": "deny", lax: "shadow" } }),
    });
    const given = settings({ enforcement: organisation.enforcement, organisation });
    const levelIn = (name: string, path: string) =>
      enforcePolicies(module, given, clock).in({ name, path, format: "terraform" }).get(policy)?.enforcement;
    expect(levelIn("envs/dev", "envs/dev")).toBe("warn");
    expect(levelIn("envs/dev", "envs/prod")).toBe("deny");
    expect(levelIn("lax", "envs/dev")).toBe("warn");
    expect(levelIn("strict-project", "envs/dev")).toBe("deny");
  });

  it("takes no team of a repository for the organisation's own policies", () => {
    const policy = aPolicy({ team: "security" });
    const module = modulesOf({ isPack: false, isOrganisation: true }, [policy]);
    const teamOf = (given: Partial<EnforcementSettings>) =>
      enforcePolicies(module, settings(given), clock).in(prod).get(policy)?.team;
    expect(teamOf({ enforcement: { "aws.*": aSetting({ team: "mine" }) } })).toBe("security");
    expect(teamOf({ organisation: above({ "aws.*": aSetting({ team: "platform" }) }) })).toBe("platform");
  });
});

function above(enforcement: EnforcementSettings["enforcement"]): EnforcementSettings["organisation"] {
  return { presets: [], enforcement };
}

function floor(enforcement: EnforcementSettings["enforcement"]): EnforcementSettings["floor"] {
  return { presets: [], enforcement };
}

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
