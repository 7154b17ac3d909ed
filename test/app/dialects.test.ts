import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { answering, both, lean, withoutOperations, type Dialect } from "../github/dialect.ts";
import type { Answer } from "../github/call.ts";
import type { PullRequest } from "../github/world.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";

/** GitHubs that somebody else built from its documentation: each is reviewed right, or a completed check says what it lacks. */

const patience = { timeout: 30_000, interval: 20 };
const repositoryPath = "/repos/{owner}/{repo}";
const compare = `GET ${repositoryPath}/compare/{basehead}`;
const trees = `GET ${repositoryPath}/git/trees/{tree_sha}`;
const blobs = `GET ${repositoryPath}/git/blobs/{file_sha}`;
const graphql = "POST /graphql";

let app: AppUnderTest;
let count = 0;

beforeAll(async () => {
  app = await startApp("embedded");
});

afterAll(() => app.close());

afterEach(() => {
  app.github.speak();
  app.github.clearFaults();
});

/** A change of two files, one of them with a finding, on a GitHub that speaks so from its opening on. */
async function open(dialect: Dialect): Promise<PullRequest> {
  count += 1;
  const files = { "main.tf": "private\n", "modules/a/main.tf": "private\n" };
  const repository = await app.github.people.createRepository(`acme/dialect-${count}`, { files });
  await app.github.people.push(repository, "change", { "main.tf": "public\n", "modules/a/main.tf": "private 2\n" });
  await app.github.people.push(repository, "main", { "other.tf": "private\n" });
  app.github.speak(dialect);
  return await app.github.people.openPullRequest(repository, { head: "change" });
}

function checks(pull: PullRequest): ReadonlyArray<string> {
  return app.github.checkRuns(pull).map((run) => `${run.name} ${run.conclusion ?? run.status}`);
}

const blocked = ["tollgate/policy failure", "tollgate/cost success"];

function bodyOf(answer: Answer): Record<string, unknown> {
  return JSON.parse(JSON.stringify(answer.body ?? null)) as Record<string, unknown>;
}

function changed(operation: string, change: (body: Record<string, unknown>) => unknown): Dialect {
  return answering(operation, (answer) =>
    answer.status < 300 && !answer.bytes ? { ...answer, body: change(bodyOf(answer)) } : answer,
  );
}

function omit(...fields: ReadonlyArray<string>) {
  return (body: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(body).filter(([key]) => !fields.includes(key)));
}

/** Base64 of the contents, as it is otherwise written. */
function encoded(encoding: (text: string) => Record<string, unknown>): Dialect {
  const change = (body: Record<string, unknown>) => ({
    ...body,
    ...encoding(Buffer.from(String(body["content"]), "base64").toString("utf8")),
  });
  return both(withoutOperations(404, graphql), changed(blobs, change));
}

describe("a GitHub", () => {
  it.each<readonly [string, Dialect]>([
    ["that says only what is required", lean],
    ["without limits, ETags and links in its headers", { without: ["link", "etag", "x-ratelimit-remaining"] }],
    ["without content types", { without: ["content-type"] }],
    ["without GraphQL", withoutOperations(404, graphql)],
    ["that has no GraphQL for Apps", withoutOperations(403, graphql)],
    ["that knows no tokens at GraphQL", withoutOperations(401, graphql)],
    ["that has not made GraphQL yet", withoutOperations(501, graphql)],
    ["whose GraphQL has nothing", answering(graphql, () => ({ status: 200, body: { data: null } }))],
    ["that compares nothing", withoutOperations(404, compare)],
    ["that has not made comparisons yet", withoutOperations(501, compare)],
    ["whose comparisons have no merge base", changed(compare, omit("merge_base_commit"))],
    [
      "that compares nothing and shows commits as git has them alone",
      withoutOperations(404, compare, `GET ${repositoryPath}/commits/{ref}`),
    ],
    [
      "whose trees have no sizes",
      changed(trees, (body) => ({
        ...body,
        tree: (body["tree"] as ReadonlyArray<object>).map((e) => omit("size")({ ...e })),
      })),
    ],
    [
      "that does not list what lies in directories, although it is asked to",
      changed(trees, (body) => ({
        ...body,
        tree: (body["tree"] as ReadonlyArray<{ readonly path: string }>).filter(({ path }) => !path.includes("/")),
      })),
    ],
    ["whose blobs are text", encoded((content) => ({ content, encoding: "utf-8" }))],
    ["whose blobs do not say how they are encoded", encoded((content) => ({ content, encoding: undefined }))],
    [
      "whose blobs have broken lines",
      encoded((text) => ({ content: Buffer.from(text).toString("base64").replaceAll(/.{4}/g, "$&\n") })),
    ],
    [
      "that answers 200 to what it made",
      { answer: (_, answer) => (answer.status === 201 ? { ...answer, status: 200 } : answer) },
    ],
    [
      "whose events have no installation",
      { event: (_, payload) => omit("installation")(payload as Record<string, unknown>) },
    ],
    [
      "whose events have times without zones",
      {
        event: (_, payload) =>
          JSON.parse(JSON.stringify(payload).replaceAll(/(T\d\d:\d\d:\d\d)(?:\.\d+)?Z"/g, '$1"')) as unknown,
      },
    ],
    [
      "whose tokens do not say when they end",
      changed("POST /app/installations/{installation_id}/access_tokens", omit("expires_at")),
    ],
    [
      "whose made check runs have an id and nothing else",
      changed(`POST ${repositoryPath}/check-runs`, ({ id }) => ({ id })),
    ],
    [
      "that has no reviews, no teams, no members",
      withoutOperations(404, `GET ${repositoryPath}/pulls/{pull_number}/reviews`),
    ],
  ])("%s is reviewed as the right one", async (_, dialect) => {
    const pull = await open(dialect);
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    expect(app.github.comments(pull)[0]?.body).toContain("1 findings");
  });

  it("whose trees are known by their own SHA alone is asked for the commit's", async () => {
    let head = "unknown";
    const missing: Answer = { status: 404, body: { message: "Not Found" } };
    const pull = await open({
      answer: (operation, answer, path) => (operation === trees && path.includes(head) ? missing : answer),
      event: (_, payload) => {
        head = /"head":\{[^{}]*"sha":"(?<sha>[0-9a-f]+)"/.exec(JSON.stringify(payload))?.groups?.["sha"] ?? head;
        return payload;
      },
    });
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    expect(head).toBe(pull.head.sha);
  });

  it.each<readonly [string, Dialect]>([
    ["without trees", withoutOperations(501, trees)],
    ["without contents", withoutOperations(501, graphql, blobs)],
    [
      "whose comparisons and commits are nowhere",
      withoutOperations(
        501,
        compare,
        `GET ${repositoryPath}/commits/{ref}`,
        `GET ${repositoryPath}/git/commits/{commit_sha}`,
      ),
    ],
  ])("%s has a completed check that says so", async (_, dialect) => {
    const pull = await open(dialect);
    await expect
      .poll(() => checks(pull), { ...patience, timeout: 60_000 })
      .toEqual(["tollgate/policy failure", "tollgate/cost failure"]);
    expect(app.github.checkRuns(pull)[0]?.output.summary).toContain("GitHub gave answer 501");
  });

  it("without conversations has its checks", async () => {
    const comments = `POST ${repositoryPath}/issues/{issue_number}/comments`;
    const asked = () => app.github.requests.filter(({ operation, status }) => operation === comments && status === 410);
    const pull = await open(withoutOperations(410, comments));
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    await expect.poll(() => asked().length, patience).toBe(1);
    expect(app.github.comments(pull)).toEqual([]);
  });

  it("whose comments come newest first, by a bot of which nothing but the name is said, keeps one comment", async () => {
    const list = `GET ${repositoryPath}/issues/{issue_number}/comments`;
    const bare = (answer: Answer): Answer => {
      const all = JSON.parse(JSON.stringify(answer.body)) as ReadonlyArray<{
        readonly id: number;
        readonly body: string;
        readonly user: { readonly login: string };
      }>;
      return {
        ...answer,
        body: all.toReversed().map(({ id, body, user }) => ({ id, body, user: { login: user.login } })),
      };
    };
    const pull = await open(answering(list, bare));
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    app.github.speak(
      both(answering(list, bare), withoutOperations(404, `GET ${repositoryPath}/issues/comments/{comment_id}`)),
    );
    await app.github.people.push(pull.repository, "change", { "main.tf": "private 3\n" });
    await expect.poll(() => checks(pull), patience).toEqual(["tollgate/policy success", "tollgate/cost success"]);
    expect(app.github.comments(pull).length).toBe(1);
  });

  it("that has no page of the App is ready once it has given a token, and says what is wrong before", async () => {
    const nameless = withoutOperations(404, "GET /app");
    // No token either, until somebody has looked.
    app.github.speak(both(nameless, withoutOperations(503, "POST /app/installations/{installation_id}/access_tokens")));
    await app.stop();
    await app.start();
    const readiness = (): Promise<string> => fetch(`${app.server.url}/readyz`).then((response) => response.text());
    await expect
      .poll(readiness, patience)
      .toMatch(/does not know this App .*404.*check APP_ID.*asked again every 30 s/);
    const pull = await open(nameless);
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    expect(await readiness()).toBe("ready\n");
    await app.github.people.push(pull.repository, "change", { "main.tf": "private 3\n" });
    await expect.poll(() => app.github.comments(pull)[0]?.body, patience).toContain("0 findings");
    expect(app.github.comments(pull).length).toBe(1);
  });

  it("that closes connections while they are used is asked again", async () => {
    app.github.order({ on: compare, fault: { kind: "reset" } });
    const pull = await open({});
    await expect.poll(() => checks(pull), patience).toEqual(blocked);
    expect(app.log.filter((line) => line.includes("an attempt failed") && line.includes(pull.head.sha))).toEqual([]);
  });
});
