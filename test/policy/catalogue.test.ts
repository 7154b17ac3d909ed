import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { catalogueHtml } from "../../src/cli/catalogue-html.ts";
import { catalogueMarkdown, pageOf } from "../../src/cli/catalogue-markdown.ts";
import { runPolicyDoc } from "../../src/cli/policy-doc.ts";
import { catalogueOf, coverageOf } from "../../src/policy/authoring/catalogue.ts";
import { policyUrl } from "../../src/report/catalogue.ts";

const policy = (id: string, custom: string): { path: string; inside: string; source: string } => ({
  path: `p/${id.replaceAll(".", "/")}/x.rego`,
  inside: "x.rego",
  source: `# METADATA\n# title: Title of ${id} | <b>\n# description: Harm.\n# related_resources:\n#   - ref: https://example.com/a\n#     description: More\n# custom:\n${custom}package policies.${id}\n\ndeny contains "x"\n`,
});
const files = [
  policy("b.two", "#   severity: HIGH\n#   frameworks:\n#     cis:\n#       - 1.10\n#       - 1.9\n"),
  policy("a.one", '#   severity: low\n#   remediation: Do it.\n#   frameworks:\n#     cis:\n#       - "1.9"\n'),
  { path: "p/lib/l.rego", inside: "l.rego", source: "package policies.lib.l\n\nf(x) := x\n" },
];
const examples = [
  { path: "p/a/one/good.tf", text: "good\n" },
  { path: "p/a/one/bad.tf", text: "bad ``` <script>\n" },
];
const entries = catalogueOf(files, examples);

describe("the catalogue", () => {
  it("has every policy by its id, with its examples, and no library", () => {
    expect(entries.map(({ id, severity, examples: own }) => [id, severity, own.map(({ kind }) => kind)])).toEqual([
      ["a.one", "low", ["bad", "good"]],
      ["b.two", "high", []],
    ]);
  });

  it("says which controls of a framework have policies, by their numbers", () => {
    expect(coverageOf(entries)).toEqual([
      {
        framework: "cis",
        controls: [
          { control: "1.1", policies: ["b.two"] }, // YAML reads 1.10 as a number
          { control: "1.9", policies: ["a.one", "b.two"] },
        ],
      },
    ]);
  });

  it("has a page a policy, which its address leads to", () => {
    const pages = new Map(catalogueMarkdown(entries).map(({ path, text }) => [path, text]));
    const page = pages.get(pageOf("a.one")) ?? "";
    expect(page).toContain("## Wrong\n\n````hcl\nbad ``` <script>\n````\n");
    expect(page).toContain("## What to do\n\nDo it.\n");
    expect(pages.get("README.md")).toContain("| [`a.one`](a/one.md) | Title of a.one \\| <b> | low |");
    expect(pages.get("frameworks.md")).toContain("| 1.9 | [`a.one`](a/one.md), [`b.two`](b/two.md) |");
  });

  it("is one HTML page with an anchor a policy and nothing of others in it", () => {
    const page = catalogueHtml(entries);
    expect(page).toContain('<h2 id="a.one">');
    expect(page).not.toContain("<script>");
  });

  it.each([
    ["https://docs.example.com/policies/", "https://docs.example.com/policies/aws/s3/public.md"],
    ["https://docs.example.com/policies.html", "https://docs.example.com/policies.html#aws.s3.public"],
    [null, null],
  ])("is where %s says", (catalogue, expected) => {
    const settings = { policies: { catalogue } } as Parameters<typeof policyUrl>[0]["settings"];
    expect(policyUrl({ settings }, "aws.s3.public")).toBe(expected);
  });
});

describe("tollgate policy doc", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "catalogue-"));
    for (const { path, source } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), source);
    }
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes the pages, removes those of policies that are gone, and knows when they differ", async () => {
    const output = join(folder, "docs");
    const run = (check: boolean): Promise<number> =>
      runPolicyDoc([join(folder, "p")], { format: "markdown", output, check });
    expect(await run(true)).toBe(1);
    expect(await run(false)).toBe(0);
    expect(await run(true)).toBe(0);
    writeFileSync(join(output, "own.md"), "# Mine\n");
    rmSync(join(folder, "p/b"), { recursive: true });
    expect(await run(true)).toBe(1);
    expect(await run(false)).toBe(0);
    expect(() => readFileSync(join(output, "b/two.md"))).toThrow();
    expect(readFileSync(join(output, "own.md"), "utf8")).toBe("# Mine\n");
  });
});
