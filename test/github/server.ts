import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { allows, authenticate } from "./auth.ts";
import {
  isInstalledOn,
  notFound,
  Refusal,
  repositoryOf,
  type Answer,
  type Call,
  type Caller,
  type Events,
  type Need,
  type Route,
} from "./call.ts";
import { checkArguments, checkBody, checkResponse, findOperation, type Operation } from "./description.ts";
import type { FaultKind, Faults } from "./faults.ts";
import { answerGraphql, graphqlBody } from "./graphql.ts";
import { secondaryLimit, type Limits } from "./limits.ts";
import { allRoutes } from "./routes.ts";
import { noCommit } from "./routes/commits.ts";
import type { World } from "./world.ts";

/** Something that a right client, or a right stand-in, never does. */
export interface Violation {
  /** `request`: the client is wrong. The others: the stand-in is. */
  readonly kind: "request" | "response" | "webhook" | "server";
  readonly operation: string;
  readonly message: string;
}

/** One request as it was answered. */
export interface RequestRecord {
  readonly method: string;
  /** Without the host, with the query. */
  readonly path: string;
  readonly operation: string;
  /** 0 when it was never answered. */
  readonly status: number;
  readonly milliseconds: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly fault: FaultKind["kind"] | null;
  /** What the client sent, parsed. */
  readonly body: unknown;
}

export interface ServerParts {
  readonly world: World;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly events: Events;
  readonly violations: Violation[];
  readonly requests: RequestRecord[];
  /** Milliseconds that every answer takes longer. */
  readonly latency: number;
  readonly hasGraphql: boolean;
}

const maxBodyBytes = 26 * 1024 * 1024;
const apiVersions = new Set(["2022-11-28", "2026-03-10"]);

/** A fault that means: no answer at all. */
class NoAnswer extends Error {}

interface Exchange {
  readonly parts: ServerParts;
  readonly routes: ReturnType<typeof allRoutes>;
  readonly request: IncomingMessage;
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  readonly operation: string;
  readonly found: ReturnType<typeof findOperation>;
  readonly fault: FaultKind | null;
  readonly body: { readonly text: string; readonly json: unknown; readonly isJson: boolean };
}

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
    const answer = await answerOf(exchange, caller);
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
    caller.value = authenticate(parts.world, request.headers.authorization);
    refuseByFault(exchange, caller.value);
    leave = parts.limits.enter(caller.value, method);
    if (operation !== "GET /rate_limit") parts.limits.count(caller.value, resourceOf(exchange));
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

function resourceOf(exchange: Exchange): string {
  return exchange.path === "/graphql" ? "graphql" : "core";
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

function refuseByFault({ parts, fault, found, body, ...exchange }: Exchange, caller: Caller): void {
  switch (fault?.kind) {
    case "bad-credentials":
      throw new Refusal(401, "Bad credentials");
    case "forbidden":
      throw new Refusal(403, "Resource not accessible by integration");
    case "not-found":
      throw notFound();
    case "no-commit": {
      const { head_sha: sha } = (body.json ?? {}) as { readonly head_sha?: string };
      throw noCommit(sha ?? Object.values(found?.params ?? {}).at(-1) ?? "");
    }
    case "secondary-limit":
      throw secondaryLimit(fault.retryAfter, fault.status ?? 403);
    case "primary-limit":
      parts.limits.exhaust(caller, exchange.path === "/graphql" ? "graphql" : "core", fault.resetIn);
      break;
    default:
  }
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

async function graphql(exchange: Exchange, caller: Caller): Promise<Answer> {
  const { parts, body, fault, method } = exchange;
  if (!parts.hasGraphql || method !== "POST") throw notFound();
  if (!body.isJson) throw new Refusal(400, "Problems parsing JSON");
  if (fault?.kind === "graphql-error")
    return { status: 200, body: { data: null, errors: [{ type: fault.type, message: fault.message }] } };
  const result = await answerGraphql({ world: parts.world, caller, limits: parts.limits }, body.json);
  for (const error of result.errors ?? []) {
    if (result.data === undefined) complain(exchange, error.message);
  }
  return { status: 200, body: graphqlBody(result) };
}

function complain({ parts, operation }: Exchange, message: string): void {
  parts.violations.push({ kind: "request", operation, message });
}

async function rest(exchange: Exchange, caller: Caller): Promise<Answer> {
  const { parts, found, routes, body, request } = exchange;
  if (!found) {
    complain(exchange, "GitHub has no such operation, or the stand-in does not know it");
    throw notFound();
  }
  const version = request.headers["x-github-api-version"];
  if (version !== undefined && !apiVersions.has(String(version)))
    throw new Refusal(400, `"${String(version)}" is not a supported API version.`);
  if (!body.isJson) throw new Refusal(400, "Problems parsing JSON");
  const route: Route = routes[found.operation.name];
  const call = makeCall(exchange, caller, checkedArguments(exchange, found));
  authorize(call, route);
  checkedRequestBody(exchange, found.operation);
  const answer = await route.answer(call);
  const type = (answer.bytes?.type ?? "application/json").split(";")[0] ?? "";
  if (!answer.bytes) {
    const wrong = checkResponse(found.operation, answer.status, type, plain(answer.body));
    parts.violations.push(
      ...wrong.map((message) => ({ kind: "response" as const, operation: found.operation.name, message })),
    );
  }
  return answer;
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function checkedArguments(exchange: Exchange, found: NonNullable<Exchange["found"]>) {
  const { values, wrong, undescribed } = checkArguments(found.operation, found.params, exchange.url.searchParams);
  for (const name of undescribed) complain(exchange, `query parameter ${name} is not described`);
  if (Number(values.query["per_page"] ?? 0) > 100) complain(exchange, "per_page above 100 is silently 100");
  if (wrong.length === 0) return values;
  wrong.forEach((message) => {
    complain(exchange, message);
  });
  // A number that is none in the path names nothing.
  throw wrong.some((message) => message.startsWith("path"))
    ? notFound()
    : new Refusal(422, "Validation Failed", { errors: wrong });
}

function checkedRequestBody(exchange: Exchange, operation: Operation): void {
  const { wrong, undescribed } = checkBody(operation, exchange.body.json);
  for (const name of undescribed) complain(exchange, `body field ${name} is not described`);
  if (wrong.length === 0) return;
  wrong.forEach((message) => {
    complain(exchange, message);
  });
  throw new Refusal(422, `Invalid request.\n\n${wrong.join("\n")}`, { errors: wrong });
}

function makeCall(exchange: Exchange, caller: Caller, values: ReturnType<typeof checkedArguments>): Call {
  const { parts, url, body, request, fault } = exchange;
  const accept = String(request.headers.accept ?? "");
  const report = (message: string): void => {
    complain(exchange, message);
  };
  return {
    world: parts.world,
    caller,
    ...values,
    body: body.json,
    accept,
    url,
    fault,
    events: parts.events,
    complain: report,
  };
}

/** 401 without credentials, 404 for what must not be known of, 403 without the permission. */
function authorize(call: Call, route: Route): void {
  const { caller } = call;
  if (route.needs === "anybody") return;
  if (route.needs === "app") {
    if (caller.kind !== "app") throw new Refusal(401, "A JSON web token could not be decoded");
    return;
  }
  if (caller.kind === "nobody") throw new Refusal(401, "Requires authentication");
  if (caller.kind === "app") throw new Refusal(401, "Bad credentials");
  if (route.needs !== "token") authorizeNeed(call, caller, route.needs);
}

function authorizeNeed(call: Call, caller: Caller & { kind: "installation" }, need: Need): void {
  const repository = call.params["repo"] === undefined ? null : repositoryOf(call);
  const isPublicRead = repository !== null && !repository.isPrivate && need.level === "read";
  const isInstalled = repository === null || isInstalledOn(caller, repository);
  const isAllowed = isInstalled && need.anyOf.some((name) => allows(caller.permissions, name, need.level));
  if (isAllowed || (isPublicRead && !isInstalled)) return;
  const accepted = need.anyOf.map((name) => `${name}=${need.level}`).join("; ");
  throw new Refusal(403, "Resource not accessible by integration", {}, { "x-accepted-github-permissions": accepted });
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
  const etag = `W/"${createHash("sha256").update(content).digest("hex").slice(0, 40)}"`;
  const isCacheable = exchange.method === "GET" && answer.status === 200;
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
  if (!isEmpty) headers["content-type"] = answer.bytes?.type ?? "application/json; charset=utf-8";
  const status = isFresh ? 304 : answer.status;
  const sent = fault?.kind === "cut-body" ? content.subarray(0, Math.floor(content.length / 2)) : content;
  response.writeHead(status, headers);
  response.end(isEmpty ? undefined : sent);
  return { status, bytes: isEmpty ? 0 : sent.length };
}
