import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { join } from "node:path";

import { EmbeddedPostgres } from "../../src/store/embedded.ts";
import { openReviewTools } from "../../src/review.ts";
import { createReviewer } from "../../src/server-review.ts";
import type { PullRequest } from "../github/world.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";

const patience = { timeout: 60_000, interval: 20 };

describe("the App with the whole review", () => {
  const tools = openReviewTools(new Date("2026-11-21T10:00:00Z"), null);
  let app: AppUnderTest;
  let count = 0;

  beforeAll(async () => {
    app = await startApp("embedded", createReviewer(tools));
  });

  afterAll(async () => {
    await app.close();
    await tools.close();
  });

  afterEach(() => {
    app.github.assertNoViolations();
  });

  async function open(files: Record<string, string>, change: Record<string, string>): Promise<PullRequest> {
    count += 1;
    const repository = await app.github.people.createRepository(`acme/whole-${count}`, { files });
    await app.github.people.push(repository, "change", change);
    app.github.requests.length = 0;
    const pull = await app.github.people.openPullRequest(repository, { head: "change" });
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    return pull;
  }

  function conclusions(pull: PullRequest): ReadonlyArray<string> {
    return app.github.checkRuns(pull).map((run) => `${run.name} ${run.conclusion ?? run.status}`);
  }

  const bucket = (acl: string): string =>
    `provider "aws" {\n  region = "eu-west-1"\n}\n\nresource "aws_s3_bucket_acl" "logs" {\n  bucket = "logs"\n  acl    = "${acl}"\n}\n`;

  it("blocks a bucket that is opened to the world, on its very line, with at most eight requests", async () => {
    const pull = await open({ "main.tf": bucket("private") }, { "main.tf": bucket("public-read") });
    expect(conclusions(pull)).toEqual(["tollgate/policy failure", "tollgate/cost success"]);
    const [policy] = app.github.checkRuns(pull);
    expect(policy?.annotations.map(({ path, start_line }) => `${path}:${start_line}`)).toEqual(["main.tf:7"]);
    expect(app.github.requests.filter(({ path }) => !path.includes("access_tokens")).length).toBeLessThanOrEqual(8);
  });

  it("passes a change without any infrastructure file, and says so", async () => {
    const pull = await open({ "README.md": "a\n" }, { "README.md": "b\n" });
    expect(conclusions(pull)).toEqual(["tollgate/policy success", "tollgate/cost success"]);
    expect(app.github.comments(pull)[0]?.body).toMatch(/no infrastructure/i);
  });

  it("is undecided about a file that it cannot read", async () => {
    const pull = await open({ "main.tf": bucket("private") }, { "main.tf": 'resource "aws_s3_bucket" {\n' });
    expect(conclusions(pull)[0]).toBe("tollgate/policy failure");
    expect(app.github.comments(pull)[0]?.body).toContain("main.tf:1");
  });

  it("row 43: shows no secret of the repository: not on checks, in comments, in the log, or in the store", async () => {
    const secret = "hunter2-4f0d9c1b7a";
    const manifest = `apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: ${secret}}\n`;
    const terraform = `variable "password" {
  default   = "${secret}"
  sensitive = true
}

resource "aws_db_instance" "db" {
  password            = var.password
  username            = "admin"
  publicly_accessible = true
}
`;
    const pull = await open({ "README.md": "a\n" }, { "db.yaml": manifest, "main.tf": terraform });
    const [policy] = app.github.checkRuns(pull);
    expect(policy?.annotations.map(({ path }) => path)).toContain("main.tf"); // something was found and told
    const told = JSON.stringify([app.github.checkRuns(pull).map(withoutSuite), app.github.comments(pull).map(bodyOf)]);
    await app.stop();
    const kept = await storedTexts();
    await app.start();
    for (const text of [told, app.log.join(""), kept]) {
      expect(text.length).toBeGreaterThan(100);
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString("base64"));
    }
  });

  function withoutSuite({ output, annotations, actions }: ReturnType<typeof app.github.checkRuns>[number]) {
    return { output, annotations, actions };
  }

  function bodyOf({ body }: { readonly body: string }): string {
    return body;
  }

  /** Every row of every table but the copies of the repository's own files. */
  async function storedTexts(): Promise<string> {
    const { place } = app.test;
    if (place.kind !== "embedded") throw new Error("only the embedded store is read here");
    const postgres = await EmbeddedPostgres.open(join(place.directory, "pglite"));
    try {
      const names = await postgres.query(
        "select table_schema || '.' || table_name as name from information_schema.tables " +
          "where table_schema in ('tollgate', 'pgboss') and table_name <> 'blob'",
        [],
      );
      const texts: string[] = [];
      for (const { name } of names.rows as ReadonlyArray<{ name: string }>) {
        texts.push(name, JSON.stringify((await postgres.query(`select * from ${name}`, [])).rows));
      }
      return texts.join("\n");
    } finally {
      await postgres.close();
    }
  }

  it("is undecided where the base branch does not exist", async () => {
    count += 1;
    const repository = await app.github.people.createRepository(`acme/whole-${count}`, { files: { "a.tf": "# a\n" } });
    await app.github.people.push(repository, "other", { "b.tf": "# b\n" });
    await app.github.people.push(repository, "change", { "a.tf": "# c\n" });
    app.github.sendWebhooksTo(null);
    const pull = await app.github.people.openPullRequest(repository, { head: "change", base: "other" });
    app.github.sendWebhooksTo(`${app.server.url}/api/github/webhooks`);
    await repository.git.point("refs/heads/other", null);
    await app.github.people.setDraft(pull, false);
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    expect(conclusions(pull).slice(-2)).toEqual(["tollgate/policy failure", "tollgate/cost failure"]);
    expect(app.github.comments(pull)[0]?.body).toContain("does not exist");
  });
});
