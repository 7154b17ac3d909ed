import type { Finding } from "../model/finding.ts";

/** A change that GitHub offers on lines of a pull request as a button. */
export interface Suggestion {
  readonly path: string;
  /** 1-based, inclusive. */
  readonly start_line: number;
  readonly line: number;
  /** A fenced block, `suggestion` its language: what the lines are to be instead. */
  readonly body: string;
}

/**
 * The proven fix of a finding as a suggestion. Null where there is none, or where it is in several places: a suggestion
 * is one stretch of lines, and half a fix is none. GitHub takes it only on lines that the pull request's diff shows.
 */
export function suggestionFor({ fix }: Finding): Suggestion | null {
  const [edit, ...others] = fix?.edits ?? [];
  if (edit === undefined || others.length > 0) return null;
  const text = edit.new === "" || edit.new.endsWith("\n") ? edit.new : `${edit.new}\n`;
  const runs = [...text.matchAll(/`{3,}/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(2, ...runs) + 1); // longer than any in the text, so that nothing in it ends the block
  const body = `${fence}suggestion\n${text}${fence}\n`;
  return { path: edit.path, start_line: edit.line, line: edit.end_line, body };
}
