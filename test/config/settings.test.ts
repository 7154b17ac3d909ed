import { describe, expect, it } from "vitest";

import { defaultSettings, loadSettings, parseSettings } from "../../src/config/settings.ts";
import type { FileContent, Tree } from "../../src/model/change-set.ts";

const path = ".github/tollgate.yml";

function treeOf(files: Readonly<Record<string, string>>): Tree {
  const entries = new Map(
    Object.keys(files).map((name) => [name, { path: name, mode: "100644" as const, sha: name, size: 1 }]),
  );
  const content = (name: string): FileContent => {
    const text = files[name];
    return text === undefined ? { kind: "missing" } : { kind: "text", text };
  };
  return { entries, read: (paths) => Promise.resolve(new Map(paths.map((name) => [name, content(name)]))) };
}

describe("parseSettings", () => {
  it("takes the defaults for what is left out", () => {
    expect(parseSettings("version: 1\n", path)).toEqual({ settings: defaultSettings(), problems: [] });
    expect(parseSettings("", path)).toEqual({ settings: defaultSettings(), problems: [] });
  });

  it("reads what is there", () => {
    const text = `
version: 1
mode: advisory
not_analysed: block
policies:
  paths: [rules]
  enforcement: {aws.s3.public_bucket: warn}
projects:
  - path: envs/prod
    variables: {region: eu-west-1}
cost:
  usage_file: usage.yml
  budgets:
    - {scope: envs/prod, monthly: 500, action: block}
`;
    expect(parseSettings(text, path)).toEqual({
      problems: [],
      settings: {
        mode: "advisory",
        not_analysed: "block",
        policies: { paths: ["rules"], enforcement: { "aws.s3.public_bucket": "warn" } },
        projects: [{ path: "envs/prod", name: null, variables: { region: "eu-west-1" }, exclude: false }],
        cost: {
          usage_file: "usage.yml",
          overrides: null,
          budgets: [
            { scope: "envs/prod", monthly: 500, delta: null, delta_percent: null, action: "block", team: null },
          ],
        },
      },
    });
  });

  it.each([
    ["an unknown key", "version: 1\n\npolcies:\n  paths: []\n", 3, "polcies"],
    ["an unknown word", "version: 1\nmode: strict\n", 2, '"gate"|"advisory"'],
    ["a nested error", "policies:\n  enforcement:\n    aws.x: never\n", 3, "policies.enforcement.aws.x"],
    ["a path that leaves the repository", "cost:\n  usage_file: ../../x\n", 2, "inside the repository"],
    ["text that is no YAML", "version: 1\nmode: [\n", 3, "not valid YAML"],
    ["an alias", "a: &a 1\nmode: *a\n", 2, "not valid YAML"],
    ["another kind of document", "- a\n- b\n", null, "expected object"],
  ])("names the line of %s", (_, text, line, message) => {
    const { settings, problems } = parseSettings(text, path);
    expect(settings).toEqual(defaultSettings());
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ path, line, hides: [path] });
    expect(problems[0]?.message).toContain(message);
  });
});

describe("loadSettings", () => {
  it("has the defaults without a file", async () => {
    expect(await loadSettings(treeOf({}))).toEqual({ settings: defaultSettings(), problems: [] });
  });

  it("refuses two files", async () => {
    const { problems } = await loadSettings(
      treeOf({ ".github/tollgate.yml": "mode: gate", ".github/tollgate.yaml": "mode: gate" }),
    );
    expect(problems[0]?.message).toContain("two configurations");
  });
});
