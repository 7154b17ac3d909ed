import { createHash, generateKeyPairSync } from "node:crypto";

import nock from "nock";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

import { findCheckRuns, publishCheck, type CheckRun } from "../../src/github/check-runs.ts";
import { connectGitHub, type GitHub, type RepositoryClient } from "../../src/github/client.ts";
import { hashComment, writeComment } from "../../src/github/comment.ts";
import { GitHubError } from "../../src/github/errors.ts";
import { readBlobsByGraphQl } from "../../src/github/graphql.ts";
import { readRole } from "../../src/github/people.ts";
import { publish, type PublicationRecord } from "../../src/github/publish.ts";
import { shareVerdict } from "../../src/github/shared-head.ts";
import type { CheckReport } from "../../src/model/report.ts";

const root = "https://api.github.com";
const marker = "<!-- tollgate:review -->";
const body = `${marker}\n\nnew words`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

let github: GitHub;
let client: RepositoryClient;

beforeAll(() => {
  nock.disableNetConnect();
  github = connectGitHub({
    appId: 12,
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    webhookSecret: "not used in this test",
    baseUrl: null,
    log: pino({ level: "silent" }),
  });
});

afterAll(() => {
  nock.enableNetConnect();
});

afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  expect(pending).toEqual([]);
});

let repository = 100;

/** A fresh client (and with it a fresh token) for every test. */
function openRepository(): void {
  repository += 1;
  client = github.repository({ installation_id: 5, repository_id: repository, owner: "acme", name: "infra" });
  expectToken("ghs_12_first");
}

function expectToken(token: string, life = 3_600_000): void {
  const expires_at = new Date(Date.now() + life).toISOString();
  nock(root)
    .post("/app/installations/5/access_tokens", {
      repository_ids: [repository],
      permissions: { checks: "write", contents: "read", pull_requests: "write" },
    })
    .matchHeader("authorization", /^bearer ey/i)
    .reply(201, { token, expires_at, permissions: {} });
}

function readPull(): Promise<unknown> {
  return client.call((octokit) => octokit.rest.pulls.get({ owner: "acme", repo: "infra", pull_number: 1 }));
}

async function failure(): Promise<GitHubError> {
  const error: unknown = await readPull().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(GitHubError);
  return error as GitHubError;
}

describe("a request", () => {
  it("carries a token of that one repository, and keeps it", async () => {
    openRepository();
    nock(root)
      .get("/repos/acme/infra/pulls/1")
      .times(2)
      .matchHeader("authorization", /ghs_12_first$/)
      .reply(200, {});
    await readPull();
    await readPull();
  });

  it("goes where GitHub says that a renamed repository is now, reading and writing", async () => {
    openRepository();
    const moved = (path: string) => ({ location: `${root}/repositories/1000${path}` });
    const words = { message: "Moved Permanently", documentation_url: "https://docs.github.com/v3/#http-redirects" };
    nock(root).get("/repos/acme/infra/pulls/1").reply(301, words, moved("/pulls/1"));
    nock(root)
      .get("/repositories/1000/pulls/1")
      .matchHeader("authorization", /ghs_12_first$/)
      .reply(200, {});
    await readPull();
    nock(root).post("/repos/acme/infra/issues/7/comments").reply(307, words, moved("/issues/7/comments"));
    nock(root).post("/repositories/1000/issues/7/comments", { body }).reply(201, { id: 1 });
    const known = { id: null, hash: null, isAbsent: true };
    expect(await writeComment(github, client, 7, body, known)).toMatchObject({ id: 1 });
  });

  it("is sent once more with a fresh token when the first is not known", async () => {
    openRepository();
    nock(root).get("/repos/acme/infra/pulls/1").reply(401, { message: "Bad credentials" });
    expectToken("ghs_12_second");
    nock(root)
      .get("/repos/acme/infra/pulls/1")
      .matchHeader("authorization", /ghs_12_second$/)
      .reply(200, {});
    await readPull();
  });

  it.each([
    ["a secondary limit", 403, { "retry-after": "60" }, "You have exceeded a secondary rate limit", "rate-limit", 60],
    ["a secondary limit without a time", 403, {}, "You have exceeded a secondary rate limit.", "rate-limit", 60],
    ["a limit in other words, without a time", 403, {}, "API rate limit exceeded for this App", "rate-limit", 60],
    ["a limit for ever, which is asked again a day later", 403, { "retry-after": "9e15" }, "", "rate-limit", 86_400],
    ["too many requests", 429, {}, "slow down", "rate-limit", 60],
    ["a missing permission", 403, {}, "Resource not accessible by integration", "forbidden", null],
    ["what is not there", 404, {}, "Not Found", "missing", null],
    ["a head that has not arrived", 422, {}, "No commit found for SHA: abc", "missing", null],
    ["a request that is wrong", 422, {}, "Validation Failed", "refused", null],
    ["a fault of GitHub's", 500, {}, "Server Error", "unavailable", null],
    ["an error page", 502, { "content-type": "text/html" }, "<html>Unicorn</html>", "unavailable", null],
  ])("tells %s", async (_, status, headers, message, trouble, seconds) => {
    openRepository();
    nock(root).get("/repos/acme/infra/pulls/1").reply(status, { message }, headers);
    const error = await failure();
    expect([error.trouble, error.status]).toEqual([trouble, status]);
    expect(error.retryable).toBe(!["forbidden", "refused"].includes(trouble));
    const wait = error.retry_at === null ? null : Math.round((error.retry_at.getTime() - Date.now()) / 1000);
    expect(wait).toBe(seconds);
    expect(error.message).toContain(`GitHub gave answer ${status} to GET /repos/acme/infra/pulls/1: `);
  });

  it("tells when the hourly limit is over", async () => {
    openRepository();
    const reset = Math.floor(Date.now() / 1000) + 2400;
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) };
    nock(root).get("/repos/acme/infra/pulls/1").reply(403, { message: "API rate limit exceeded" }, headers);
    expect((await failure()).retry_at).toEqual(new Date((reset + 1) * 1000));
  });

  it("tells a limit that ends at a date", async () => {
    openRepository();
    const end = new Date(Math.ceil(Date.now() / 1000) * 1000 + 90_000);
    nock(root).get("/repos/acme/infra/pulls/1").reply(429, { message: "" }, { "retry-after": end.toUTCString() });
    expect((await failure()).retry_at).toEqual(end);
  });

  it("tells a limit whose end is nonsense, and one that is over already", async () => {
    for (const after of ["soon", new Date(0).toUTCString(), "-5", "0"]) {
      openRepository();
      nock(root).get("/repos/acme/infra/pulls/1").reply(403, { message: "rate limit" }, { "retry-after": after });
      const { retry_at, trouble } = await failure();
      expect([after, trouble]).toEqual([after, "rate-limit"]);
      const wait = ((retry_at?.getTime() ?? 0) - Date.now()) / 1000;
      expect(wait).toBeGreaterThan(after === "soon" ? 50 : -10);
      expect(wait).toBeLessThan(after === "soon" ? 61 : 2);
    }
  });

  it("keeps a token that lives for a minute, and replaces it after half of that", async () => {
    openRepository();
    nock.cleanAll();
    const now = vi.spyOn(Date, "now");
    try {
      const begun = Date.now();
      for (const later of [0, 20_000, 40_000]) {
        now.mockReturnValue(begun + later);
        if (later !== 20_000) expectToken(`ghs_${later}`, 60_000);
        nock(root)
          .get("/repos/acme/infra/pulls/1")
          .matchHeader("authorization", new RegExp(`ghs_${later === 40_000 ? later : 0}$`))
          .reply(200, {});
        await readPull();
      }
    } finally {
      now.mockRestore();
    }
  });

  it("reads a file whose neighbour an answer has an error for", async () => {
    openRepository();
    const text = "private\n";
    const sha = createHash("sha1").update(`blob ${text.length}\0${text}`).digest("hex");
    const errors = [{ type: "NOT_FOUND", path: ["repository", "b1"], message: "Could not resolve to a node" }];
    const repository = { b0: { text, isTruncated: false }, b1: null };
    nock(root).post("/graphql").reply(200, { data: { repository }, errors });
    const wanted = [sha, "b".repeat(40)].map((each) => ({ sha: each, size: 8 }));
    expect([...(await readBlobsByGraphQl(client, wanted))]).toEqual([[sha, Buffer.from(text)]]);
  });

  it("takes a role from a server that knows only permissions", async () => {
    openRepository();
    const where = "/repos/acme/infra/collaborators/mona/permission";
    nock(root).get(where).reply(200, { permission: "write", user: null });
    nock(root).get(where).reply(200, { permission: "write", role_name: "maintain", user: null });
    expect(await readRole(client, "mona")).toBe("write");
    expect(await readRole(client, "mona")).toBe("maintain");
  });

  it("tells that nobody answered", async () => {
    openRepository();
    nock(root).get("/repos/acme/infra/pulls/1").replyWithError("connection reset");
    const error = await failure();
    expect([error.trouble, error.status, error.retryable]).toEqual(["unavailable", 0, true]);
  });
});

function check(annotations: number): CheckReport {
  return {
    name: "tollgate/policy",
    conclusion: "failure",
    title: "blocked",
    summary: "why",
    text: null,
    annotations: Array.from({ length: annotations }, (_, index) => ({
      path: "main.tf",
      start_line: index + 1,
      end_line: index + 1,
      level: "failure" as const,
      title: "open",
      message: "close it",
    })),
  };
}

const started_at = new Date("2026-11-21T10:00:00Z");
const target = { name: "tollgate/policy", head_sha: "a".repeat(40), external_id: "7/1", started_at };

interface SentCheck {
  readonly status: string;
  readonly conclusion?: string;
  readonly output: { readonly annotations: ReadonlyArray<{ readonly start_line: number }> };
}

describe("a check", () => {
  it("is created completed where its annotations fit into one request", async () => {
    openRepository();
    const sent: SentCheck[] = [];
    nock(root)
      .post("/repos/acme/infra/check-runs", (json: SentCheck) => sent.push(json) > 0)
      .reply(201, { id: 3 });
    const saved: [CheckRun, string | null][] = [];
    await publishCheck(client, target, check(50), null, (...args) => Promise.resolve(void saved.push(args)));
    expect(sent).toMatchObject([{ external_id: "7/1", status: "completed", conclusion: "failure" }]);
    expect(saved).toEqual([[{ id: 3, status: "completed", annotations: 50 }, "failure"]]);
  });

  it("is created in progress where they do not, and completed with the last of them", async () => {
    openRepository();
    const sent: SentCheck[] = [];
    const keep = (json: SentCheck): boolean => sent.push(json) > 0;
    nock(root).post("/repos/acme/infra/check-runs", keep).reply(201, { id: 3 });
    nock(root).patch("/repos/acme/infra/check-runs/3", keep).times(2).reply(200, { id: 3 });
    const saved: [CheckRun, string | null][] = [];
    await publishCheck(client, target, check(120), null, (...args) => Promise.resolve(void saved.push(args)));
    expect(sent.map((json) => [json.status, json.conclusion, json.output.annotations.length])).toEqual([
      ["in_progress", undefined, 50],
      ["in_progress", undefined, 50],
      ["completed", "failure", 20],
    ]);
    expect(saved.map(([run]) => run.annotations)).toEqual([50, 100, 120]);
  });

  it("goes on where an earlier attempt stopped", async () => {
    openRepository();
    const sent: SentCheck[] = [];
    nock(root)
      .patch("/repos/acme/infra/check-runs/3", (json: SentCheck) => sent.push(json) > 0)
      .reply(200, { id: 3 });
    const existing = { id: 3, status: "in_progress", annotations: 50 } as const;
    await publishCheck(client, target, check(60), existing, () => Promise.resolve());
    expect(sent[0]?.output.annotations.map((item) => item.start_line)).toEqual([
      51, 52, 53, 54, 55, 56, 57, 58, 59, 60,
    ]);
  });

  it("is made anew where GitHub has the one to go on with no more", async () => {
    openRepository();
    const sent: SentCheck[] = [];
    nock(root).patch("/repos/acme/infra/check-runs/3").reply(404, { message: "Not Found" });
    nock(root)
      .post("/repos/acme/infra/check-runs", (json: SentCheck) => sent.push(json) > 0)
      .reply(201, { id: 4 });
    const saved: [CheckRun, string | null][] = [];
    const existing = { id: 3, status: "in_progress", annotations: 50 } as const;
    await publishCheck(client, target, check(50), existing, (...args) => Promise.resolve(void saved.push(args)));
    expect(sent[0]?.output.annotations.length).toBe(50);
    expect(saved).toEqual([[{ id: 4, status: "completed", annotations: 50 }, "failure"]]);
  });

  it("is found again by its external id, and only where it is our own", async () => {
    openRepository();
    const run = (id: number, external_id: string, app: number): object => {
      return {
        id,
        name: "tollgate/policy",
        status: "completed",
        conclusion: "success",
        external_id,
        app: { id: app },
        output: { annotations_count: 4 },
      };
    };
    nock(root)
      .get(`/repos/acme/infra/commits/${target.head_sha}/check-runs`)
      .query({ app_id: 12, filter: "all", per_page: 100, page: 1 })
      .reply(200, { total_count: 3, check_runs: [run(1, "7/1", 99), run(2, "7/1", 12), run(3, "8/1", 12)] });
    const found = await findCheckRuns(client, target.head_sha, "7/1", 12);
    expect([...found]).toEqual([
      ["tollgate/policy", { id: 2, status: "completed", annotations: 4, conclusion: "success" }],
    ]);
  });
});

describe("a report", () => {
  const comments = "/repos/acme/infra/issues/7/comments";

  /** What a publication of one check ends with, when its claim holds for so many saves. */
  async function published(saves: number) {
    const ended: unknown[] = [];
    let saved = 0;
    const record: PublicationRecord = {
      claim: () => Promise.resolve({ kind: "granted", comment: { id: null, hash: null, isAbsent: true } }),
      end: (state) => Promise.resolve(void ended.push(state)),
      runs: () => Promise.resolve({ own: [], shared: [], abandoned: [] }),
      isAnswered: () => Promise.resolve(false),
      forgetRun: () => Promise.resolve(),
      saveCheckRun: () => Promise.resolve((saved += 1) <= saves),
      saveShown: () => Promise.resolve(),
    };
    const { head_sha, external_id } = target;
    const publication = { number: 7, head_sha, external_id, started_at, isRepeated: false, isLast: false, record };
    const report = { checks: [check(0)], comment: body };
    const outcome = await publish(github, client, publication, report, null);
    return { outcome, ended };
  }

  it("is out when its checks are, where nobody may comment", async () => {
    openRepository();
    nock(root).post("/repos/acme/infra/check-runs").reply(201, { id: 3 });
    nock(root).post(comments).reply(403, { message: "Unable to create comment because issue is locked." });
    const state = { comment_id: null, comment_hash: null };
    expect(await published(1)).toEqual({ outcome: "published", ended: [state] });
  });

  it("goes no further when a newer event took its claim", async () => {
    openRepository();
    nock(root).post("/repos/acme/infra/check-runs").reply(201, { id: 3 });
    expect(await published(0)).toEqual({ outcome: "superseded", ended: [null] });
  });
});

describe("the comment", () => {
  const path = "/repos/acme/infra/issues/7/comments";
  const one = (id: number): string => `/repos/acme/infra/issues/comments/${id}`;
  const own = { performed_via_github_app: { id: 12 }, user: { login: "tollgate[bot]", type: "Bot" } };

  it("is created at once where none can exist", async () => {
    openRepository();
    nock(root).post(path, { body }).reply(201, { id: 1 });
    const known = { id: null, hash: null, isAbsent: true };
    expect(await writeComment(github, client, 7, body, known)).toEqual({ id: 1, hash: hashComment(body) });
  });

  it("is edited in place, looked at when nothing changed, and made anew when somebody deleted it", async () => {
    openRepository();
    nock(root).patch(one(1), { body }).reply(200, {});
    await writeComment(github, client, 7, body, { id: 1, hash: "of other words", isAbsent: false });
    nock(root).get(one(1)).reply(200, { body });
    await writeComment(github, client, 7, body, { id: 1, hash: hashComment(body), isAbsent: false });
    nock(root).get(one(1)).reply(404, { message: "Not Found" });
    nock(root).get(path).query({ per_page: 100, page: 1 }).reply(200, []);
    nock(root).post(path, { body }).reply(201, { id: 2 });
    const written = await writeComment(github, client, 7, body, { id: 1, hash: hashComment(body), isAbsent: false });
    expect(written.id).toBe(2);
  });

  it("row 27: is the oldest of our own on any page; doubles go, and a stranger's marker is no one's business", async () => {
    openRepository();
    const chatter = Array.from({ length: 98 }, (_, id) => ({ id, body: "hm", user: { login: "mona", type: "User" } }));
    const pasted = { id: 200, body, user: { login: "mallory", type: "User" }, performed_via_github_app: null };
    const other = { id: 201, body, user: { login: "other[bot]", type: "Bot" }, performed_via_github_app: { id: 13 } };
    nock(root)
      .get(path)
      .query({ per_page: 100, page: 1 })
      .reply(200, [...chatter, pasted, other]);
    const byName = { id: 303, body: `${marker} older`, user: { login: "tollgate[bot]", type: "Bot" } };
    nock(root)
      .get(path)
      .query({ per_page: 100, page: 2 })
      .reply(200, [{ ...own, id: 305, body: `${marker}\n\nold` }, byName]);
    nock(root).get("/app").reply(200, { slug: "tollgate" });
    nock(root).patch(one(303), { body }).reply(200, {});
    nock(root).delete(one(305)).reply(204);
    const written = await writeComment(github, client, 7, body, { id: null, hash: null, isAbsent: false });
    expect(written.id).toBe(303);
  });
});

describe("a verdict that shares its head with others", () => {
  const shared = (
    number: number,
    conclusion: string,
    name = "tollgate/policy",
  ): Parameters<typeof shareVerdict>[1][0] => {
    return { id: number, number, name, conclusion, shown: conclusion };
  };
  const passing: CheckReport = { ...check(0), conclusion: "success", title: "passed" };

  it.each([
    ["nobody", [], "success", "passed"],
    ["one that passes", [shared(8, "success")], "success", "passed"],
    ["the other check", [shared(8, "failure", "tollgate/cost")], "success", "passed"],
    [
      "one that wants consent",
      [shared(8, "action_required")],
      "action_required",
      "action_required for #8, which has the same head commit; here: passed",
    ],
    [
      "a worse one",
      [shared(8, "action_required"), shared(9, "failure")],
      "failure",
      "failure for #9, which has the same head commit; here: passed",
    ],
  ] as const)("with %s", (_, others, conclusion, title) => {
    expect(shareVerdict(passing, others)).toMatchObject({ conclusion, title });
  });

  it("is never made better", () => {
    expect(shareVerdict(check(0), [shared(8, "success")])).toEqual(check(0));
  });
});
