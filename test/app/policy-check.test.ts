import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { TrialBudget } from "../../src/app.ts";
import { openReviewTools } from "../../src/review.ts";
import { createPolicyChecker } from "../../src/server-policies.ts";
import { createReviewer } from "../../src/server-review.ts";
import type { CheckRun, PullRequest, Repository } from "../github/world.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";

const patience = { timeout: 60_000, interval: 20 };
const provider = 'provider "aws" {\n  region = "eu-west-1"\n}\n';
const acl = (name: string, value: string): string =>
  `\nresource "aws_s3_bucket_acl" "${name}" {\n  bucket = "${name}"\n  acl    = "${value}"\n}\n`;
const rule = "rules/acme/bucket_acl/bucket_acl.rego";
const test = "rules/acme/bucket_acl/bucket_acl_test.rego";

/** Finds buckets with one of these ACLs; its words are all that it sees. */
const policy = (values: ReadonlyArray<string>, more = ""): string => `# METADATA
# title: Bucket with a forbidden ACL
# description: What is in it can be read.
# related_resources:
#   - ref: https://example.com/acl
#     description: Why
# schemas:
#   - input: schema.terraform
# custom:
#   severity: high
#   remediation: Choose another.
#   resources:
#     - aws_s3_bucket_acl
${more}package policies.acme.bucket_acl

deny contains {"message": json.marshal(input), "address": resource.address, "attribute": ["acl"]} if {
	some resource in input.resources

	resource.after.acl in {${values.map((value) => `"${value}"`).join(", ")}}
}
`;

const tests = (value: string): string => `package policies.acme.bucket_acl_test

import data.policies.acme.bucket_acl as policy
import data.policies.lib.testing

test_deny_forbidden if {
	count(policy.deny) == 1 with input as testing.review([testing.terraform("aws_s3_bucket_acl", {"acl": "${value}"})])
}
`;

const sources = "policy_sources: [{repository: policies, ref: main, path: rules}]\n";
const budget: { -readonly [Key in keyof TrialBudget]: TrialBudget[Key] } = { requests: 1000, milliseconds: 120_000 };

describe("a pull request of the policies' repository", () => {
  const tools = openReviewTools(new Date(), null);
  let app: AppUnderTest;
  let policies: Repository;
  let above: Repository;
  let waiting: PullRequest;
  let count = 0;

  beforeAll(async () => {
    const { people } = (app = await startApp("embedded", createReviewer(tools, { pack: false, disk: [] }), {
      checkPolicies: createPolicyChecker(tools),
      trialBudget: budget,
    })).github;
    const files = { [rule]: policy(["public-read"]), [test]: tests("public-read") };
    policies = await people.createRepository("acme/policies", { files });
    above = await people.createRepository("acme/.github", { files: { "tollgate.yml": sources } });
    const open = { "main.tf": `${provider}${acl("site", "authenticated-read")}${acl("old", "public-read")}` };
    await people.createRepository("acme/site", { files: open, isPrivate: false });
    await people.createRepository("acme/vault", {
      files: { "main.tf": `${provider}${acl("s3cr3t", "authenticated-read")}` },
    });
    const calm = await people.createRepository("acme/calm", { files: { "main.tf": provider } });
    await people.push(calm, "change", { "main.tf": `${provider}${acl("new", "authenticated-read")}` });
    waiting = await people.openPullRequest(calm, { head: "change" });
  });

  afterAll(async () => {
    await app.close();
    await tools.close();
  });

  afterEach(() => {
    app.github.assertNoViolations();
  });

  async function propose(change: Record<string, string | null>, from?: Repository): Promise<PullRequest> {
    count += 1;
    const head = `change-${count}`;
    await app.github.people.push(from ?? policies, head, change);
    return await app.github.people.openPullRequest(policies, {
      head,
      ...(from === undefined ? {} : { headRepository: from }),
    });
  }

  function conclusions(at: PullRequest): ReadonlyArray<string> {
    const newest = new Map(app.github.checkRuns(at).map((run) => [run.name, run.conclusion ?? run.status]));
    return [...newest].map(([name, conclusion]) => `${name.replace("tollgate/", "")} ${conclusion}`);
  }

  /** The newest check of the policies, when it is completed. */
  async function checked(pull: PullRequest): Promise<CheckRun> {
    const ours = (): CheckRun | undefined =>
      app.github
        .checkRuns(pull)
        .filter(({ name }) => name === "tollgate/policies")
        .at(-1);
    await expect.poll(() => ours()?.status, patience).toBe("completed");
    const run = ours();
    if (run === undefined) throw new Error("no check");
    return run;
  }

  async function comment(pull: PullRequest): Promise<string> {
    const ours = () => app.github.comments(pull).filter(({ body }) => body.startsWith("<!-- tollgate:policies -->"));
    await expect.poll(() => ours().length, patience).toBe(1);
    return ours()[0]?.body ?? "";
  }

  it(
    "is checked, tested and tried on the organisation; what nobody may see is only counted",
    { timeout: 90_000 },
    async () => {
      await expect.poll(() => conclusions(waiting), patience).toEqual(["policy success", "cost success"]);
      const pull = await propose({ [rule]: policy(["authenticated-read"]), [test]: tests("authenticated-read") });
      const { conclusion, output } = await checked(pull);
      expect(conclusion).toBe("success");
      expect(output.title).toBe(
        "2 files, 0 of 1 test failed, 100.0 % covered, 1 open pull request would newly be stopped",
      );
      const said = await comment(pull);
      expect(said).toContain("Tried on 4 default branches and 1 open pull request");
      expect(said).toContain("| `acme.bucket_acl` | deny | 3 | 3 | 1 |");
      expect(said).toContain("| `acme/site` | 1 | 1 |");
      expect(said).toContain("2 repositories with a difference are not named");
      expect(said).not.toMatch(/vault|s3cr3t|calm|aws_s3_bucket_acl/);
      expect(output.summary).not.toMatch(/vault|s3cr3t|calm|aws_s3_bucket_acl/);
      // It gates nothing before it is merged.
      expect(conclusions(waiting)).toEqual(["policy success", "cost success"]);
    },
  );

  it("fails its check where a policy does not compile or a test fails, on the line", { timeout: 90_000 }, async () => {
    const pull = await propose({ [rule]: policy(["private"]) });
    const { conclusion, output, annotations } = await checked(pull);
    expect(conclusion).toBe("failure");
    expect(output.title).toContain("1 of 1 test failed");
    expect(annotations.map(({ path, annotation_level }) => `${path} ${annotation_level}`)).toContain(`${test} failure`);
    await app.github.people.push(policies, pull.head.ref, {
      [rule]: policy(["private"]).replace("input.resources", "input.resource"),
      [test]: tests("private"),
    });
    await expect
      .poll(() => app.github.checkRuns(pull).filter(({ name }) => name === "tollgate/policies").length, patience)
      .toBe(1);
    const second = await checked(pull);
    expect(second.conclusion).toBe("failure");
    expect(second.annotations.map(({ path, start_line }) => `${path}:${start_line}`)).toContain(`${rule}:17`);
    await expect.poll(() => comment(pull), patience).toContain('did you mean "resources"?');
    expect(conclusions(pull)).toContain("policy success");
  });

  it("of a fork is checked and tested, and tried on nothing", { timeout: 90_000 }, async () => {
    const fork = await app.github.people.fork(policies, "mallory");
    const pull = await propose({ [rule]: policy(["authenticated-read"]), [test]: tests("authenticated-read") }, fork);
    const { conclusion, output } = await checked(pull);
    expect(conclusion).toBe("success");
    expect(output.title).toBe("2 files, 0 of 1 test failed, 100.0 % covered");
    expect(await comment(pull)).toContain("Not tried: the change comes from a fork");
  });

  it("says what a spent budget left out", { timeout: 90_000 }, async () => {
    budget.requests = 1;
    try {
      const pull = await propose({ [rule]: policy(["authenticated-read"]), [test]: tests("authenticated-read") });
      await checked(pull);
      expect(await comment(pull)).toMatch(
        /\*\*\d more were not looked at\*\*: the budget of 1 request to GitHub is spent/,
      );
    } finally {
      budget.requests = 1000;
    }
  });

  it("counts what is in the shadow for the authors of policies, and for nobody else", { timeout: 90_000 }, async () => {
    const shadow = "policies: {enforcement: {acme.bucket_acl: {enforcement: shadow, deny_from: 2099-01-01}}}\n";
    await app.github.people.push(above, "main", { "tollgate.yml": `${sources}${shadow}` });
    const pull = await propose({ [rule]: policy(["authenticated-read"]), [test]: tests("authenticated-read") });
    await checked(pull);
    const said = await comment(pull);
    expect(said).toContain("In the shadow");
    expect(said).toContain("| `acme.bucket_acl` | 3 | 3 | 1 |");
    const reviewed = app.github.comments(pull).find(({ body }) => body.startsWith("<!-- tollgate:review -->"));
    expect(reviewed?.body).not.toContain("bucket_acl |");
    await app.github.people.push(above, "main", { "tollgate.yml": sources });
  });

  it(
    "takes policies of other tools as they are: only what does not compile is an error",
    { timeout: 90_000 },
    async () => {
      const conftest = 'package main\n\ndeny[msg] {\n\tinput.kind == "Deployment"\n\tmsg := "no"\n}\n';
      const pull = await propose({ "rules/k8s.rego": conftest });
      const { conclusion, output } = await checked(pull);
      expect(output.title).toMatch(/^3 files, \d+ warnings?, /);
      expect(conclusion).toBe("success");
    },
  );

  it("of any other repository is only reviewed", async () => {
    const other = await app.github.people.createRepository("acme/other", { files: { [rule]: policy(["x"]) } });
    await app.github.people.push(other, "change", { [rule]: policy(["y"]) });
    const pull = await app.github.people.openPullRequest(other, { head: "change" });
    await expect.poll(() => conclusions(pull), patience).toEqual(["policy success", "cost success"]);
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    await app.github.settled();
    expect(conclusions(pull)).toEqual(["policy success", "cost success"]);
  });
});
