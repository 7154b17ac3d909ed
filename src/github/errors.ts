import { SourceError } from "../model/failure.ts";

/** Why GitHub did not do what it was asked to. */
export type GitHubTrouble = "rate-limit" | "missing" | "unavailable" | "unauthorized" | "forbidden" | "refused";

/** GitHub did not do what it was asked to; `retryable` says whether asking again may help, `retry_at` when. */
export class GitHubError extends SourceError {
  readonly trouble: GitHubTrouble;
  /** HTTP status, 0 where there was no answer. */
  readonly status: number;
  /** The earliest time that another request makes sense; null where GitHub does not say. */
  readonly retry_at: Date | null;

  constructor(message: string, facts: Omit<GitHubFacts, "message">, options?: ErrorOptions) {
    super(message, retryable[facts.trouble], options);
    this.trouble = facts.trouble;
    this.status = facts.status;
    this.retry_at = facts.retry_at;
  }
}

interface GitHubFacts {
  readonly trouble: GitHubTrouble;
  readonly status: number;
  readonly retry_at: Date | null;
  readonly message: string;
}

/** What is missing may only not be there yet: reads right after an event see an older state. */
const retryable: Readonly<Record<GitHubTrouble, boolean>> = {
  "rate-limit": true,
  missing: true,
  unavailable: true,
  unauthorized: true,
  forbidden: false,
  refused: false,
};

/** GitHub asks to wait at least this long after a secondary limit that names no time, milliseconds. */
const secondaryPause = 60_000;

/** No wait is longer than this, milliseconds: whoever names a later time is wrong, and is asked again then. */
const longestPause = 24 * 3_600_000;

/** Longest text of GitHub's that goes into a message of ours. */
const maxQuote = 300;

/** What Octokit threw, as a GitHubError. `now` is the time of the answer. */
export function toGitHubError(error: unknown, now: Date): GitHubError {
  if (error instanceof GitHubError) return error;
  const response = readResponse(error);
  const retry_at = readRetryAt(response, now);
  const trouble = retry_at === null ? troubleOf(response) : "rate-limit";
  const where = response.request === "" ? "" : ` to ${response.request}`;
  const what = response.status === 0 ? "no answer" : `answer ${response.status}`;
  const message = `GitHub gave ${what}${where}: ${response.message}`;
  return new GitHubError(message, { trouble, status: response.status, retry_at }, { cause: error });
}

interface FailedResponse {
  readonly status: number;
  readonly message: string;
  /** Method and path, without the query. */
  readonly request: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

function readResponse(error: unknown): FailedResponse {
  const facts = fieldsOf(error);
  const response = fieldsOf(facts["response"]);
  const request = fieldsOf(facts["request"]);
  const isAnswered = typeof facts["status"] === "number" && facts["response"] !== undefined;
  const url = typeof request["url"] === "string" ? pathOf(request["url"]) : "";
  return {
    status: isAnswered && typeof facts["status"] === "number" ? facts["status"] : 0,
    message: (error instanceof Error ? error.message : "unknown").replaceAll(/\s+/g, " ").slice(0, maxQuote),
    request: typeof request["method"] === "string" ? `${request["method"]} ${url}` : "",
    headers: fieldsOf(response["headers"]),
  };
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(allEntries(value)) : {};
}

/** Own properties and those of the error's class, which defines some as accessors. */
function allEntries(value: object): ReadonlyArray<readonly [string, unknown]> {
  return ["status", "response", "request", "headers", "url", "method", ...Object.keys(value)].map(
    (key) => [key, Reflect.get(value, key)] as const,
  );
}

function readRetryAt(response: FailedResponse, now: Date): Date | null {
  if (response.status !== 403 && response.status !== 429) return null;
  const wait = readPause(response, now);
  return wait === null ? null : new Date(now.getTime() + Math.min(Math.max(wait, 1000), longestPause));
}

/** Milliseconds that GitHub asks to wait; null where it does not limit us. */
function readPause({ status, message, headers }: FailedResponse, now: Date): number | null {
  const after = readRetryAfter(headers["retry-after"], now);
  if (after !== null) return after;
  const reset = Number(headers["x-ratelimit-reset"] ?? Number.NaN);
  if (Number(headers["x-ratelimit-remaining"] ?? Number.NaN) === 0 && Number.isFinite(reset)) {
    return reset * 1000 - now.getTime() + 1000;
  }
  return status === 429 || /rate limit|abuse detection/i.test(message) ? secondaryPause : null;
}

/** Seconds or, as HTTP allows too, a date. */
function readRetryAfter(header: unknown, now: Date): number | null {
  if (typeof header !== "string" || header.trim() === "") return null;
  const seconds = Number(header);
  const pause = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(pause) ? pause : null;
}

function troubleOf({ status, message }: FailedResponse): GitHubTrouble {
  if (status === 0 || status >= 500 || status === 408) return "unavailable";
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404 || status === 410) return "missing";
  // A head that was pushed to a fork a moment ago is not known everywhere yet.
  return status === 422 && /no commit found/i.test(message) ? "missing" : "refused";
}
