import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { openReviewTools } from "../../src/review.ts";
import { createReviewer } from "../../src/server-review.ts";
import { aZip } from "../changes/modules/archives.ts";
import { aChange, aPlan } from "../formats/plan/builders.ts";
import type { PullRequest, Repository } from "../github/world.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";

const patience = { timeout: 60_000, interval: 20 };

/** What only a plan knows: the data source's answer makes the bucket public. */
const source = (name: string): string => `provider "aws" {
  region = "eu-west-1"
}
data "http" "acl" {
  url = "https://example.org/acl"
}
resource "aws_s3_bucket_acl" "logs" {
  bucket = "${name}"
  acl    = data.http.acl.response_body
}
`;
const policy = `# METADATA
# title: Bucket that anybody may read
# custom:
#   severity: high
package policies.acme.bucket_acl

deny contains {"message": $"{resource.address} is public-read", "address": resource.address, "attribute": ["acl"]} if {
	some resource in input.resources
	resource.after.acl == "public-read"
}
`;
const passed = ["policy success", "cost success"];
const blocked = ["policy failure", "cost success"];

function planZip(acl: string, path = "infra/plan.json"): Buffer {
  const change = aChange("aws_s3_bucket_acl.logs", { after: { bucket: "logs", acl } });
  return Buffer.from(aZip([[path, aPlan([change])]]));
}

describe("a plan that a workflow made", () => {
  const tools = openReviewTools(new Date(), null);
  let app: AppUnderTest;
  let count = 0;

  beforeAll(async () => {
    app = await startApp("embedded", createReviewer(tools, { pack: false, disk: [] }));
  });

  afterAll(async () => {
    await app.close();
    await tools.close();
  });

  afterEach(() => {
    app.github.assertNoViolations();
  });

  async function open(): Promise<{ repository: Repository; pull: PullRequest }> {
    count += 1;
    const repository = await app.github.people.createRepository(`acme/planned-${count}`, {
      files: {
        "infra/main.tf": source("before"),
        ".github/tollgate/policies/acme/bucket_acl/bucket_acl.rego": policy,
      },
    });
    await app.github.people.push(repository, "change", { "infra/main.tf": source("after") });
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    return { repository, pull };
  }

  function conclusions(at: PullRequest): ReadonlyArray<string> {
    const newest = new Map(app.github.checkRuns(at).map((run) => [run.name, run.conclusion ?? run.status]));
    return [...newest].map(([name, conclusion]) => `${name.replace("tollgate/", "")} ${conclusion}`);
  }

  const comment = (pull: PullRequest): string => app.github.comments(pull)[0]?.body ?? "";
  it("for exactly this head adds its findings, and is named with its run", async () => {
    const { repository, pull } = await open();
    const main = (await repository.git.resolve("refs/heads/main"))!;
    const run = await app.github.endWorkflowRun(
      repository,
      { event: "workflow_run", headSha: main },
      { [`tollgate-plan-${pull.head.sha}`]: planZip("public-read") },
    );
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
    await expect.poll(() => comment(pull), patience).toContain(`was made for this head by the run ${run.id}`);
    expect(comment(pull)).toContain("it replaces nothing");
    const policyRun = app.github.checkRuns(pull).findLast(({ name }) => name === "tollgate/policy");
    expect(policyRun?.annotations.map(({ path, start_line }) => [path, start_line])).toEqual([["infra/main.tf", 9]]);
    // The next head is another change: the plan does not speak of it.
    await app.github.people.push(repository, "change", { "infra/main.tf": source("later") });
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
  });

  it("of something that the sources do not declare is told without an annotation on a file that is not there", async () => {
    const { repository, pull } = await open();
    const main = (await repository.git.resolve("refs/heads/main"))!;
    const change = aChange("aws_s3_bucket_acl.elsewhere", { after: { acl: "public-read" } });
    const content = Buffer.from(aZip([["plan.json", aPlan([change])]]));
    const artifacts = { [`tollgate-plan-${pull.head.sha}`]: content };
    await app.github.endWorkflowRun(repository, { event: "workflow_run", headSha: main }, artifacts);
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
    await expect.poll(() => comment(pull), patience).toContain("aws_s3_bucket_acl.elsewhere");
    const policyRun = app.github.checkRuns(pull).findLast(({ name }) => name === "tollgate/policy");
    expect(policyRun?.annotations).toEqual([]);
  });

  it("counts from a pull_request_target run for the default branch", async () => {
    const { repository, pull } = await open();
    await app.github.endWorkflowRun(
      repository,
      { event: "pull_request_target", headSha: pull.head.sha, headBranch: "change", pulls: [pull] },
      { "tollgate-plan": planZip("public-read") },
    );
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
  });

  it.each<[string, (pull: PullRequest) => Parameters<AppUnderTest["github"]["endWorkflowRun"]>[1], string]>([
    [
      "a run of the pull request itself",
      (pull) => ({ event: "pull_request", headSha: pull.head.sha, headBranch: "change", pulls: [pull] }),
      "a run for `pull_request` does what the change wants",
    ],
    [
      "a workflow of another branch",
      (pull) => ({ event: "workflow_run", headSha: pull.head.sha, headBranch: "change" }),
      "its workflow is not that of the default branch main",
    ],
    [
      "a run of which GitHub does not say the base",
      (pull) => ({ event: "pull_request_target", headSha: pull.head.sha, headBranch: "change" }),
      "GitHub does not say that its workflow is that of the default branch main",
    ],
  ])("does not count from %s, and that is said", async (_, run, words) => {
    const { repository, pull } = await open();
    const artifacts = { [`tollgate-plan-${pull.head.sha}`]: planZip("public-read") };
    await app.github.endWorkflowRun(repository, run(pull), artifacts);
    await expect.poll(() => comment(pull), patience).toContain(words);
    expect(conclusions(pull)).toEqual(passed);
    expect(comment(pull)).toContain("is not counted as the plan");
  });

  it("of other heads, other names, failed and expired runs changes nothing", async () => {
    const { repository, pull } = await open();
    const main = (await repository.git.resolve("refs/heads/main"))!;
    const zip = planZip("public-read");
    const named = { [`tollgate-plan-${pull.head.sha}`]: zip };
    const made = { event: "workflow_run", headSha: main };
    await app.github.endWorkflowRun(repository, made, { "tollgate-plan": zip, [`tollgate-plan-${main}`]: zip });
    await app.github.endWorkflowRun(repository, made, { [`x-tollgate-plan-${pull.head.sha}`]: zip });
    await app.github.endWorkflowRun(repository, { ...made, conclusion: "failure" }, named);
    await app.github.endWorkflowRun(repository, made, named, { isExpired: true });
    await app.github.endWorkflowRun(
      repository,
      { event: "pull_request", headSha: pull.head.sha, name: "lint", path: ".github/workflows/lint.yml" },
      named,
    );
    // A run that counts comes last. Each may be reviewed by itself, or all of them at once: what is said at the end counts.
    await app.github.endWorkflowRun(repository, made, { [`tollgate-plan-${pull.head.sha}`]: planZip("private") });
    await expect.poll(() => comment(pull), patience).toContain("was made for this head by the run");
    expect(conclusions(pull)).toEqual(passed);
    expect(comment(pull)).not.toContain("is not counted");
  });

  it.each<[string, Buffer, number | null, string]>([
    ["that is no archive", Buffer.from("nonsense"), null, "the archive is no valid zip"],
    ["that claims to be large", planZip("private"), 21 * 1024 * 1024, "it is larger than 20 MiB"],
    ["that is large", Buffer.alloc(21 * 1024 * 1024), 5, "it is larger than 20 MiB"],
    ["without a plan", planZip("private", "plan.txt"), null, "it has no file"],
    ["with something else", Buffer.from(aZip([["plan.json", "{}"]])), null, "of the workflow run"],
    ["that leaves its directory", planZip("private", "../../plan.json"), null, "the archive is no valid zip"],
    [
      "that unpacks without end",
      Buffer.from(aZip([["plan.json", "0".repeat(101 * 1024 * 1024)]])),
      null,
      "unpacks to more than",
    ],
  ])("%s is named as not analysed, and never a pass without a word", async (_, content, claimedBytes, words) => {
    const { repository, pull } = await open();
    const main = (await repository.git.resolve("refs/heads/main"))!;
    const artifacts = { [`tollgate-plan-${pull.head.sha}`]: content };
    await app.github.endWorkflowRun(repository, { event: "workflow_run", headSha: main }, artifacts, { claimedBytes });
    await expect.poll(() => comment(pull), patience).toContain(words);
    expect(comment(pull)).toContain("Not analysed");
    expect(comment(pull)).not.toContain("/tollgate-plan-"); // no link to a file that nobody has
  });
});
