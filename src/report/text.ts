/**
 * Control characters, and the invisible ones that reorder or hide text (Unicode's default-ignorable code points:
 * zero-width, bidirectional, variation selectors, tags): none of them may reach a terminal or a comment from a pull
 * request.
 */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{fff9}-\u{fffb}]/gu;

/** Longest piece of foreign text that is shown as it is, in characters. */
export const maxTextLength = 1000;

/** Foreign text on one line, without characters that act instead of being read; longer than `limit` it ends in `…`. */
export function plain(text: string, limit = maxTextLength): string {
  const line = text
    .toWellFormed()
    .replace(/\r\n|[\n\t]/g, " ")
    .replace(unsafe, "\u{fffd}")
    .trim();
  return clip(line, limit);
}

/** The same of a line of source: its indentation stays, a tab as two blanks. */
export function plainLine(text: string, limit = maxTextLength): string {
  const indentation = /^[ \t]*/.exec(text)?.[0].replaceAll("\t", "  ") ?? "";
  return clip(`${indentation.slice(0, 80)}${plain(text, limit)}`, limit);
}

/** At most `limit` UTF-16 code units, never half a character; what is cut ends in `…`. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = text.charCodeAt(limit - 2) >= 0xd800 && text.charCodeAt(limit - 2) <= 0xdbff ? limit - 2 : limit - 1;
  return `${text.slice(0, end)}…`;
}
