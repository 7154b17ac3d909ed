import { describe, expect, it } from "vitest";

import { renderReport } from "../../src/report/checks.ts";
import { commentMarker } from "../../src/report/comment.ts";
import { noLinks, repositoryLinks } from "../../src/report/links.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { aFinding, anEstimate, aProblem, aResourceEstimate, aReview } from "../support/builders.ts";

const blocked: Verdict = { conclusion: "block", reasons: ["1 new finding of severity high"] };
const links = repositoryLinks("https://github.example/acme/infra", "0123abc");

function checks(review: Parameters<typeof renderReport>[0]) {
  const [policy, cost] = renderReport(review, links).checks;
  if (policy === undefined || cost === undefined) throw new Error("two checks are expected");
  return { policy, cost };
}

describe("renderReport", () => {
  it("makes two checks and a comment of a blocked review", () => {
    const review = aReview({
      verdict: blocked,
      policy_verdict: blocked,
      findings: [aFinding()],
      estimate: anEstimate([aResourceEstimate()]),
    });
    const { policy, cost } = checks(review);

    expect(policy).toMatchObject({
      name: "tollgate/policy",
      conclusion: "failure",
      title: "blocks: 1 new finding of severity high",
    });
    expect(cost).toMatchObject({ name: "tollgate/cost", conclusion: "success", annotations: [] });
    expect(policy.annotations).toEqual([
      {
        path: "envs/prod/main.tf",
        start_line: 12,
        end_line: 12,
        level: "failure",
        title: "high: Bucket is readable by anyone",
        message: "aws_s3_bucket.logs grants public-read to everyone\nRemedy: Remove the ACL\n[aws.s3.public_bucket]",
      },
    ]);
    expect(cost.summary).toContain("| `aws_nat_gateway.this` |  |  | $32.85 | **+$32.85** |");
  });

  it.each([
    ["pass", "gate", "success"],
    ["warn", "gate", "success"],
    ["approval", "gate", "action_required"],
    ["undecided", "gate", "failure"],
    ["block", "gate", "failure"],
    ["block", "advisory", "success"],
  ] as const)("%s in mode %s concludes %s", (conclusion, mode, expected) => {
    const verdict = { conclusion, reasons: ["because"] };
    const { policy } = checks(aReview({ mode, policy_verdict: verdict }));
    expect(policy.conclusion).toBe(expected);
    if (mode === "advisory") expect(policy.title).toBe("blocks (advisory): because");
  });

  it("shows a cause that many roots share once, and names them", () => {
    const findings = ["a", "b", "c"].map((project) =>
      aFinding({ project, path: "modules/bucket/main.tf", fingerprint: project }),
    );
    const { policy } = checks(
      aReview({ findings, files: [{ path: "modules/bucket/main.tf", status: "modified", previous_path: null }] }),
    );
    expect(policy.annotations).toHaveLength(1);
    expect(policy.annotations[0]?.message).toContain(
      "In 3 places: a: aws_s3_bucket.logs, b: aws_s3_bucket.logs, c: aws_s3_bucket.logs",
    );
  });

  it("annotates the nearest place that the change touches", () => {
    const call = { path: "envs/prod/main.tf", line: 40, end_line: 48 };
    const finding = aFinding({ path: "modules/bucket/main.tf", called_from: [{ ...call, path: "root.tf" }, call] });
    const { policy } = checks(aReview({ findings: [finding] }));
    expect(policy.annotations[0]).toMatchObject({ path: "envs/prod/main.tf", start_line: 40, end_line: 48 });
  });

  it("annotates gating problems, not those of the base", () => {
    const { policy } = checks(
      aReview({ problems: [aProblem(), aProblem({ gates: false, status: "existing", path: "old.tf" })] }),
    );
    expect(policy.annotations.map((item) => [item.path, item.level])).toEqual([["envs/prod/broken.tf", "failure"]]);
  });

  it("links each place to its line at the head, whatever the path", () => {
    const { comment } = renderReport(aReview({ findings: [aFinding({ path: "a b/(x)](y)#?.tf", line: 7 })] }), links);
    expect(comment).toContain("(https://github.example/acme/infra/blob/0123abc/a%20b/%28x%29%5D%28y%29%23%3F.tf#L7)");
  });

  it("row 26: keeps within GitHub's limits and says how much it leaves out", () => {
    const long = "ünïcödé 漢字 `x` @acme ".repeat(60);
    const findings = Array.from({ length: 3000 }, (_, index) =>
      aFinding({ message: `${index} ${long}`, remediation: long, line: index + 1, fingerprint: String(index) }),
    );
    const existing = findings.map((finding) => ({ ...finding, status: "existing" as const }));
    const estimates = Array.from({ length: 3000 }, (_, index) =>
      aResourceEstimate({ address: `${long}${index}`, assumptions: [`${long}${index}`] }),
    );
    const review = aReview({
      findings: [...findings, ...existing],
      problems: findings.map((finding) => aProblem({ message: finding.message })),
      not_analysed: findings.map((finding) => ({ path: finding.message, reason: long })),
      estimate: anEstimate(estimates, {
        not_priced: estimates.map((item) => ({ project: long, address: long, type: item.address, reason: long })),
      }),
      notes: Array.from({ length: 100 }, () => long),
    });

    const { checks: both, comment } = renderReport(review, links);

    expect(Buffer.byteLength(comment)).toBeLessThan(65_536);
    for (const check of both) {
      expect(Buffer.byteLength(check.summary)).toBeLessThan(65_535);
      expect(check.title.length).toBeLessThanOrEqual(255);
      expect(check.annotations.length).toBeLessThanOrEqual(1000);
      for (const annotation of check.annotations) {
        expect(Buffer.byteLength(annotation.message)).toBeLessThanOrEqual(64 * 1024);
        expect(annotation.title.length).toBeLessThanOrEqual(255);
      }
    }
    expect(comment).toMatch(/…and \d+ more findings/);
    expect(comment.match(/<details>/g)?.length ?? 0).toBe(comment.match(/<\/details>/g)?.length ?? 0);
    for (const line of comment.split("\n").filter((text) => text.startsWith("|")))
      expect(line.endsWith("|")).toBe(true);
  });

  it("begins the comment with the marker, and only there", () => {
    const { comment } = renderReport(
      aReview({ findings: [aFinding({ message: commentMarker, title: commentMarker })] }),
      noLinks,
    );
    expect(comment.startsWith(commentMarker)).toBe(true);
    expect(comment.replaceAll(/`[^`]*`/g, "").split(commentMarker)).toHaveLength(2);
  });
});
