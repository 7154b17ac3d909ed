import { clip, plain, plainLine } from "./text.ts";

/** Longest single word that is shown, in characters. */
const maxWordLength = 300;

/**
 * A word of these characters alone can be nothing but text: no mention, link, reference, emoji, tag or emphasis.
 * A run of seven or more hexadecimal digits would be linked to a commit of that name.
 */
const harmless = /^[\p{L}\p{N}.,;?'"()%=\u{2026}\u{2013}\u{2014}\u{2192}/]*:?$/u;
const day = /^\d{4}-\d\d-\d\d[.,;:)]?$/;
const hyphenated = /^[("']*\p{L}+(?:-\p{L}+)+[.,;?"')]*$/u;
const money = /^\(?[+-]?\$\d[\d.,]*\)?[.,;]?$/;
const commitLike = /^[0-9a-f]{7,64}$/i;
const linkLike = /www\.|:\/\//i;

/** Foreign text as an inline code span: inert in Markdown, whatever it contains. Fits into table cells. */
export function code(text: string, limit = maxWordLength): string {
  return span(plain(text, limit));
}

/** A line of source as an inline code span: inert as well, and indented as it was. */
export function codeLine(text: string): string {
  return span(plainLine(text, maxWordLength));
}

function span(text: string): string {
  const content = text.replaceAll("|", "\\|");
  if (content.trim() === "") return "` `";
  const runs = [...content.matchAll(/`+/g)].map((match) => match[0].length);
  const fence = "`".repeat(runs.length === 0 ? 1 : Math.max(...runs) + 1);
  const pad = content.startsWith("`") || content.endsWith("`") ? " " : "";
  return `${fence}${pad}${content}${pad}${fence}`;
}

/**
 * A foreign sentence as Markdown that shows just that sentence: each word that could be markup, a mention, a link,
 * an image or a reference becomes a code span of its own; plain words stay plain, and what the sentence itself puts
 * between backticks is one code span.
 */
export function prose(text: string): string {
  const pieces = plain(text).split(/`([^`]+)`/);
  return pieces.map((piece, index) => (index % 2 === 1 ? code(piece) : words(piece))).reduce(join, "");
}

/** Two code spans that touch would be one. */
function join(before: string, after: string): string {
  return `${before}${before.endsWith("`") && after.startsWith("`") ? " " : ""}${after}`;
}

/** Keeps the blanks at both ends: a code span may follow. */
function words(text: string): string {
  const blank = (isThere: boolean): string => (isThere ? " " : "");
  const inner = text.split(/\s+/).filter(Boolean).map(word).join(" ");
  return inner === "" ? blank(text !== "") : `${blank(/^\s/.test(text))}${inner}${blank(/\s$/.test(text))}`;
}

function word(text: string): string {
  const isWord = harmless.test(text) || hyphenated.test(text) || money.test(text) || day.test(text);
  const isPlain = isWord && !commitLike.test(text) && !linkLike.test(text);
  if (isPlain) return clip(text, maxWordLength);
  if (/^[-+]$/.test(text)) return `\\${text}`;
  const {
    lead = "",
    body = "",
    tail = "",
  } = /^(?<lead>["'(]*)(?<body>.*?)(?<tail>[.,;:?"')]*)$/u.exec(text)?.groups ?? {};
  return body === "" ? code(text) : `${lead}${code(body)}${tail}`;
}

/** A link whose text is foreign and shown as code. The address must be ours. */
export function link(text: string, address: string | null): string {
  return address === null ? code(text) : `[${code(text)}](${address})`;
}

/** One table row; cells are Markdown already. */
export function row(cells: ReadonlyArray<string>): string {
  return `| ${cells.join(" | ")} |`;
}

/** A table's head and its rule; `right` names the columns that are aligned to the right. */
export function tableHead(titles: ReadonlyArray<string>, right: ReadonlyArray<number> = []): string {
  return `${row(titles)}\n${row(titles.map((_, index) => (right.includes(index) ? "---:" : "---")))}`;
}

/** A folded section. `summary` is our own text. */
export function details(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
