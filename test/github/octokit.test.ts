import { ProbotOctokit } from "probot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setScene, type Scene } from "./client.ts";
import { startGitHub, type GitHubStandIn } from "./stand-in.ts";

let github: GitHubStandIn;
let scene: Scene;
let octokit: ProbotOctokit;

/** The client that the App uses, as it comes, but for waiting between writes. */
function clientOf(target: GitHubStandIn, installationId: number): ProbotOctokit {
  const Client = ProbotOctokit.defaults((options: object) => ({
    ...options,
    throttle: { enabled: false },
    retry: { enabled: false },
  }));
  return new Client({
    baseUrl: target.apiUrl,
    auth: { appId: target.app.id, privateKey: target.app.privateKey, installationId },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
}

beforeAll(async () => {
  github = await startGitHub();
  scene = await setScene(github);
  octokit = clientOf(github, scene.installation.id);
});

afterAll(() => github.close());

const infra = { owner: "acme", repo: "infra" };

describe("Octokit, which others wrote,", () => {
  it("signs in, reads, writes checks and comments without a violation", async () => {
    const { data: pull } = await octokit.rest.pulls.get({ ...infra, pull_number: 1 });
    const { data: compared } = await octokit.rest.repos.compareCommitsWithBasehead({
      ...infra,
      basehead: `${pull.base.sha}...${pull.head.sha}`,
    });
    const { data: tree } = await octokit.rest.git.getTree({
      ...infra,
      tree_sha: compared.merge_base_commit.commit.tree.sha,
      recursive: "1",
    });
    const { data: blob } = await octokit.rest.git.getBlob({
      ...infra,
      file_sha: tree.tree.find((item) => item.path === "main.tf")!.sha,
    });
    expect(Buffer.from(blob.content, "base64").toString()).toBe('variable "a" {}\n');
    const { data: run } = await octokit.rest.checks.create({
      ...infra,
      name: "a",
      head_sha: pull.head.sha,
      status: "in_progress",
    });
    await octokit.rest.checks.update({
      ...infra,
      check_run_id: run.id,
      conclusion: "success",
      output: { title: "t", summary: "s" },
    });
    const { data: comment } = await octokit.rest.issues.createComment({ ...infra, issue_number: 1, body: "Hello" });
    await octokit.rest.issues.updateComment({ ...infra, comment_id: comment.id, body: "Hello again" });
    expect(github.comments(scene.pull)).toMatchObject([{ body: "Hello again", edits: 1 }]);
    expect(github.checkRuns(scene.pull)).toMatchObject([{ name: "a", conclusion: "success" }]);
    github.assertNoViolations();
  });

  it("finds its way through pages", async () => {
    await github.people.push(
      scene.repository,
      "change",
      Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`f${index}.tf`, "\n"])),
    );
    const files = await octokit.paginate(octokit.rest.pulls.listFiles, { ...infra, pull_number: 1, per_page: 100 });
    expect(files).toHaveLength(252);
  });

  it("asks GraphQL where a server of one's own has it", async () => {
    const text =
      'query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { object(expression: "main:main.tf") { ... on Blob { text } } } }';
    expect(await octokit.graphql(text, infra)).toEqual({ repository: { object: { text: 'variable "a" {}\n' } } });
    expect(github.requests.at(-1)).toMatchObject({ operation: "POST /graphql", status: 200 });
  });

  it("asks for a new token when the hour is over", async () => {
    const mints = () => github.countRequests()["POST /app/installations/{installation_id}/access_tokens"];
    const before = mints();
    github.advance(62 * 60 * 1000);
    const late = clientOf(github, scene.installation.id);
    await late.rest.repos.get(infra);
    expect(mints()).toBeGreaterThan(before ?? 0);
  });
});
