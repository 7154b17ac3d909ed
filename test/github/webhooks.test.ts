import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask, setScene, type Scene } from "./client.ts";
import { checkWebhook } from "./description.ts";
import { publishedEvents } from "./published.ts";
import { startGitHub, type GitHubStandIn } from "./stand-in.ts";
import { webhooks, type WebhookName } from "./wanted.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly payload: Record<string, unknown>;
}

let github: GitHubStandIn;
let scene: Scene;
let server: Server;
let received: Received[];
let answer: { status: number; delay: number };

beforeEach(async () => {
  received = [];
  answer = { status: 200, delay: 0 };
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks).toString();
      received.push({ headers: request.headers, raw, payload: JSON.parse(raw) as Record<string, unknown> });
      setTimeout(() => response.writeHead(answer.status).end("ok"), answer.delay);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  github = await startGitHub();
  scene = await setScene(github);
  github.sendWebhooksTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`);
});

afterEach(async () => {
  await github.close();
  await new Promise((resolve) => server.close(resolve));
});

function names(): string[] {
  return received.map(({ headers, payload }) => {
    const action = payload["action"];
    return typeof action === "string"
      ? `${headers["x-github-event"] as string}.${action}`
      : String(headers["x-github-event"]);
  });
}

/** Everything that the stand-in can send, once. */
async function everything(): Promise<void> {
  const { repository, pull, installation, token } = scene;
  const { people } = github;
  await people.push(repository, "release", { "release.tf": "\n" });
  await people.openPullRequest(repository, { head: "release" });
  await people.push(repository, "change", { "x.tf": "\n" });
  await people.retarget(pull, "release");
  await people.setDraft(pull, true);
  await people.setDraft(pull, false);
  await people.close(pull);
  await people.reopen(pull);
  await people.comment(pull, "mona", "/tollgate help");
  const reply = await ask(github, token, "POST /repos/acme/infra/issues/1/comments", { body: "Hello" });
  const comment = `/repos/acme/infra/issues/comments/${(reply.json as { readonly id: number }).id}`;
  await ask(github, token, `PATCH ${comment}`, { body: "Hello again" });
  await ask(github, token, `DELETE ${comment}`);
  const actions = [{ label: "Explain", description: "Say why", identifier: "explain" }];
  await ask(github, token, "POST /repos/acme/infra/check-runs", {
    name: "a",
    head_sha: pull.head.sha,
    conclusion: "success",
    actions,
  });
  await github.settled();
  const [run] = github.checkRuns(pull);
  await github.rerequest(run!);
  await github.rerequestSuite(run!);
  await github.clickAction(run!, "explain");
  await github.requestMergeGroup(repository, pull.head.sha);
  await github.destroyMergeGroup(repository, pull.head.sha);
  await people.dismissReview(pull, await people.review(pull, "mona", "APPROVED"));
  await github.renameRepository(repository, "infrastructure");
  await github.renameRepository(repository, "infra");
  await github.archiveRepository(repository, true);
  await github.archiveRepository(repository, false);
  await github.endWorkflowRun(repository, { event: "workflow_run", headSha: pull.head.sha });
  const other = await people.createRepository("globex/moved", { files: { "main.tf": "\n" } });
  await github.transferRepository(other, "acme");
  await github.grant(installation, { ...installation.permissions, statuses: "write" });
  await github.changeRepositories(installation, "added", [repository]);
  await github.changeRepositories(installation, "removed", [repository]);
  await github.install("globex");
  await github.suspend(installation);
  await github.unsuspend(installation);
  await github.uninstall(installation);
  await github.ping();
}

/** Nobody published an example of these. */
const withoutExample = new Set([
  "pull_request.edited",
  "merge_group.destroyed",
  "repository.archived",
  "repository.unarchived",
  "repository.transferred",
]);

/** What in a payload has another type than in an example, or is missing; null fits anything. */
function differences(example: unknown, payload: unknown, at: string): string[] {
  if (example === null || payload === null) return [];
  if (Array.isArray(example)) {
    if (!Array.isArray(payload)) return [`${at} is not a list`];
    return example.length > 0 && payload.length > 0 ? differences(example[0], payload[0], `${at}[0]`) : [];
  }
  if (typeof example !== "object")
    return typeof example === typeof payload ? [] : [`${at} is ${typeof payload}, not ${typeof example}`];
  if (typeof payload !== "object") return [`${at} is no object`];
  return Object.entries(example).flatMap(([key, value]) =>
    key in payload
      ? differences(value, (payload as Record<string, unknown>)[key], `${at}.${key}`)
      : [`${at}.${key} is missing`],
  );
}

/** The published example of a webhook; one for Apps, which has an installation, is preferred. */
function example(name: string): Record<string, unknown> | undefined {
  const [event = "", action] = name.split(".");
  const all = publishedEvents.find((item) => item.name === event)?.examples ?? [];
  const fitting = all.filter((item) => action === undefined || item["action"] === action);
  return fitting.find((item) => "installation" in item) ?? fitting[0];
}

/**
 * Fields that may differ: an App's permissions are its own; its ping knows no repository; a deployment is only there for
 * one; an installation's dates are numbers in the examples and texts in the description, which is newer.
 */
const excused = [
  /\.permissions\./,
  /^ping\.(?:repository|sender|hook\.(?:url|test_url|ping_url|last_response))/,
  /^check_run\.\w+\.check_run\.deployment /,
  /\.installation\.(?:created|updated)_at is string, not number$/,
];

describe("webhooks", () => {
  it("are sent for everything that happens, as GitHub's schemas and published examples have them", async () => {
    await everything();
    await github.settled();
    github.assertNoViolations();
    expect([...new Set(names())].sort()).toEqual([...webhooks].sort());
    const found = received.flatMap(({ payload }, index) => {
      const name = names()[index] ?? "";
      if (withoutExample.has(name)) return [];
      return differences(example(name), payload, name).filter((text) => !excused.some((excuse) => excuse.test(text)));
    });
    expect([...new Set(found)]).toEqual([]);
  });

  it("are checked: a payload that lacks something is a violation", () => {
    const events: ReadonlyArray<WebhookName> = webhooks.filter((name) => name !== "ping"); // which requires nothing
    for (const name of events) expect([name, checkWebhook(name, {})]).not.toEqual([name, []]);
  });

  it("have GitHub's headers and a signature over their bytes", async () => {
    await github.people.editTitle(scene.pull, "Another title");
    const [{ headers, raw, payload }] = received as [Received];
    const digest = createHmac("sha256", github.app.webhookSecret).update(raw).digest("hex");
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "x-github-event": "pull_request",
      "x-github-hook-installation-target-id": String(github.app.id),
      "x-github-hook-installation-target-type": "integration",
      "x-hub-signature-256": `sha256=${digest}`,
      "x-github-delivery": expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
      "user-agent": expect.stringMatching(/^GitHub-Hookshot\//) as string,
    });
    expect(payload).toMatchObject({
      action: "edited",
      changes: { title: { from: "Change a variable" } },
      installation: { id: scene.installation.id },
    });
  });

  it("of a push come before those of its pull requests' checks, with both SHAs", async () => {
    const before = scene.pull.head.sha;
    const after = await github.people.push(scene.repository, "change", { "y.tf": "\n" });
    const of = (name: string) => received[names().indexOf(name)]?.payload;
    expect(names().sort()).toEqual(["check_suite.requested", "pull_request.synchronize", "push"]);
    expect(of("push")).toMatchObject({ before, after, ref: "refs/heads/change", forced: false, created: false });
    expect(of("pull_request.synchronize")).toMatchObject({
      before,
      after,
      number: 1,
      pull_request: { head: { sha: after } },
    });
    await github.people.resetBranch(scene.repository, "change", before);
    expect(received.findLast(({ headers }) => headers["x-github-event"] === "push")?.payload).toMatchObject({
      forced: true,
    });
  });

  it("are recorded with what came back, and can be sent again with their GUID", async () => {
    answer.status = 500;
    await github.people.close(scene.pull);
    answer.status = 202;
    const list = await ask(github, github.jwt(), "GET /app/hook/deliveries");
    const [item] = list.json as [{ readonly id: number; readonly guid: string }];
    expect(item).toMatchObject({ event: "pull_request", action: "closed", status_code: 500, redelivery: false });
    expect((await ask(github, github.jwt(), `POST /app/hook/deliveries/${item.id}/attempts`)).status).toBe(202);
    await github.settled();
    expect(received.map(({ headers }) => headers["x-github-delivery"])).toEqual([item.guid, item.guid]);
    expect(received[1]?.raw).toBe(received[0]?.raw);
    const pages = await ask(github, github.jwt(), "GET /app/hook/deliveries?per_page=1");
    expect(pages.json).toMatchObject([{ guid: item.guid, redelivery: true, status_code: 202 }]);
    const next = /<([^>]+)>; rel="next"/.exec(pages.headers.get("link") ?? "")?.[1] ?? "";
    expect((await ask(github, github.jwt(), `GET ${next}`)).json).toMatchObject([{ id: item.id }]);
    github.advance(4 * 24 * 60 * 60 * 1000);
    expect((await ask(github, github.jwt(), `POST /app/hook/deliveries/${item.id}/attempts`)).status).toBe(422);
  });

  it("can be lost, with and without a trace", async () => {
    github.loseWebhooks(1, { silently: true });
    await github.people.close(scene.pull);
    github.loseWebhooks(1);
    await github.people.reopen(scene.pull);
    expect(received).toEqual([]);
    expect(github.deliveries.map((item) => [item.action, item.statusCode])).toEqual([["reopened", 502]]);
    await github.people.setDraft(scene.pull, true);
    expect(names()).toEqual(["pull_request.converted_to_draft"]);
  });

  it("go to nobody that is not installed, suspended or not subscribed", async () => {
    await github.people.createRepository("elsewhere/infra", { files: { a: "a" } });
    await github.people.push(github.world.repository("elsewhere", "infra")!, "b", { b: "b" });
    await github.suspend(scene.installation);
    await github.people.close(scene.pull);
    expect(names()).toEqual(["installation.suspend"]);
  });
});
