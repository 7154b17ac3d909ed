import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UsageError } from "../../src/model/failure.ts";
import { loadPolicies } from "../../src/policy/load-policies.ts";
import { aTree } from "./builders.ts";

describe("loadPolicies from a tree", () => {
  it("reads the policies of the folders and their data, and no tests", async () => {
    const tree = aTree({
      "policies/a/a.rego": "package a",
      "policies/a/a_test.rego": "package a_test",
      "policies/a/data.json": '{"limit": 3}',
      "policies/b/data.yaml": "teams: [x, y]",
      "policies/readme.md": "#",
      "other/c.rego": "package c",
      "policies-too/d.rego": "package d",
    });
    const found = await loadPolicies({ pack: false, repository: { tree, folders: ["policies", "missing"] }, disk: [] });

    expect({ ...found, files: found.files.filter(({ origin }) => origin !== "pack") }).toEqual({
      files: [{ path: "policies/a/a.rego", source: "package a", origin: "repository" }],
      data: { a: { limit: 3 }, b: { teams: ["x", "y"] } },
      constraints: [],
      problems: [],
    });
  });

  it.each([
    ["{", "the data file cannot be read"],
    ["[1]", "the data file has to hold an object of JSON values"],
    ['{"__proto__": {"x": 1}}', 'the data file has a key "__proto__"'],
  ])("names what is wrong with the data file %s", async (text, message) => {
    const tree = aTree({ "p/data.json": text });
    const { problems, data } = await loadPolicies({ pack: false, repository: { tree, folders: ["p"] }, disk: [] });

    expect(problems).toEqual([
      {
        path: "p/data.json",
        line: null,
        message: expect.stringContaining(message) as string,
        project: null,
        hides: ["p/data.json"],
      },
    ]);
    expect(data).toEqual({});
  });

  it("names values that are given twice", async () => {
    const tree = aTree({ "p/a/data.json": '{"b": 1}', "p/data.json": '{"a": {"b": 2}}' });
    const { problems } = await loadPolicies({ pack: false, repository: { tree, folders: ["p"] }, disk: [] });

    expect(problems.map((problem) => problem.message)).toEqual(["data.a.b is given twice"]);
  });

  it.each(["symlink", "binary", "not-utf8", "submodule", "missing"] as const)(
    "names a file that is %s",
    async (kind) => {
      const tree = { ...aTree({ "p/a.rego": "" }), read: () => Promise.resolve(new Map([["p/a.rego", { kind }]])) };
      const { problems } = await loadPolicies({ pack: false, repository: { tree, folders: ["p"] }, disk: [] });

      expect(problems).toMatchObject([{ path: "p/a.rego", message: /^the policy file cannot be read: it / }]);
    },
  );
});

describe("loadPolicies without the pack", () => {
  it("keeps its libraries, which policies of one's own may use", async () => {
    const { files } = await loadPolicies({ pack: false, repository: null, disk: [] });
    const paths = files.map(({ path }) => path);

    expect(paths).toContain("policies/lib/finding.rego");
    expect(paths.filter((path) => !path.startsWith("policies/lib/"))).toEqual([]);
  });
});

describe("loadPolicies from the disk", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "policies-"));
    await mkdir(join(folder, "x"));
    await writeFile(join(folder, "x/b.rego"), "package b");
    await writeFile(join(folder, "x/b_test.rego"), "package b_test");
    await writeFile(join(folder, "a.rego"), "package a");
    await writeFile(join(folder, "bad.rego"), Uint8Array.of(0xff, 0xfe));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("reads folders and single files", async () => {
    const all = await loadPolicies({ pack: false, repository: null, disk: [`${folder}/`] });
    const own = all.files.filter(({ origin }) => origin === "disk");
    expect(own.map(({ path }) => path)).toEqual([`${folder}/a.rego`, `${folder}/x/b.rego`]);
    expect(all.problems).toMatchObject([{ path: `${folder}/bad.rego`, message: /UTF-8/ }]);

    const one = await loadPolicies({ pack: false, repository: null, disk: [join(folder, "x/b.rego")] });
    expect(one.files.filter(({ origin }) => origin === "disk")).toEqual([
      { path: join(folder, "x/b.rego"), source: "package b", origin: "disk" },
    ]);
  });

  it("refuses a path that does not exist", async () => {
    await expect(loadPolicies({ pack: false, repository: null, disk: ["/nowhere/at-all"] })).rejects.toThrow(
      UsageError,
    );
  });
});

describe("loadPolicies of the pack", () => {
  it("finds the built-in policies without their tests", async () => {
    const { files, problems } = await loadPolicies({ pack: true, repository: null, disk: [] });

    expect(problems).toEqual([]);
    expect(files.length).toBeGreaterThan(10);
    expect(files.every(({ path, origin }) => origin === "pack" && /^policies\/.*(?<!_test)\.rego$/.test(path))).toBe(
      true,
    );
  });
});
