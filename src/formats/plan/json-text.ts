/** Nesting that Terraform's own values stay far below; what is deeper could exhaust the stack of whoever walks it. */
const maxDepth = 400;

/** A parsed text, or why it is none. Messages never quote the text: it may hold secrets. */
export type CheckedJson =
  | { readonly kind: "parsed"; readonly value: unknown }
  | { readonly kind: "broken"; readonly message: string; readonly line: number | null };

/** Parses JSON of bounded depth. Never throws. */
export function checkJson(text: string): CheckedJson {
  if (text.startsWith("PK\u0003\u0004")) return broken("is a saved plan in Terraform's binary form", null);
  if (text.trim() === "") return broken("is empty", null);
  const deepAt = firstDeepPlace(text);
  if (deepAt !== null) return broken(`is nested deeper than ${maxDepth} levels`, lineOf(text, deepAt));
  try {
    return { kind: "parsed", value: JSON.parse(text) };
  } catch (error) {
    return whyBroken(text, error instanceof Error ? error.message : "");
  }
}

function whyBroken(text: string, message: string): CheckedJson {
  if (/^\s*\{"@level"/.test(text)) return broken('is a log of "terraform plan -json", not the plan', 1);
  const at = placeOf(text, message);
  const isCut = message.includes("end of JSON") || message.includes("Unterminated") || at === text.length;
  if (isCut) return broken("ends before its JSON is complete: it was cut off", lineOf(text, text.length));
  return broken("is not JSON", at === null ? null : lineOf(text, at));
}

/** The parser says where it stopped, or quotes ten characters before and after that place. */
function placeOf(text: string, message: string): number | null {
  const position = /at position (?<position>\d{1,15})/.exec(message)?.groups?.["position"];
  if (position !== undefined) return Number(position);
  const quoted = /, (?<cut>\.{3})?"(?<excerpt>[^]{1,40})"(?:\.{3})? is not valid JSON$/.exec(message)?.groups;
  if (quoted === undefined) return null;
  if (quoted["cut"] === undefined) return 0; // within the first ten characters
  const excerpt = quoted["excerpt"] ?? "";
  const at = text.indexOf(excerpt);
  const isOnlyPlace = at >= 0 && text.indexOf(excerpt, at + 1) < 0;
  return isOnlyPlace ? at + 10 : null;
}

function broken(message: string, line: number | null): CheckedJson {
  return { kind: "broken", message, line };
}

/** Offset of the first bracket that is too deep; brackets in strings do not count. */
function firstDeepPlace(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: // a string, to its end
        at = endOfString(text, at);
        break;
      case 0x5b:
      case 0x7b:
        depth += 1;
        if (depth > maxDepth) return at;
        break;
      case 0x5d:
      case 0x7d:
        depth -= 1;
        break;
    }
  }
  return null;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at;
}

/** 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
