import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { afterAll, beforeAll, expect, it } from "vitest";

import { openReviewTools } from "../../src/review.ts";
import { createReviewer } from "../../src/server-review.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";

const run = promisify(execFile);
const patience = { timeout: 30_000, interval: 20 };

const tools = openReviewTools(new Date(), null);
let app: AppUnderTest;

beforeAll(async () => {
  app = await startApp("embedded", createReviewer(tools, { pack: false, disk: [] }));
});

afterAll(async () => {
  await app.close();
  await tools.close();
});

/** What `tollgate explain` prints, with the server that holds the data directory alive. */
async function explain(...args: ReadonlyArray<string>): Promise<{ stdout: string; stderr: string; code: number }> {
  const { place } = app.test;
  const environment = {
    PATH: process.env["PATH"],
    TOLLGATE_DATA_DIR: place.kind === "embedded" ? place.directory : "",
  };
  const child = run(process.execPath, ["src/cli.ts", "explain", ...args], { env: environment });
  return await child.then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: unknown) => error as { stdout: string; stderr: string; code: number },
  );
}

it("tollgate explain: who was told what about a check run's commit, while the server runs", async () => {
  const repository = await app.github.people.createRepository("acme/infra", { files: { "main.tf": "locals {}\n" } });
  await app.github.people.push(repository, "change", { "main.tf": "locals {\n" });
  const pull = await app.github.people.openPullRequest(repository, { head: "change" });
  await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
  const [check] = app.github.checkRuns(pull);
  const id = String(check?.id);
  await expect.poll(async () => (await explain(id)).code, patience).toBe(0);

  const { stdout } = await explain(id);
  expect(stdout).toContain(`review #${pull.number} ${pull.head.sha.slice(0, 12)} (entry `);
  expect(stdout).toMatch(/^\s+conclusion: \S+$/m);
  expect(stdout).not.toContain("altered");

  const { entries, altered } = JSON.parse((await explain(id, "--format", "json")).stdout) as {
    readonly entries: ReadonlyArray<{ readonly kind: string; readonly facts: { readonly inputs: unknown } }>;
    readonly altered: number | null;
  };
  expect(altered).toBe(null);
  expect(entries.map(({ kind }) => kind)).toEqual(["review"]);
  expect(entries[0]?.facts.inputs).toBeDefined();

  const unknown = await explain("987654321");
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain("nothing is recorded of the check run 987654321");
});
