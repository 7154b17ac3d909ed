import type { Finding, Severity } from "../model/finding.ts";
import type { Review } from "../model/review.ts";
import { remedyOf } from "../model/remedy.ts";
import { compareText } from "../model/text.ts";
import { policyUrl } from "./catalogue.ts";
import { plainRemedy } from "./remedy.ts";
import { plain } from "./text.ts";

/** SARIF 2.1.0 levels; GitHub's code scanning reads the severity from `security-severity` (CVSS-like, 0 to 10). */
const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};
const scores: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
  info: "0.0",
};

/** The review as SARIF 2.1.0: new and existing findings with stable fingerprints, problems as notifications. */
export function renderSarif(review: Review): string {
  const findings = review.findings.filter((finding) => finding.status !== "fixed" && finding.enforcement !== "shadow");
  const rules = [...new Map(findings.map((finding) => [finding.policy, finding])).values()].sort((a, b) =>
    compareText(a.policy, b.policy),
  );
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Tollgate", rules: rules.map((rule) => toRule(rule, policyUrl(review, rule.policy))) },
        },
        invocations: [
          {
            executionSuccessful: review.verdict.conclusion !== "undecided",
            toolExecutionNotifications: [
              ...review.problems.map((problem) => ({
                level: problem.gates ? "error" : "note",
                message: { text: plain(problem.message) },
                locations: [location(problem.path, problem.line ?? 1, problem.line ?? 1)],
              })),
              ...review.not_analysed.map((item) => ({
                level: "warning",
                message: { text: `not analysed: ${plain(item.reason)}` },
                locations: [location(item.path, 1, 1)],
              })),
            ],
          },
        ],
        results: findings.map(toResult),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toRule(finding: Finding, catalogue: string | null): object {
  return {
    id: finding.policy,
    shortDescription: { text: plain(finding.title) },
    help: { text: plainRemedy(finding.remediation).join("\n") || plain(finding.title) },
    ...(catalogue === null ? {} : { helpUri: catalogue }),
    properties: { tags: finding.topics, "security-severity": scores[finding.severity] },
  };
}

function toResult(finding: Finding): object {
  const place =
    finding.path === null || finding.line === null
      ? []
      : [location(finding.path, finding.line, finding.end_line ?? finding.line)];
  return {
    ruleId: finding.policy,
    level: levels[finding.severity],
    message: { text: plain(finding.message) },
    locations: place,
    relatedLocations: finding.called_from.map((call) => location(call.path, call.line, call.end_line)),
    partialFingerprints: { "tollgate/v1": finding.fingerprint },
    baselineState: finding.status === "new" ? "new" : "unchanged",
    ...fixesOf(finding),
    ...(finding.status === "waived" ? { suppressions: [{ kind: "external" }] } : {}),
  };
}

/** SARIF 2.1.0, 3.55: whole lines are replaced, from the first column of one to the first column after the last. */
function fixesOf({ fix, remediation, title }: Finding): object {
  if (fix === undefined || fix.edits.length === 0) return {};
  const artifactChanges = fix.edits.map((edit) => ({
    artifactLocation: { uri: uriOf(edit.path) },
    replacements: [
      {
        deletedRegion: { startLine: edit.line, startColumn: 1, endLine: edit.end_line + 1, endColumn: 1 },
        insertedContent: { text: edit.new },
      },
    ],
  }));
  return { fixes: [{ description: { text: plain(remedyOf(remediation).said || title) }, artifactChanges }] };
}

function location(path: string, startLine: number, endLine: number): object {
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: { startLine, endLine } } };
}

function uriOf(path: string): string {
  return path
    .split("/")
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join("/");
}
