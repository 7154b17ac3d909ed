import { escapeXml } from "./xml.ts";

/** Cells are HTML already; columns after `numeric` are aligned to the right. */
export function table(
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  numeric = Infinity,
): string {
  const line = (tag: string, cells: ReadonlyArray<string>): string =>
    `<tr>${cells.map((cell, index) => `<${tag}${index >= numeric ? ' class="n"' : ""}>${cell}</${tag}>`).join("")}</tr>`;
  return `<table>\n${[line("th", head), ...rows.map((cells) => line("td", cells))].join("\n")}\n</table>`;
}

/**
 * Foreign text as code; a long path or address may be broken after each of its parts.
 * The title keeps it in one piece for who searches the file's text.
 */
export function mono(text: string): string {
  const whole = escapeXml(text);
  return `<code title="${whole}">${whole.replaceAll(/[/._:]/g, "$&<wbr>")}</code>`;
}

/** A policy's sentence: what stands between backticks is code. */
export function prose(text: string): string {
  return escapeXml(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}
