import type { Finding } from "../model/finding.ts";
import type { Review } from "../model/review.ts";
import { escapeXml } from "./xml.ts";

/** The review as JUnit XML: one suite per project, a failed case per new finding, an error per gating problem. */
export function renderJunit(review: Review): string {
  const names = [
    ...new Set([...review.projects.map((item) => item.project.name), ...review.findings.map((item) => item.project)]),
  ];
  const gating = review.problems.filter((problem) => problem.gates);
  const suites = [
    ...names.sort().map((name) => suite(name, review.findings.filter((item) => item.project === name).map(testCase))),
    ...(gating.length === 0
      ? []
      : [
          suite(
            "problems",
            gating.map((item) => failed(`${item.path}:${item.line ?? 1}`, "problem", "error", item.message)),
          ),
        ]),
    ...(review.not_analysed.length === 0
      ? []
      : [
          suite(
            "not analysed",
            review.not_analysed.map((item) => failed(item.path, "not analysed", "error", item.reason)),
          ),
        ]),
    suite("verdict", [verdictCase(review)]),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tollgate">\n${suites.join("\n")}\n</testsuites>\n`;
}

function suite(name: string, cases: ReadonlyArray<string>): string {
  const failures = cases.filter((text) => text.includes("<failure")).length;
  const errors = cases.filter((text) => text.includes("<error")).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}"`;
  return `  <testsuite name="${escapeXml(name)}" ${counts}>\n${cases.join("\n")}\n  </testsuite>`;
}

function testCase(finding: Finding): string {
  const name = `${finding.address ?? finding.project} ${finding.path ?? ""}:${finding.line ?? ""}`;
  if (finding.status === "new" && finding.enforcement === "deny")
    return failed(name, finding.policy, "failure", finding.message);
  const skipped = `<skipped message="${escapeXml(`${finding.status}, ${finding.enforcement}: ${finding.message}`)}"/>`;
  return `    <testcase name="${escapeXml(name)}" classname="${escapeXml(finding.policy)}">${skipped}</testcase>`;
}

function verdictCase(review: Review): string {
  const { conclusion, reasons } = review.verdict;
  if (conclusion === "pass" || conclusion === "warn") return `    <testcase name="${conclusion}" classname="verdict"/>`;
  return failed(conclusion, "verdict", conclusion === "undecided" ? "error" : "failure", reasons.join("; "));
}

function failed(name: string, className: string, kind: "failure" | "error", message: string): string {
  return `    <testcase name="${escapeXml(name)}" classname="${escapeXml(className)}"><${kind} message="${escapeXml(message)}"/></testcase>`;
}
