import { gzipSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, setScene, type Scene } from "./client.ts";
import { startGitHub, type GitHubStandIn } from "./stand-in.ts";
import { operations } from "./wanted.ts";

const everything = {
  actions: "read",
  security_events: "write",
  checks: "write",
  contents: "read",
  issues: "write",
  members: "read",
  metadata: "read",
  pull_requests: "write",
  statuses: "write",
} as const;

let github: GitHubStandIn;
let scene: Scene;
let commentId = 0;
let runId = 0;

beforeAll(async () => {
  github = await startGitHub({ permissions: everything });
  scene = await setScene(github, everything);
  github.team("acme", "platform", ["mona"]);
  github.user("mona");
  scene.repository.roles.set("mona", "maintain");
  await github.people.review(scene.pull, "mona", "APPROVED", "Fine");
});

afterAll(() => github.close());

const annotation = { path: "main.tf", start_line: 1, end_line: 1, annotation_level: "warning", message: "No" };

/** Every wanted operation with a right request, in an order in which each finds what it needs. */
function requests(): ReadonlyArray<[name: (typeof operations)[number], path: string, body: unknown, status: number]> {
  const { installation, pull } = scene;
  const repo = "/repos/acme/infra";
  const sha = pull.head.sha;
  return [
    ["GET /app", "/app", undefined, 200],
    ["GET /app/installations", "/app/installations", undefined, 200],
    ["GET /app/installations/{installation_id}", `/app/installations/${installation.id}`, undefined, 200],
    [
      "POST /app/installations/{installation_id}/access_tokens",
      `/app/installations/${installation.id}/access_tokens`,
      { repositories: ["infra"], permissions: { checks: "write" } },
      201,
    ],
    ["GET /installation/repositories", "/installation/repositories", undefined, 200],
    ["GET /meta", "/meta", undefined, 200],
    ["GET /rate_limit", "/rate_limit", undefined, 200],
    ["GET /orgs/{org}/installation", "/orgs/acme/installation", undefined, 200],
    ["GET /users/{username}/installation", "/users/acme/installation", undefined, 200],
    ["GET /repos/{owner}/{repo}/installation", `${repo}/installation`, undefined, 200],
    ["GET /orgs/{org}/teams/{team_slug}", "/orgs/acme/teams/platform", undefined, 200],
    [
      "GET /orgs/{org}/teams/{team_slug}/memberships/{username}",
      "/orgs/acme/teams/platform/memberships/mona",
      undefined,
      200,
    ],
    ["GET /users/{username}", "/users/tollgate%5Bbot%5D", undefined, 200],
    ["GET /repos/{owner}/{repo}", repo, undefined, 200],
    ["GET /repos/{owner}/{repo}/branches/{branch}", `${repo}/branches/change`, undefined, 200],
    [
      "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
      `${repo}/collaborators/mona/permission`,
      undefined,
      200,
    ],
    ["GET /repos/{owner}/{repo}/commits/{ref}", `${repo}/commits/${sha}`, undefined, 200],
    ["GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", `${repo}/commits/${sha}/pulls`, undefined, 200],
    ["GET /repos/{owner}/{repo}/compare/{basehead}", `${repo}/compare/main...${sha}`, undefined, 200],
    ["GET /repos/{owner}/{repo}/contents/{path}", `${repo}/contents/modules/vpc/main.tf?ref=change`, undefined, 200],
    ["GET /repos/{owner}/{repo}/contents/{path}", `${repo}/contents/modules`, undefined, 200],
    ["GET /repos/{owner}/{repo}/contents/{path}", `${repo}/contents/`, undefined, 200],
    ["GET /repos/{owner}/{repo}/git/commits/{commit_sha}", `${repo}/git/commits/${sha}`, undefined, 200],
    ["GET /repos/{owner}/{repo}/git/ref/{ref}", `${repo}/git/ref/heads/change`, undefined, 200],
    ["GET /repos/{owner}/{repo}/git/trees/{tree_sha}", `${repo}/git/trees/${sha}?recursive=1`, undefined, 200],
    ["GET /repos/{owner}/{repo}/tarball/{ref}", `${repo}/tarball/${sha}`, undefined, 302],
    [
      "POST /repos/{owner}/{repo}/check-runs",
      `${repo}/check-runs`,
      {
        name: "tollgate/policy",
        head_sha: sha,
        status: "in_progress",
        output: { title: "t", summary: "s", annotations: [annotation] },
      },
      201,
    ],
    [
      "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
      `${repo}/check-runs/RUN`,
      { status: "completed", conclusion: "failure", output: { title: "t", summary: "s" } },
      200,
    ],
    ["GET /repos/{owner}/{repo}/check-runs/{check_run_id}", `${repo}/check-runs/RUN`, undefined, 200],
    [
      "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations",
      `${repo}/check-runs/RUN/annotations`,
      undefined,
      200,
    ],
    [
      "POST /repos/{owner}/{repo}/check-runs/{check_run_id}/rerequest",
      `${repo}/check-runs/RUN/rerequest`,
      undefined,
      201,
    ],
    [
      "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
      `${repo}/commits/${sha}/check-runs?check_name=tollgate/policy`,
      undefined,
      200,
    ],
    ["GET /repos/{owner}/{repo}/commits/{ref}/check-suites", `${repo}/commits/change/check-suites`, undefined, 200],
    ["GET /repos/{owner}/{repo}/check-suites/{check_suite_id}", `${repo}/check-suites/SUITE`, undefined, 200],
    [
      "GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs",
      `${repo}/check-suites/SUITE/check-runs`,
      undefined,
      200,
    ],
    [
      "POST /repos/{owner}/{repo}/statuses/{sha}",
      `${repo}/statuses/${sha}`,
      { state: "success", context: "tollgate", description: "Fine" },
      201,
    ],
    ["GET /repos/{owner}/{repo}/commits/{ref}/statuses", `${repo}/commits/${sha}/statuses`, undefined, 200],
    ["GET /repos/{owner}/{repo}/pulls", `${repo}/pulls?state=all&head=acme:change`, undefined, 200],
    ["GET /repos/{owner}/{repo}/pulls/{pull_number}", `${repo}/pulls/1`, undefined, 200],
    ["GET /repos/{owner}/{repo}/pulls/{pull_number}/commits", `${repo}/pulls/1/commits`, undefined, 200],
    ["GET /repos/{owner}/{repo}/pulls/{pull_number}/files", `${repo}/pulls/1/files?per_page=100`, undefined, 200],
    ["GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", `${repo}/pulls/1/reviews`, undefined, 200],
    ["POST /repos/{owner}/{repo}/issues/{issue_number}/comments", `${repo}/issues/1/comments`, { body: "Hello" }, 201],
    [
      "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
      `${repo}/issues/1/comments?per_page=100`,
      undefined,
      200,
    ],
    ["GET /repos/{owner}/{repo}/issues/comments/{comment_id}", `${repo}/issues/comments/COMMENT`, undefined, 200],
    [
      "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
      `${repo}/issues/comments/COMMENT`,
      { body: "Hello again" },
      200,
    ],
    [
      "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
      `${repo}/issues/comments/COMMENT/reactions`,
      { content: "eyes" },
      201,
    ],
    [
      "GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
      `${repo}/issues/comments/COMMENT/reactions`,
      undefined,
      200,
    ],
    ["DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", `${repo}/issues/comments/COMMENT`, undefined, 204],
    [
      "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments",
      `${repo}/pulls/${scene.pull.number}/comments`,
      { body: "Better", commit_id: scene.pull.head.sha, path: "main.tf", line: 1, side: "RIGHT" },
      201,
    ],
    [
      "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments",
      `${repo}/pulls/${scene.pull.number}/comments`,
      undefined,
      200,
    ],
    ["DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}", `${repo}/pulls/comments/COMMENT`, undefined, 204],
    [
      "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
      `${repo}/pulls/${scene.pull.number}/reviews`,
      { event: "COMMENT", commit_id: scene.pull.head.sha, comments: [{ path: "main.tf", line: 1, body: "Better" }] },
      200,
    ],
    [
      "POST /repos/{owner}/{repo}/code-scanning/sarifs",
      `${repo}/code-scanning/sarifs`,
      {
        commit_sha: scene.pull.head.sha,
        ref: `refs/pull/${scene.pull.number}/head`,
        sarif: gzipSync("{}").toString("base64"),
      },
      202,
    ],
    [
      "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts",
      `${repo}/actions/runs/WORKFLOW/artifacts`,
      undefined,
      200,
    ],
    [
      "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
      `${repo}/actions/artifacts/ARTIFACT/zip`,
      undefined,
      302,
    ],
    ["GET /app/hook/deliveries", "/app/hook/deliveries?per_page=1", undefined, 200],
    ["GET /app/hook/deliveries/{delivery_id}", "/app/hook/deliveries/DELIVERY", undefined, 200],
    ["POST /app/hook/deliveries/{delivery_id}/attempts", "/app/hook/deliveries/DELIVERY/attempts", undefined, 202],
    ["GET /repos/{owner}/{repo}/git/blobs/{file_sha}", `${repo}/git/blobs/BLOB`, undefined, 200],
    ["DELETE /installation/token", "/installation/token", undefined, 204],
  ].map(([name, path, body, status]) => [name as (typeof operations)[number], path as string, body, status as number]);
}

const byApp =
  /^(GET|POST) \/(app|orgs\/\{org\}\/installation|users\/\{username\}\/installation|repos\/\{owner\}\/\{repo\}\/installation)(\/|$)/;

describe("the stand-in and GitHub's description", () => {
  it("answers every wanted operation as described", async () => {
    github.sendWebhooksTo("http://127.0.0.1:9/nobody-listens");
    const [blob] = (await scene.repository.git.entries(scene.pull.head.sha, true)) ?? [];
    const ended = { event: "workflow_run", headSha: scene.pull.head.sha };
    const workflow = await github.endWorkflowRun(scene.repository, ended, { plan: Buffer.from("a zip") });
    const answered = new Set<string>();
    for (const [name, path, body, status] of requests()) {
      const credential = byApp.test(name) ? github.jwt() : scene.token;
      const [method = ""] = name.split(" ");
      const real = path
        .replace("RUN", String(runId))
        .replace("SUITE", String(github.world.suites.at(-1)?.id))
        .replace("COMMENT", String(commentId))
        .replace("DELIVERY", String(github.deliveries[0]?.id))
        .replace("WORKFLOW", String(workflow.id))
        .replace("ARTIFACT", String(github.world.artifacts.at(-1)?.id))
        .replace("BLOB", blob?.sha ?? "");
      const reply = await ask(github, credential, `${method} ${real}`, body);
      expect([name, reply.status, reply.status === status ? "" : reply.text]).toEqual([name, status, ""]);
      answered.add(name);
      const { id } = (reply.json ?? {}) as { readonly id?: number };
      if (name.startsWith("POST") && name.endsWith("/check-runs")) runId = id ?? 0;
      if (name.startsWith("POST") && name.endsWith("/comments")) commentId = id ?? 0;
    }
    github.assertNoViolations();
    expect([...answered].sort()).toEqual([...operations].sort());
  });
});
