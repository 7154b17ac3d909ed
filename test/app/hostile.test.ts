import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { visit } from "unist-util-visit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openReviewTools } from "../../src/review.ts";
import { createReviewer } from "../../src/server-review.ts";
import type { FileToWrite } from "../github/git.ts";
import type { PullRequest } from "../github/world.ts";
import { startApp, type AppUnderTest } from "./fixture.ts";

const patience = { timeout: 60_000, interval: 20 };

type Files = Record<string, FileToWrite>;

const deployment = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: x}}
  template:
    metadata: {labels: {app: x}}
    spec:
      containers:
        - name: c
          image: example.test/x:1.0
          securityContext: {privileged: true}
`;

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    return `a${level + 1}: &a${level + 1} [${Array.from({ length: 10 }, () => `*a${level}`).join(", ")}]`;
  });
  return ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]", ...levels].join("\n");
}

/** What a head may hold, beside something that a policy finds. */
describe("a pull request of somebody hostile", () => {
  const tools = openReviewTools(new Date("2026-11-21T10:00:00Z"), null);
  let app: AppUnderTest;
  let count = 0;

  beforeAll(async () => {
    app = await startApp("embedded", createReviewer(tools), { retryLimit: 0 });
  });

  afterAll(async () => {
    await app.close();
    await tools.close();
  });

  async function open(files: Files, change: Files, title = "A change"): Promise<PullRequest> {
    count += 1;
    const repository = await app.github.people.createRepository(`acme/hostile-${count}`, { files });
    await app.github.people.push(repository, "change", change);
    const pull = await app.github.people.openPullRequest(repository, { head: "change", title });
    await expect.poll(() => app.github.comments(pull).length, patience).toBe(1);
    return pull;
  }

  function comment(pull: PullRequest): string {
    return app.github.comments(pull)[0]?.body ?? "";
  }

  function conclusions(pull: PullRequest): ReadonlyArray<string> {
    return app.github.checkRuns(pull).map((run) => `${run.name} ${run.conclusion ?? run.status}`);
  }

  it.each<readonly [string, FileToWrite, RegExp]>([
    ["an alias bomb", bomb(), /alias bomb|aliases/],
    ["nesting of 5,000 levels", `a: ${"[".repeat(5000)}${"]".repeat(5000)}\n`, /deep|nest/i],
    ["a cycle", "a: &a\n  - *a\n", /cycle/],
    [
      "a merge chain",
      `a0: &a0 {x: 1}\n${Array.from({ length: 10_000 }, (_, n) => `a${n + 1}: &a${n + 1} {<<: *a${n}}\n`).join("")}`,
      /merge|alias/i,
    ],
    ["NUL", "a: 1\nb: \0\n", /null byte|binary/],
    ["UTF-16", Buffer.from("\uFEFFkind: Pod\n", "utf16le"), /UTF-8|binary/],
    ["more than is read of one file", Buffer.alloc(12_000_000, "a: 1\n"), /bytes|large/],
    ["20,000 documents", "---\na: 1\n".repeat(20_000), /documents/],
  ])("row 37: with %s is reviewed for the rest, and does not pass", async (_, content, words) => {
    const files = { "k/good.yaml": deployment("good"), "k/bad.yaml": content };
    const pull = await open({ "README.md": "a\n", "k/old.yaml": deployment("old") }, files);
    expect(conclusions(pull)[0]).toBe("tollgate/policy failure");
    expect(comment(pull)).toMatch(words);
    expect(comment(pull)).toContain("k/bad.yaml");
    expect(app.github.checkRuns(pull)[0]?.annotations.map(({ path }) => path)).toContain("k/good.yaml");
  });

  it("row 39: with links, submodules and odd names shows nothing of this machine", async () => {
    const link = (content: string) => ({ mode: "120000", content });
    const change: Files = {
      "k/kustomization.yaml": "resources: [../../../etc/passwd, passwd.yaml, good.yaml]\n",
      "k/passwd.yaml": link("/etc/passwd"),
      "k/good.yaml": deployment("good"),
      sub: { mode: "160000", content: "a".repeat(40) },
      "t/main.tf": 'locals {\n  a = file("../../../../etc/passwd")\n  b = file("${path.module}/link")\n}\n',
      "t/link": link("/etc/passwd"),
      "k/..%2f..%2fx.yaml": deployment("encoded"),
      "k/a\nb\u202E.yaml": deployment("odd"),
    };
    const pull = await open({ "README.md": "a\n" }, change);
    const told = JSON.stringify([app.github.checkRuns(pull), app.github.comments(pull)]);
    expect(conclusions(pull)[0]).toBe("tollgate/policy failure");
    expect(told).not.toContain("root:x:0");
    expect(comment(pull)).not.toContain("\u202E");
    expect(comment(pull)).toMatch(/leaves the repository|outside|symbolic link/);
    expect(app.github.checkRuns(pull)[0]?.annotations.map(({ path }) => path)).toContain("k/..%2f..%2fx.yaml");
  });

  it("row 40: that wants something from the network is told that it was not fetched", async () => {
    const change: Files = {
      "t/main.tf": 'module "m" {\n  source = "http://169.254.169.254/latest/meta-data"\n}\n',
      "k/kustomization.yaml": "resources: ['https://169.254.169.254/x.yaml', 'github.com/acme/base?ref=v1']\n",
    };
    const pull = await open({ "README.md": "a\n" }, change);
    expect(conclusions(pull)[0]).toBe("tollgate/policy failure");
    expect(comment(pull)).toMatch(/169\.254\.169\.254\/latest.* the App fetches modules from repositories on /);
  });

  it(
    "row 42: of a base with rules that break and rules that ask the network has the other rules' findings, and does not pass",
    { timeout: 120_000 },
    async () => {
      const policies = ".github/tollgate/policies";
      const base: Files = {
        [`${policies}/twofold.rego`]:
          "package twofold\n\nlevel := 1 if input.project\n\nlevel := 2\n\ndeny contains 1 if level > 0\n",
        [`${policies}/request.rego`]:
          'package request\n\ndeny contains x if x := http.send({"method": "get", "url": "http://169.254.169.254"})\n',
        [`${policies}/fine.rego`]: 'package fine\n\ndeny contains "found by the fine one"\n',
      };
      const pull = await open(base, { "k/plain.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n" });
      expect(conclusions(pull)[0]).toBe("tollgate/policy failure");
      for (const words of ["found by the fine one", "twofold.rego", "request.rego", "http.send"]) {
        expect(comment(pull)).toContain(words);
      }
    },
  );

  it("row 44: with Markdown in names and title brings nobody's words to life", async () => {
    const hostile = "x](javascript:alert(1)) <img src=x> --> @acme/everybody `code` \u202E\u200B";
    const name = JSON.stringify(hostile.slice(0, 60));
    const tf = `resource "aws_s3_bucket_acl" "logs" {\n  bucket = ${name}\n  acl    = "public-read"\n}\n`;
    const change: Files = {
      "k/a.yaml": deployment(name),
      [`k/${"@acme/everybody".replace("/", " ")} <b>.yaml`]: deployment("b"),
      "t/main.tf": tf,
    };
    const pull = await open({ "README.md": "a\n" }, change, `${hostile}${"y".repeat(10_000)}`);
    const body = comment(pull);
    expect(body).toContain("acme/everybody"); // it is told, and does nothing
    const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    const living: string[] = [];
    visit(tree, (node) => {
      if (node.type === "image") living.push(node.url);
      if (node.type === "link" && !/^http:\/\/127\.0\.0\.1:\d+\/acme\/hostile-\d+\//.test(node.url))
        living.push(node.url);
      if (node.type === "html" && /<img|<a|javascript|onerror/i.test(node.value)) living.push(node.value);
      if (node.type === "text" && /(?<!\w)@\w/.test(node.value)) living.push(node.value);
    });
    expect(living).toEqual([]);
    expect(conclusions(pull)[0]).toBe("tollgate/policy failure");
    expect(comment(pull)).not.toMatch(/[\u202E\u200B]/);
    expect(comment(pull).match(/<!-- tollgate:review -->/g)).toHaveLength(1);
  });
});
