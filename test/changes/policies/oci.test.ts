import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { pullArtifact } from "../../../src/changes/policies/oci.ts";
import { filesOfArtifact } from "../../../src/policy/foreign/artifact.ts";

const rego = "package main\n\ndeny contains 1";
const policyType = "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego";
const dataType = "application/vnd.cncf.openpolicyagent.data.layer.v1+json";
const bundleType = "application/vnd.oci.image.layer.v1.tar+gzip";

const digestOf = (bytes: Uint8Array | string): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** A registry on the loopback: manifests and blobs by path, behind a token when it asks for one. */
class Registry {
  readonly contents = new Map<string, Uint8Array>();
  readonly requests: string[] = [];
  challenge: string | null = null;
  /** Changes an answer on its way. */
  spoil: ((path: string, bytes: Uint8Array) => Uint8Array) | null = null;
  redirect: string | null = null;

  push(name: string, tag: string, layers: ReadonlyArray<{ type: string; title?: string; bytes: Uint8Array | string }>): string {
    const described = layers.map(({ type, title, bytes }) => {
      const content = Buffer.from(bytes);
      this.contents.set(`/v2/${name}/blobs/${digestOf(content)}`, content);
      const annotations = title === undefined ? {} : { annotations: { "org.opencontainers.image.title": title } };
      return { mediaType: type, digest: digestOf(content), size: content.length, ...annotations };
    });
    const config = { mediaType: "application/vnd.unknown.config.v1+json", digest: digestOf("{}"), size: 2 };
    return this.manifest(name, tag, { schemaVersion: 2, config, layers: described });
  }

  manifest(name: string, tag: string, value: unknown): string {
    const bytes = Buffer.from(JSON.stringify(value));
    for (const reference of [tag, digestOf(bytes)]) this.contents.set(`/v2/${name}/manifests/${reference}`, bytes);
    return digestOf(bytes);
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", "http://registry");
    const { authorization = "" } = request.headers;
    this.requests.push(`${request.url ?? ""} ${authorization}`.trim());
    if (url.pathname === "/token") {
      const isUser = authorization === `Basic ${Buffer.from("mona:secret").toString("base64")}`;
      response.writeHead(isUser ? 200 : 401).end(isUser ? '{"token": "t0"}' : "{}");
      return;
    }
    if (this.challenge !== null && !["Bearer t0", `Basic ${Buffer.from("mona:secret").toString("base64")}`].includes(authorization)) {
      response.writeHead(401, { "www-authenticate": this.challenge }).end();
      return;
    }
    if (this.redirect !== null && url.pathname.includes("/blobs/")) {
      response.writeHead(307, { location: `${this.redirect}${url.pathname}` }).end();
      return;
    }
    const bytes = this.contents.get(url.pathname);
    if (bytes === undefined) response.writeHead(404).end('{"errors": []}');
    else response.writeHead(200).end(this.spoil?.(url.pathname, bytes) ?? bytes);
  }
}

async function bundle(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) archive.entry({ name }, text);
  archive.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of archive) parts.push(part as Uint8Array);
  return gzipSync(Buffer.concat(parts));
}

describe("policies from a registry", () => {
  let registry = new Registry();
  let other = new Registry();
  const servers: Server[] = [];
  const hosts: string[] = [];

  beforeAll(async () => {
    for (const which of [() => registry, () => other]) {
      const server = createServer((request, response) => {
        which().answer(request, response);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      servers.push(server);
      hosts.push(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    }
  });
  beforeEach(() => {
    registry = new Registry();
    other = new Registry();
  });
  afterAll(() => {
    for (const server of servers) server.close();
  });

  const pull = (reference: string, credentials: string | null = null) =>
    pullArtifact(
      { kind: "oci", registry: hosts[0] ?? "", name: "acme/rules", reference },
      { fetch, credentials: () => credentials },
    );
  const files = async (reference: string) => await filesOfArtifact("acme/rules", (await pull(reference)).layers);

  it("are Conftest's layers, each a file; data has its place below the folder that all lie in", async () => {
    const digest = registry.push("acme/rules", "v1", [
      { type: policyType, title: "policy/main.rego", bytes: rego },
      { type: policyType, title: "policy/main_test.rego", bytes: "package main_test" },
      { type: dataType, title: "policy/teams/exceptions.json", bytes: '{"a": 1}' },
    ]);
    expect((await pull("v1")).digest).toBe(digest);
    expect(await files(digest)).toEqual([
      { path: "acme/rules:policy/main.rego", inside: "main.rego", content: { kind: "text", text: rego } },
      {
        path: "acme/rules:policy/teams/exceptions.json",
        inside: "teams/exceptions.json",
        content: { kind: "text", text: '{"a": 1}' },
        isData: true,
      },
    ]);
  });

  it("are a bundle of OPA, with the version that it says", async () => {
    const bytes = await bundle({ "/.manifest": '{"rego_version": 0}', "/a.rego": rego, "/data.json": "{}" });
    registry.push("acme/rules", "latest", [{ type: bundleType, bytes }]);
    expect((await files("latest")).map(({ path, version }) => `${path} ${version ?? ""}`)).toEqual([
      "acme/rules:a.rego v0",
      "acme/rules:data.json v0",
    ]);
  });

  it("are found behind an index of one", async () => {
    const digest = registry.push("acme/rules", "one", [{ type: policyType, title: "a.rego", bytes: rego }]);
    const size = registry.contents.get("/v2/acme/rules/manifests/one")?.length;
    registry.manifest("acme/rules", "index", { manifests: [{ mediaType: "x", digest, size }] });
    expect((await files("index")).map(({ path }) => path)).toEqual(["acme/rules:a.rego"]);
  });

  it("name what cannot be read, and what leads out", async () => {
    registry.push("acme/rules", "v1", [
      { type: policyType, title: "../../evil.rego", bytes: rego },
      { type: policyType, bytes: rego },
      { type: "application/wasm", title: "policy.wasm", bytes: "x" },
    ]);
    expect((await files("v1")).map(({ refusal }) => refusal).sort()).toEqual([
      "a layer has a name that leads out of the artifact, or none; it is not read",
      "a layer has a name that leads out of the artifact, or none; it is not read",
      "a layer of the type application/wasm is not read",
      "the artifact has no Rego files",
    ].sort());
  });

  it("are had with a token, for which name and password go to the registry's own server alone", async () => {
    registry.push("acme/rules", "v1", [{ type: policyType, title: "a.rego", bytes: rego }]);
    registry.challenge = `Bearer realm="http://${hosts[0] ?? ""}/token",service="registry"`;
    expect((await pull("v1", "mona:secret")).layers.length).toBe(1);
    expect(registry.requests[1]).toMatch(/^\/token\?service=registry&scope=repository%3Aacme%2Frules%3Apull Basic /);
    expect(registry.requests.slice(2).every((request) => request.endsWith(" Bearer t0"))).toBe(true);
    await expect(pull("v1")).rejects.toThrow("gave the answer 401 to a token; `docker login` keeps a name and a password");
    registry.challenge = 'Bearer realm="http://example.com/token"';
    await expect(pull("v1", "mona:secret")).rejects.toThrow("an authorization that is not understood");
    registry.challenge = "Basic realm=x";
    expect((await pull("v1", "mona:secret")).layers.length).toBe(1);
    await expect(pull("v1")).rejects.toThrow("it asks for a name and a password");
  });

  it("follow a redirection without taking the token along", async () => {
    registry.push("acme/rules", "v1", [{ type: policyType, title: "a.rego", bytes: rego }]);
    registry.challenge = "Basic realm=x";
    registry.redirect = `http://${hosts[1] ?? ""}`;
    for (const [path, bytes] of registry.contents) other.contents.set(path, bytes);
    expect((await pull("v1", "mona:secret")).layers.length).toBe(1);
    expect(other.requests.map((request) => request.split(" ").length)).toEqual([1]);
  });

  it("must have their digests", async () => {
    const digest = registry.push("acme/rules", "v1", [{ type: policyType, title: "a.rego", bytes: rego }]);
    registry.spoil = (path, bytes) => (path.includes("/blobs/") ? Buffer.from(bytes).fill("x", 0, 1) : bytes);
    await expect(pull("v1")).rejects.toThrow(/a layer has the digest sha256:\w+, expected sha256:/);
    registry.spoil = (path, bytes) => (path.includes("/manifests/") ? Buffer.concat([bytes, Buffer.from(" ")]) : bytes);
    await expect(pull(digest)).rejects.toThrow(/the manifest has the digest sha256:\w+, expected sha256:/);
  });

  it.each<[string, (registry: Registry) => void, string]>([
    ["is not there", () => undefined, "gave the answer 404 to the manifest v1"],
    ["is no JSON", (at) => at.contents.set("/v2/acme/rules/manifests/v1", Buffer.from("<html>")), "the manifest is no JSON"],
    ["is for many platforms", (at) => at.manifest("acme/rules", "v1", { manifests: [] }), "it is no single artifact"],
    [
      "says a layer is huge",
      (at) => at.manifest("acme/rules", "v1", { layers: [{ digest: digestOf("x"), size: 40_000_000 }] }),
      "a layer has 40000000 bytes, expected at most 33554432",
    ],
    [
      "is huge",
      (at) => at.manifest("acme/rules", "v1", { layers: [1, 2, 3].map(() => ({ digest: digestOf("x"), size: 30_000_000 })) }),
      "it has 90000000 bytes, expected at most 67108864",
    ],
    ["has another digest than we know", (at) => at.manifest("acme/rules", "v1", { layers: [{ digest: "md5:1", size: 1 }] }), "a sha256 digest"],
    ["does not end", (at) => at.contents.set("/v2/acme/rules/manifests/v1", Buffer.alloc(5_000_000, " ")), "is larger than 4194304 bytes"],
  ])("is refused where the manifest %s", async (_what, prepare, message) => {
    prepare(registry);
    await expect(pull("v1")).rejects.toThrow(message);
  });

  it("is not to be had where nobody answers", async () => {
    const address = { kind: "oci", registry: "127.0.0.1:1", name: "a", reference: "b" } as const;
    await expect(pullArtifact(address, { fetch, credentials: () => null })).rejects.toThrow(
      "oci://127.0.0.1:1/a:b is not to be had: 127.0.0.1:1 does not answer",
    );
  });
});
