/** What may never be written: installation tokens (of any format), JWTs, private keys. */
const secrets =
  /\b(?:gh[a-z]_[A-Za-z0-9_.-]+|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_.-]+)|-----BEGIN [A-Z ]*PRIVATE KEY-----/g;

/** Longest text of one error in the log. */
const maxText = 2_000;

/** Causes are followed this deep. */
const maxDepth = 4;

/** An error for the log: its words and where it came from, never the request or the response that it carries. */
export function describeError(error: unknown, depth = 0): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { message: redact(String(error)) };
  const cause = error.cause === undefined || depth >= maxDepth ? {} : { cause: describeError(error.cause, depth + 1) };
  return {
    type: error.name,
    message: redact(error.message),
    ...(depth === 0 && error.stack !== undefined ? { stack: redact(error.stack) } : {}),
    ...cause,
  };
}

/** A text without tokens and keys. */
export function redact(text: string): string {
  return text.slice(0, maxText).replaceAll(secrets, "[redacted]");
}
