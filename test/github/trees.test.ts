import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, setScene, type Scene } from "./client.ts";
import { startGitHub, type GitHubStandIn } from "./stand-in.ts";

let github: GitHubStandIn;
let scene: Scene;

beforeAll(async () => {
  github = await startGitHub();
  scene = await setScene(github);
  await github.people.push(scene.repository, "odd", {
    "dir/file.txt": "inside\n",
    "dir/up.txt": { mode: "120000", content: "../README.md" },
    "out.txt": { mode: "120000", content: "../../etc/passwd" },
    todir: { mode: "120000", content: "dir" },
    sub: { mode: "160000", content: scene.pull.head.sha },
    ".gitmodules": '[submodule "sub"]\n\tpath = sub\n\turl = https://example.com/sub.git\n',
    "name with spaces & ü.tf": "locals {}\n",
    "bytes.bin": Buffer.from([0, 255, 10, 13]),
    "large.txt": "x".repeat(1024 * 1024 + 1),
  });
});

afterAll(() => github.close());

function get(path: string, accept = "application/vnd.github+json") {
  return ask(github, scene.token, `GET /repos/acme/infra${path}`, undefined, { accept });
}

interface Tree {
  readonly sha: string;
  readonly truncated: boolean;
  readonly tree: ReadonlyArray<{
    readonly path: string;
    readonly mode: string;
    readonly type: string;
    readonly sha: string;
    readonly size?: number;
    readonly url?: string;
  }>;
}

async function treeOf(name: string): Promise<Tree> {
  return (await get(`/git/trees/${name}`)).json as Tree;
}

describe("trees", () => {
  it("are given by commit, branch or tree, recursively for any value of the parameter", async () => {
    const byBranch = await treeOf("odd");
    const bySha = await treeOf(byBranch.sha);
    expect(bySha).toEqual(byBranch);
    expect(byBranch.tree.some((item) => item.path.includes("/"))).toBe(false);
    const recursive = await treeOf("odd?recursive=0");
    expect(recursive.tree.map((item) => [item.path, item.mode, item.type, item.size ?? null])).toEqual([
      [".gitmodules", "100644", "blob", 65],
      ["README.md", "100644", "blob", 8],
      ["bytes.bin", "100644", "blob", 4],
      ["dir", "040000", "tree", null],
      ["dir/file.txt", "100644", "blob", 7],
      ["dir/up.txt", "120000", "blob", 12],
      ["large.txt", "100644", "blob", 1_048_577],
      ["main.tf", "100644", "blob", 16],
      ["modules", "040000", "tree", null],
      ["modules/vpc", "040000", "tree", null],
      ["modules/vpc/main.tf", "100644", "blob", 10],
      ["name with spaces & ü.tf", "100644", "blob", 10],
      ["out.txt", "120000", "blob", 16],
      ["sub", "160000", "commit", null],
      ["todir", "120000", "blob", 3],
    ]);
  });

  it("are cut on order, and at GitHub's own limit, and say so", async () => {
    github.order({ on: "GET /repos/{owner}/{repo}/git/trees/{tree_sha}", fault: { kind: "truncated", entries: 3 } });
    const cut = await treeOf("odd?recursive=1");
    expect([cut.tree.length, cut.truncated]).toEqual([3, true]);
    expect((await treeOf("odd?recursive=1")).truncated).toBe(false);
    const long = "directory-with-a-long-name/".repeat(8);
    const files = Object.fromEntries(Array.from({ length: 22_000 }, (_, index) => [`${long}${index}.tf`, ""]));
    const big = await github.people.createRepository("acme/big", { files });
    const reply = await ask(
      github,
      github.token(scene.installation),
      `GET /repos/acme/big/git/trees/${big.defaultBranch}?recursive=1`,
    );
    const tree = reply.json as Tree;
    expect(tree.truncated).toBe(true);
    expect(reply.text.length).toBeLessThan(7.1 * 1024 * 1024);
    expect(reply.text.length).toBeGreaterThan(6.5 * 1024 * 1024);
  });

  it("of an empty repository are a conflict, and of nothing not found", async () => {
    await github.people.createRepository("acme/empty");
    const empty = await ask(github, github.token(scene.installation), "GET /repos/acme/empty/git/trees/main");
    expect([empty.status, (empty.json as { readonly message: string }).message]).toEqual([
      409,
      "Git Repository is empty.",
    ]);
    expect((await get(`/git/trees/${"1".repeat(40)}`)).status).toBe(404);
    expect((await get("/git/trees/nothing")).status).toBe(404);
  });
});

describe("blobs", () => {
  it("are base64 with line breaks, or raw", async () => {
    const tree = await treeOf("odd");
    const { sha } = tree.tree.find((item) => item.path === "bytes.bin")!;
    const blob = (await get(`/git/blobs/${sha}`)).json as {
      readonly content: string;
      readonly encoding: string;
      readonly size: number;
    };
    expect([blob.encoding, blob.size, Buffer.from(blob.content, "base64")]).toEqual([
      "base64",
      4,
      Buffer.from([0, 255, 10, 13]),
    ]);
    expect(blob.content.endsWith("\n")).toBe(true);
    const large = tree.tree.find((item) => item.path === "large.txt")!;
    const raw = await get(`/git/blobs/${large.sha}`, "application/vnd.github.raw+json");
    expect(raw.text).toHaveLength(1_048_577);
    expect((await get(`/git/blobs/${tree.sha}`)).status).toBe(404);
    expect((await get(`/git/blobs/${"1".repeat(40)}`)).status).toBe(404);
  });
});

describe("contents", () => {
  const content = async (path: string, accept?: string) => {
    const reply = await get(`/contents/${path}?ref=odd`, accept);
    return { status: reply.status, text: reply.text, json: reply.json as Record<string, unknown> };
  };

  it("follow a link to a file of the repository and describe any other", async () => {
    const followed = await content("dir/up.txt");
    expect([followed.json["type"], Buffer.from(String(followed.json["content"]), "base64").toString()]).toEqual([
      "file",
      "# infra\n",
    ]);
    expect((await content("out.txt")).json).toMatchObject({ type: "symlink", target: "../../etc/passwd" });
    expect((await content("todir")).json).toMatchObject({ type: "symlink", target: "dir" });
  });

  it("call a submodule by its name alone, and a file in a list", async () => {
    expect((await content("sub")).json).toMatchObject({
      type: "submodule",
      submodule_git_url: "https://example.com/sub.git",
    });
    const list = (await content("")).json as unknown as ReadonlyArray<{ readonly name: string; readonly type: string }>;
    expect(list.find((item) => item.name === "sub")?.type).toBe("file");
    expect(list.find((item) => item.name === "dir")?.type).toBe("dir");
  });

  it("above 1 MB need the raw media type", async () => {
    expect((await content("large.txt")).status).toBe(403);
    expect((await content("large.txt", "application/vnd.github.object+json")).json).toMatchObject({
      encoding: "none",
      content: "",
    });
    expect((await content("large.txt", "application/vnd.github.raw+json")).text).toHaveLength(1_048_577);
  });

  it("of names with spaces are found, of nothing not", async () => {
    expect((await content(encodeURIComponent("name with spaces & ü.tf"))).json).toMatchObject({ size: 10 });
    expect((await content("nothing")).status).toBe(404);
    expect((await get("/contents/main.tf?ref=nothing")).status).toBe(404);
  });
});

describe("archives", () => {
  it("lie behind a redirect that ends after five minutes", async () => {
    const redirect = await get("/tarball/odd");
    const location = redirect.headers.get("location") ?? "";
    expect(redirect.status).toBe(302);
    const archive = await fetch(location, { headers: { "user-agent": "tests" } });
    const bytes = gunzipSync(Buffer.from(await archive.arrayBuffer()));
    expect(bytes.includes("inside\n")).toBe(true);
    github.advance(6 * 60 * 1000);
    expect((await fetch(location, { headers: { "user-agent": "tests" } })).status).toBe(404);
  });
});

it("all of this matches the description", () => {
  github.assertNoViolations();
});
