import { isDay } from "../model/waiver.ts";

/** A `tollgate:ignore` comment as it stands in a file. */
export interface IgnoreComment {
  /** 1-based. */
  readonly line: number;
  readonly policy: string;
  /** `YYYY-MM-DD`; null where it is missing or no day. */
  readonly until: string | null;
  readonly reason: string | null;
}

const marker = "tollgate:ignore";

/** A file's comments that ask for an exception, and which of its lines are comments alone. */
export interface CommentedFile {
  readonly ignores: ReadonlyArray<IgnoreComment>;
  readonly isComment: (line: number) => boolean;
}

/**
 * Finds `# tollgate:ignore <policy> until=YYYY-MM-DD reason=…` in HCL, YAML and Dockerfiles (`#`), and with `//` and
 * block comments where a format has them. A text that only looks like a comment is one, too: it counts from the base
 * alone, where somebody has reviewed it.
 */
export function readIgnoreComments(text: string): CommentedFile {
  const lines = text.split("\n");
  const ignores = lines.flatMap((line, index) => {
    const found = readLine(line, index + 1);
    return found === null ? [] : [found];
  });
  return { ignores, isComment: (line) => /^\s*(?:#|\/\/|\/\*|\*)/.test(lines[line - 1] ?? "") };
}

function readLine(line: string, number: number): IgnoreComment | null {
  const at = line.indexOf(marker);
  if (at < 0 || !/(?:#|\/\/|\/\*|^\s*\*)\s*$/.test(line.slice(0, at))) return null;
  const rest = line
    .slice(at + marker.length)
    .replace(/\*\/\s*$/, "")
    .trim();
  const policy = /^[\w./-]+/.exec(rest)?.[0];
  if (policy === undefined) return null;
  const until = /(?:^|\s)until=["']?(?<day>\d{4}-\d{2}-\d{2})(?:["']|\s|$)/.exec(rest)?.groups?.["day"] ?? null;
  const reason = /(?:^|\s)reason=(?<reason>.+)$/.exec(rest)?.groups?.["reason"] ?? null;
  return { line: number, policy, until: until !== null && isDay(until) ? until : null, reason: unquoted(reason) };
}

/** A reason goes to the end of its quotation marks, or to the end of the line or the next `until=`. */
function unquoted(reason: string | null): string | null {
  if (reason === null) return null;
  const quote = reason.at(0);
  const end = quote === '"' || quote === "'" ? reason.indexOf(quote, 1) : -1;
  const text = end > 0 ? reason.slice(1, end) : (reason.split(/\suntil=/)[0] ?? "");
  return text.trim() === "" ? null : text.trim();
}
