import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import * as z from "zod";

import { sha256 } from "../model/digest.ts";
import { isSigned } from "./signature.ts";

/** A webhook event whose signature was right, as it arrived. */
export interface IncomingEvent {
  readonly guid: string;
  readonly event: string;
  /** SHA-256 of the raw body, hex. */
  readonly body_hash: string;
  readonly payload: unknown;
}

/** Keeps an event safe; the answer is sent when it returns. Throwing is answered with 503. */
export type ReceiveEvent = (event: IncomingEvent) => Promise<string>;

/** Says why the server is not ready; null when it is. */
export type FindObstacle = () => Promise<string | null>;

/** What the front door tells a log. */
export interface FrontDoorLog {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
}

/** How the front door works. */
export interface FrontDoorOptions {
  /** The webhook secret, and while it is being changed the old one too. */
  readonly secrets: ReadonlyArray<string>;
  readonly receive: ReceiveEvent;
  readonly obstacle: FindObstacle;
  readonly log: FrontDoorLog;
  /** What `/metrics` shows, and who is told how long webhooks took. */
  readonly metrics: FrontDoorMetrics;
}

/** Where the front door's measurements go. */
export interface FrontDoorMetrics {
  readonly text: () => Promise<string>;
  readonly contentType: string;
  readonly answered: (status: number, milliseconds: number) => void;
}

const webhookPath = "/api/github/webhooks";

/** GitHub does not deliver larger payloads. */
const maxBodyBytes = 25 * 1024 * 1024;

/** GitHub waits ten seconds for an answer; a client that sends slower than this is none. */
const headersTimeout = 5_000;
const requestTimeout = 10_000;

const limits = { headersTimeout, requestTimeout, connectionsCheckingInterval: 1_000, maxHeaderSize: 16 * 1024 };

/** Bodies that are read at the same time take at most so many bytes together; above it new ones are put off. */
const maxBytesInFlight = 8 * maxBodyBytes;

/** A sender that was refused may go on sending for so many milliseconds. */
const lingerTimeout = 2_000;

/** Only what GitHub sends there: a UUID. */
const guidFormat = /^[0-9A-Za-z-]{1,100}$/;
const eventFormat = /^[a-z][a-z0-9_]{0,63}$/; // projects_v2_item

/** An HTTP answer: status and one line of text. */
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
}

/** The App's HTTP server: webhooks are checked and kept safe before they are answered; it does no work itself. */
export function createFrontDoor(options: FrontDoorOptions): Server {
  const load = { bytes: 0 };
  const server = createServer(limits, (request, response) => {
    answerRequest(request, options, load).then(
      (answer) => {
        send(request, response, answer);
      },
      (error: unknown) => {
        options.log.warn({ err: error }, "a request could not be answered");
        send(request, response, { status: 500, text: "internal error" });
      },
    );
  });
  server.keepAliveTimeout = 60_000;
  server.maxRequestsPerSocket = 0;
  return server;
}

async function answerRequest(request: IncomingMessage, options: FrontDoorOptions, load: Load): Promise<Answer> {
  const path = (request.url ?? "").split("?", 1)[0]?.replace(/(?<=.)\/$/, "");
  if (path === webhookPath) return await measured(options, () => answerWebhook(request, options, load));
  if (request.method !== "GET" && request.method !== "HEAD") return { status: 404, text: "not found" };
  if (path === "/ping") return { status: 200, text: "PONG" };
  if (path === "/healthz") return { status: 200, text: "ok" };
  if (path === "/metrics") {
    return { status: 200, text: (await options.metrics.text()).trimEnd(), type: options.metrics.contentType };
  }
  if (path !== "/readyz") return { status: 404, text: "not found" };
  const obstacle = await options.obstacle();
  return obstacle === null ? { status: 200, text: "ready" } : { status: 503, text: obstacle };
}

async function measured({ metrics }: FrontDoorOptions, answer: () => Promise<Answer>): Promise<Answer> {
  const begun = performance.now();
  const answered = await answer();
  metrics.answered(answered.status, performance.now() - begun);
  return answered;
}

interface Load {
  bytes: number;
}

async function answerWebhook(request: IncomingMessage, options: FrontDoorOptions, load: Load): Promise<Answer> {
  const refusal = refuse(request);
  if (refusal !== null) return refusal;
  if (load.bytes > maxBytesInFlight) return { status: 503, text: "too many large deliveries at once; deliver again" };
  const body = await readBody(request, load);
  if (body === null) return { status: 413, text: `a delivery has at most ${maxBodyBytes} bytes` };
  if (!isSigned(body, header(request, "x-hub-signature-256"), options.secrets)) {
    options.log.warn({ guid: header(request, "x-github-delivery")?.slice(0, 40) }, "delivery refused: wrong signature");
    return { status: 401, text: "the signature is missing or wrong: the secret here and at GitHub must be the same" };
  }
  const event = readEvent(request, body);
  if (event === null) return { status: 400, text: "the body is not JSON" };
  try {
    return { status: 202, text: await options.receive(event) };
  } catch (error) {
    if (error instanceof z.ZodError) {
      const lacks = whatIsWrong(error);
      options.log.warn({ guid: event.guid, event: event.event }, `delivery refused: ${lacks}`);
      return { status: 422, text: `the payload lacks what an event of this kind always has: ${lacks}` };
    }
    options.log.warn({ err: error, guid: event.guid, event: event.event }, "a delivery could not be stored");
    return { status: 503, text: "the delivery could not be stored; deliver it again" };
  }
}

/** Faults of a payload that are told. */
const maxFaults = 5;

/** What is wrong with a payload, on one line: whoever made it may read it in GitHub's log of deliveries. */
function whatIsWrong({ issues }: z.ZodError): string {
  const told = issues.slice(0, maxFaults).map(({ path, message }) => `${path.join(".")}: ${message}`);
  const more = issues.length > maxFaults ? [`and ${issues.length - maxFaults} more`] : [];
  return [...told, ...more].join("; ");
}

const formType = "application/x-www-form-urlencoded";

/** How GitHub sends a payload, whichever its settings ask for. */
const contentTypes: ReadonlySet<string> = new Set(["application/json", formType]);

function contentType(request: IncomingMessage): string {
  return (header(request, "content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** What can be said before the body is read. */
function refuse(request: IncomingMessage): Answer | null {
  if (request.method !== "POST") return { status: 405, text: "webhooks are sent with POST" };
  if (!contentTypes.has(contentType(request))) {
    return { status: 415, text: "set the webhook's content type to application/json in the App's settings" };
  }
  if (Number(header(request, "content-length") ?? 0) > maxBodyBytes) {
    return { status: 413, text: `a delivery has at most ${maxBodyBytes} bytes` };
  }
  if (!guidFormat.test(header(request, "x-github-delivery") ?? "")) {
    return { status: 400, text: "the header X-GitHub-Delivery is missing" };
  }
  if (!eventFormat.test(header(request, "x-github-event") ?? "")) {
    return { status: 400, text: "the header X-GitHub-Event is missing" };
  }
  return null;
}

/** The whole body, or null above the limit; nothing beyond it is kept. Rejects when the sender goes away. */
function readBody(request: IncomingMessage, load: Load): Promise<Uint8Array | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | null>();
  const chunks: Buffer[] = [];
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    load.bytes += chunk.length;
    if (length <= maxBodyBytes) chunks.push(chunk);
    else {
      // Not destroyed: the answer still has to go out on its connection.
      request.pause();
      resolve(null);
    }
  });
  request.on("end", () => {
    resolve(Buffer.concat(chunks));
  });
  request.on("close", () => {
    reject(new Error("the sender went away before the delivery was complete"));
  });
  return promise.finally(() => {
    load.bytes -= length;
    length = 0;
    request.removeAllListeners("data");
  });
}

function readEvent(request: IncomingMessage, body: Uint8Array): IncomingEvent | null {
  try {
    const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString("utf8");
    const json = contentType(request) === formType ? (new URLSearchParams(text).get("payload") ?? "") : text;
    const payload: unknown = JSON.parse(json);
    if (typeof payload !== "object" || payload === null) return null;
    return {
      guid: header(request, "x-github-delivery") ?? "",
      event: header(request, "x-github-event") ?? "",
      body_hash: sha256(body),
      payload,
    };
  } catch {
    return null;
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status, text, type = "text/plain; charset=utf-8" } = answer;
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { "content-type": type, "x-content-type-options": "nosniff" });
  response.end(`${text}\n`);
  if (!request.complete) letGo(request);
}

/**
 * Reads the rest of a body that is not wanted without keeping it: closing at once would take the answer away from a
 * sender that is still sending.
 */
function letGo(request: IncomingMessage): void {
  const end = setTimeout(() => request.socket.destroy(), lingerTimeout).unref();
  request.on("close", () => {
    clearTimeout(end);
  });
  request.resume();
}
