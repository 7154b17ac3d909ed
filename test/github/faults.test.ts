import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ask, setScene, type Scene } from "./client.ts";
import { startGitHub, type FaultKind, type GitHubStandIn } from "./stand-in.ts";

let github: GitHubStandIn;
let scene: Scene;

beforeAll(async () => {
  github = await startGitHub();
  scene = await setScene(github);
});

afterEach(() => {
  github.clearFaults();
});

afterAll(() => github.close());

const pullOperation = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
const onePull = "GET /repos/acme/infra/pulls/1";

function order(
  fault: FaultKind,
  more: { readonly times?: number; readonly after?: number; readonly where?: string } = {},
): void {
  github.order({ on: pullOperation, fault, ...more });
}

describe("a fault that was ordered", () => {
  it.each([
    ["a server error", { kind: "error", status: 500 }, 500, /Server Error/],
    ["a page instead of JSON", { kind: "error", status: 502 }, 502, /<!DOCTYPE html>/],
    ["a service that is away", { kind: "error", status: 503 }, 503, /<!DOCTYPE html>/],
    ["a token that is not known yet", { kind: "bad-credentials" }, 401, /Bad credentials/],
    ["a permission that is not known yet", { kind: "forbidden" }, 403, /not accessible/],
    ["a pull request that is not there yet", { kind: "not-found" }, 404, /Not Found/],
    ["a commit that is not there yet", { kind: "no-commit" }, 422, /No commit found for SHA/],
    ["the abuse limit", { kind: "secondary-limit", retryAfter: 7 }, 403, /secondary rate limit/],
    ["the abuse limit as 429", { kind: "secondary-limit", retryAfter: null, status: 429 }, 429, /secondary rate limit/],
  ] as const)("is shown once: %s", async (_name, fault, status, text) => {
    order(fault);
    const reply = await ask(github, scene.token, onePull);
    expect(reply.status).toBe(status);
    expect(reply.text).toMatch(text);
    if (fault.kind === "secondary-limit") {
      expect(reply.headers.get("retry-after")).toBe(fault.retryAfter === null ? null : "7");
      expect(Number(reply.headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
    }
    expect((await ask(github, scene.token, onePull)).status).toBe(200);
  });

  it("comes as often and as late as ordered, and only where", async () => {
    order({ kind: "not-found" }, { after: 1, times: 2 });
    order({ kind: "error", status: 500 }, { where: "marker=1", times: Infinity });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await ask(github, scene.token, onePull)).status);
    expect(statuses).toEqual([200, 404, 404, 200]);
    expect((await ask(github, scene.token, `${onePull}?marker=1`)).status).toBe(500);
    expect((await ask(github, scene.token, "GET /repos/acme/infra")).status).toBe(200);
  });

  it("can be no answer at all", async () => {
    order({ kind: "hang" });
    const controller = new AbortController();
    const hanging = fetch(`${github.url}/repos/acme/infra/pulls/1`, {
      headers: { "user-agent": "tests", authorization: `Bearer ${scene.token}` },
      signal: controller.signal,
    });
    const first = await Promise.race([hanging, new Promise((resolve) => setTimeout(resolve, 100, "nothing"))]);
    controller.abort();
    await expect(hanging).rejects.toThrow(/abort/);
    expect(first).toBe("nothing");
    order({ kind: "reset" });
    await expect(ask(github, scene.token, onePull)).rejects.toThrow(/fetch failed/);
  });

  it("can be an answer that is late or ends in the middle", async () => {
    order({ kind: "latency", milliseconds: 80 });
    const start = performance.now();
    expect((await ask(github, scene.token, onePull)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(75);
    order({ kind: "cut-body" });
    const cut = await ask(github, scene.token, onePull);
    expect([cut.status, cut.json]).toEqual([200, null]);
  });

  it("can lose the answer to a request that was carried out", async () => {
    const operation = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
    github.order({ on: operation, fault: { kind: "lost-response" } });
    const comment = ask(github, scene.token, "POST /repos/acme/infra/issues/1/comments", { body: "once" });
    await expect(comment).rejects.toThrow(/fetch failed/);
    expect(github.comments(scene.pull).map((item) => item.body)).toEqual(["once"]);
  });

  it("can show a pull request as it was before the last push", async () => {
    const before = scene.pull.head.sha;
    const after = await github.people.push(scene.repository, "change", { "more.tf": "\n" });
    order({ kind: "stale" });
    expect((await ask(github, scene.token, onePull)).json).toMatchObject({ head: { sha: before } });
    expect((await ask(github, scene.token, onePull)).json).toMatchObject({ head: { sha: after } });
  });

  it("can use up the hour", async () => {
    order({ kind: "primary-limit", resetIn: 120 });
    const refused = await ask(github, scene.token, onePull);
    const reset = Number(refused.headers.get("x-ratelimit-reset")) * 1000 - github.world.now().getTime();
    expect([refused.status, refused.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
    expect(refused.text).toMatch(/API rate limit exceeded for installation ID/);
    expect(reset).toBeGreaterThan(118_000);
    expect((await ask(github, scene.token, onePull)).status).toBe(403);
    expect((await ask(github, scene.token, "GET /rate_limit")).status).toBe(200);
    github.advance(121_000);
    expect((await ask(github, scene.token, onePull)).status).toBe(200);
  });

  it("stands in the log of requests", () => {
    const kinds = new Set(github.requests.map((item) => item.fault));
    expect(kinds).toContain("hang");
    expect(github.requests.find((item) => item.fault === "lost-response")).toMatchObject({ method: "POST", status: 0 });
  });

  it("is no violation", () => {
    const described = github.violations.filter((item) => !item.message.includes("marker"));
    expect(described).toEqual([]);
  });
});

describe("limits", () => {
  it("count every answer but those that say nothing changed", async () => {
    const limited = await startGitHub({ rateLimit: 4 });
    const { installation } = await setScene(limited);
    const token = limited.token(installation);
    const first = await ask(limited, token, onePull);
    const etag = first.headers.get("etag") ?? "";
    const again = await ask(limited, token, onePull, undefined, { "if-none-match": etag });
    expect([again.status, again.text, again.headers.get("x-ratelimit-remaining")]).toEqual([304, "", "3"]);
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await ask(limited, token, onePull)).status);
    expect(statuses).toEqual([200, 200, 200, 403]);
    const graphql = await ask(limited, token, "POST /graphql", { query: "{ rateLimit { remaining } }" });
    expect(graphql.json).toEqual({ data: { rateLimit: { remaining: 3 } } });
    await limited.close();
  });

  it.each([
    ["points", { pointsPerMinute: 10, contentPerMinute: 80, concurrent: 100 }, 2],
    ["content", { pointsPerMinute: 900, contentPerMinute: 3, concurrent: 100 }, 3],
  ])("of %s a minute refuse writes", async (_name, secondaryLimits, allowed) => {
    const limited = await startGitHub({ secondaryLimits });
    const { token } = await setScene(limited);
    const statuses: number[] = [];
    for (let count = 0; count <= allowed; count += 1) {
      statuses.push((await ask(limited, token, "POST /repos/acme/infra/issues/1/comments", { body: "x" })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: allowed }, () => 201), 403]);
    limited.advance(61_000);
    expect((await ask(limited, token, "POST /repos/acme/infra/issues/1/comments", { body: "x" })).status).toBe(201);
    await limited.close();
  });

  it("of concurrent requests refuse those above", async () => {
    const secondaryLimits = { pointsPerMinute: 900, contentPerMinute: 80, concurrent: 2 };
    const limited = await startGitHub({ secondaryLimits });
    const { token } = await setScene(limited);
    const replies = await Promise.all(Array.from({ length: 12 }, () => ask(limited, token, onePull)));
    const refused = replies.filter((item) => item.status === 403);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get("retry-after")).toBe("60");
    await limited.close();
  });
});
