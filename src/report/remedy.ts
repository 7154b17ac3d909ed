import { remedyOf } from "../model/remedy.ts";
import { escapeXml } from "./xml.ts";
import { codeLine, prose } from "./markdown.ts";
import { plain, plainLine } from "./text.ts";

/** A policy's remedy as text: the sentence, and below it what can be pasted. Empty where there is none. */
export function plainRemedy(remediation: string): ReadonlyArray<string> {
  const { said, lines } = remedyOf(remediation);
  return said === "" ? [] : [plain(said), ...lines.map((line) => plainLine(line))];
}

/** The same as Markdown of one line, as cells of tables want it; what can be pasted is code, line by line. */
export function markdownRemedy(remediation: string): ReadonlyArray<string> {
  const { said, lines } = remedyOf(remediation);
  return said === "" ? [] : [prose(said), ...lines.filter((line) => line.trim() !== "").map((line) => codeLine(line))];
}

/** The same as HTML; null where there is none. */
export function htmlRemedy(remediation: string, sentence: (text: string) => string): string | null {
  const { said, lines } = remedyOf(remediation);
  if (said === "") return null;
  const escaped = (line: string): string => `${/^ */.exec(line)?.[0] ?? ""}${escapeXml(line)}`;
  const pasted = lines.map((line) => escaped(plainLine(line))).join("\n");
  return `${sentence(said)}${lines.length === 0 ? "" : `<pre>${pasted}</pre>`}`;
}
