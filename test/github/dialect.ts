import type { Answer } from "./call.ts";
import { leanAnswer, leanEvent } from "./description.ts";

/** How another GitHub speaks: what its description leaves open, and what whoever built it left out. */
export interface Dialect {
  /** Gives another answer in place of a right one; `path` is what was asked for. */
  readonly answer?: (operation: string, answer: Answer, path: string) => Answer;
  /** Headers that no answer has. */
  readonly without?: ReadonlyArray<string>;
  /** Sends another payload. */
  readonly event?: (name: string, payload: unknown) => unknown;
}

/** Answers one operation otherwise, and all others as before. */
export function answering(operation: string, change: (answer: Answer) => Answer): Dialect {
  return { answer: (asked, answer) => (asked === operation ? change(answer) : answer) };
}

/** Does not know some operations. */
export function withoutOperations(status: number, ...operations: ReadonlyArray<string>): Dialect {
  const refusal = { status, body: { message: "Not Found", documentation_url: "https://docs.github.com/rest" } };
  return { answer: (operation, answer) => (operations.includes(operation) ? refusal : answer) };
}

/** Says only what GitHub's description calls required, in answers and in events. */
export const lean: Dialect = {
  answer: (operation, answer) =>
    answer.bytes || answer.status >= 300
      ? answer
      : { ...answer, body: leanAnswer(operation, answer.status, answer.body) },
  event: leanEvent,
};
