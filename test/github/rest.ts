import { allows } from "./auth.ts";
import {
  isInstalledOn,
  notFound,
  Refusal,
  repositoryOf,
  type Answer,
  type Call,
  type Caller,
  type Need,
  type Route,
} from "./call.ts";
import { checkArguments, checkBody, checkResponse, type Operation } from "./description.ts";
import { complain, resourceOf, type Exchange } from "./exchange.ts";
import { answerGraphql, graphqlBody } from "./graphql.ts";
import { secondaryLimit } from "./limits.ts";
import { noCommit } from "./routes/commits.ts";

const apiVersions = new Set(["2022-11-28", "2026-03-10"]);

/** Faults that look like a refusal, whatever was asked for. */
export function refuseByFault(exchange: Exchange, caller: Caller): void {
  const { parts, fault, found, body } = exchange;
  if (fault?.kind === "bad-credentials") throw new Refusal(401, "Bad credentials");
  if (fault?.kind === "forbidden") throw new Refusal(403, "Resource not accessible by integration");
  if (fault?.kind === "not-found") throw notFound();
  if (fault?.kind === "secondary-limit") throw secondaryLimit(fault.retryAfter, fault.status ?? 403);
  if (fault?.kind === "primary-limit") parts.limits.exhaust(caller, resourceOf(exchange), fault.resetIn);
  if (fault?.kind === "no-commit") {
    const { head_sha: sha } = (body.json ?? {}) as { readonly head_sha?: string };
    throw noCommit(sha ?? Object.values(found?.params ?? {}).at(-1) ?? "");
  }
}

/** `POST /graphql`. */
export async function graphql(exchange: Exchange, caller: Caller): Promise<Answer> {
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

/** Everything that the description describes. */
export async function rest(exchange: Exchange, caller: Caller): Promise<Answer> {
  const { parts, found, routes, body, request } = exchange;
  if (!found) {
    complain(exchange, "GitHub has no such operation, or the stand-in does not know it");
    throw notFound();
  }
  const version = request.headers["x-github-api-version"]?.toString();
  if (version !== undefined && !apiVersions.has(version))
    throw new Refusal(400, `"${version}" is not a supported API version.`);
  if (!body.isJson) throw new Refusal(400, "Problems parsing JSON");
  const route: Route = routes[found.operation.name];
  const call = makeCall(exchange, caller, checkedArguments(exchange, found));
  authorize(call, route);
  checkedRequestBody(exchange, found.operation);
  const answer = await route.answer(call);
  const type = (answer.bytes?.type ?? "application/json").split(";")[0] ?? "";
  if (!answer.bytes && parts.checksItself) {
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
  const accept = request.headers.accept ?? "";
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
