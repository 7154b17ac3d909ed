import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { openReviewTools } from "../../src/review.ts";
import { createReviewer } from "../../src/server-review.ts";
import type { PullRequest, Repository } from "../github/world.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";

const patience = { timeout: 60_000, interval: 20 };

const provider = 'provider "aws" {\n  region = "eu-west-1"\n}\n';
const acl = (name: string, value: string): string =>
  `\nresource "aws_s3_bucket_acl" "${name}" {\n  bucket = "${name}"\n  acl    = "${value}"\n}\n`;
const gateway =
  '\nresource "aws_nat_gateway" "this" {\n  subnet_id     = "subnet-1"\n  allocation_id = "eipalloc-1"\n}\n';
const isPublic = "acme.public_bucket";
const policy = `# METADATA
# title: Bucket is readable by anyone
# description: Its objects are served to the whole internet.
# custom:
#   severity: high
#   remediation: Make it private.
package policies.acme.public_bucket

deny contains {
	"message": $"{resource.address} is public",
	"address": resource.address,
	"attribute": ["acl"],
	"fix": [{"op": "replace", "path": "/acl", "value": "private"}],
} if {
	some resource in input.resources

	resource.after.acl == "public-read"
}
`;

const calm = {
  ".github/tollgate/policies/acme/public_bucket.rego": policy,
  "main.tf": `${provider}${acl("logs", "private")}`,
};
const guilty = { "main.tf": `${provider}${acl("logs", "public-read")}` };
const costly = { "main.tf": `${calm["main.tf"]}${gateway}` };
const budget = "cost: {budgets: [{delta: 1, action: approval, team: finops}]}\n";

describe("the gate", () => {
  const tools = openReviewTools(new Date(), null);
  let app: AppUnderTest;
  let count = 0;

  beforeAll(async () => {
    app = await startApp("embedded", createReviewer(tools, { pack: false, disk: [] }));
    app.github.team("acme", "finops", ["fiona", "octocat"]);
  });

  afterAll(async () => {
    await app.close();
    await tools.close();
  });

  afterEach(() => {
    app.github.assertNoViolations();
  });

  async function makeRepository(files: Record<string, string>): Promise<Repository> {
    count += 1;
    const repository = await app.github.people.createRepository(`acme/gate-${count}`, { files });
    repository.roles.set("mona", "maintain").set("wendy", "write").set("octocat", "admin");
    return repository;
  }

  async function open(
    repository: Repository,
    change: Record<string, string>,
    options: { readonly message?: string; readonly base?: string; readonly isDraft?: boolean } = {},
  ): Promise<PullRequest> {
    const { message, base, isDraft = false } = options;
    await app.github.people.push(repository, "change", change, {
      ...(message === undefined ? {} : { message }),
      ...(base === undefined ? {} : { from: base }),
    });
    const pull = await app.github.people.openPullRequest(repository, {
      head: "change",
      isDraft,
      ...(base === undefined ? {} : { base }),
    });
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    await expect.poll(() => conclusions(pull).length, patience).toBe(2);
    return pull;
  }

  /** What the newest check of each name says. */
  function conclusions(at: Parameters<typeof app.github.checkRuns>[0]): ReadonlyArray<string> {
    const newest = new Map(app.github.checkRuns(at).map((run) => [run.name, run.conclusion ?? run.status]));
    return [...newest].map(([name, conclusion]) => `${name.replace("tollgate/", "")} ${conclusion}`);
  }

  function comment(pull: PullRequest): string {
    const own = app.github.comments(pull).filter((item) => item.author.login === "tollgate[bot]");
    expect(own.length).toBe(1);
    return own[0]?.body ?? "";
  }

  /** Somebody's comment, and the reaction that it got. */
  async function say(pull: PullRequest, login: string, body: string): Promise<string> {
    const said = await app.github.people.comment(pull, login, body);
    await expect.poll(() => said.reactions.length, patience).toBe(1);
    return said.reactions[0]?.content ?? "";
  }

  const blocked = ["policy failure", "cost success"];
  const passed = ["policy success", "cost success"];
  const asks = ["policy success", "cost action_required"];

  it("answers questions in its one comment, with a reaction, and does not review again", async () => {
    const pull = await open(await makeRepository(calm), guilty);
    const runs = app.github.checkRuns(pull).length;
    expect(await say(pull, "octocat", "/tollgate help")).toBe("+1");
    await expect.poll(() => comment(pull), patience).toContain("/tollgate waive <policy>");
    expect(await say(pull, "wendy", `/tollgate explain ${isPublic}\nplease`)).toBe("+1");
    await expect.poll(() => comment(pull), patience).toContain("An exception: `/tollgate waive`");
    expect(comment(pull)).not.toContain("waive <policy>");
    expect(await say(pull, "wendy", "/tollgate fix")).toBe("+1");
    await expect.poll(() => comment(pull), patience).toContain("1 finding</summary>");
    expect(await say(pull, "wendy", "/tollgate cost")).toBe("+1");
    await expect.poll(() => comment(pull), patience).toContain("No priced resource changes");
    expect(await say(pull, "wendy", "/tollgate dance")).toBe("confused");
    expect(await say(pull, "mallory", "/tollgate help")).toBe("-1");
    expect(app.github.checkRuns(pull).length).toBe(runs);
    expect(comment(pull)).toMatch(/^<!-- tollgate:review -->[^]*## Tollgate blocks/);
  });

  it("row 33: does not listen to quotes, code, later lines, edits, other words and bots", async () => {
    const pull = await open(await makeRepository(calm), guilty);
    const before = comment(pull);
    const said = [
      await app.github.people.comment(pull, "mona", "> /tollgate review"),
      await app.github.people.comment(pull, "mona", "    /tollgate review"),
      await app.github.people.comment(pull, "mona", "```\n/tollgate review\n```"),
      await app.github.people.comment(pull, "mona", "Please\n/tollgate review"),
      await app.github.people.comment(pull, "mona", "/tollgates review"),
    ];
    await app.github.settled();
    expect(said.flatMap((item) => item.reactions)).toEqual([]);
    expect(conclusions(pull)).toEqual(blocked);
    expect(comment(pull)).toBe(before);
  });

  it("row 33: grants a waiver to somebody with the role, and to no author of the change", async () => {
    const repository = await makeRepository(calm);
    repository.roles.set("carol", "admin").set("pat", "admin").set("dora", "admin");
    const message = "Open the bucket\n\nCo-authored-by: Carol <12+carol@users.noreply.github.com>";
    const pull = await open(repository, guilty, { message });
    await app.github.people.push(repository, "change", { "README.md": "more\n" }, { login: "pat" });
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
    await expect.poll(() => comment(pull), patience).toContain(pull.head.sha.slice(0, 7));
    const waive = `/tollgate waive ${isPublic} until 2099-01-31 because the CDN serves it`;
    expect(await say(pull, "octocat", waive)).toBe("-1"); // the opener
    await expect.poll(() => comment(pull), patience).toContain("authors of a change cannot waive");
    expect(await say(pull, "carol", waive)).toBe("-1"); // a co-author
    expect(await say(pull, "pat", waive)).toBe("-1"); // the last pusher
    expect(await say(pull, "wendy", waive)).toBe("-1"); // without the role
    await expect.poll(() => comment(pull), patience).toContain("waivers are granted by the role maintain");
    expect(await say(pull, "mona", `/tollgate waive ${isPublic} until 2020-01-01 because x`)).toBe("-1");
    expect(await say(pull, "mona", "/tollgate waive other.policy until 2099-01-31 because x")).toBe("-1");
    expect(await say(pull, "mona", `/tollgate waive ${isPublic} because x`)).toBe("confused");
    expect(conclusions(pull)).toEqual(blocked);
    expect(await say(pull, "mona", waive)).toBe("+1");
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
    await expect.poll(() => comment(pull), patience).toContain("waived until 2099-01-31 by mona: the CDN serves it");
    // A second finding of the kind was never waived.
    const both = { "main.tf": `${guilty["main.tf"]}${acl("other", "public-read")}` };
    await app.github.people.push(repository, "change", both);
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
    // Whoever granted it and then pushes has become an author.
    await app.github.people.push(repository, "change", guilty, { login: "mona" });
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
    await expect.poll(() => comment(pull), patience).toMatch(/Tollgate blocks: 1 new/);
  });

  it("asks a team for its consent, and takes it from a member who is no author, for the head that was seen", async () => {
    const repository = await makeRepository({ ...calm, ".github/tollgate.yml": budget });
    const pull = await open(repository, costly);
    expect(conclusions(pull)).toEqual(asks);
    await app.github.people.review(pull, "mona", "APPROVED"); // not in the team
    await app.github.people.review(pull, "octocat", "APPROVED"); // in the team, and the author
    const runs = (): number => app.github.checkRuns(pull).length;
    await expect.poll(runs, patience).toBeGreaterThanOrEqual(4);
    await expect.poll(() => conclusions(pull), patience).toEqual(asks);
    const review = await app.github.people.review(pull, "fiona", "APPROVED");
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
    await expect.poll(() => comment(pull), patience).toContain("approved by fiona");
    await app.github.people.dismissReview(pull, review);
    await expect.poll(() => conclusions(pull), patience).toEqual(asks);
    await app.github.people.review(pull, "fiona", "APPROVED");
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
    await app.github.people.push(repository, "change", { "README.md": "more\n" });
    await expect.poll(() => conclusions(pull), patience).toEqual(asks);
    await expect.poll(() => comment(pull), patience).not.toContain("approved by");
    expect(await say(pull, "mona", "/tollgate approve")).toBe("-1");
    await expect.poll(() => comment(pull), patience).toContain("consent is asked of finops");
    repository.roles.set("fiona", "triage");
    expect(await say(pull, "fiona", "/tollgate approve")).toBe("+1");
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
  });

  it("row 32: has buttons, which ask who presses them", async () => {
    const repository = await makeRepository({ ...calm, ".github/tollgate.yml": budget });
    repository.roles.set("fiona", "triage");
    const pull = await open(repository, costly);
    const run = app.github.checkRuns(pull).find((item) => item.name === "tollgate/cost")!;
    expect(run.actions.map((action) => action.identifier)).toEqual(["approve", "review"]);
    await app.github.clickAction(run, "approve", "wendy");
    await expect.poll(() => comment(pull), patience).toContain("Refused");
    expect(conclusions(pull)).toEqual(asks);
    await app.github.clickAction(run, "approve", "fiona");
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
  });

  it("row 35: reviews open pull requests again when what gates is pushed, and previews a change of it", async () => {
    const repository = await makeRepository(calm);
    const pull = await open(repository, guilty);
    expect(conclusions(pull)).toEqual(blocked);
    const waiver = `waivers:\n  - {policy: ${isPublic}, reason: CDN, granted_by: security, until: 2099-01-31}\n`;
    await app.github.people.push(repository, "other", { ".github/tollgate-waivers.yml": waiver });
    const own = await app.github.people.openPullRequest(repository, { head: "other" });
    await expect.poll(() => app.github.comments(own).length, patience).toBe(1);
    expect(comment(own)).toContain("### Preview");
    const runs = app.github.checkRuns(pull).length;
    await app.github.people.push(repository, "main", { "README.md": "nothing\n" });
    await app.github.settled();
    expect(app.github.checkRuns(pull).length).toBe(runs);
    await app.github.people.push(repository, "main", { ".github/tollgate-waivers.yml": waiver });
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
    await expect.poll(() => comment(pull), patience).toContain("waived until 2099-01-31 by security: CDN");
  });

  it("judges what is for a branch that nothing gates against the default branch, too", async () => {
    const repository = await makeRepository({ ...calm, ".github/tollgate.yml": "mode: gate\n" });
    const loose = { ...guilty, ".github/tollgate.yml": "mode: advisory\n" };
    await app.github.people.push(repository, "loose", loose);
    const pull = await open(repository, { "README.md": "more\n" }, { base: "loose" });
    expect(conclusions(pull)).toEqual(blocked);
    expect(comment(pull)).toContain("against main: 1 new finding");
  });

  it("leaves drafts undecided where they are skipped, until they are ready", async () => {
    const repository = await makeRepository({ ...calm, ".github/tollgate.yml": "drafts: skip\n" });
    const pull = await open(repository, { "README.md": "a\n" }, { isDraft: true });
    expect(conclusions(pull)).toEqual(["policy failure", "cost failure"]);
    await app.github.people.setDraft(pull, false);
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
  });

  it("row 30: evaluates a merge group with its members' waivers and consents, and voids it on a push", async () => {
    const repository = await makeRepository({ ...calm, ".github/tollgate.yml": budget });
    const pull = await open(repository, { "main.tf": `${guilty["main.tf"]}${gateway}` });
    const { sha } = pull.head;
    const group = {
      repository,
      sha: await app.github.people.push(repository, "queue-1", { "README.md": "q\n" }, { from: "change" }),
    };
    await app.github.requestMergeGroup(repository, group.sha);
    await expect.poll(() => conclusions(group), patience).toEqual(["policy failure", "cost action_required"]);
    expect(await say(pull, "mona", `/tollgate waive ${isPublic} until 2099-01-31 because CDN`)).toBe("+1");
    await app.github.people.review(pull, "fiona", "APPROVED");
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
    const second = await app.github.people.push(repository, "queue-2", { "README.md": "r\n" }, { from: "change" });
    await app.github.requestMergeGroup(repository, second);
    await expect.poll(() => conclusions({ repository, sha: second }), patience).toEqual(passed);
    await app.github.people.push(repository, "change", { "README.md": "pushed\n" });
    await expect
      .poll(() => conclusions({ repository, sha: second }), patience)
      .toEqual(["policy failure", "cost failure"]);
    expect(sha).not.toBe(pull.head.sha);
  });

  it("suggests a proven fix on its line, sets statuses and uploads SARIF where it is asked to", async () => {
    const [installation] = app.github.world.installations;
    await app.github.grant(installation!, {
      ...installation!.permissions,
      statuses: "write",
      security_events: "write",
    });
    const repository = await makeRepository({
      ...calm,
      ".github/tollgate.yml": "outputs: {statuses: true, sarif: true}\n",
    });
    const pull = await open(repository, guilty);
    const { reviewComments, statuses, sarifs } = app.github.world;
    const suggestions = () => reviewComments.filter((item) => item.repository === repository);
    await expect.poll(() => suggestions().length, patience).toBe(1);
    expect(suggestions()[0]).toMatchObject({ path: "main.tf", line: 7, startLine: null });
    expect(suggestions()[0]?.body).toContain('```suggestion\n  acl    = "private"\n```');
    expect(statuses.filter((item) => item.repository === repository).map((item) => [item.context, item.state])).toEqual(
      [
        ["tollgate/policy", "failure"],
        ["tollgate/cost", "success"],
      ],
    );
    const [sarif] = sarifs.filter((item) => item.repository === repository);
    expect(sarif).toMatchObject({ sha: pull.head.sha, ref: `refs/pull/${pull.number}/head` });
    expect(sarif?.text).toContain(isPublic);
    await app.github.people.push(repository, "change", { "main.tf": `${calm["main.tf"]}# more\n` });
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
    await expect.poll(() => suggestions().length, patience).toBe(0);
  });

  it("row 31: runs again for a whole suite, and follows a repository's new name", async () => {
    const repository = await makeRepository(calm);
    const pull = await open(repository, guilty);
    await app.github.renameRepository(repository, `renamed-${count}`);
    await app.github.rerequestSuite(app.github.checkRuns(pull)[0]!);
    await expect.poll(() => app.github.checkRuns(pull).length, patience).toBe(4);
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
    await app.github.archiveRepository(repository, true);
    await app.github.rerequestSuite(app.github.checkRuns(pull)[0]!);
    await app.github.settled();
  });

  it("judges a repository that was transferred by its new organisation's rules", async () => {
    const enforced = `enforced: {policies: {enforcement: {${isPublic}: deny}}}\n`;
    await app.github.install("initech");
    await app.github.people.createRepository("initech/.github", { files: { "tollgate.yml": enforced } });
    const own = `policies:\n  enforcement:\n    ${isPublic}: off\n`;
    const repository = await makeRepository({ ...calm, ".github/tollgate.yml": own });
    const pull = await open(repository, guilty);
    expect(conclusions(pull)).toEqual(passed);
    await app.github.transferRepository(repository, "initech");
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
  });

  it("reviews a pull request that it never heard of before it follows a command on it", async () => {
    const repository = await makeRepository(calm);
    app.github.loseShareOfWebhooks(1);
    await app.github.people.push(repository, "change", guilty);
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    app.github.loseShareOfWebhooks(0);
    expect(await say(pull, "wendy", `/tollgate explain ${isPublic}`)).toBe("+1");
    expect(conclusions(pull)).toEqual(blocked);
    await expect.poll(() => comment(pull), patience).toContain("An exception: `/tollgate waive`");
  });

  it("row 36: has the organisation's floor, and judges again when it changes", async () => {
    const enforced = `enforced: {policies: {enforcement: {${isPublic}: deny}}}\n`;
    const own = `policies:\n  enforcement:\n    ${isPublic}: off\n`;
    const repository = await makeRepository({ ...calm, ".github/tollgate.yml": own });
    const pull = await open(repository, guilty);
    expect(conclusions(pull)).toEqual(passed);
    const above = await app.github.people.createRepository("acme/.github", { files: { "README.md": "us\n" } });
    await app.github.people.push(above, "main", { "tollgate.yml": enforced });
    await expect.poll(() => conclusions(pull), patience).toEqual(blocked);
    await expect.poll(() => comment(pull), patience).toContain("does not allow");
    await app.github.people.push(above, "main", { "tollgate.yml": "enforced: {mode: advisory}\n" });
    await expect.poll(() => conclusions(pull), patience).toEqual(["policy failure", "cost failure"]);
    await expect.poll(() => comment(pull), patience).toContain("acme/.github/tollgate.yml:1");
    await app.github.people.push(above, "main", { "tollgate.yml": "" });
    await expect.poll(() => conclusions(pull), patience).toEqual(passed);
  });
});
