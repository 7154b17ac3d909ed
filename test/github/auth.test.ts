import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signJwt } from "./apps.ts";
import { ask, setScene, type Scene } from "./client.ts";
import { startGitHub, type GitHubStandIn } from "./stand-in.ts";

let github: GitHubStandIn;
let scene: Scene;

beforeAll(async () => {
  github = await startGitHub();
  scene = await setScene(github);
});

afterAll(() => github.close());

function claims(changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const now = Math.floor(github.world.now().getTime() / 1000);
  return { iat: now - 30, exp: now + 540, iss: String(github.app.id), ...changes };
}

describe("the App's JWT", () => {
  it.each(["id as text", "id as number", "client id"])("is taken with the %s as issuer", async (kind) => {
    const { id, clientId } = github.app;
    const iss = kind === "client id" ? clientId : kind === "id as text" ? String(id) : id;
    const reply = await ask(github, signJwt(github.app.privateKey, claims({ iss })), "GET /app");
    expect([reply.status, (reply.json as { readonly id: number }).id]).toEqual([200, id]);
  });

  it.each([
    ["too far in the future", (now: number) => ({ exp: now + 900 }), /too far in the future/],
    ["expired", (now: number) => ({ exp: now - 1 }), /'exp'.*must be a numeric value/],
    ["without expiry", () => ({ exp: undefined }), /'exp'/],
    ["issued in the future", (now: number) => ({ iat: now + 120 }), /'iat'/],
    ["without issue date", () => ({ iat: undefined }), /'iat'/],
    ["without issuer", () => ({ iss: undefined }), /'iss'/],
    ["of an unknown App", () => ({ iss: "4711" }), /Integration not found/],
  ])("is refused when it is %s", async (_name, change, message) => {
    const now = Math.floor(github.world.now().getTime() / 1000);
    const reply = await ask(github, signJwt(github.app.privateKey, claims(change(now))), "GET /app");
    expect(reply.status).toBe(401);
    expect((reply.json as { readonly message: string }).message).toMatch(message);
  });

  it("is refused when another key signed it", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const other = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    expect((await ask(github, signJwt(other, claims({})), "GET /app")).status).toBe(401);
  });

  it("opens the App's own operations only, and a token none of these", async () => {
    expect((await ask(github, github.jwt(), "GET /repos/acme/infra")).status).toBe(401);
    expect((await ask(github, scene.token, "GET /app")).status).toBe(401);
    expect((await ask(github, null, "GET /app")).status).toBe(401);
    expect((await ask(github, null, "GET /repos/acme/infra")).status).toBe(401);
  });
});

async function mint(body?: unknown) {
  const reply = await ask(github, github.jwt(), `POST /app/installations/${scene.installation.id}/access_tokens`, body);
  return {
    ...reply,
    json: reply.json as { readonly token: string; readonly expires_at: string; readonly message?: string },
  };
}

describe("an installation token", () => {
  it("is long, names the App and holds for an hour", async () => {
    const { json } = await mint();
    expect(json.token).toMatch(new RegExp(`^ghs_${github.app.id}_[\\w-]+\\.[\\w-]+\\.[\\w-]+$`));
    expect(json.token.length).toBeGreaterThan(200);
    const minutes = (Date.parse(json.expires_at) - github.world.now().getTime()) / 60_000;
    expect(minutes).toBeGreaterThan(59);
    expect(minutes).toBeLessThanOrEqual(60);
  });

  it("is refused after an hour, when it was changed, and when it was revoked", async () => {
    const { json } = await mint();
    const { token } = json;
    expect((await ask(github, token, "GET /repos/acme/infra")).status).toBe(200);
    expect((await ask(github, `${token.slice(0, -2)}xx`, "GET /repos/acme/infra")).status).toBe(401);
    expect((await ask(github, token, "DELETE /installation/token")).status).toBe(204);
    expect((await ask(github, token, "GET /repos/acme/infra")).status).toBe(401);
    const second = (await mint()).json.token;
    github.advance(61 * 60 * 1000);
    expect((await ask(github, second, "GET /repos/acme/infra")).status).toBe(401);
    expect((await ask(github, (await mint()).json.token, "GET /repos/acme/infra")).status).toBe(200);
  });

  it("can be narrowed to permissions and repositories, and not widened", async () => {
    await github.people.createRepository("acme/other", { files: { a: "a" } });
    const { token } = (await mint({ repositories: ["infra"], permissions: { contents: "read" } })).json;
    expect((await ask(github, token, "GET /repos/acme/infra/branches/main")).status).toBe(200);
    expect((await ask(github, token, "GET /repos/acme/other")).status).toBe(404);
    expect((await ask(github, token, "GET /repos/acme/infra/pulls")).status).toBe(403);
    expect((await mint({ permissions: { contents: "write" } })).status).toBe(422);
    expect((await mint({ repositories: ["nothing"] })).status).toBe(422);
  });

  it("ends with the installation, and rests while it is suspended", async () => {
    const installation = await github.install("globex");
    const repository = await github.people.createRepository("globex/infra", { files: { a: "a" } });
    const token = github.token(installation);
    const path = `GET /repos/globex/${repository.name}`;
    expect((await ask(github, token, path)).status).toBe(200);
    await github.suspend(installation);
    expect((await ask(github, token, path)).status).toBe(403);
    const minted = `POST /app/installations/${installation.id}/access_tokens`;
    expect((await ask(github, github.jwt(), minted)).status).toBe(403);
    await github.unsuspend(installation);
    expect((await ask(github, token, path)).status).toBe(200);
    await github.uninstall(installation);
    expect((await ask(github, token, path)).status).toBe(401);
    expect((await ask(github, github.jwt(), minted)).status).toBe(404);
  });
});

describe("what an installation may do", () => {
  it("does not know of private repositories elsewhere, and only reads public ones", async () => {
    await github.people.createRepository("elsewhere/secret", { files: { a: "a" } });
    await github.people.createRepository("elsewhere/open", { files: { a: "a" }, isPrivate: false });
    const token = github.token(scene.installation);
    expect((await ask(github, token, "GET /repos/elsewhere/secret")).status).toBe(404);
    expect((await ask(github, token, "GET /repos/elsewhere/open/branches/main")).status).toBe(200);
    const sha = await github.world.repository("elsewhere", "open")?.git.resolve("main");
    const run = { name: "x", head_sha: sha };
    expect((await ask(github, token, "POST /repos/elsewhere/open/check-runs", run)).status).toBe(403);
  });

  it.each([
    ["checks", "POST /repos/acme/infra/check-runs", { name: "x", head_sha: "0".repeat(40) }],
    ["pull_requests", "GET /repos/acme/infra/pulls/1/files", undefined],
    ["contents", "GET /repos/acme/infra/git/trees/main", undefined],
  ])("is refused without the permission %s", async (permission, operation, body) => {
    const rest = Object.entries(scene.installation.permissions).filter(([name]) => name !== permission);
    const reply = await ask(github, github.token(scene.installation, Object.fromEntries(rest)), operation, body);
    expect(reply.status).toBe(403);
    expect(reply.json).toMatchObject({ message: "Resource not accessible by integration" });
    expect(reply.headers.get("x-accepted-github-permissions")).toContain(permission);
  });

  it("may read checks with a read permission, and not write them", async () => {
    const token = github.token(scene.installation, { checks: "read" });
    const run = { name: "x", head_sha: scene.pull.head.sha };
    expect((await ask(github, token, "GET /repos/acme/infra/commits/main/check-runs")).status).toBe(200);
    expect((await ask(github, token, "POST /repos/acme/infra/check-runs", run)).status).toBe(403);
  });

  it("needs a user agent and a supported version", async () => {
    const token = github.token(scene.installation);
    expect((await ask(github, token, "GET /repos/acme/infra", undefined, { "user-agent": "" })).status).toBe(403);
    const version = { "x-github-api-version": "1999-01-01" };
    expect((await ask(github, token, "GET /repos/acme/infra", undefined, version)).status).toBe(400);
  });
});
