import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, setScene, type Scene } from "./client.ts";
import { startGitHub, type GitHubStandIn } from "./stand-in.ts";

let github: GitHubStandIn;
let scene: Scene;

beforeAll(async () => {
  github = await startGitHub();
  scene = await setScene(github);
});

afterAll(() => github.close());

async function read(path: string): Promise<unknown> {
  return (await ask(github, scene.token, `GET /repos/acme/infra${path}`)).json;
}

const comments = "/repos/acme/infra/issues/1/comments";

describe("comments", () => {
  it.each([
    ["65,536 characters", "x".repeat(65_536), 201],
    ["65,536 characters of two units", "🙂".repeat(65_536), 201],
    ["one character too many", "x".repeat(65_537), 422],
    ["nothing but space", " \n", 422],
    ["no text", 1, 422],
  ])("of %s", async (_name, body, status) => {
    expect((await ask(github, scene.token, `POST ${comments}`, { body })).status).toBe(status);
  });

  it("are edited in place, listed in pages, and gone when deleted", async () => {
    const ids: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const reply = await ask(github, scene.token, `POST ${comments}`, { body: `number ${count}` });
      ids.push((reply.json as { readonly id: number }).id);
    }
    const path = `/repos/acme/infra/issues/comments/${ids[0]}`;
    expect((await ask(github, scene.token, `PATCH ${path}`, { body: "edited" })).json).toMatchObject({
      body: "edited",
    });
    expect((await ask(github, scene.token, `PATCH ${path}`, { body: "x".repeat(65_537) })).status).toBe(422);
    expect(github.comments(scene.pull).find((item) => item.id === ids[0])).toMatchObject({ edits: 1, body: "edited" });
    const last = await ask(github, scene.token, `GET ${comments}?per_page=1`);
    expect(last.headers.get("link")).toMatch(/page=2>; rel="next", <.*page=\d+>; rel="last"/);
    expect((await ask(github, scene.token, `DELETE ${path}`)).status).toBe(204);
    expect((await ask(github, scene.token, `GET ${path}`)).status).toBe(404);
    expect((await ask(github, scene.token, `POST /repos/acme/infra/issues/99/comments`, { body: "x" })).status).toBe(
      404,
    );
  });

  it("of others can be changed, and that is a violation", async () => {
    const other = await github.people.comment(scene.pull, "mona", "mine");
    github.violations.length = 0;
    await ask(github, scene.token, `PATCH /repos/acme/infra/issues/comments/${other.id}`, { body: "ours" });
    expect(() => {
      github.assertNoViolations();
    }).toThrow(/of mona/);
    github.violations.length = 0;
  });
});

describe("pull requests", () => {
  it("list at most 3,000 files, a hundred a page, and compare lists 300", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 3010 }, (_, index) => [`many/${String(index).padStart(4, "0")}.tf`, `# ${index}\n`]),
    );
    await github.people.push(scene.repository, "many", files);
    const pull = await github.people.openPullRequest(scene.repository, { head: "many" });
    let seen = 0;
    let next: string | undefined = `/repos/acme/infra/pulls/${pull.number}/files?per_page=100`;
    while (next !== undefined) {
      const reply = await ask(github, scene.token, `GET ${next}`);
      seen += (reply.json as unknown[]).length;
      next = /<([^>]+)>; rel="next"/.exec(reply.headers.get("link") ?? "")?.[1];
    }
    expect(seen).toBe(3000);
    expect(await read(`/pulls/${pull.number}`)).toMatchObject({ changed_files: 3010 });
    const compared = (await read("/compare/main...many?per_page=1")) as { readonly files: unknown[] };
    expect(compared.files).toHaveLength(300);
    const second = (await read("/compare/main...many?per_page=1&page=2")) as { readonly files: unknown[] };
    expect(second.files).toHaveLength(0);
  });

  it("give a hundred a page whatever is asked for, and asking for more is a violation", async () => {
    github.violations.length = 0;
    const files = (await read("/pulls/2/files?per_page=500")) as unknown[];
    expect(files).toHaveLength(100);
    expect(() => {
      github.assertNoViolations();
    }).toThrow(/per_page/);
    github.violations.length = 0;
  });

  it("show what changed, as git sees it", async () => {
    const base = {
      "keep.tf": "locals {\n  a = 1\n  b = 2\n  c = 3\n}\n",
      "old.tf": "x\n",
      "tool.sh": "true\n",
      "logo.png": Buffer.from([0, 1, 2]),
    };
    await github.people.push(scene.repository, "base", base);
    await github.people.push(
      scene.repository,
      "variety",
      {
        "keep.tf": null,
        "moved/keep.tf": base["keep.tf"],
        "old.tf": null,
        "tool.sh": { mode: "100755", content: "true\n" },
        "logo.png": Buffer.from([0, 1, 3]),
        "link.tf": { mode: "120000", content: "main.tf" },
        "main.tf": { mode: "120000", content: "README.md" },
        "vendor/sub": { mode: "160000", content: scene.pull.head.sha },
      },
      { from: "base" },
    );
    const { files } = (await read("/compare/base...variety")) as {
      readonly files: ReadonlyArray<{
        readonly filename: string;
        readonly status: string;
        readonly patch?: string;
        readonly previous_filename?: string;
      }>;
    };
    const shown = files.map((file) => [
      file.filename,
      file.status,
      file.previous_filename ?? null,
      file.patch?.split("\n")[0] ?? null,
    ]);
    expect(shown).toEqual([
      ["link.tf", "added", null, "@@ -0,0 +1 @@"],
      ["logo.png", "modified", null, null],
      ["main.tf", "changed", null, "@@ -0,0 +1 @@"],
      ["moved/keep.tf", "renamed", "keep.tf", null],
      ["old.tf", "removed", null, "@@ -1 +0,0 @@"],
      ["tool.sh", "changed", null, null],
      ["vendor/sub", "added", null, "@@ -0,0 +1 @@"],
    ]);
  });

  it("from a fork can be read through the repository that they are in", async () => {
    const fork = await github.people.fork(scene.repository, "hubot");
    await github.people.push(fork, "idea", { "idea.tf": "locals {}\n" }, { login: "hubot" });
    const pull = await github.people.openPullRequest(scene.repository, {
      head: "idea",
      headRepository: fork,
      login: "hubot",
    });
    const answer = (await read(`/pulls/${pull.number}`)) as {
      readonly head: { readonly label: string; readonly repo: { readonly fork: boolean } };
    };
    expect([answer.head.label, answer.head.repo.fork]).toEqual(["hubot:idea", true]);
    expect(await read(`/git/trees/${pull.head.sha}`)).toMatchObject({ truncated: false });
    expect((await ask(github, scene.token, "GET /repos/hubot/infra")).status).toBe(404);
    const pushed = await github.people.push(fork, "idea", { "idea.tf": "locals {\n}\n" }, { login: "hubot" });
    expect(await read(`/pulls/${pull.number}`)).toMatchObject({ head: { sha: pushed } });
    expect(await read(`/git/commits/${pushed}`)).toMatchObject({ sha: pushed });
  });

  it("follow pushes, a new base, closing and reopening", async () => {
    await github.people.push(scene.repository, "release", { "release.tf": "\n" });
    await github.people.push(scene.repository, "feature", { "feature.tf": "\n" });
    const pull = await github.people.openPullRequest(scene.repository, { head: "feature", isDraft: true });
    await github.people.retarget(pull, "release");
    await github.people.setDraft(pull, false);
    await github.people.close(pull);
    expect(await read(`/pulls/${pull.number}`)).toMatchObject({
      state: "closed",
      draft: false,
      base: { ref: "release" },
    });
    const sha = await github.people.push(scene.repository, "feature", { "feature.tf": "#\n" });
    expect(pull.head.sha).not.toBe(sha);
    await github.people.reopen(pull);
    expect(await read(`/pulls/${pull.number}`)).toMatchObject({ state: "open", head: { sha } });
  });
});

describe("comparisons", () => {
  it("start at the merge base", async () => {
    await github.people.push(scene.repository, "side", { "side.tf": "\n" });
    await github.people.push(scene.repository, "main", { "later.tf": "\n" });
    const compared = (await read("/compare/main...side")) as Record<string, unknown> & { readonly files: unknown[] };
    const tip = await scene.repository.git.resolve("main");
    const parent = (await scene.repository.git.commitAt(tip!))?.parents[0];
    expect(compared).toMatchObject({
      status: "diverged",
      ahead_by: 1,
      behind_by: 1,
      merge_base_commit: { sha: parent },
    });
    expect(compared.files).toHaveLength(1);
  });

  it("are refused for what is not there or has nothing in common", async () => {
    await scene.repository.git.commit(
      "orphan",
      { a: "a" },
      "Alone",
      { name: "x", email: "x@example.com", date: new Date() },
      null,
    );
    for (const names of ["main...nothing", "nothing...main", "main", "main..side", "main...orphan"]) {
      expect([names, (await ask(github, scene.token, `GET /repos/acme/infra/compare/${names}`)).status]).toEqual([
        names,
        404,
      ]);
    }
  });
});
