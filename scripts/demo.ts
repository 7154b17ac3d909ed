import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { startGitHub } from "../test/github/stand-in.ts";

/**
 * The demo: the App with its embedded defaults, as it is installed, against a GitHub on this machine. Opens the pull
 * request of `examples/shop-change` and prints what Tollgate says of it.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const program = join(root, "dist/bin/tollgate.js");
const startTimeout = 120_000; // a machine may be busy with other things
const reviewTimeout = 120_000;

if (existsSync(program)) await main();
else {
  process.stderr.write("demo: Tollgate is not built yet: run `npm ci`, read what it says, and try again\n");
  process.exitCode = 1;
}

async function main(): Promise<void> {
  say("starting a GitHub on this machine (test/github) and the App (tollgate serve, database in a folder)");
  const github = await startGitHub();
  const data = mkdtempSync(join(tmpdir(), "tollgate-demo-"));
  const port = await freePort();
  const app = startApp(port, { ...github.environment(), TOLLGATE_DATA_DIR: data });
  try {
    await waitUntilReady(port, app);
    github.sendWebhooksTo(`http://127.0.0.1:${port}/api/github/webhooks`);
    await github.install("acme");
    const shop = filesBelow(join(root, "examples/shop"));
    const change = filesBelow(join(root, "examples/shop-change"));
    const repository = await github.people.createRepository("acme/shop", { files: shop });
    await github.people.push(repository, "reporting", change);
    say("opening a pull request: a public database, instances of twice the size, a NAT gateway");
    const started = performance.now();
    const pull = await github.people.openPullRequest(repository, { head: "reporting", title: "Let reporting in" });
    await waitUntil(() => isReviewed(github.checkRuns(pull), github.comments(pull)), reviewTimeout, "no review came");
    say(`reviewed in ${Math.round(performance.now() - started)} ms; this is what GitHub shows:\n`);
    await github.settled();
    process.stdout.write(`${await github.renderPullRequest(pull)}\n`);
    github.assertNoViolations();
  } finally {
    app.kill("SIGTERM");
    if (app.exitCode === null) await once(app, "exit");
    await github.close();
    rmSync(data, { recursive: true, force: true });
  }
}

function startApp(port: number, environment: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [program, "serve"], {
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      LOG_LEVEL: "warn",
      HOST: "127.0.0.1",
      PORT: String(port),
      ...environment,
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
}

async function waitUntilReady(port: number, app: ChildProcess): Promise<void> {
  const isReady = async (): Promise<boolean> => {
    if (app.exitCode !== null) throw new Error(`the App ended with exit code ${app.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    return answer?.ok === true;
  };
  await waitUntil(isReady, startTimeout, "the App did not become ready");
}

async function waitUntil(condition: () => boolean | Promise<boolean>, limit: number, message: string): Promise<void> {
  const end = Date.now() + limit;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(message);
    await sleep(10);
  }
}

function isReviewed(runs: ReadonlyArray<{ readonly status: string }>, comments: ReadonlyArray<unknown>): boolean {
  return runs.length === 2 && runs.every((run) => run.status === "completed") && comments.length === 1;
}

function filesBelow(directory: string): Readonly<Record<string, string>> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((item) => item.isFile());
  return Object.fromEntries(
    files.map((item) => {
      const path = join(item.parentPath, item.name);
      return [path.slice(directory.length + 1), readFileSync(path, "utf8")];
    }),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

function say(text: string): void {
  process.stdout.write(`demo: ${text}\n`);
}
