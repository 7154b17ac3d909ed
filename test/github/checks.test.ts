import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask, setScene, type Scene } from "./client.ts";
import { startGitHub, type GitHubStandIn } from "./stand-in.ts";

let github: GitHubStandIn;
let scene: Scene;

beforeEach(async () => {
  github = await startGitHub();
  scene = await setScene(github);
});

afterEach(() => github.close());

const runs = "/repos/acme/infra/check-runs";
const annotation = { path: "new.tf", start_line: 1, end_line: 2, annotation_level: "failure", message: "Wrong" };

interface Run {
  readonly id: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly message?: string;
  readonly pull_requests: ReadonlyArray<{ readonly number: number }>;
  readonly output: {
    readonly title: string | null;
    readonly summary: string | null;
    readonly annotations_count: number;
  };
}

async function create(body: Readonly<Record<string, unknown>>) {
  const reply = await ask(github, scene.token, `POST ${runs}`, { name: "a", head_sha: scene.pull.head.sha, ...body });
  return { status: reply.status, run: reply.json as Run };
}

async function update(id: number, body: Readonly<Record<string, unknown>>) {
  const reply = await ask(github, scene.token, `PATCH ${runs}/${id}`, body);
  return { status: reply.status, run: reply.json as Run };
}

function output(annotations: number, changes: Readonly<Record<string, unknown>> = {}) {
  return { title: "t", summary: "s", annotations: Array.from({ length: annotations }, () => annotation), ...changes };
}

describe("annotations", () => {
  it("are taken fifty at a time and appended", async () => {
    const first = await create({ status: "in_progress", output: output(50) });
    expect(first.run.output.annotations_count).toBe(50);
    const second = await update(first.run.id, { output: output(50) });
    expect(second.run.output.annotations_count).toBe(100);
    const last = await update(first.run.id, { conclusion: "failure", output: output(1) });
    expect([last.run.status, last.run.conclusion, last.run.output.annotations_count]).toEqual([
      "completed",
      "failure",
      101,
    ]);
    const page = await ask(github, scene.token, `GET ${runs}/${first.run.id}/annotations?per_page=100&page=2`);
    expect(page.json).toHaveLength(1);
    expect(page.headers.get("link")).toContain('rel="prev"');
    expect(github.checkRuns(scene.pull)[0]?.annotations).toHaveLength(101);
    github.assertNoViolations();
  });

  it("are refused when there are more than fifty", async () => {
    expect((await create({ output: output(51) })).status).toBe(422);
    expect(() => {
      github.assertNoViolations();
    }).toThrow(/annotations/);
  });

  it.each([
    ["an absolute path", { path: "/etc/passwd" }],
    ["a path that leaves the repository", { path: "../x.tf" }],
    ["a path with a dot", { path: "./new.tf" }],
    ["line 0", { start_line: 0 }],
    ["an end before its start", { start_line: 3 }],
    ["columns on several lines", { start_column: 1, end_column: 2 }],
    ["an empty message", { message: "" }],
    ["a message over 64 KB", { message: "x".repeat(65_537) }],
    ["a title over 255 characters", { title: "x".repeat(256) }],
    ["an unknown level", { annotation_level: "error" }],
    ["no message", { message: undefined }],
  ])("are refused with %s", async (_name, change) => {
    expect((await create({ output: output(0, { annotations: [{ ...annotation, ...change }] }) })).status).toBe(422);
  });

  it.each([
    ["a file that the head does not have", { path: "gone.tf" }, /gone\.tf, which is not a file/],
    ["a line that the file does not have", { end_line: 4 }, /new\.tf:4, which has 3 lines/],
  ])("are taken on %s, and that is a violation", async (_name, change, message) => {
    expect((await create({ output: output(0, { annotations: [{ ...annotation, ...change }] }) })).status).toBe(201);
    expect(() => {
      github.assertNoViolations();
    }).toThrow(message);
  });
});

describe("a check run", () => {
  it.each([
    ["summary", 65_535, 201],
    ["summary", 65_536, 422],
    ["text", 65_535, 201],
    ["text", 65_536, 422],
  ])("with a %s of %i characters gets %i", async (field, length, status) => {
    expect((await create({ output: { title: "t", summary: "s", [field]: "x".repeat(length) } })).status).toBe(status);
  });

  it("counts characters, and holds it against the client when the bytes do not fit", async () => {
    expect((await create({ output: { title: "t", summary: "é".repeat(40_000) } })).status).toBe(201);
    expect(() => {
      github.assertNoViolations();
    }).toThrow(/80000 bytes/);
  });

  it.each([
    ["four actions", { actions: Array.from({ length: 4 }, () => ({ label: "a", description: "b", identifier: "c" })) }],
    ["a label over 20 characters", { actions: [{ label: "x".repeat(21), description: "b", identifier: "c" }] }],
    ["completed without a conclusion", { status: "completed" }],
    ["in progress with a conclusion", { status: "in_progress", conclusion: "success" }],
    ["stale as conclusion", { conclusion: "stale" }],
    ["an unknown conclusion", { conclusion: "passed" }],
    ["output without a summary", { output: { title: "t" } }],
    ["a date that is none", { started_at: "yesterday" }],
  ])("is refused with %s", async (_name, change) => {
    expect((await create(change)).status).toBe(422);
  });

  it("is refused on a commit that is not there", async () => {
    const { status, run } = await create({ head_sha: "1".repeat(40) });
    expect([status, run.message]).toEqual([422, `No commit found for SHA: ${"1".repeat(40)}`]);
  });

  it("loses its conclusion when it is set in progress again", async () => {
    const { run } = await create({ conclusion: "success" });
    const again = (await update(run.id, { status: "in_progress" })).run;
    expect([run.status, again.status, again.conclusion]).toEqual(["completed", "in_progress", null]);
  });

  it("can only be changed by the App that created it", async () => {
    const { run } = await create({});
    const other = await github.install("acme", { app: github.addApp("other") });
    const reply = await ask(github, github.token(other), `PATCH ${runs}/${run.id}`, { conclusion: "success" });
    expect(reply.status).toBe(403);
    expect(reply.json).toMatchObject({ message: expect.stringContaining("Invalid app_id") as string });
  });

  it("names the pull requests of its commit, and none that come from a fork", async () => {
    expect((await create({})).run.pull_requests.map((item) => item.number)).toEqual([1]);
    const fork = await github.people.fork(scene.repository, "mallory");
    await github.people.push(fork, "evil", { "evil.tf": "locals {}\n" }, { login: "mallory" });
    const pull = await github.people.openPullRequest(scene.repository, { head: "evil", headRepository: fork });
    expect((await create({ head_sha: pull.head.sha })).run.pull_requests).toEqual([]);
  });

  it("is listed by commit, the newest of a name only unless all are asked for", async () => {
    await create({});
    await create({});
    await create({ name: "b" });
    const list = async (query: string) => {
      const reply = await ask(github, scene.token, `GET /repos/acme/infra/commits/change/check-runs${query}`);
      return (reply.json as { readonly total_count: number }).total_count;
    };
    expect([await list(""), await list("?filter=all"), await list("?check_name=b")]).toEqual([2, 3, 1]);
  });
});
