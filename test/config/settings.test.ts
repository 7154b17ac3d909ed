import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { gatingPaths } from "../../src/config/gating-paths.ts";
import { defaultSettings, loadSettings, parseSettings, type OrganisationFile } from "../../src/config/settings.ts";
import { policySourceName } from "../../src/model/policy-source.ts";
import { aTree } from "../policy/builders.ts";

const path = ".github/tollgate.yml";

function organisation(text: string, repository: string | null = "infra"): OrganisationFile {
  return { path: "acme/.github/tollgate.yml", text, repository };
}

/** What a repository's file, under an organisation's, makes of the settings. */
function layered(own: string, above: string, repository = "infra") {
  return parseSettings(own, path, organisation(above, repository));
}

describe("an organisation's policies", () => {
  const sources =
    "policy_sources: [{repository: policies, ref: main, path: rules/}, {repository: acme/more, ref: v1.2}]\n";

  it("are named by repository, ref and folder, in the organisation's file alone", () => {
    const { settings, problems } = layered("", sources);
    expect(problems).toEqual([]);
    expect(settings.policies.sources).toEqual([
      { repository: "policies", ref: "main", path: "rules" },
      { repository: "acme/more", ref: "v1.2", path: "." },
    ]);
    expect(
      parseSettings(sources, path)
        .problems.map(({ message }) => message)
        .join(),
    ).toContain("policy_sources");
  });

  it("are named as the documentation shows it", () => {
    const page = readFileSync(new URL("../../docs/organisation-policies.md", import.meta.url), "utf8");
    const [, example = ""] = /```yaml\n([^]*?)```/.exec(page) ?? [];
    const { settings, problems } = layered("", example, "sandbox-1");
    expect(problems).toEqual([]);
    expect(settings.policies.sources.map(policySourceName)).toEqual([
      "policies@main:rules",
      "platform/shared-policies@4c1f7a9be2d04c55a1f0c6f3f2d1c0b9a8e7d6c5",
    ]);
    expect(settings.policies.organisation.enforcement).toMatchObject({ "acme.*": { enforcement: "warn" } });
  });

  it.each(["../x", "-x", "a..b", "a b", "a@{1}", "a:b", "/a", "a~1", ""])("are at no such ref: %j", (ref) => {
    const { problems } = layered("", `policy_sources: [{repository: policies, ref: ${JSON.stringify(ref)}}]\n`);
    expect(problems).toMatchObject([{ path: "acme/.github/tollgate.yml", line: 1 }]);
  });

  it("let no repository be advisory or leave projects out, and choose the files that they see", () => {
    const own = "mode: advisory\nprojects: [{path: a, exclude: true}]\npolicies: {documents: {exclude: ['**']}}\n";
    const { settings, warnings } = layered(own, `${sources}policies: {documents: {exclude: ["test/**"]}}\n`);
    expect(settings.mode).toBe("gate");
    expect(settings.projects).toEqual([]);
    expect(settings.policies.documents.exclude).toEqual(["**"]);
    expect(settings.policies.organisation.documents.exclude).toEqual(["test/**"]);
    expect(warnings.map(({ line }) => line)).toEqual([1, 2]);
    expect(layered("", `${sources}mode: advisory\n`).settings.mode).toBe("advisory"); // the organisation's own choice
    expect(layered(own, "version: 1\n").settings.mode).toBe("advisory"); // without policies of its own
  });
});

describe("parseSettings", () => {
  it("takes the defaults for what is left out", () => {
    const nothing = { settings: defaultSettings(), problems: [], warnings: [] };
    for (const text of ["version: 1\n", "", "# only a comment\n", "\uFEFF\n"]) {
      expect(parseSettings(text, path)).toEqual(nothing);
    }
    expect(defaultSettings()).toMatchObject({
      mode: "gate",
      not_analysed: "warn",
      drafts: "review",
      policies: { paths: [".github/tollgate/policies"], presets: [], enforcement: {}, floor: null },
      inline_ignores: false,
      waivers: { roles: ["maintain", "admin"], teams: [], max_days: null },
    });
  });

  it("reads what is there", () => {
    const text = `
version: 1
mode: advisory
not_analysed: block
drafts: skip
preset: strict
policies:
  paths: [rules]
  enforcement:
    aws.s3.public_bucket: warn
    aws.ec2.*: {enforcement: warn, deny_from: 2027-01-01, projects: {envs/dev: shadow}, team: "@acme/platform"}
  settings: {required_tags: {owner: []}, monthly_delta: 200}
projects:
  - path: ./envs/prod/
    variables: {region: eu-west-1, TF_VAR_zones: [a, "\${b}"], size: 3, on: true}
    variable_files: [prod.tfvars, ../shared.tfvars]
    workspaces: [prod, staging]
    environment: {TEAM: payments}
cost:
  usage_file: usage.yml
  budgets:
    - {scope: envs/prod, monthly: 500, action: block}
    - {per: project, delta: 10}
    - {per: tag, tag: team, value: payments, delta_percent: 5, action: approval, team: finops}
`;
    const none = { monthly: null, delta: null, delta_percent: null, team: null };
    const loaded = parseSettings(text, path);
    expect(loaded.problems).toEqual([]);
    expect(loaded.settings).toMatchObject({
      mode: "advisory",
      not_analysed: "block",
      drafts: "skip",
      policies: {
        paths: ["rules"],
        pack: { required_tags: { owner: [] }, monthly_delta: 200 },
        presets: ["strict"],
        floor: null,
        enforcement: {
          "aws.s3.public_bucket": { enforcement: "warn", deny_from: null, projects: {}, team: null },
          "aws.ec2.*": {
            enforcement: "warn",
            deny_from: "2027-01-01",
            projects: { "envs/dev": "shadow" },
            team: "platform",
          },
        },
      },
      projects: [
        {
          path: "envs/prod",
          name: null,
          variables: { region: "eu-west-1", zones: '["a","$${b}"]', size: "3", on: "true" },
          variable_files: ["envs/prod/prod.tfvars", "envs/shared.tfvars"],
          workspaces: ["prod", "staging"],
          environment: { TEAM: "payments" },
          exclude: false,
        },
      ],
      cost: {
        usage_file: "usage.yml",
        overrides: null,
        budgets: [
          { ...none, scope: { kind: "project", project: "envs/prod" }, monthly: 500, action: "block" },
          { ...none, scope: { kind: "each-project" }, delta: 10, action: "warn" },
          {
            ...none,
            scope: { kind: "tag", key: "team", value: "payments" },
            delta_percent: 5,
            action: "approval",
            team: "finops",
          },
        ],
      },
    });
  });

  it.each([
    ["an unknown key", "version: 1\n\npolcies:\n  paths: []\n", 3, "polcies is not known; did you mean policies?"],
    ["a key in another place", "enforcement: {}\n", 1, "enforcement is not known; it belongs below policies"],
    ["a key that is nowhere", "outputs:\n  x: 1\n", 2, "outputs: the key x is not known; expected one of sarif, st"],
    ["a key of an item", "cost:\n  budgets:\n    - {delta: 1, acton: warn}\n", 3, "did you mean action?"],
    ["the second unknown key", "mode: gate\nx: 1\npreset: strict\ny: 1\n", 2, "the key y is not known"],
    ["an unknown word", "version: 1\nmode: strict\n", 2, '"gate"|"advisory"'],
    ["a nested error", "policies:\n  enforcement:\n    aws.x: never\n", 3, "policies.enforcement.aws.x"],
    ["the second of two like keys", "policies:\n  enforcement:\n    a.b: warn\n    a.b.c: no\n", 4, "a.b.c"],
    ["an item of a list", "cost:\n  budgets:\n    - {delta: 1}\n    - {delta: -1}\n", 4, "cost.budgets.1.delta"],
    ["a budget without a limit", "cost:\n  budgets:\n    - {action: block}\n", 3, "a budget needs"],
    ["a tag that is not named", "cost:\n  budgets:\n    - {per: tag, delta: 1}\n", 3, "belong together"],
    [
      "a day that does not exist",
      "policies:\n  enforcement:\n    a.b: {deny_from: 2027-02-30}\n",
      3,
      "a day that exists",
    ],
    ["a path that leaves the repository", "cost:\n  usage_file: ../../x\n", 2, "inside the repository"],
    ["what only an organisation may say", "module_sources: [a]\n", 1, "module_sources"],
    ["text that is no YAML", "version: 1\nmode: [\n", 3, "not valid YAML"],
    ["an alias", "a: &a 1\nmode: *a\n", 2, "not valid YAML"],
    ["a key twice", "mode: gate\nmode: advisory\n", 2, "not valid YAML"],
    ["another kind of document", "- a\n- b\n", null, "expected object"],
  ])("names the line of %s", (_, text, line, message) => {
    const { settings, problems } = parseSettings(text, path);
    expect(settings).toEqual(defaultSettings());
    expect(problems[0]).toMatchObject({ path, line, hides: [path] });
    expect(problems.map((problem) => problem.message).join("\n")).toContain(message);
  });
});

describe("an organisation's file", () => {
  it("gives the defaults that a repository may change", () => {
    const above = "mode: advisory\nnot_analysed: block\npolicies: {enforcement: {a.b: warn, a.c: off}}\n";
    expect(layered("", above).settings).toMatchObject({ mode: "advisory", not_analysed: "block" });
    expect(layered("mode: gate\npolicies: {enforcement: {a.b: deny}}\n", above).settings).toMatchObject({
      mode: "gate",
      policies: { enforcement: { "a.b": { enforcement: "deny" }, "a.c": { enforcement: "off" } } },
    });
  });

  it("tells the pack's policies what holds everywhere, where its floor does", () => {
    const above = `
policies: {settings: {monthly_delta: 100, kubernetes_version: "1.31"}}
enforced: {policies: {settings: {required_tags: {owner: []}}}}
`;
    const repository = "policies:\n  settings:\n    monthly_delta: 200\n    required_tags: {}\n";
    const { settings, warnings } = layered(repository, above);
    expect(settings.policies.pack).toEqual({
      monthly_delta: 200,
      kubernetes_version: "1.31",
      required_tags: { owner: [] },
    });
    expect(warnings.map(({ line, message }) => [line, message])).toEqual([
      [
        4,
        "policies.settings.required_tags: the organisation does not allow another required_tags than its own; it is ignored",
      ],
    ]);
  });

  it("says something else of some repositories", () => {
    const above = `
drafts: skip
repositories:
  - match: "pay*"
    drafts: review
    policies: {enforcement: {a.b: deny}}
  - match: [payments, ledger]
    mode: advisory
    enforced: {policies: {enforcement: {a.c: warn}}}
`;
    expect(layered("", above, "infra").settings).toMatchObject({
      drafts: "skip",
      mode: "gate",
      policies: { floor: null },
    });
    expect(layered("", above, "payroll").settings).toMatchObject({ drafts: "review", mode: "gate" });
    expect(layered("", above, "payments").settings).toMatchObject({
      drafts: "review",
      mode: "advisory",
      policies: {
        enforcement: { "a.b": { enforcement: "deny" } },
        floor: { enforcement: { "a.c": { enforcement: "warn" } } },
      },
    });
    expect(layered("", above, "ledger").settings).toMatchObject({ drafts: "skip", mode: "advisory" });
  });

  it("adds its budgets to the repository's, and has what only it may say", () => {
    const above = `
enforced: {cost: {budgets: [{delta: 100, action: block}]}}
cost: {budgets: [{delta: 50}]}
module_sources: ["github.com/acme/*"]
gated_branches: [release/*]
waivers: {roles: [admin], teams: [security], max_days: 90}
`;
    const { settings } = layered("cost: {budgets: [{delta: 10}]}\n", above);
    expect(settings.cost.budgets.map(({ delta, action }) => [delta, action])).toEqual([
      [50, "warn"],
      [10, "warn"],
      [100, "block"],
    ]);
    expect(settings).toMatchObject({
      module_sources: ["github.com/acme/*"],
      gated_branches: ["release/*"],
      waivers: { roles: ["admin"], teams: ["security"], max_days: 90 },
    });
  });

  it("row 36: has a floor that a repository cannot lower, and says so on the repository's lines", () => {
    const above = `
enforced:
  mode: gate
  not_analysed: block
  drafts: review
  inline_ignores: false
  policies: {enforcement: {aws.*: deny, k8s.a: warn}}
inline_ignores: true
`;
    const own = `mode: advisory
not_analysed: warn
drafts: skip
inline_ignores: true
policies:
  enforcement:
    aws.s3.public_bucket: warn
    k8s.a: warn
    gcp.b: off
projects:
  - {path: envs/dev, exclude: true}
  - {path: envs/prod}
`;
    const { settings, problems, warnings } = layered(own, above);
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({ mode: "gate", not_analysed: "block", drafts: "review", inline_ignores: false });
    expect(settings.projects.map((project) => project.path)).toEqual(["envs/prod"]);
    expect(warnings.map(({ line, message }) => [line, message.split(":")[0]])).toEqual([
      [1, "mode"],
      [2, "not_analysed"],
      [3, "drafts"],
      [4, "inline_ignores"],
      [11, "projects.0.exclude"],
      [7, "policies.enforcement.aws.s3.public_bucket"],
    ]);
  });

  it("decides whether inline comments count", () => {
    const own = "inline_ignores: true\n";
    expect(parseSettings(own, path).settings.inline_ignores).toBe(true);
    expect(layered(own, "").settings.inline_ignores).toBe(false);
    expect(layered(own, "inline_ignores: true\n").settings.inline_ignores).toBe(true);
    expect(layered("inline_ignores: false\n", "inline_ignores: true\n").settings.inline_ignores).toBe(false);
  });

  it("gates everywhere when it cannot be read", () => {
    const { problems } = layered("", "enforced:\n  mode: advisory\n");
    expect(problems[0]).toMatchObject({ path: "acme/.github/tollgate.yml", line: 2 });
  });
});

describe("loadSettings", () => {
  it("has the defaults without a file", async () => {
    expect(await loadSettings(aTree({}))).toEqual({ settings: defaultSettings(), problems: [], warnings: [] });
  });

  it("refuses two files", async () => {
    const { problems } = await loadSettings(
      aTree({ ".github/tollgate.yml": "mode: gate", ".github/tollgate.yaml": "mode: gate" }),
    );
    expect(problems[0]?.message).toContain("two configuration files");
  });
});

describe("gatingPaths", () => {
  it("names the files that decide over changes", () => {
    const settings = parseSettings("cost: {usage_file: usage.yml}\n", path).settings;
    const files = [
      { path: "main.tf", status: "modified", previous_path: null },
      { path: ".github/tollgate/policies/a/b.rego", status: "added", previous_path: null },
      { path: "old.yml", status: "renamed", previous_path: "usage.yml" },
      { path: ".github/tollgate-waivers.yml", status: "modified", previous_path: null },
      { path: ".github/tollgate.yml", status: "deleted", previous_path: null },
      { path: ".github/tollgate/policies-old/a.rego", status: "added", previous_path: null },
    ] as const;
    expect(gatingPaths(files, settings)).toEqual([
      ".github/tollgate-waivers.yml",
      ".github/tollgate.yml",
      ".github/tollgate/policies/a/b.rego",
      "usage.yml",
    ]);
  });
});
