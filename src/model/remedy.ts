/** What a policy says to do. */
export interface Remedy {
  /** One paragraph; empty where the policy does not say how to mend what it finds. */
  readonly said: string;
  /** What can be pasted, line by line, indented as it was written; mostly empty. */
  readonly lines: ReadonlyArray<string>;
}

const maxLines = 60;

/** Reads a policy's `remediation`: what follows its first empty line, or stands between fences, is to be pasted. */
export function remedyOf(remediation: string): Remedy {
  const text = remediation.trim();
  const end = text.search(/\n[ \t]*(?:\n|```)/);
  if (end === -1) return { said: text, lines: [] };
  const all = text.slice(end).trim().split("\n");
  const lines = all.filter((line) => !/^\s*```/.test(line));
  const shown = lines.slice(0, maxLines);
  return { said: text.slice(0, end), lines: shown.length < lines.length ? [...shown, "…"] : shown };
}
