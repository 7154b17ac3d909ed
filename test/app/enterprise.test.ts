import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createPlainServer, request, type Server } from "node:http";
import { createServer } from "node:https";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { afterAll, beforeAll, expect, it } from "vitest";

import { startGitHub, type GitHubStandIn } from "../github/stand-in.ts";
import { newPlace } from "../store/places.ts";

const directory = mkdtempSync(join(tmpdir(), "tollgate-enterprise-"));
const certificate = join(directory, "certificate.pem");
const key = join(directory, "key.pem");
const children: ChildProcess[] = [];
let github: GitHubStandIn;
let enterprise: Server;
let proxy: Server;
let tunnels = 0;

beforeAll(async () => {
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"];
  const made = spawnSync("openssl", [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    key,
    "-out",
    certificate,
    ...subject,
  ]);
  if (made.status !== 0) throw new Error("openssl is needed to make a certificate");
  github = await startGitHub();
  await github.install("acme");
  enterprise = await listening(
    createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (incoming, outgoing) => {
      const { url = "/", method, headers } = incoming;
      const forwarded = request(`${github.url}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(forwarded);
    }),
  );
  proxy = await listening(createPlainServer());
  proxy.on("connect", (_, socket) => {
    tunnels += 1;
    const through = connect((enterprise.address() as AddressInfo).port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      through.pipe(socket).pipe(through);
    });
    for (const end of [socket, through]) end.on("error", () => end.destroy());
  });
}, 60_000);

afterAll(async () => {
  for (const child of children) {
    const ended = once(child, "exit");
    if (child.kill("SIGKILL")) await ended;
  }
  proxy.closeAllConnections();
  enterprise.closeAllConnections();
  proxy.close();
  enterprise.close();
  await github.close();
  rmSync(directory, { recursive: true, force: true });
});

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      resolve(server);
    }),
  );
}

async function start(environment: Readonly<Record<string, string>>): Promise<string> {
  const test = await newPlace("embedded");
  const { place } = test;
  if (place.kind !== "embedded") throw new Error("a data directory was asked for");
  const child = spawn(process.execPath, ["test/app/child.ts"], {
    env: {
      ...github.environment(),
      GHE_PROTOCOL: "https",
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      HOST: "127.0.0.1",
      LOG_LEVEL: "silent",
      TOLLGATE_DATA_DIR: place.directory,
      ...environment,
    } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.once("exit", () => void test.remove());
  children.push(child);
  const [url] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return url;
}

function readiness(url: string): Promise<string> {
  return fetch(`${url}/readyz`).then((response) => response.text());
}

it("row 49: reviews on an Enterprise Server with a certificate of its own, through a proxy", async () => {
  const url = await start({
    GHE_HOST: "localhost:44300", // reached by the proxy alone
    NODE_EXTRA_CA_CERTS: certificate,
    NODE_USE_ENV_PROXY: "1",
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    NO_PROXY: "",
  });
  github.sendWebhooksTo(`${url}/api/github/webhooks`);
  const repository = await github.people.createRepository("acme/infra", { files: { "main.tf": "private\n" } });
  await github.people.push(repository, "change", { "main.tf": "public\n" });
  const pull = await github.people.openPullRequest(repository, { head: "change" });
  await expect.poll(() => github.comments(pull).length, { timeout: 40_000, interval: 50 }).toBe(1);
  expect(github.checkRuns(pull).map((run) => run.conclusion)).toEqual(["failure", "success"]);
  await expect.poll(() => readiness(url), { timeout: 10_000 }).toBe("ready\n");
  expect(tunnels).toBeGreaterThan(0);
  github.assertNoViolations();
}, 60_000);

it("rows 49, 50: says that it is not ready where it cannot reach GitHub or is not known there", async () => {
  const host = `localhost:${(enterprise.address() as AddressInfo).port}`;
  const urls = await Promise.all([
    start({ GHE_HOST: host }), // nobody vouches for the certificate
    start({ GHE_HOST: host, NODE_EXTRA_CA_CERTS: certificate, APP_ID: "999999" }),
  ]);
  const [unreached, unknown] = urls;
  await expect.poll(() => readiness(unreached), { timeout: 20_000 }).toContain("GitHub cannot be reached (");
  await expect.poll(() => readiness(unknown), { timeout: 20_000 }).toContain("check APP_ID and PRIVATE_KEY");
}, 60_000);
