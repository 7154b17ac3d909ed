import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, setScene, type Scene } from "./client.ts";
import { startGitHub, type GitHubStandIn } from "./stand-in.ts";

let github: GitHubStandIn;
let scene: Scene;
const shas: Record<string, string> = {};

beforeAll(async () => {
  github = await startGitHub();
  scene = await setScene(github);
  await github.people.push(scene.repository, "odd", {
    "bytes.bin": Buffer.from([1, 0, 2]),
    "large.tf": "x".repeat(600_000),
    "empty.tf": "",
  });
  for (const entry of (await scene.repository.git.entries((await scene.repository.git.resolve("odd"))!, true)) ?? []) {
    shas[entry.path] = entry.sha;
  }
});

afterAll(() => github.close());

interface Result {
  readonly data?: { readonly repository: Readonly<Record<string, unknown>> | null } | null;
  readonly errors?: ReadonlyArray<{
    readonly type?: string;
    readonly message: string;
    readonly path?: ReadonlyArray<string>;
  }>;
}

async function query(text: string, variables: Readonly<Record<string, unknown>> = {}, token = scene.token) {
  const reply = await ask(github, token, "POST /api/graphql", { query: text, variables });
  return { status: reply.status, result: reply.json as Result };
}

function blobs(oids: ReadonlyArray<string>): string {
  const fields = oids.map(
    (oid, index) => `a${index}: object(oid: "${oid}") { ... on Blob { oid text byteSize isBinary isTruncated } }`,
  );
  return `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join("\n")} } }`;
}

const infra = { owner: "acme", name: "infra" };

describe("GraphQL", () => {
  it("gives many blobs in one request", async () => {
    const oids = ["main.tf", "bytes.bin", "large.tf", "empty.tf"].map((path) => shas[path]!);
    const { result } = await query(blobs([...oids, "1".repeat(40)]), infra);
    const found = result.data?.repository as Readonly<Record<string, { readonly text: string | null } | null>>;
    expect(found["a0"]).toEqual({
      oid: oids[0],
      text: 'variable "a" {}\n',
      byteSize: 16,
      isBinary: false,
      isTruncated: false,
    });
    expect(found["a1"]).toMatchObject({ text: null, byteSize: 3, isBinary: true });
    expect(found["a2"]).toMatchObject({ byteSize: 600_000, isTruncated: true });
    expect(found["a2"]?.text).toHaveLength(512_000);
    expect(found["a3"]).toMatchObject({ text: "", byteSize: 0 });
    expect(found["a4"]).toBeNull();
    github.assertNoViolations();
  });

  it("gives trees and files by expression", async () => {
    const text =
      'query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { file: object(expression: "change:new.tf") { __typename oid } top: object(expression: "change") { ... on Commit { tree { entries { path type mode } } } } } }';
    const { result } = await query(text, infra);
    expect(result.data?.repository).toMatchObject({
      file: { __typename: "Blob" },
      top: {
        tree: {
          entries: [
            { path: "README.md", type: "blob", mode: 0o100644 },
            { path: "main.tf" },
            { path: "modules", type: "tree" },
            { path: "new.tf" },
          ],
        },
      },
    });
  });

  it("does not know of what the installation may not see", async () => {
    const { result } = await query(blobs([shas["main.tf"]!]), { owner: "acme", name: "other" });
    expect(result.data).toEqual({ repository: null });
    expect(result.errors).toMatchObject([{ type: "NOT_FOUND", path: ["repository"] }]);
  });

  it("refuses content without the permission", async () => {
    const { result } = await query(
      blobs([shas["main.tf"]!]),
      infra,
      github.token(scene.installation, { checks: "write" }),
    );
    expect(result.data?.repository).toEqual({ a0: null });
    expect(result.errors).toMatchObject([{ type: "FORBIDDEN", path: ["repository", "a0"] }]);
  });

  it.each([
    ["a field that the schema does not have", '{ repository(owner: "acme", name: "infra") { nothing } }'],
    ["a missing argument", '{ repository(owner: "acme") { id } }'],
    [
      "a fragment on no type",
      '{ repository(owner: "acme", name: "infra") { object(oid: "1") { ... on Blub { text } } } }',
    ],
    ["no GraphQL", "{ repository("],
  ])("refuses %s, and holds it against the client", async (_name, text) => {
    github.violations.length = 0;
    const { status, result } = await query(text);
    expect([status, result.data, result.errors?.length]).toEqual([200, undefined, 1]);
    expect(() => {
      github.assertNoViolations();
    }).toThrow();
  });

  it("needs a token, and can fail on order", async () => {
    expect((await ask(github, null, "POST /graphql", { query: "{ rateLimit { cost } }" })).status).toBe(401);
    github.order({
      on: "POST /graphql",
      fault: { kind: "graphql-error", type: "RATE_LIMITED", message: "API rate limit exceeded" },
    });
    const { status, result } = await query("{ rateLimit { cost } }");
    expect([status, result.errors?.[0]?.type]).toEqual([200, "RATE_LIMITED"]);
    github.order({ on: "POST /graphql", fault: { kind: "error", status: 502 } });
    expect((await query("{ rateLimit { cost } }")).status).toBe(502);
  });

  it("can be switched off", async () => {
    const without = await startGitHub({ graphql: false });
    const own = await setScene(without);
    expect((await ask(without, own.token, "POST /api/graphql", { query: "{ rateLimit { cost } }" })).status).toBe(404);
    await without.close();
  });
});
