import type { Review } from "../model/review.ts";
import { renderSections } from "./comment.ts";
import { renderCsv, renderFocus } from "./focus.ts";
import type { ReportFormat } from "./format-names.ts";
import { renderHtml } from "./html.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { noLinks } from "./links.ts";
import { renderSarif } from "./sarif.ts";
import { renderTerminal, type TerminalOptions } from "./terminal.ts";
import { renderWorkflowCommands } from "./workflow-commands.ts";

const renderers: Readonly<Record<ReportFormat, (review: Review, options: TerminalOptions) => string>> = {
  terminal: renderTerminal,
  json: renderJson,
  markdown: (review) => renderSections(review, noLinks),
  sarif: renderSarif,
  junit: renderJunit,
  github: renderWorkflowCommands,
  html: renderHtml,
  csv: renderCsv,
  focus: renderFocus,
};

/** The review in one format. Pure: the same review gives the same bytes. */
export function renderAs(format: ReportFormat, review: Review, options: TerminalOptions): string {
  return renderers[format](review, options);
}
