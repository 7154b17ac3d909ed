import type { Answer } from "./call.ts";
import { leanAnswer, leanEvent } from "./description.ts";

/** How another GitHub speaks: what its description leaves open, and what whoever built it left out. */
export interface Dialect {
  /** Answers what it does not know at all: nothing is done then. */
  readonly refuse?: (operation: string) => Answer | null;
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

/** Does not know some operations, and does nothing when it is asked for them. */
export function withoutOperations(status: number, ...operations: ReadonlyArray<string>): Dialect {
  const refusal = { status, body: { message: "Not Found", documentation_url: "https://docs.github.com/rest" } };
  return { refuse: (operation) => (operations.includes(operation) ? refusal : null) };
}

/** Speaks as each of them does, one after the other. */
export function both(...dialects: ReadonlyArray<Dialect>): Dialect {
  return {
    refuse: (operation) => dialects.map(({ refuse }) => refuse?.(operation) ?? null).find(Boolean) ?? null,
    answer: (operation, answer, path) =>
      dialects.reduce((given, { answer: change }) => change?.(operation, given, path) ?? given, answer),
  };
}

/** Says only what GitHub's description calls required, in answers and in events. */
export const lean: Dialect = {
  answer: (operation, answer) =>
    answer.bytes || answer.status >= 300
      ? answer
      : { ...answer, body: leanAnswer(operation, answer.status, answer.body) },
  event: leanEvent,
};
