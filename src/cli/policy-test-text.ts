import type { AuthorSources } from "../policy/authoring/author-sources.ts";
import { lineOf } from "../policy/authoring/check-issue.ts";
import type { FileCoverage, TestReport, TestResult } from "../policy/authoring/test-policies.ts";
import { escapeXml } from "../report/xml.ts";
import { renderIssue } from "./policy-text.ts";
import { count } from "../model/text.ts";

/** Results of a test run: failures in full, the rest counted, and the lines that no test reaches. */
export function renderTests(report: TestReport, sources: AuthorSources, threshold: number | null): string {
  if (report.errors.length > 0) {
    const issues = report.errors.map((issue) => `${renderIssue(issue)}\n`);
    return `${issues.join("\n")}\n${count(report.errors.length, "error")}: no test was run\n`;
  }
  if (report.results.length === 0) return "there is no test: expected rules test_… in files that end with _test.rego\n";
  const notPassed = report.results.filter((result) => result.outcome !== "pass");
  return [
    ...notPassed.map((result) => `${renderResult(result, sources)}\n`),
    ...report.coverage.filter((file) => file.missing.length > 0).map(renderMissing),
    coverageLine(report, threshold),
    `${totals(report.results)}\n`,
  ].join("\n");
}

function renderResult(result: TestResult, sources: AuthorSources): string {
  const row = result.failed_at?.row ?? result.row;
  const file = result.failed_at?.file ?? result.file;
  const lines = [`${result.outcome.toUpperCase()} ${testName(result)}`, `  ${file}:${row}`];
  const text = lineOf(file, row, sources);
  if (text !== null && result.outcome !== "skip") lines.push(`  ${String(row).padStart(5)} | ${text}`);
  if (result.error !== "") lines.push(`  ${result.error}`);
  return [...lines, ...explained(result).map((line) => `  ${line}`)].join("\n");
}

/** The failing expression with its values, the variables of the test, and what it printed. */
function explained({ failed_at, outcome, output }: TestResult): ReadonlyArray<string> {
  const lines: string[] = [];
  if (failed_at != null) {
    lines.push(`not true: ${failed_at.expression.replaceAll(/\s+/g, " ")}`);
    if (failed_at.evaluated !== "") lines.push(`      is: ${failed_at.evaluated}`);
    for (const { name, value } of failed_at.values) lines.push(`  ${name} = ${value}`);
  } else if (outcome === "fail") {
    lines.push("not true, or undefined");
  }
  const printed = output.trimEnd();
  return printed === "" ? lines : [...lines, ...printed.split("\n").map((line) => `printed: ${line}`)];
}

function renderMissing({ path, missing }: FileCoverage): string {
  const lines = missing.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`));
  return `not covered: ${path}:${lines.join(",")}`;
}

function coverageLine({ covered }: TestReport, threshold: number | null): string {
  const missed = threshold !== null && covered < threshold ? `, below the threshold of ${threshold} %` : "";
  return `coverage: ${percent(covered)} %${missed}`;
}

/** Rounded down: 99.99 % is not everything. */
function percent(covered: number): string {
  return (Math.floor(covered * 10) / 10).toFixed(1);
}

function totals(results: ReadonlyArray<TestResult>): string {
  const of = (outcome: TestResult["outcome"]): number => results.filter((result) => result.outcome === outcome).length;
  const rare = (["error", "skip"] as const).filter((outcome) => of(outcome) > 0);
  const words = { error: "broken", skip: "skipped" };
  return [
    `${of("pass")} passed`,
    `${of("fail")} failed`,
    ...rare.map((outcome) => `${of(outcome)} ${words[outcome]}`),
  ].join(", ");
}

function testName(result: TestResult): string {
  return `${result.package}.${result.name}`;
}

/** Results as JUnit XML, one suite a package. */
export function testsAsJunit(report: TestReport): string {
  const suites = new Map<string, TestResult[]>();
  for (const result of report.results) suites.set(result.package, [...(suites.get(result.package) ?? []), result]);
  const failed = report.results.filter(({ outcome }) => outcome === "fail").length;
  const broken = report.results.filter(({ outcome }) => outcome === "error").length + report.errors.length;
  const total = report.results.length + report.errors.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tollgate policy test" tests="${total}" failures="${failed}" errors="${broken}">`,
    ...[...suites].map(([name, results]) => junitSuite(name, results)),
    ...report.errors.map(
      (issue) =>
        `  <testsuite name="${escapeXml(issue.path)}" tests="1" failures="0" errors="1"><testcase name="compile" classname="${escapeXml(issue.path)}"><error message="${escapeXml(issue.message)}">${escapeXml(renderIssue(issue))}</error></testcase></testsuite>`,
    ),
    "</testsuites>\n",
  ].join("\n");
}

function junitSuite(name: string, results: ReadonlyArray<TestResult>): string {
  const of = (outcome: TestResult["outcome"]): number => results.filter((result) => result.outcome === outcome).length;
  return [
    `  <testsuite name="${escapeXml(name)}" tests="${results.length}" failures="${of("fail")}" errors="${of("error")}" skipped="${of("skip")}">`,
    ...results.map(junitCase),
    "  </testsuite>",
  ].join("\n");
}

function junitCase(result: TestResult): string {
  const at = `name="${escapeXml(result.name)}" classname="${escapeXml(result.package)}" file="${escapeXml(result.file)}" line="${result.row}" time="${(result.microseconds / 1e6).toFixed(6)}"`;
  const why = escapeXml(explained(result).join("\n"));
  switch (result.outcome) {
    case "pass":
      return `    <testcase ${at}/>`;
    case "skip":
      return `    <testcase ${at}><skipped/></testcase>`;
    case "fail":
      return `    <testcase ${at}><failure message="${escapeXml(result.failed_at?.expression ?? "not true")}">${why}</failure></testcase>`;
    case "error":
      return `    <testcase ${at}><error message="${escapeXml(result.error)}">${why}</error></testcase>`;
  }
}
