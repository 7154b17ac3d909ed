import type { FailedTest, PolicyCheck, PolicyEffect, PolicyImpact, PolicyIssue } from "../model/policy-check.ts";
import type { Annotation, CheckReport } from "../model/report.ts";
import { count, placeText } from "../model/text.ts";
import { code, details, prose, row, tableHead } from "./markdown.ts";
import { fitRows, fitSections } from "./rows.ts";
import { clip, plain } from "./text.ts";

/** The check of a change of the organisation's policies. It is ours, and no check that gates needs it. */
export const policyCheckName = "tollgate/policies";

/** Hidden in our comment, so that it is found again beside that of the review. */
export const policyCommentMarker = "<!-- tollgate:policies -->";

/** GitHub refuses summaries above 65,535 characters; bytes. */
const maxBytes = 60_000;
const sectionBytes = 15_000;
const maxAnnotations = 100;

/** A check of policies as a check run and as a comment. */
export function renderPolicyCheck(
  check: PolicyCheck,
  headSha: string,
): { readonly report: CheckReport; readonly comment: string } {
  const isGreen = failures(check) === 0;
  const title = titleOf(check);
  const sections = [
    `## Policies: ${title}`,
    ...issueSection(check.issues),
    ...testSection(check),
    ...impactSection(check.impact),
    `These policies are of ${code(headSha.slice(0, 12))}. They are only tried here, and gate nothing before they are merged.`,
  ];
  const summary = fitSections(sections, maxBytes);
  return {
    report: {
      name: policyCheckName,
      conclusion: isGreen ? "success" : "failure",
      title: clip(title, 255),
      summary,
      text: null,
      annotations: annotationsOf(check).slice(0, maxAnnotations),
    },
    comment: `${policyCommentMarker}\n\n${summary}`,
  };
}

function failures({ issues, tests }: PolicyCheck): number {
  return issues.filter(({ severity }) => severity === "error").length + (tests?.failed.length ?? 0);
}

function titleOf({ files, issues, tests, impact }: PolicyCheck): string {
  const errors = issues.filter(({ severity }) => severity === "error").length;
  const warnings = issues.length - errors;
  const said = [
    count(files, "file"),
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
    tests === null
      ? "no test was run"
      : `${tests.failed.length} of ${count(tests.passed + tests.failed.length, "test")} failed`,
    ...(tests === null ? [] : [`${tests.covered.toFixed(1)} % covered`]),
    ...(typeof impact === "string" ? [] : [stoppedText(impact)]),
  ];
  return said.join(", ");
}

function stoppedText({ stopped }: PolicyImpact): string {
  return `${count(stopped, "open pull request")} would newly be stopped`;
}

function issueSection(issues: ReadonlyArray<PolicyIssue>): ReadonlyArray<string> {
  if (issues.length === 0) return [];
  const { text, omitted } = fitRows(issues, issueLine, sectionBytes);
  return [`### Check\n\n${text}${more(omitted, "issue")}`];
}

function issueLine({ path, line, severity, message, details: expected }: PolicyIssue): string {
  const hints = expected.map((hint) => `; ${prose(hint)}`).join("");
  return `- **${severity}** ${code(placeText({ path, line }))}: ${prose(message)}${hints}`;
}

function testSection({ tests }: PolicyCheck): ReadonlyArray<string> {
  if (tests === null) return [];
  const { passed, failed, skipped, covered, missing } = tests;
  const ran = `${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}; ${covered.toFixed(1)} % of the lines are covered.`;
  const broken = fitRows(failed, testLine, sectionBytes);
  const lines = fitRows(missing, missingLine, sectionBytes);
  return [
    `### Tests\n\n${ran}${broken.text === "" ? "" : `\n\n${broken.text}`}${more(broken.omitted, "failed test")}`,
    ...(missing.length === 0
      ? []
      : [details("Lines that no test reaches", `${lines.text}${more(lines.omitted, "file")}`)]),
  ];
}

function testLine({ name, path, line, message }: FailedTest): string {
  return `- ${code(name)} ${code(`${path}:${line}`)}: ${code(message)}`;
}

function missingLine({ path, lines }: { path: string; lines: ReadonlyArray<readonly [number, number]> }): string {
  const stretches = lines.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`));
  return `- ${code(path)}: ${stretches.slice(0, 40).join(", ")}${stretches.length > 40 ? ", …" : ""}`;
}

function impactSection(impact: PolicyCheck["impact"]): ReadonlyArray<string> {
  if (typeof impact === "string") return [`### Impact\n\nNot tried: ${prose(impact)}.`];
  const { branches, pull_requests, rest, unread } = impact;
  const looked = `Tried on ${count(branches, "default branch", "default branches")} and ${count(pull_requests, "open pull request")}: ${stoppedText(impact)}.`;
  const notes = [
    ...(rest === null ? [] : [`**${rest.targets} more were not looked at**: the budget of ${rest.spent} is spent.`]),
    ...(unread === 0 ? [] : [`${unread} could not be read.`]),
    ...impact.broken.map(
      ({ policy, targets }) => `**${code(policy)} breaks** on ${targets} of them, where a review would be undecided.`,
    ),
  ];
  return [`### Impact\n\n${[looked, ...notes].join("\n\n")}`, ...effectTable(impact.effects), ...namedTable(impact)];
}

function effectTable(effects: ReadonlyArray<PolicyEffect>): ReadonlyArray<string> {
  const own = effects.filter(({ enforcement }) => enforcement !== "shadow");
  const shadow = effects.filter(({ enforcement }) => enforcement === "shadow");
  const head = tableHead(["Policy", "Does", "Newly found", "In repositories", "No longer found"], [2, 3, 4]);
  const cells = ({ policy, enforcement, appear, repositories, vanish }: PolicyEffect): string =>
    row([code(policy), enforcement, String(appear), String(repositories), String(vanish)]);
  const rows = fitRows(own, cells, sectionBytes);
  const hidden = fitRows(
    shadow,
    ({ policy, found, appear, vanish }) => row([code(policy), String(found), String(appear), String(vanish)]),
    sectionBytes,
  );
  const shadowHead = tableHead(["In the shadow", "Found", "Newly", "No longer"], [1, 2, 3]);
  return [
    ...(own.length === 0
      ? ["Nothing is found that was not found before, and nothing less."]
      : [`${head}\n${rows.text}${more(rows.omitted, "policy", "policies")}`]),
    ...(shadow.length === 0 ? [] : [`${shadowHead}\n${hidden.text}${more(hidden.omitted, "policy", "policies")}`]),
  ];
}

function namedTable({ named, unnamed }: PolicyImpact): ReadonlyArray<string> {
  const head = tableHead(["Where", "Newly found", "No longer found"], [1, 2]);
  const { text, omitted } = fitRows(
    named,
    ({ name, appear, vanish }) => row([code(name), String(appear), String(vanish)]),
    sectionBytes,
  );
  const others =
    unnamed === 0
      ? []
      : [
          `${count(unnamed, "repository", "repositories")} with a difference ${unnamed === 1 ? "is" : "are"} not named: not everybody who reads this may see ${unnamed === 1 ? "it" : "them"}.`,
        ];
  return [...(named.length === 0 ? [] : [`${head}\n${text}${more(omitted, "place")}`]), ...others];
}

function more(omitted: number, one: string, many?: string): string {
  return omitted === 0
    ? ""
    : `\n\n…and ${many === undefined ? count(omitted, `more ${one}`) : count(omitted, `more ${one}`, `more ${many}`)}`;
}

function annotationsOf({ issues, tests }: PolicyCheck): ReadonlyArray<Annotation> {
  const said = issues.flatMap(({ path, line, severity, message, details: expected }): Annotation[] =>
    line === null
      ? []
      : [
          annotation(
            path,
            line,
            severity === "error" ? "failure" : "warning",
            "Policy",
            [message, ...expected].join("\n"),
          ),
        ],
  );
  const failed = (tests?.failed ?? []).map(({ name, path, line, message }) =>
    annotation(path, line, "failure", `Test ${name} failed`, message),
  );
  return [...failed, ...said];
}

function annotation(
  path: string,
  line: number,
  level: Annotation["level"],
  title: string,
  message: string,
): Annotation {
  return {
    path,
    start_line: line,
    end_line: line,
    level,
    title: clip(plain(title), 255),
    message: clip(message, 4000),
  };
}
