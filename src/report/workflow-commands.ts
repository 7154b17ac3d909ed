import type { Review } from "../model/review.ts";
import { annotate } from "./annotations.ts";
import { plain } from "./text.ts";
import { headline } from "./title.ts";

const commands = { failure: "error", warning: "warning", notice: "notice" } as const;

/**
 * GitHub Actions' workflow commands, one a line, so that a job without the App annotates too.
 * Escapes as the runner reads them: https://github.com/actions/toolkit (packages/core/src/command.ts).
 */
export function renderWorkflowCommands(review: Review): string {
  const lines = [...annotate(review, "policy"), ...annotate(review, "cost")].map((item) => {
    const properties = [
      `file=${property(item.path)}`,
      `line=${item.start_line}`,
      `endLine=${item.end_line}`,
      `title=${property(item.title)}`,
    ];
    return `::${commands[item.level]} ${properties.join(",")}::${data(
      item.message
        .split("\n")
        .map((line) => plain(line))
        .join("\n"),
    )}`;
  });
  const skipped = review.not_analysed.map(
    (item) => `::warning file=${property(item.path)},title=Not analysed::${data(plain(item.reason))}`,
  );
  return `${[...skipped, ...lines, plain(headline(review.verdict, review.mode))].join("\n")}\n`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(plain(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
