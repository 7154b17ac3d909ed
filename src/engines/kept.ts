/** A pool remembers, and its workers keep, no more than this: policies come and go in a long-lived process. */
const mostKept = 16;

/**
 * Keeps one more thing; before there are too many, all are let go. The pool and its worker do it in the same order, so
 * that the one knows what the other has.
 */
export function keep<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, value);
}
