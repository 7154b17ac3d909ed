import type { CostChoice } from "../model/estimate.ts";
import type { Finding } from "../model/finding.ts";
import type { Edit } from "../model/fix.ts";
import { prose } from "./markdown.ts";
import { usd } from "./money.ts";

/** A change that GitHub offers on lines of a pull request as a button. */
export interface Suggestion {
  readonly path: string;
  /** 1-based, inclusive. */
  readonly start_line: number;
  readonly line: number;
  /** A fenced block, `suggestion` its language: what the lines are to be instead. */
  readonly body: string;
}

/** The proven fix of a finding as a suggestion; null where there is none. */
export function suggestionFor({ fix }: Finding): Suggestion | null {
  return suggestionOf(fix?.edits ?? []);
}

/** The proven edit to a cheaper equal as a suggestion that says what it saves; null where there is none. */
export function choiceSuggestion({ title, saving, why, edits = [] }: CostChoice): Suggestion | null {
  const suggestion = suggestionOf(edits);
  if (suggestion === null) return null;
  return { ...suggestion, body: `${prose(`${title} saves ${usd(saving)} a month: ${why}.`)}\n\n${suggestion.body}` };
}

/**
 * Null where there are several places: a suggestion is one stretch of lines, and half an edit is none. GitHub takes it
 * only on lines that the pull request's diff shows.
 */
function suggestionOf([edit, ...others]: ReadonlyArray<Edit>): Suggestion | null {
  if (edit === undefined || others.length > 0) return null;
  const text = edit.new === "" || edit.new.endsWith("\n") ? edit.new : `${edit.new}\n`;
  const runs = [...text.matchAll(/`{3,}/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(2, ...runs) + 1); // longer than any in the text, so that nothing in it ends the block
  const body = `${fence}suggestion\n${text}${fence}\n`;
  return { path: edit.path, start_line: edit.line, line: edit.end_line, body };
}
