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
  switch (format) {
    case "json":
      return "";
    case "terminal":
      return `\n${[title, ...found.map((finding) => `  ${plain(placeOf(finding))} ${plain(finding.message)} [${plain(finding.policy)}]`)].join("\n")}\n`;
    case "markdown":
      return `\n### ${title}\n\n${found.map((finding) => `- ${code(placeOf(finding))} ${prose(finding.message)} ${code(finding.policy)}`).join("\n")}\n`;
    default:
      throw new UsageError(`--shadow is for the formats terminal, markdown and json, not ${format}`);
  }
}

function placeOf({ path, line, project }: Finding): string {
  return path === null ? project : `${path}:${line ?? 1}`;
}
