import { policyUrl } from "./catalogue.ts";
import type { Finding } from "../model/finding.ts";
import type { NotAnalysed } from "../model/problem.ts";
import type { Review } from "../model/review.ts";
import { costSum } from "./cost-summary.ts";
import { estimateSections } from "./estimate-table.ts";
import { groupFindings, repetitions, type FindingGroup } from "./findings.ts";
import { groupProblems, otherPlaces, type ProblemGroup } from "./problems.ts";
import type { Links } from "./links.ts";
import { code, details, link, prose, row, tableHead } from "./markdown.ts";
import { signedUsd, usd } from "./money.ts";
import { markdownRemedy } from "./remedy.ts";
import { fitRows, fitSections } from "./rows.ts";
import { count, placeText } from "../model/text.ts";
import { headline, verdictWords } from "./title.ts";

/** Hidden in our comment so that it is found again. It counts only in a comment of our own App. */
export const commentMarker = "<!-- tollgate:review -->";

/** Bytes for the rows of each section. */
const budget = { findings: 26_000, minor: 10_000, existing: 6_000, problems: 6_000, estimate: 12_000 };

/** GitHub refuses comments above 65,536 characters and check summaries above 65,535. */
const maxBytes = 64_000;

const findingsHead = tableHead(["Severity", "Finding", "Where"]);

/** The one comment of a pull request, as Markdown: the summary first, details folded. */
export function renderComment(review: Review, links: Links): string {
  return `${commentMarker}\n\n${renderSections(review, links)}`;
}

/** What comment, check summary and `--format markdown` share: as many whole sections as fit, most important first. */
export function renderSections(review: Review, links: Links): string {
  return fitSections(reviewSections(review, links), maxBytes);
}

function reviewSections(review: Review, links: Links): ReadonlyArray<string> {
  return [
    `## ${prose(headline(review.verdict, review.mode))}`,
    ...notAnalysed(review, links),
    summaryTable(review),
    ...newFindings(review, links),
    ...problems(review, links),
    ...preview(review),
    ...estimate(review),
    ...otherFindings(review, links, "waived"),
    ...otherFindings(review, links, "existing"),
    ...fixedFindings(review),
    ...notes(review),
  ];
}

function summaryTable(review: Review): string {
  const { before, after, delta, not_priced } = review.estimate;
  const unpriced = not_priced.length === 0 ? "" : `, ${not_priced.length} not priced`;
  const fresh = review.findings.filter(
    (finding) => finding.status === "new" && finding.enforcement !== "shadow",
  ).length;
  return [
    tableHead(["Check", "Result", ""]),
    row(["Policy", review.policy_verdict.conclusion, count(fresh, "new finding")]),
    row([
      "Cost",
      review.cost_verdict.conclusion,
      `**${signedUsd(delta)}** a month (${usd(before)} → ${usd(after)})${unpriced}${mayCome(review)}`,
    ]),
    row(["Analysed", review.problems.some((item) => item.gates) ? "incomplete" : "complete", analysed(review)]),
  ].join("\n");
}

/** What the totals leave out is told beside them. */
function mayCome({ estimate: { resources } }: Review): string {
  const { delta, delta_range } = costSum(resources);
  const [least, most] = [signedUsd(delta_range.low), signedUsd(delta_range.high)];
  if (least === signedUsd(delta) && most === least) return "";
  return `<br>${least} to ${most} with assumed usage and scaling`;
}

function analysed(review: Review): string {
  const resources = review.projects.flatMap((project) => project.resources);
  const touched = resources.filter((resource) => resource.action !== "none").length;
  return `${count(review.projects.length, "project")}, ${count(resources.length, "resource")} (${touched} changed), ${count(review.problems.length, "problem")}`;
}

function notAnalysed(review: Review, links: Links): ReadonlyArray<string> {
  if (review.not_analysed.length === 0) return [];
  const render = (item: NotAnalysed): string => `- ${placeLink(item.path, null, links)}: ${prose(item.reason)}`;
  const { text, omitted } = fitRows(review.not_analysed, render, budget.problems);
  return [`**Not analysed** (never counts as a pass)\n\n${text}${more(omitted, "path")}`];
}

function newFindings(review: Review, links: Links): ReadonlyArray<string> {
  const groups = groupFindings(review, "new");
  if (groups.length === 0) return [];
  const render = (group: FindingGroup): string => findingRow(group, links, policyUrl(review, group.first.policy));
  const minor = groups.filter(isMinor);
  const others = groups.filter((group) => !isMinor(group));
  const open = `### ${count(others.length, "new finding")}\n\n${findingsTable(others, render, budget.findings)}`;
  const title = `${count(minor.length, "new finding")} of severity low or info`;
  const folded = details(title, findingsTable(minor, render, budget.minor));
  return [...(others.length === 0 ? [] : [open]), ...(minor.length === 0 ? [] : [folded])];
}

function findingsTable(
  groups: ReadonlyArray<FindingGroup>,
  render: (group: FindingGroup) => string,
  bytes: number,
): string {
  const { text, omitted } = fitRows(groups, render, bytes);
  return `${findingsHead}\n${text}${more(omitted, "finding")}`;
}

/** What a reviewer may read or not: it gates nothing, and a first installation has much of it. */
function isMinor({ first }: FindingGroup): boolean {
  return first.enforcement !== "deny" && (first.severity === "low" || first.severity === "info");
}

function findingRow(group: FindingGroup, links: Links, catalogue: string | null): string {
  const { first } = group;
  const severity = first.enforcement === "deny" ? `**${first.severity}**` : `${first.severity} (warning)`;
  const lines = [
    `**${prose(first.title)}**`,
    prose(first.message),
    ...remedy(first.remediation),
    ...repeated(group),
    ...consent(first),
    link(first.policy, catalogue),
  ];
  return row([severity, lines.join("<br>"), groupLink(group, links)]);
}

function remedy(remediation: string): ReadonlyArray<string> {
  const [said, ...lines] = markdownRemedy(remediation);
  return said === undefined ? [] : [`**Remedy:** ${said}`, ...lines];
}

/** Whose consent lifts the finding, where that is not a waiver alone. */
function consent({ enforcement, team, waiver_request }: Finding): ReadonlyArray<string> {
  if (enforcement !== "deny") return [];
  if (waiver_request !== undefined) return [`A waiver is asked for: ${prose(waiver_request)}`];
  return team === undefined ? [] : [`Needs the consent of ${code(team)}`];
}

function repeated(group: FindingGroup): ReadonlyArray<string> {
  const others = repetitions(group);
  if (others.length === 0) return [];
  const names = others.slice(0, 5).map((text) => code(text));
  return [`in ${others.length} places: ${names.join(", ")}${others.length > 5 ? ", …" : ""}`];
}

function groupLink({ first, place }: FindingGroup, links: Links): string {
  return place === null ? code(first.project) : placeLink(place.path, place.line, links);
}

function placeLink(path: string, line: number | null, links: Links): string {
  return link(placeText({ path, line }), links.place(path, line));
}

/** What a change of what gates would say of itself: it was judged by the version of the base. */
function preview(review: Review): ReadonlyArray<string> {
  if (review.preview === null) return [];
  const { paths, verdict, problems: wrong } = review.preview;
  const shown = paths.slice(0, 10).map((path) => code(path));
  const files = `${shown.join(", ")}${paths.length > shown.length ? `, …and ${paths.length - shown.length} more` : ""}`;
  const judged = `This change edits what gates (${files}). It is judged by the version of the base.`;
  if (verdict === null) return [`### Preview\n\n${judged} Its own version is not tried here.`];
  const reasons = fitRows(verdict.reasons, (reason) => `- ${prose(reason)}`, budget.existing);
  const said = fitRows(wrong, (item) => `- ${code(placeText(item))} ${prose(item.message)}`, budget.existing);
  const problems =
    wrong.length === 0 ? "" : `\n\nIts files have problems:\n\n${said.text}${more(said.omitted, "problem")}`;
  return [
    `### Preview\n\n${judged} By its own version it ${verdictWords[verdict.conclusion]}:\n\n${reasons.text}${problems}`,
  ];
}

/** The exception of a waived finding, for the reader to judge it. */
function exception({ waiver }: Finding): string {
  if (waiver === undefined) return "";
  return `<br>waived until ${waiver.until} by ${prose(waiver.granted_by)}: ${prose(waiver.reason)}`;
}

function otherFindings(review: Review, links: Links, status: "existing" | "waived"): ReadonlyArray<string> {
  const groups = groupFindings(review, status);
  if (groups.length === 0) return [];
  const render = (group: FindingGroup): string =>
    row([
      group.first.severity,
      `${prose(group.first.message)} ${code(group.first.policy)}${exception(group.first)}`,
      groupLink(group, links),
    ]);
  const { text, omitted } = fitRows(groups, render, budget.existing);
  const title =
    status === "existing"
      ? `${count(groups.length, "finding")} that the base has too (not gating)`
      : count(groups.length, "waived finding");
  return [details(title, `${findingsHead}\n${text}${more(omitted, "finding")}`)];
}

function fixedFindings(review: Review): ReadonlyArray<string> {
  const fixed = review.findings.filter((finding) => finding.status === "fixed" && finding.enforcement !== "shadow");
  if (fixed.length === 0) return [];
  const render = (finding: Finding): string => `- ${prose(finding.message)} ${code(finding.policy)}`;
  const { text, omitted } = fitRows(fixed, render, budget.existing / 2);
  return [details(`${count(fixed.length, "finding")} fixed by this change`, `${text}${more(omitted, "finding")}`)];
}

function problems(review: Review, links: Links): ReadonlyArray<string> {
  if (review.problems.length === 0) return [];
  const ordered = groupProblems([...review.problems].sort((a, b) => Number(b.gates) - Number(a.gates)));
  const render = (group: ProblemGroup): string => {
    const { first: item } = group;
    const also = group.others.length === 0 ? "" : ` (${code(otherPlaces(group))})`;
    return `- ${item.gates ? "**gates**" : "known on the base"} ${placeLink(item.path, item.line, links)}: ${prose(item.message)}${also}`;
  };
  const { text, omitted } = fitRows(ordered, render, budget.problems);
  const body = `${text}${more(omitted, "problem")}`;
  const gating = review.problems.some((item) => item.gates);
  return [
    gating
      ? `### ${count(review.problems.length, "problem")}\n\n${body}`
      : details(count(review.problems.length, "problem"), body),
  ];
}

function estimate(review: Review): ReadonlyArray<string> {
  const { resources, not_priced, delta } = review.estimate;
  if (resources.length === 0 && not_priced.length === 0) return [];
  return [details(`Cost: ${signedUsd(delta)} a month`, estimateSections(review, budget.estimate).join("\n\n"))];
}

function notes(review: Review): ReadonlyArray<string> {
  if (review.notes.length === 0) return [];
  const { text, omitted } = fitRows(review.notes, (note) => `- ${prose(note)}`, budget.problems);
  return [details(count(review.notes.length, "note"), `${text}${more(omitted, "note")}`)];
}

function more(omitted: number, noun: string): string {
  return omitted === 0
    ? ""
    : `\n\n…and ${count(omitted, `more ${noun}`)}; \`tollgate review --format json\` lists all.`;
}
