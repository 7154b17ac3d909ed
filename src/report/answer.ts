import type { RecordedFinding, ReviewRecord } from "../model/record.ts";
import { count, placeText } from "../model/text.ts";
import { code, details, prose, row, tableHead } from "./markdown.ts";
import { signedUsd, usd } from "./money.ts";
import { markdownRemedy } from "./remedy.ts";
import { fitRows } from "./rows.ts";

/** Bytes of an answer: what it is added to is longer. */
const maxAnswer = 4_000;

/** An answer under the line that asked for it. Nobody is mentioned by it. */
export function renderAnswer(actor: string, line: string, text: string): string {
  return `### Answer\n\n${code(actor)} wrote ${code(line)}\n\n${text}`;
}

/** What there is to ask for. */
export function renderHelp(usage: ReadonlyArray<string>): string {
  return usage.map((line) => `- ${line}`).join("\n");
}

/** What a policy wants, and what it found here. */
export function renderExplanation(policy: string, record: ReviewRecord | null): string {
  const findings = (record?.findings ?? []).filter((finding) => finding.policy === policy);
  const [first] = findings;
  if (first === undefined) return `${code(policy)} found nothing in this change, or there is no such policy.`;
  const { text, omitted } = fitRows(findings, findingRow, maxAnswer);
  const table = `${tableHead(["Status", "Resource", "Finding", "Where"])}\n${text}`;
  const [said, ...lines] = markdownRemedy(first.remediation);
  const remedy = said === undefined ? [] : [[`**Remedy:** ${said}`, ...lines].join("<br>")];
  const waive = `An exception: \`/tollgate waive\` ${code(policy)} \`until <date> because <reason>\``;
  return [`**${prose(first.title)}** (${first.severity})`, ...remedy, `${table}${more(omitted)}`, waive].join("\n\n");
}

function findingRow({ status, address, message, path, line }: RecordedFinding): string {
  const where = path === null ? "" : code(placeText({ path, line }));
  return row([status, address === null ? "" : code(address), prose(message), where]);
}

/** What each resource whose cost changes costs a month. */
export function renderCosts(record: ReviewRecord | null): string {
  const costs = record?.costs ?? [];
  if (costs.length === 0) return "No priced resource changes.";
  const render = ({ address, before, after }: ReviewRecord["costs"][number]): string =>
    row([code(address), usd(before), usd(after), signedUsd(after - before)]);
  const { text, omitted } = fitRows(costs, render, maxAnswer);
  return `${tableHead(["Resource", "Before", "After", "A month"], [1, 2, 3])}\n${text}${more(omitted)}`;
}

/** How each new finding can be mended. */
export function renderFixes(record: ReviewRecord | null): string {
  const open = (record?.findings ?? []).filter(({ status }) => status === "new");
  if (open.length === 0) return "There is nothing to mend.";
  const render = (finding: RecordedFinding): string => {
    const { policy, path, line, remediation, fix } = finding;
    const where = path === null ? "" : ` ${code(placeText({ path, line }))}`;
    const said = markdownRemedy(remediation).join("<br>") || "its policy does not say how";
    return `- ${code(policy)}${where}: ${said}${fix === null ? "" : `\n\n${indented(fix)}\n`}`;
  };
  const { text, omitted } = fitRows(open, render, maxAnswer);
  return details(count(open.length, "finding"), `${text}${more(omitted)}`);
}

/** Source text as a code block inside of a list item: indented, no fence can end it. */
function indented(text: string): string {
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `      ${line}`)
    .join("\n");
}

function more(omitted: number): string {
  return omitted === 0 ? "" : `\n\n…and ${omitted} more.`;
}
