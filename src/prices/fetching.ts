import { createWriteStream } from "node:fs";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import { PriceListError } from "./lookup.ts";

/** How lists are asked for; tests shorten the waits. */
export interface FetchLimits {
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubled after each. */
  readonly pause: number;
  /** Milliseconds without a byte until a connection is given up. */
  readonly idle: number;
  /** Bytes that one list may have. */
  readonly bytes: number;
}

/** The largest list of today, EC2 of one region as JSON, is below a tenth of this. */
export const fetchLimits: FetchLimits = { attempts: 5, pause: 1000, idle: 60_000, bytes: 6e9 };

/** Bytes that one page may have. */
const pageBytes = 64e6;

/** Waits that a server asks for are kept to this. */
const longestPause = 120_000;

/** One page as JSON. Throws PriceListError, with `status` where the server answered. */
export async function fetchPage(
  url: string,
  headers: Readonly<Record<string, string>>,
  limits: FetchLimits,
): Promise<unknown> {
  return attempt(url, limits, async () => {
    const response = await ask(url, { accept: "application/json", ...headers }, limits);
    const text = await textOf(response);
    return jsonOf(url, text);
  });
}

function jsonOf(url: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BrokenAnswer(`${nameOf(url)} is truncated or no JSON (${text.length} characters)`, { cause });
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return "";
  const stream: AsyncIterable<unknown> = response.body;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.byteLength;
    if (size > pageBytes) throw new PriceListError(`${nameOf(response.url)} is larger than ${pageBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * A list as a file at `target`. What an earlier attempt, or an earlier run, got of it is kept beside it and continued
 * as long as the server has the same version. Throws PriceListError.
 */
export async function download(url: string, target: string, limits: FetchLimits): Promise<void> {
  await attempt(url, limits, async () => {
    const partial = `${target}.partial`;
    const have = await stat(partial).then(
      ({ size }) => size,
      () => 0,
    );
    const tag = await readFile(`${target}.etag`, "utf8").catch(() => "");
    const resume = have > 0 && tag !== "";
    const range: Record<string, string> = resume ? { range: `bytes=${have}-`, "if-range": tag } : {};
    const response = await ask(url, { "accept-encoding": "identity", ...range }, limits);
    const continues = response.status === 206;
    const known = Number(response.headers.get("content-length") ?? Number.NaN);
    if (known + (continues ? have : 0) > limits.bytes) throw await tooLarge(response, limits);
    await writeFile(`${target}.etag`, response.headers.get("etag") ?? "");
    const wanted = Number.isNaN(known) ? null : known + (continues ? have : 0);
    await save(response, partial, { flags: continues ? "a" : "w", before: continues ? have : 0, limits });
    const { size } = await stat(partial);
    if (wanted !== null && size !== wanted) {
      throw new BrokenAnswer(`${nameOf(url)} ended after ${size} of ${wanted} bytes`);
    }
    await rename(partial, target);
    await rm(`${target}.etag`, { force: true });
  });
}

async function tooLarge(response: Response, { bytes }: FetchLimits): Promise<PriceListError> {
  await response.body?.cancel();
  return new PriceListError(`${nameOf(response.url)} is larger than ${bytes} bytes.`);
}

async function save(
  response: Response,
  path: string,
  { flags, before, limits }: { readonly flags: string; readonly before: number; readonly limits: FetchLimits },
): Promise<void> {
  if (response.body === null) throw new BrokenAnswer(`${nameOf(response.url)} has no content`);
  let size = before;
  const stalled = new AbortController();
  const watch = setTimeout(() => {
    stalled.abort(new BrokenAnswer(`${nameOf(response.url)} sent nothing for ${limits.idle / 1000} seconds`));
  }, limits.idle);
  const bounded = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      watch.refresh();
      size += chunk.length;
      const error =
        size > limits.bytes ? new PriceListError(`${nameOf(response.url)} is larger than ${limits.bytes} bytes.`) : null;
      done(error, chunk);
    },
  });
  const source = Readable.fromWeb(response.body);
  try {
    await pipeline(source, bounded, createWriteStream(path, { flags }), { signal: stalled.signal });
  } finally {
    clearTimeout(watch);
  }
}

/** An answer that may be whole the next time. */
class BrokenAnswer extends Error {
  /** Milliseconds that the server asked to wait. */
  readonly after: number | null;
  constructor(message: string, { cause, after = null }: { readonly cause?: unknown; readonly after?: number | null } = {}) {
    super(message, { cause });
    this.after = after;
  }
}

async function ask(url: string, headers: Readonly<Record<string, string>>, limits: FetchLimits): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => {
    abort.abort();
  }, limits.idle);
  try {
    const response = await fetch(url, { headers: { "user-agent": "tollgate", ...headers }, signal: abort.signal });
    if (response.ok) return expectData(response);
    const after = Number(response.headers.get("retry-after") ?? Number.NaN) * 1000;
    await response.body?.cancel();
    if (response.status === 429 || response.status >= 500) {
      throw new BrokenAnswer(`${nameOf(url)} answered ${response.status}`, { after: Number.isNaN(after) ? null : after });
    }
    throw new PriceListError(`${nameOf(url)} answered ${response.status}; expected 200.`, { status: response.status });
  } finally {
    clearTimeout(timer);
  }
}

/** A proxy's or portal's page is no list. */
function expectData(response: Response): Response {
  const type = response.headers.get("content-type") ?? "";
  if (/^(?:text\/html|application\/xhtml)/i.test(type)) {
    throw new PriceListError(`${nameOf(response.url)} is of type ${type}; expected JSON or CSV. Is there a proxy?`);
  }
  return response;
}

async function attempt<T>(url: string, limits: FetchLimits, action: () => Promise<T>): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await action();
    } catch (error) {
      if (error instanceof PriceListError) throw error;
      const message = error instanceof BrokenAnswer ? error.message : `${nameOf(url)} broke off: ${reasonOf(error)}`;
      if (number >= limits.attempts) {
        throw new PriceListError(`${message}, ${number} times. Run the command again: what is there is kept.`, {
          cause: error,
        });
      }
      const asked = error instanceof BrokenAnswer ? error.after : null;
      await wait(Math.min(longestPause, asked ?? limits.pause * 2 ** (number - 1)));
    }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Without its query: keys are nobody's business. */
function nameOf(url: string): string {
  return url.split("?")[0] ?? url;
}
