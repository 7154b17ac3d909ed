import { describe, expect, it } from "vitest";
import { z } from "zod";

import { renderAs } from "../../src/report/formats.ts";
import type { ReportFormat } from "../../src/report/format-names.ts";
import { aFinding, anEstimate, aProblem, aResourceEstimate, aReview } from "../support/builders.ts";

/** Markup, escapes of terminals, a workflow command, and what no document of XML may hold. */
const hostile = `<script>alert("1")</script> & ]]> \u001b[31m\n::error::forged\r\n\u0000\u0007`;

const review = aReview({
  verdict: { conclusion: "block", reasons: [hostile] },
  findings: [
    aFinding({ title: hostile, message: hostile, remediation: hostile, address: hostile, fingerprint: "1" }),
    aFinding({ status: "existing", policy: "aws.s3.other", fingerprint: "2" }),
  ],
  problems: [aProblem({ message: hostile, path: "a,b:c\n.tf" })],
  estimate: anEstimate([aResourceEstimate({ address: hostile })]),
  not_analysed: [{ path: hostile, reason: hostile }],
  notes: [hostile],
  preview: {
    paths: [hostile],
    verdict: { conclusion: "pass", reasons: [hostile] },
    problems: [aProblem({ message: hostile, path: hostile })],
  },
});

function rendered(format: ReportFormat): string {
  return renderAs(format, review, { color: false });
}

describe("text of a pull request", () => {
  it.each(["terminal", "github", "html", "junit", "markdown", "sarif", "json"] as const)(
    "has no control character in %s",
    (format) => {
      // eslint-disable-next-line no-control-regex -- they are what is looked for
      expect(rendered(format)).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    },
  );

  it.each(["html", "junit"] as const)("is no markup in %s", (format) => {
    expect(rendered(format)).not.toContain("<script");
  });

  it("is code in Markdown, the headline's too", () => {
    expect(rendered("markdown").replaceAll(/`[^`\n]*`/g, "")).not.toContain("<script");
  });

  it("is no workflow command", () => {
    const lines = rendered("github").split("\n");
    expect(lines.filter((line) => line.startsWith("::error::forged"))).toEqual([]);
    expect(
      lines.filter((line) => line.startsWith("::")).every((line) => /^::(?:error|warning|notice) file=/.test(line)),
    ).toBe(true);
  });
});

describe("a change of what gates", () => {
  const preview = {
    paths: [".github/tollgate.yml"],
    verdict: { conclusion: "pass", reasons: ["nothing new to object to"] },
    problems: [aProblem({ path: ".github/tollgate.yml", line: 1, message: "Unrecognized key" })],
  } as const;

  it.each(["terminal", "html", "markdown", "json"] as const)(
    "is told what its own version would say in %s",
    (format) => {
      const text = renderAs(format, aReview({ preview }), { color: false });
      for (const said of ["nothing new to object to", "Unrecognized key", ".github/tollgate.yml"]) {
        expect(text.replaceAll("<wbr>", "")).toContain(said);
      }
      const untried = renderAs(format, aReview({ preview: { ...preview, verdict: null } }), { color: false });
      expect(untried).toContain(format === "json" ? '"verdict": null' : "Its own version is not tried here.");
    },
  );
});

describe("the terminal", () => {
  it("says what a cost assumes, and why something has none", () => {
    const unpriced = { project: "envs/prod", address: "aws_x.y", type: "aws_x", reason: "no estimator" };
    const resource = aResourceEstimate({ assumptions: ["Linux is assumed."] });
    const estimate = { ...anEstimate([resource]), not_priced: [unpriced, { ...unpriced, address: "aws_x.z" }] };
    const text = renderAs("terminal", aReview({ estimate }), { color: false });
    expect(text).toContain("assumed:\n  Linux is assumed.\n");
    expect(text).toContain("2 resources not priced, and not counted as free:\n  aws_x.y, aws_x.z: no estimator\n");
  });
});

describe("the page", () => {
  it("has no script, link or image of others, and marks code in remedies", () => {
    const page = renderAs("html", aReview({ findings: [aFinding({ remediation: "Set `acl` to <none>." })] }), {
      color: false,
    });
    expect(page).toContain("Remedy: Set <code>acl</code> to &lt;none&gt;.");
    expect(page).not.toMatch(/<(?:script|link|img|iframe)|src=|href=/);
  });
});

describe("SARIF", () => {
  const log = z.object({
    version: z.literal("2.1.0"),
    runs: z.tuple([
      z.object({
        tool: z.object({ driver: z.object({ rules: z.array(z.object({ id: z.string() })) }) }),
        results: z.array(
          z.object({
            ruleId: z.string(),
            level: z.enum(["error", "warning", "note", "none"]),
            message: z.object({ text: z.string().min(1) }),
            locations: z
              .array(
                z.object({
                  physicalLocation: z.object({
                    artifactLocation: z.object({ uri: z.string() }),
                    region: z.object({ startLine: z.int().positive() }),
                  }),
                }),
              )
              .min(1),
          }),
        ),
      }),
    ]),
  });

  it("names each rule once, and a rule for each result", () => {
    const [run] = log.parse(JSON.parse(rendered("sarif"))).runs;
    const rules = run.tool.driver.rules.map(({ id }) => id);
    expect(rules).toEqual([...new Set(rules)]);
    expect(run.results.map(({ ruleId }) => ruleId).filter((id) => !rules.includes(id))).toEqual([]);
    expect(run.results).toHaveLength(2);
  });

  it("has paths that are URIs", () => {
    expect(rendered("sarif")).toContain('"a%2Cb%3Ac%0A.tf"');
  });
});
