import { chmodSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { collectChanges, collectScan, openWorkplace } from "../../src/changes/git.ts";
import { diffTrees } from "../../src/changes/diff.ts";
import { maxFileBytes, type Tree } from "../../src/model/change-set.ts";
import { BaseMissingError, UsageError } from "../../src/model/failure.ts";
import { makeDirectory, makeRepository, type TestRepository } from "../support/repository.ts";

let repository: TestRepository;

beforeEach(() => {
  repository = makeRepository();
});

afterEach(() => {
  repository.remove();
});

async function changes(head: string | null = null, base = "main") {
  return collectChanges(await openWorkplace(repository.root), base, head);
}

describe("collectChanges", () => {
  it("compares the merge base with the head and reads what gates from the tip of the base", async () => {
    const fork = repository.commit({ "a.tf": "old", "b.tf": "same" });
    repository.git("branch", "feature");
    repository.commit({ "policy.yml": "only on main" });
    repository.git("switch", "--quiet", "feature");
    const head = repository.commit({ "a.tf": "new" });

    const changeSet = await changes("feature");

    expect(changeSet.base_sha).toBe(fork);
    expect(changeSet.head_sha).toBe(head);
    expect(changeSet.files).toEqual([{ path: "a.tf", status: "modified", previous_path: null }]);
    expect([...changeSet.gate.entries.keys()]).toEqual(["a.tf", "b.tf", "policy.yml"]);
    expect((await changeSet.base?.read(["a.tf"]))?.get("a.tf")).toEqual({ kind: "text", text: "old" });
    expect((await changeSet.head.read(["a.tf", "x.tf"])).get("a.tf")).toEqual({ kind: "text", text: "new" });
    expect((await changeSet.head.read(["x.tf"])).get("x.tf")).toEqual({ kind: "missing" });
  });

  it("takes the working tree as head: tracked and untracked files, not ignored ones", async () => {
    repository.commit({ "a.tf": "old", "gone.tf": "x = 1\ny = 2", ".gitignore": "*.log" });
    repository.write({ "a.tf": "edited", "gone.tf": null, "fresh.tf": "something else", "noise.log": "no" });

    const changeSet = await changes();

    expect(changeSet.head_sha).toBeNull();
    expect(changeSet.files).toEqual([
      { path: "a.tf", status: "modified", previous_path: null },
      { path: "fresh.tf", status: "added", previous_path: null },
      { path: "gone.tf", status: "deleted", previous_path: null },
    ]);
    expect((await changeSet.head.read(["a.tf"])).get("a.tf")).toEqual({ kind: "text", text: "edited" });
  });

  it("does not report a file that was only touched", async () => {
    repository.commit({ "a.tf": "same" });
    repository.write({ "a.tf": "same" });
    expect((await changes()).files).toEqual([]);
  });

  it("sees renames with and without edits, deletions, mode changes and changes of type", async () => {
    const body = Array.from({ length: 10 }, (_, index) => `line_${index} = ${index}`).join("\n");
    repository.commit({
      "same.tf": "identical",
      "edited.tf": body,
      "run.sh": "#!/bin/sh",
      "link.tf": "a file",
      "dead.tf": "gone",
    });
    repository.git("branch", "feature");
    repository.git("switch", "--quiet", "feature");
    repository.commit({
      "same.tf": null,
      "moved/same.tf": "identical",
      "edited.tf": null,
      "moved/other.tf": `${body}\nmore = true`,
      "link.tf": { link: "same.tf" },
      "dead.tf": null,
    });
    chmodSync(join(repository.root, "run.sh"), 0o755);
    repository.commit({});

    expect((await changes("feature")).files).toEqual([
      { path: "dead.tf", status: "deleted", previous_path: null },
      { path: "link.tf", status: "type-changed", previous_path: null },
      { path: "moved/other.tf", status: "renamed", previous_path: "edited.tf" },
      { path: "moved/same.tf", status: "renamed", previous_path: "same.tf" },
      { path: "run.sh", status: "mode-changed", previous_path: null },
    ]);
  });

  it.each([
    ["commit", "HEAD"],
    ["working tree", null],
  ])("names what is no text in the %s: links, binaries, other encodings, too much", async (_, head) => {
    repository.commit({ "a.tf": "a" });
    repository.git("branch", "base");
    repository.commit({
      "link.tf": { link: "/etc/passwd" },
      "binary.tf": new Uint8Array([1, 0, 2]),
      "latin.tf": new Uint8Array([0x63, 0xe9, 0x0a]),
      "utf16.tf": new Uint8Array([0xff, 0xfe, 0x61, 0x00]),
      "huge.tf": "#".repeat(maxFileBytes + 1),
      "bom.tf": "\u{feff}x",
    });

    const changeSet = await changes(head, "base");
    const contents = await changeSet.head.read([...changeSet.head.entries.keys()]);

    expect(Object.fromEntries(contents)).toEqual({
      "a.tf": { kind: "text", text: "a" },
      "link.tf": { kind: "symlink" },
      "binary.tf": { kind: "binary" },
      "latin.tf": { kind: "not-utf8" },
      "utf16.tf": { kind: "not-utf8" },
      "huge.tf": { kind: "oversized", size: maxFileBytes + 1 },
      "bom.tf": { kind: "text", text: "x" },
    });
  });

  it("row 39: does not read through a folder that became a symbolic link", async () => {
    const outside = makeDirectory({ "main.tf": "secret" });
    repository.commit({ "module/main.tf": "inside" });
    repository.write({ module: { link: outside.root } });

    const changeSet = await changes();
    const contents = await changeSet.head.read(["module/main.tf", "module"]);

    expect([...contents.values()]).toEqual([{ kind: "missing" }, { kind: "symlink" }]);
    outside.remove();
  });

  it("tells what links say, on the disk and in commits", async () => {
    repository.commit({ "a.tf": "a", "b.tf": { link: "a.tf" } });
    repository.git("branch", "base");
    repository.write({ "c.tf": { link: "../out" } });
    const { base, head } = await changes(null, "base");
    expect([...((await base?.links?.(["b.tf", "a.tf", "gone"])) ?? [])]).toEqual([["b.tf", "a.tf"]]);
    expect([...((await head.links?.(["b.tf", "c.tf"])) ?? [])]).toEqual([
      ["b.tf", "a.tf"],
      ["c.tf", "../out"],
    ]);
  });

  it("row 39: keeps names that git would quote", async () => {
    repository.commit({ "a.tf": "a" });
    repository.git("branch", "base");
    repository.commit({ 'we"ird\nñame.tf': "b" });
    expect((await changes("HEAD", "base")).files.map((file) => file.path)).toEqual(['we"ird\nñame.tf']);
  });

  it("runs nothing that the repository configures", async () => {
    repository.commit({ "a.tf": "a" });
    repository.git("config", "core.fsmonitor", `sh -c 'touch ${repository.root}/ran'`);
    repository.git("config", "diff.external", `touch ${repository.root}/ran`);
    repository.write({ "a.tf": "b" });
    expect((await changes()).files.map((file) => file.path)).toEqual(["a.tf"]);
  });

  it.each(["nowhere", "--upload-pack=x", ""])("says that the base %j names no commit", async (base) => {
    repository.commit({ "a.tf": "a" });
    await expect(changes(null, base)).rejects.toThrow(BaseMissingError);
    await expect(changes(null, base)).rejects.toThrow("names no commit");
  });

  it("says that an empty repository has no base", async () => {
    await expect(changes()).rejects.toThrow(BaseMissingError);
  });

  it("says that unrelated histories have no merge base", async () => {
    repository.commit({ "a.tf": "a" });
    repository.git("switch", "--quiet", "--orphan", "other");
    repository.commit({ "b.tf": "b" });
    await expect(changes("other")).rejects.toThrow("no common history");
  });
});

describe("openWorkplace and collectScan", () => {
  it("finds the repository's top and the directory in it", async () => {
    repository.commit({ "envs/prod/main.tf": "a" });
    expect(await openWorkplace(join(repository.root, "envs/prod"))).toEqual({
      root: repository.root,
      under: "envs/prod",
      isGit: true,
    });
  });

  it("reads a directory outside git but not what tools put there", async () => {
    const directory = makeDirectory({ "a.tf": "a", ".terraform/x.tf": "b", "m/node_modules/y.tf": "c", "m/z.tf": "d" });
    const scan = await collectScan(await openWorkplace(directory.root));
    expect([...scan.head.entries.keys()]).toEqual(["a.tf", "m/z.tf"]);
    expect(scan.base).toBeNull();
    directory.remove();
  });

  it("refuses what is no directory", async () => {
    await expect(openWorkplace(join(repository.root, "missing"))).rejects.toThrow(UsageError);
  });

  it("scans an empty repository", async () => {
    expect((await collectScan(await openWorkplace(repository.root))).head.entries.size).toBe(0);
  });
});

describe("diffTrees", () => {
  it("stays quick when thousands of equal files move", async () => {
    const tree = (prefix: string): Tree => ({
      entries: new Map(
        Array.from({ length: 50_000 }, (_, index) => {
          const path = `${prefix}/${index}.tf`;
          return [path, { path, mode: "100644" as const, sha: index % 2 === 0 ? "equal" : path, size: 0 }];
        }),
      ),
      read: () => Promise.reject(new Error("nothing has to be read")),
    });
    const files = await diffTrees(tree("old"), tree("new"));
    expect(files.filter((file) => file.status === "renamed")).toHaveLength(25_000);
    expect(files).toHaveLength(75_000);
  });
});
