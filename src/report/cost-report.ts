import { styleText } from "node:util";

import type { CostFormat } from "./cost-formats.ts";
import type { CostView } from "./cost-summary.ts";
import { estimateSections } from "./estimate-table.ts";
import { renderCsv, renderFocus } from "./focus.ts";
import { reportedEstimate } from "./json-estimate.ts";
import { terminalCost } from "./terminal-cost.ts";

/** Bytes for each list of the Markdown report. */
const budget = 100_000;

/** The costs of a tree or a change alone. Pure: the same costs give the same bytes. */
export function renderCost(format: CostFormat, view: CostView, options: { readonly color: boolean }): string {
  switch (format) {
    case "terminal": {
      const sections = terminalCost(view, (text) =>
        options.color ? styleText("bold", text, { validateStream: false }) : text,
      );
      return sections.length === 0 ? "Nothing that costs something is declared here.\n" : `${sections.join("\n\n")}\n`;
    }
    case "json":
      return `${JSON.stringify(reportedEstimate(view.estimate), null, 2)}\n`;
    case "markdown":
      return `${estimateSections(view, budget).join("\n\n")}\n`;
    case "csv":
      return renderCsv(view);
    case "focus":
      return renderFocus(view);
  }
}
