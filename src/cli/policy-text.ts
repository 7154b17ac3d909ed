import { count } from "../model/text.ts";
import type { AuthorSources } from "../policy/authoring/author-sources.ts";
import type { CheckIssue } from "../policy/authoring/check-issue.ts";
import type { EvalFinding, EvalReport } from "../policy/authoring/eval-inputs.ts";

/** Issues as a compiler shows them: place, message, the line with a caret, what was expected. */
export function renderIssues(issues: ReadonlyArray<CheckIssue>, sources: AuthorSources): string {
  const errors = issues.filter((issue) => issue.severity === "error").length;
  const summary = `${count(sources.files.length, "file")}, ${count(errors, "error")}, ${count(issues.length - errors, "warning")}\n`;
  return [...issues.map((issue) => `${renderIssue(issue)}\n`), summary].join("\n");
}

/** One issue, without a line feed at its end. */
export function renderIssue(issue: CheckIssue): string {
  const place = [issue.path, issue.line, issue.column].filter((part) => part !== null).join(":");
  const head = `${place}: ${issue.severity}: ${issue.message} [${issue.rule}]`;
  return [head, ...sourceLine(issue), ...issue.details.map((detail) => `  ${detail}`)].join("\n");
}

function sourceLine({ text, line, column }: CheckIssue): ReadonlyArray<string> {
  if (text === null || line === null) return [];
  const number = String(line).padStart(5);
  // Tabs stay tabs under tabs: the caret stands right whatever their width.
  const under = text.slice(0, (column ?? 1) - 1).replace(/[^\t]/g, " ");
  return [`${number} | ${text}`, `${" ".repeat(number.length)} | ${under}^`];
}

/** Findings one a line, what broke, and what was not looked at. */
export function renderEval(report: EvalReport, inputs: number): string {
  const lines = [
    ...report.findings.map(renderFinding),
    ...report.problems.map(({ path, line, message }) => `${path}${line === null ? "" : `:${line}`}: error: ${message}`),
  ];
  if (report.unconcerned.length > 0) {
    lines.push(`not evaluated, because no input has what they look at: ${report.unconcerned.join(", ")}`);
  }
  const denied = report.findings.filter((finding) => finding.enforcement === "deny").length;
  const policies = report.evaluated.length === 1 ? "1 policy" : `${report.evaluated.length} policies`;
  lines.push(
    `${policies} on ${count(inputs, "input")}: ${count(report.findings.length, "finding")}, ${denied} of them deny`,
  );
  return `${lines.join("\n")}\n`;
}

function renderFinding({ path, line, project, enforcement, severity, message, policy }: EvalFinding): string {
  const place = path === null ? project : `${path}${line === null ? "" : `:${line}`}`;
  return `${place}: ${enforcement} (${severity}): ${message.replaceAll(/[\r\n]+/g, " ")} [${policy}]`;
}
