import { UsageError } from "../model/failure.ts";
import type { Finding } from "../model/finding.ts";
import type { Review } from "../model/review.ts";
import { count } from "../model/text.ts";
import type { ReportFormat } from "./format-names.ts";
import { code, prose } from "./markdown.ts";
import { plain } from "./text.ts";

/**
 * What policies in the shadow find in a change, for whoever writes policies: behind the report of a review, never in a
 * pull request. JSON has these findings anyway. Throws UsageError for a format that has no place for them.
 */
export function renderShadow(review: Review, format: ReportFormat): string {
  const found = review.findings.filter(({ enforcement, status }) => enforcement === "shadow" && status === "new");
  const title = `In the shadow: ${count(found.length, "new finding")}`;
  if (format === "json") return "";
  if (format === "terminal") return `\n${[title, ...found.map(plainLine)].join("\n")}\n`;
  if (format === "markdown") return `\n### ${title}\n\n${found.map(markdownLine).join("\n")}\n`;
  throw new UsageError(`--shadow is for the formats terminal, markdown and json, not ${format}`);
}

function plainLine(finding: Finding): string {
  return `  ${plain(placeOf(finding))} ${plain(finding.message)} [${plain(finding.policy)}]`;
}

function markdownLine(finding: Finding): string {
  return `- ${code(placeOf(finding))} ${prose(finding.message)} ${code(finding.policy)}`;
}

function placeOf({ path, line, project }: Finding): string {
  return path === null ? project : `${path}:${line ?? 1}`;
}
