import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { createMemoryCache } from "../../src/changes/blob-cache.ts";
import { collectFromGitHub } from "../../src/changes/github.ts";
import { connectGitHub, type RepositoryClient } from "../../src/github/client.ts";
import { githubContent } from "../../src/github/content.ts";
import type { ChangeSet } from "../../src/model/change-set.ts";
import type { ContentCache } from "../../src/model/content.ts";
import { BaseMissingError, SourceError } from "../../src/model/failure.ts";
import { startGitHub, type GitHubStandIn } from "../github/stand-in.ts";
import type { Repository } from "../github/world.ts";

/** Nothing behind the memory. */
const nothing: ContentCache = {
  readBlobs: () => Promise.resolve(new Map()),
  writeBlobs: () => Promise.resolve(),
  readTree: () => Promise.resolve(null),
  writeTree: () => Promise.resolve(),
};

describe.each([true, false])("a change read from GitHub (GraphQL: %s)", (graphql) => {
  let github: GitHubStandIn;
  let installation: number;
  let count = 0;

  beforeAll(async () => {
    github = await startGitHub({ graphql });
    installation = (await github.install("acme")).id;
  });

  afterAll(() => github.close());

  afterEach(() => {
    github.clearFaults();
    github.assertNoViolations();
  });

  function connect(repository: Repository): RepositoryClient {
    const client = connectGitHub({
      appId: github.app.id,
      privateKey: github.app.privateKey,
      webhookSecret: "not used in this test",
      baseUrl: github.apiUrl,
      log: pino({ level: "silent" }),
    });
    const { id, owner, name } = repository;
    return client.repository({ installation_id: installation, repository_id: id, owner: owner.login, name });
  }

  type Files = Parameters<GitHubStandIn["people"]["push"]>[2];

  async function makeChange(files: Files, change: Files): Promise<{ repository: Repository; head: string }> {
    count += 1;
    const repository = await github.people.createRepository(`acme/content-${count}`, { files });
    const head = await github.people.push(repository, "change", change);
    github.requests.length = 0;
    return { repository, head };
  }

  function collect(repository: Repository, head_sha: string, cache = nothing): Promise<ChangeSet> {
    return collectFromGitHub({ base_ref: "main", head_sha }, githubContent(connect(repository)), cache);
  }

  it("tells every way in which a file can differ", async () => {
    const { repository, head } = await makeChange(
      {
        "kept.tf": "kept\n",
        "changed.tf": "old\n",
        "gone.tf": "gone\n",
        "dir/old-name.tf": "the same content in another place\n",
        "script.sh": "echo\n",
        "was-file": "text\n",
      },
      {
        "changed.tf": "new\n",
        "gone.tf": null,
        "dir/old-name.tf": null,
        "dir/new-name.tf": "the same content in another place\n",
        "script.sh": { mode: "100755", content: "echo\n" },
        "was-file": { mode: "120000", content: "kept.tf" },
        "fresh.tf": "fresh\n",
      },
    );
    const change = await collect(repository, head);
    expect(change.files).toEqual([
      { path: "changed.tf", status: "modified", previous_path: null },
      { path: "dir/new-name.tf", status: "renamed", previous_path: "dir/old-name.tf" },
      { path: "fresh.tf", status: "added", previous_path: null },
      { path: "gone.tf", status: "deleted", previous_path: null },
      { path: "script.sh", status: "mode-changed", previous_path: null },
      { path: "was-file", status: "type-changed", previous_path: null },
    ]);
    expect(change.head_sha).toBe(head);
    expect([...change.head.entries.keys()]).toEqual([...change.head.entries.keys()].sort());
  });

  it("reads text exactly, and says of everything else what it is", async () => {
    const { repository, head } = await makeChange(
      { "main.tf": "x\n" },
      {
        "main.tf": "ü € 😀\r\nno newline at the end",
        "empty.tf": "",
        "latin1.tf": Buffer.from([0x6e, 0xe4, 0x0a]),
        "binary.tf": Buffer.from([0x00, 0x01, 0x02]),
        "huge.tf": "x".repeat(5 * 1024 * 1024 + 1),
        "large.tf": "y".repeat(600 * 1024),
        "link.tf": { mode: "120000", content: "main.tf" },
        module: { mode: "160000", content: "a".repeat(40) },
      },
    );
    const { head: tree } = await collect(repository, head);
    const paths = ["main.tf", "empty.tf", "latin1.tf", "binary.tf", "huge.tf", "large.tf", "link.tf", "module", "../x"];
    const contents = await tree.read(paths);
    expect(Object.fromEntries(contents)).toEqual({
      "main.tf": { kind: "text", text: "ü € 😀\r\nno newline at the end" },
      "empty.tf": { kind: "text", text: "" },
      "latin1.tf": { kind: "not-utf8" },
      "binary.tf": { kind: "binary" },
      "huge.tf": { kind: "oversized", size: 5 * 1024 * 1024 + 1 },
      "large.tf": { kind: "text", text: "y".repeat(600 * 1024) },
      "link.tf": { kind: "symlink" },
      module: { kind: "submodule" },
      "../x": { kind: "missing" },
    });
  });

  it("compares with the merge base, and gates by the base's tip", async () => {
    const { repository, head } = await makeChange({ "main.tf": "old\n" }, { "main.tf": "new\n" });
    await github.people.push(repository, "main", { ".github/tollgate.yml": "mode: advisory\n" });
    const change = await collect(repository, head);
    expect(change.files.map((file) => file.path)).toEqual(["main.tf"]);
    expect(change.base?.entries.has(".github/tollgate.yml")).toBe(false);
    const gate = await change.gate.read([".github/tollgate.yml"]);
    expect(gate.get(".github/tollgate.yml")).toEqual({ kind: "text", text: "mode: advisory\n" });
  });

  it("row 24: walks a tree that GitHub cuts", async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`d${i % 3}/e${i % 2}/f${i}.tf`, `${i}\n`]));
    const { repository, head } = await makeChange(files, { "d0/e0/f0.tf": "changed\n" });
    const on = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
    github.order({ on, where: "recursive", times: 3, fault: { kind: "truncated", entries: 5 } });
    const change = await collect(repository, head);
    expect(change.head.entries.size).toBe(30);
    expect(change.base?.entries.size).toBe(30);
    expect(change.files).toEqual([{ path: "d0/e0/f0.tf", status: "modified", previous_path: null }]);
  });

  it("reads nothing twice: trees and contents are known by their SHA", async () => {
    const { repository, head } = await makeChange({ "a.tf": "a\n", "b.tf": "b\n" }, { "a.tf": "changed\n" });
    const cache = createMemoryCache(1024 * 1024).over(repository.id, nothing);
    for (let round = 0; round < 2; round += 1) {
      github.requests.length = 0;
      const { head: tree } = await collect(repository, head, cache);
      expect((await tree.read(["a.tf", "b.tf"])).get("a.tf")).toEqual({ kind: "text", text: "changed\n" });
    }
    expect(Object.keys(github.countRequests()).filter((name) => !name.startsWith("POST /app"))).toEqual([
      "GET /repos/{owner}/{repo}/compare/{basehead}",
    ]);
  });

  it("knows what is not there from what is not known yet", async () => {
    const { repository, head } = await makeChange({ "a.tf": "a\n" }, { "a.tf": "b\n" });
    const client = githubContent(connect(repository));
    const missing = collectFromGitHub({ base_ref: "nowhere", head_sha: head }, client, nothing);
    await expect(missing).rejects.toThrow(BaseMissingError);
    const early = collectFromGitHub({ base_ref: "main", head_sha: "e".repeat(40) }, client, nothing);
    await expect(early).rejects.toThrow(SourceError);
    await expect(early).rejects.toMatchObject({ retryable: true });
    const other = await github.people.createRepository(`acme/orphan-${count}`, { files: { "z.tf": "z\n" } });
    await repository.git.fetch(other.git, "main", "refs/heads/orphan");
    const tip = await repository.git.resolve("refs/heads/orphan");
    const orphan = collectFromGitHub({ base_ref: "main", head_sha: tip! }, client, nothing);
    await expect(orphan).rejects.toThrow(BaseMissingError);
  });
});

describe("many files", () => {
  it("row 23: a change of 3,100 files is known whole, beyond every limit of GitHub's lists", async () => {
    const github = await startGitHub();
    const installation = await github.install("acme");
    const files = (text: string): Record<string, string> =>
      Object.fromEntries(Array.from({ length: 3_100 }, (_, i) => [`d${i % 40}/f${i}.tf`, `${text} ${i}\n`]));
    const repository = await github.people.createRepository("acme/huge", { files: files("a") });
    const head = await github.people.push(repository, "change", files("b"));
    const client = connectGitHub({
      appId: github.app.id,
      privateKey: github.app.privateKey,
      webhookSecret: "not used in this test",
      baseUrl: github.apiUrl,
      log: pino({ level: "silent" }),
    }).repository({ installation_id: installation.id, repository_id: repository.id, owner: "acme", name: "huge" });
    const change = await collectFromGitHub({ base_ref: "main", head_sha: head }, githubContent(client), nothing);
    expect(change.files.length).toBe(3_100);
    github.requests.length = 0;
    const contents = await change.head.read(Object.keys(files("b")));
    expect([...contents.values()].filter(({ kind }) => kind === "text").length).toBe(3_100);
    expect(contents.get("d9/f9.tf")).toEqual({ kind: "text", text: "b 9\n" });
    // One archive in place of forty batches.
    expect(github.requests.map(({ operation }) => operation.replace(/\/\d+\/[0-9a-f]+$/, ""))).toEqual([
      "GET /repos/{owner}/{repo}/tarball/{ref}",
      "GET /_codeload",
    ]);
    const base = await change.base?.read(["d0/f0.tf", ...Object.keys(files("a"))]);
    expect(base?.get("d0/f0.tf")).toEqual({ kind: "text", text: "a 0\n" });
    expect(github.countRequests()["GET /repos/{owner}/{repo}/tarball/{ref}"]).toBe(1);
    github.assertNoViolations();
    await github.close();
  });

  it.each([150, 450])("come in batches where they are few or there is no archive: %i", async (number) => {
    const github = await startGitHub();
    const on = "GET /repos/{owner}/{repo}/tarball/{ref}";
    github.order({ on, times: 9, fault: { kind: "error", status: 502 } });
    const installation = await github.install("acme");
    const files = Object.fromEntries(Array.from({ length: number }, (_, i) => [`f${i}.tf`, `${i}\n`]));
    const repository = await github.people.createRepository("acme/many", { files });
    const head = await github.people.push(repository, "change", { "f0.tf": "changed\n" });
    const client = connectGitHub({
      appId: github.app.id,
      privateKey: github.app.privateKey,
      webhookSecret: "not used in this test",
      baseUrl: github.apiUrl,
      log: pino({ level: "silent" }),
    }).repository({ installation_id: installation.id, repository_id: repository.id, owner: "acme", name: "many" });
    const change = await collectFromGitHub({ base_ref: "main", head_sha: head }, githubContent(client), nothing);
    const [before, after] = await Promise.all([
      change.base?.read([...change.base.entries.keys()]),
      change.head.read(Object.keys(files)),
    ]);
    expect(before?.size).toBe(number);
    expect(after.get("f149.tf")).toEqual({ kind: "text", text: "149\n" });
    expect(github.countRequests()["POST /graphql"]).toBe(Math.ceil((number + 1) / 80));
    expect(github.countRequests()[on] ?? 0).toBe(number < 400 ? 0 : 1);
    expect(github.countRequests()["GET /repos/{owner}/{repo}/git/blobs/{file_sha}"]).toBeUndefined();
    github.assertNoViolations();
    await github.close();
  });
});
