import { hash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { authenticate } from "./auth.ts";
import { notFound, Refusal, type Answer, type Caller } from "./call.ts";
import { findOperation } from "./description.ts";
import { resourceOf, type Exchange, type ServerParts } from "./exchange.ts";
import { graphql, refuseByFault, rest } from "./rest.ts";
import { allRoutes } from "./routes.ts";

const maxBodyBytes = 26 * 1024 * 1024;
/** A fault that means: no answer at all. */
class NoAnswer extends Error {}

/** Makes the HTTP server; it does not listen yet. */
export function createGitHubServer(parts: ServerParts): Server {
  const routes = allRoutes(parts.limits);
  return createServer((request, response) => {
    void respond(parts, routes, request, response).catch((error: unknown) => {
      parts.violations.push({ kind: "server", operation: request.url ?? "", message: String(error) });
      response.destroy();
    });
  });
}

async function respond(
  parts: ServerParts,
  routes: Exchange["routes"],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const start = performance.now();
  const body = await readBody(request);
  const exchange = open(parts, routes, request, body);
  let status = 0;
  let bytes = 0;
  const caller: { value: Caller } = { value: { kind: "nobody" } };
  try {
    await beforeAnswer(exchange, request);
    const right = await answerOf(exchange, caller);
    const answer = parts.faults.dialect.answer?.(exchange.operation, right, exchange.path) ?? right;
    if (exchange.fault?.kind === "lost-response") throw new NoAnswer();
    ({ status, bytes } = send(exchange, caller.value, response, answer));
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    request.socket.destroy();
  } finally {
    const { method, operation, fault } = exchange;
    const milliseconds = performance.now() - start;
    const sizes = { requestBytes: body.length, responseBytes: bytes };
    const path = exchange.url.pathname + exchange.url.search;
    parts.requests.push({
      method,
      path,
      operation,
      status,
      milliseconds,
      ...sizes,
      fault: fault?.kind ?? null,
      body: exchange.body.json,
    });
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function open(parts: ServerParts, routes: Exchange["routes"], request: IncomingMessage, bytes: Buffer): Exchange {
  const method = request.method ?? "GET";
  const url = new URL(request.url ?? "/", parts.world.htmlUrl);
  const path = url.pathname.replace(/^\/api\/v3(?=\/)/, "").replace(/^\/api\/graphql$/, "/graphql");
  const found = wellFormed(path) ? findOperation(method, path) : null;
  const operation = found?.operation.name ?? `${method} ${path}`;
  const fault = parts.faults.take(operation, path + url.search);
  return { parts, routes, request, method, url, path, operation, found, fault, body: parsedBody(bytes) };
}

function wellFormed(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function parsedBody(bytes: Buffer): Exchange["body"] {
  const text = bytes.toString();
  if (text === "") return { text, json: undefined, isJson: true };
  try {
    return { text, json: JSON.parse(text), isJson: true };
  } catch {
    return { text, json: undefined, isJson: false };
  }
}

async function beforeAnswer({ parts, fault }: Exchange, request: IncomingMessage): Promise<void> {
  if (parts.latency > 0) await sleep(parts.latency);
  if (fault?.kind === "latency") await sleep(fault.milliseconds);
  if (fault?.kind === "reset") throw new NoAnswer();
  if (fault?.kind !== "hang") return;
  await new Promise<void>((resolve) =>
    request.socket.once("close", () => {
      resolve();
    }),
  );
  throw new NoAnswer();
}

async function answerOf(exchange: Exchange, caller: { value: Caller }): Promise<Answer> {
  const { parts, request, method, operation, fault } = exchange;
  let leave = (): void => undefined;
  try {
    if (fault?.kind === "error") return errorPage(fault.status);
    if (!request.headers["user-agent"]) {
      throw new Refusal(
        403,
        "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
      );
    }
    if (exchange.path.startsWith("/_codeload/")) return await archive(exchange);
    if (exchange.path.startsWith("/_artifacts/")) return artifact(exchange);
    caller.value = authenticate(parts.world, request.headers.authorization);
    refuseByFault(exchange, caller.value);
    leave = parts.limits.enter(caller.value, method);
    if (operation !== "GET /rate_limit") parts.limits.count(caller.value, resourceOf(exchange));
    const refusal = parts.faults.dialect.refuse?.(operation) ?? null;
    if (refusal !== null) return refusal;
    return exchange.path === "/graphql" ? await graphql(exchange, caller.value) : await rest(exchange, caller.value);
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body, headers: error.headers };
    parts.violations.push({
      kind: "server",
      operation,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return errorPage(500);
  } finally {
    leave();
  }
}

/** GitHub's front answers 502 with a page, its application with JSON. */
function errorPage(status: number): Answer {
  if (status === 500)
    return {
      status,
      body: { message: "Server Error", documentation_url: "https://docs.github.com/rest", status: "500" },
    };
  const html = `<!DOCTYPE html><html><head><title>Unicorn! &middot; GitHub</title></head><body><p>${status}: We had issues producing the response to your request.</p></body></html>`;
  return { status, bytes: { type: "text/html; charset=utf-8", content: Buffer.from(html) } };
}

async function archive({ parts, path, url, method }: Exchange): Promise<Answer> {
  const [, , id, sha = ""] = path.split("/");
  const repository = parts.world.repositories.find((item) => String(item.id) === id);
  const isOver = Number(url.searchParams.get("until")) < parts.world.now().getTime();
  if (method !== "GET" || !repository || isOver || !(await repository.git.commitAt(sha))) throw notFound();
  const prefix = `--prefix=${repository.owner.login}-${repository.name}-${sha.slice(0, 7)}/`;
  return {
    status: 200,
    bytes: {
      type: "application/x-gzip",
      content: await repository.git.about(["archive", "--format=tar.gz", prefix, sha]),
    },
  };
}

function artifact({ parts, path, url, method, request }: Exchange): Answer {
  const found = parts.world.artifacts.find((item) => `/_artifacts/${item.id}` === path);
  const isOver = Number(url.searchParams.get("until")) < parts.world.now().getTime();
  // The storage is another company's: a token that comes here is lost.
  if (method !== "GET" || !found || isOver || request.headers.authorization !== undefined) throw notFound();
  return { status: 200, bytes: { type: "application/zip", content: found.content } };
}

function send(
  exchange: Exchange,
  caller: Caller,
  response: ServerResponse,
  answer: Answer,
): { status: number; bytes: number } {
  const { parts, request, fault } = exchange;
  const content =
    answer.bytes?.content ?? (answer.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer.body)));
  const isCacheable = exchange.method === "GET" && answer.status === 200;
  const etag = isCacheable ? `W/"${hash("sha256", content).slice(0, 40)}"` : "";
  const isFresh = isCacheable && request.headers["if-none-match"] === etag;
  if (isFresh) parts.limits.giveBack(caller, resourceOf(exchange));
  const headers: Record<string, string> = {
    date: parts.world.now().toUTCString(),
    server: "github.com",
    "x-github-request-id": randomUUID().replaceAll("-", "").slice(0, 20).toUpperCase(),
    "x-github-media-type": "github.v3; format=json",
    ...parts.limits.headers(caller, resourceOf(exchange)),
    ...(isCacheable ? { etag } : {}),
    ...answer.headers,
  };
  const isEmpty = isFresh || answer.status === 204;
  if (!isEmpty) headers["content-type"] ??= answer.bytes?.type ?? "application/json; charset=utf-8";
  for (const name of parts.faults.dialect.without ?? []) Reflect.deleteProperty(headers, name);
  const status = isFresh ? 304 : answer.status;
  const sent = fault?.kind === "cut-body" ? content.subarray(0, Math.floor(content.length / 2)) : content;
  response.writeHead(status, headers);
  response.end(isEmpty ? undefined : sent);
  return { status, bytes: isEmpty ? 0 : sent.length };
}
