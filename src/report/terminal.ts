import { styleText } from "node:util";

import type { Review } from "../model/review.ts";
import { terminalCost } from "./terminal-cost.ts";
import type { Conclusion } from "../model/verdict.ts";
import { groupFindings, repetitions, type FindingGroup } from "./findings.ts";
import { groupProblems, otherPlaces } from "./problems.ts";
import { plainRemedy } from "./remedy.ts";
import { plain } from "./text.ts";
import { count, placeText } from "../model/text.ts";
import { headline, title } from "./title.ts";

/** How the terminal report looks. */
export interface TerminalOptions {
  /** Colours are only for terminals. */
  readonly color: boolean;
}

type Style = "bold" | "dim" | "green" | "red" | "yellow";
type Paint = (style: Style, text: string) => string;

const conclusionStyles: Readonly<Record<Conclusion, Style>> = {
  pass: "green",
  warn: "yellow",
  approval: "yellow",
  undecided: "red",
  block: "red",
};

/** The report for a person at a terminal: the verdict first, then what to do about it, then the money. */
export function renderTerminal(review: Review, options: TerminalOptions): string {
  const paint: Paint = (style, text) => (options.color ? styleText(style, text, { validateStream: false }) : text);
  const sections = [
    paint("bold", paint(conclusionStyles[review.verdict.conclusion], plain(headline(review.verdict, review.mode)))),
    ...notAnalysed(review),
    ...problems(review, paint),
    ...findings(review, paint),
    ...others(review),
    ...preview(review, paint),
    ...terminalCost(review, (text) => paint("bold", text)),
    ...(review.notes.length === 0 ? [] : [review.notes.map((note) => `note: ${plain(note)}`).join("\n")]),
  ];
  return `${sections.join("\n\n")}\n`;
}

function notAnalysed(review: Review): ReadonlyArray<string> {
  if (review.not_analysed.length === 0) return [];
  return [
    ["Not analysed:", ...review.not_analysed.map((item) => `  ${plain(item.path)}: ${plain(item.reason)}`)].join("\n"),
  ];
}

function problems(review: Review, paint: Paint): ReadonlyArray<string> {
  return groupProblems(review.problems).map((group) => {
    const label = group.first.gates ? paint("red", "problem") : "problem (known on the base)";
    const also = group.others.length === 0 ? "" : `\n  ${plain(otherPlaces(group))}`;
    return `${label} ${plain(placeText(group.first))}\n  ${plain(group.first.message)}${also}`;
  });
}

function findings(review: Review, paint: Paint): ReadonlyArray<string> {
  return groupFindings(review, "new").map((group) => finding(group, paint));
}

function finding(group: FindingGroup, paint: Paint): string {
  const { first, place } = group;
  const severity = paint(first.enforcement === "deny" ? "red" : "yellow", first.severity);
  const where = place === null ? first.project : placeText(place);
  const others = repetitions(group);
  return [
    `${severity} ${paint("bold", plain(where))} ${plain(first.title)}`,
    `  ${plain(first.message)}`,
    ...remedy(first.remediation),
    ...((first.fix?.edits.length ?? 0) === 0 ? [] : [`  fix: tollgate fix --policy ${plain(first.policy)} --dry-run`]),
    ...(others.length === 0 ? [] : [`  in ${others.length} places: ${others.map((text) => plain(text)).join(", ")}`]),
    `  ${paint("dim", `[${plain(first.policy)}]${first.enforcement === "warn" ? " warning" : ""}`)}`,
  ].join("\n");
}

function remedy(remediation: string): ReadonlyArray<string> {
  const [said, ...lines] = plainRemedy(remediation);
  return said === undefined ? [] : [`  remedy: ${said}`, ...lines.map((line) => `    ${line}`.trimEnd())];
}

/** What a change of what gates would say of itself. */
function preview({ preview: tried }: Review, paint: Paint): ReadonlyArray<string> {
  if (tried === null) return [];
  const { paths, verdict, problems: wrong } = tried;
  const lines = [
    `This change edits what gates (${paths.map((path) => plain(path)).join(", ")}); it is judged by the version of the base.`,
    verdict === null ? "Its own version is not tried here." : `By its own version it ${plain(title(verdict, "gate"))}`,
    ...wrong.map((item) => `  ${plain(placeText(item))} ${plain(item.message)}`),
  ];
  return [`${paint("bold", "preview")} ${lines.join("\n  ")}`];
}

function others(review: Review): ReadonlyArray<string> {
  const lines = (["existing", "waived", "fixed"] as const)
    .map((status) => ({ status, total: review.findings.filter((item) => item.status === status).length }))
    .filter(({ total }) => total > 0)
    .map(({ status, total }) => count(total, `${status} finding`));
  return lines.length === 0 ? [] : [`Also: ${lines.join(", ")} (--format json lists them).`];
}
