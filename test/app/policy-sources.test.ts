import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { openReviewTools } from "../../src/review.ts";
import { createReviewer } from "../../src/server-review.ts";
import { openStore } from "../../src/store/store.ts";
import type { PullRequest, Repository } from "../github/world.ts";
import { quietLog } from "../store/places.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";

const patience = { timeout: 60_000, interval: 20 };
const provider = 'provider "aws" {\n  region = "eu-west-1"\n}\n';
const acl = (name: string, value: string): string =>
  `\nresource "aws_s3_bucket_acl" "${name}" {\n  bucket = "${name}"\n  acl    = "${value}"\n}\n`;
const calm = { "main.tf": `${provider}${acl("logs", "private")}` };
const guilty = { "main.tf": `${provider}${acl("logs", "public-read")}` };
const blocked = ["policy failure", "cost success"];
const passed = ["policy success", "cost success"];
const undecided = ["policy failure", "cost failure"];

/** A policy against one ACL; a finding of it has this severity. */
const policy = (value: string, severity = "high"): string => `# METADATA
# title: Bucket with the ACL ${value}
# custom:
#   severity: ${severity}
package policies.acme.bucket_acl

deny contains {"message": $"{resource.address} is ${value}", "address": resource.address, "attribute": ["acl"]} if {
	some resource in input.resources
	resource.after.acl == "${value}"
}
`;

const rule = "rules/acme/bucket_acl/bucket_acl.rego";
const sources = "policy_sources: [{repository: policies, ref: main, path: rules}]\n";

describe("the organisation's policies", () => {
  const tools = openReviewTools(new Date(), null);
  let app: AppUnderTest;
  let above: Repository;
  let policies: Repository;
  let count = 0;

  beforeAll(async () => {
    app = await startApp("embedded", createReviewer(tools, { pack: false, disk: [] }));
    policies = await app.github.people.createRepository("acme/policies", { files: { [rule]: policy("public-read") } });
    above = await app.github.people.createRepository("acme/.github", { files: { "tollgate.yml": sources } });
  });

  afterAll(async () => {
    await app.close();
    await tools.close();
  });

  afterEach(() => {
    app.github.assertNoViolations();
  });

  async function open(files: Record<string, string>, change: Record<string, string>): Promise<PullRequest> {
    count += 1;
    const repository = await app.github.people.createRepository(`acme/infra-${count}`, { files });
    await app.github.people.push(repository, "change", change);
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => conclusions(pull).length, patience).toBe(2);
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    return pull;
  }

  function conclusions(at: PullRequest): ReadonlyArray<string> {
    const newest = new Map(app.github.checkRuns(at).map((run) => [run.name, run.conclusion ?? run.status]));
    return [...newest].map(([name, conclusion]) => `${name.replace("tollgate/", "")} ${conclusion}`);
  }

  const comment = (pull: PullRequest): string => app.github.comments(pull)[0]?.body ?? "";

  async function configure(text: string): Promise<void> {
    await app.github.people.push(above, "main", { "tollgate.yml": text });
  }

  it("gate every repository, at the commit of their ref, which is said", async () => {
    const pull = await open(calm, guilty);
    expect(conclusions(pull)).toEqual(blocked);
    expect(comment(pull)).toContain("aws_s3_bucket_acl.logs");
    const sha = await app.github.people.push(policies, "other", { "README.md": "not gating\n" });
    expect(comment(pull)).toMatch(/acme\/policies@main:rules.* at commit/);
    expect(comment(pull)).not.toContain(sha.slice(0, 12));
  });

  it("cannot be weakened by a repository: not by settings, not by a policy of the same name, not by exclusion", async () => {
    const settings = [
      "mode: advisory",
      "policies: {enforcement: {acme.bucket_acl: {enforcement: 'off', team: mine}, 'acme.*': shadow}}",
      "projects: [{path: '.', exclude: true}]",
    ];
    // Its own policy of the same name finds the same in what was there before: that makes nothing old.
    const own = policy("public-read")
      .replace("deny contains", "deny contains")
      .replace('resource.after.acl == "public-read"', 'resource.action == "none"');
    const files = {
      ...calm,
      ".github/tollgate.yml": `${settings.join("\n")}\n`,
      ".github/tollgate/policies/acme/bucket_acl.rego": own,
      ".github/tollgate/policies/acme/data.json": "{}",
    };
    const pull = await open(files, guilty);
    expect(conclusions(pull)).toEqual(blocked);
    expect(comment(pull)).toContain("is the organisation's: it stays at");
    expect(comment(pull)).toContain("does not allow");
  });

  it("are read again when they are pushed to, and every open pull request is judged anew", async () => {
    const pull = await open(calm, { "main.tf": `${provider}${acl("logs", "authenticated-read")}` });
    expect(conclusions(pull)).toEqual(passed);
    await app.github.people.push(policies, "main", { [rule]: policy("authenticated-read") });
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
    await app.github.people.push(policies, "main", { [rule]: policy("public-read") });
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
    const runs = app.github.checkRuns(pull).length;
    await app.github.people.push(policies, "elsewhere", { [rule]: policy("authenticated-read") });
    await app.github.people.push(policies, "main", { "docs/about.md": "words\n" });
    await app.github.settled();
    expect(app.github.checkRuns(pull).length).toBe(runs);
  });

  it("stay at a full commit SHA, whatever is pushed", async () => {
    const strict = await app.github.people.push(policies, "pinned", { [rule]: policy("private") });
    await configure(`policy_sources: [{repository: acme/policies, ref: ${strict}, path: rules}]\n`);
    const pull = await open({ "main.tf": provider }, calm);
    expect(conclusions(pull)).toEqual(blocked);
    await app.github.people.push(policies, "pinned", { [rule]: policy("nothing") });
    await app.github.settled();
    expect(conclusions(pull)).toEqual(blocked);
    await configure(sources);
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
  });

  it("that are not to be had let nothing pass, and the review says which", async () => {
    const pull = await open(calm, { "main.tf": `${calm["main.tf"]}# more\n` });
    expect(conclusions(pull)).toEqual(passed);
    for (const [source, said] of [
      ["{repository: gone, ref: main}", "acme/gone"],
      ["{repository: policies, ref: gone}", "acme/policies at gone"],
      ["{repository: policies, ref: main, path: gone}", "there is no policy at gone"],
    ] as const) {
      await configure(`policy_sources: [${source}]\n`);
      await expect.poll(() => conclusions(pull), patience).toEqual(undecided);
      await expect.poll(() => comment(pull).replaceAll("`", ""), patience).toContain(said);
    }
    await configure(sources);
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
  });

  it("that do not compile let nothing pass", async () => {
    const pull = await open(calm, { "main.tf": `${calm["main.tf"]}# more\n` });
    await app.github.people.push(policies, "main", {
      [rule]: policy("public-read").replace("some resource in", "some"),
    });
    await expect.poll(() => conclusions(pull), patience).toEqual(undecided);
    await expect.poll(() => comment(pull), patience).toContain(`acme/policies:${rule}:`);
    await app.github.people.push(policies, "main", { [rule]: policy("public-read") });
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
  });

  it("roll out by the organisation's word: shadow is told to nobody, a repository pattern warns, a day denies", async () => {
    const shadow = "{enforcement: shadow, deny_from: 2099-01-01}";
    await configure(
      `${sources}policies: {enforcement: {acme.bucket_acl: ${shadow}}}\n` +
        'repositories: [{match: "special-*", policies: {enforcement: {acme.bucket_acl: warn}}}]\n',
    );
    const pull = await open(calm, guilty);
    expect(conclusions(pull)).toEqual(passed);
    expect(comment(pull)).not.toContain("is public-read");
    expect(comment(pull)).not.toContain("Bucket with the ACL");
    const special = await app.github.people.createRepository("acme/special-1", { files: calm });
    await app.github.people.push(special, "change", guilty);
    const warned = await app.github.people.openPullRequest(special, { head: "change" });
    await expect.poll(() => conclusions(warned), patience).toEqual(passed);
    await expect.poll(() => comment(warned), patience).toContain("Bucket with the ACL");
    await configure(
      `${sources}policies: {enforcement: {acme.bucket_acl: {enforcement: shadow, deny_from: 2020-01-01}}}\n`,
    );
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
    await expect.poll(() => conclusions(warned), patience).toEqual(blocked);
    await configure(sources);
  });

  it("are named in the audit log with their commit", async () => {
    await app.stop();
    const store = await openStore({ place: app.test.place, log: quietLog() });
    const { facts } = await store.db
      .selectFrom("audit")
      .select("facts")
      .where("kind", "=", "review")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    await store.close(1_000);
    await app.start();
    const sha = expect.stringMatching(/^[0-9a-f]{40}$/) as string;
    const used = { repository: "acme/policies", ref: "main", path: "rules", sha };
    expect(JSON.parse(facts)).toMatchObject({ inputs: { policy_sources: [used] } });
  });
});
