import { readFileSync } from "node:fs";
import {
  buildSchema,
  execute,
  GraphQLError,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLFieldResolver,
} from "graphql";
import { LRUCache } from "lru-cache";
import { allows } from "./auth.ts";
import { isInstalledOn, isVisible, Refusal, type Caller } from "./call.ts";
import type { Entry } from "./git.ts";
import type { GitObject } from "./git-process.ts";
import type { Limits } from "./limits.ts";
import { fullName, nodeId, type Repository, type World } from "./world.ts";

const schema = buildSchema(readFileSync(new URL("schema.graphql", import.meta.url), "utf8"));

/** Queries that were right, but for the objects that they name. */
const valid = new LRUCache<string, true>({ max: 100 });

/** GitHub gives the text of a blob up to this size and cuts it there. */
const maxTextBytes = 512_000;

interface Asked {
  readonly world: World;
  readonly caller: Caller;
  readonly limits: Limits;
}

type Resolved = Record<string, unknown>;

/** One GraphQL request: checked against the schema first, so that a wrong query never runs. */
export async function answerGraphql(asked: Asked, body: unknown): Promise<ExecutionResult> {
  const { query, variables } = (body ?? {}) as {
    readonly query?: unknown;
    readonly variables?: Record<string, unknown>;
  };
  if (typeof query !== "string") throw new Refusal(400, "A query attribute must be specified and must be a string.");
  if (asked.caller.kind !== "installation") throw new Refusal(401, "This endpoint requires you to be authenticated.");
  const document = parsed(query);
  if (document instanceof GraphQLError) return { errors: [document] };
  const shape = query.replaceAll(/"[0-9a-f]{40}"/g, '"sha"');
  const errors = valid.has(shape) ? [] : validate(schema, document);
  if (errors.length > 0) return { errors };
  valid.set(shape, true);
  return execute({
    schema,
    document,
    variableValues: variables ?? {},
    contextValue: asked,
    fieldResolver,
    typeResolver: (value) => (value as { readonly __typename: string }).__typename,
  });
}

function parsed(query: string) {
  try {
    return parse(query, { maxTokens: 50_000 });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

const fieldResolver: GraphQLFieldResolver<Resolved | undefined, Asked> = (source, args, asked, info) => {
  if (source === undefined) {
    if (info.fieldName === "repository") return repository(asked, args as { owner: string; name: string });
    return info.fieldName === "rateLimit" ? rateLimit(asked) : null;
  }
  const value = source[info.fieldName];
  return typeof value === "function" ? (value as (args: unknown) => unknown)(args) : value;
};

function failure(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

function rateLimit({ caller, limits }: Asked): Resolved {
  const { limit, remaining, used, reset } = limits.status(caller, "graphql");
  return { cost: 1, limit, nodeCount: 0, remaining, used, resetAt: new Date(reset * 1000).toISOString() };
}

function repository(asked: Asked, { owner, name }: { owner: string; name: string }): Resolved {
  const found = asked.world.repository(owner, name);
  if (!found || !isVisible(asked.caller, found)) {
    throw failure("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  }
  return {
    id: nodeId("R", found.id),
    databaseId: found.id,
    name: found.name,
    nameWithOwner: fullName(found),
    isPrivate: found.isPrivate,
    object: (args: { oid?: string | null; expression?: string | null }) => objectOf(asked, found, args),
  };
}

function mayRead(caller: Caller, found: Repository): boolean {
  if (caller.kind !== "installation") return false;
  return !found.isPrivate || (isInstalledOn(caller, found) && allows(caller.permissions, "contents", "read"));
}

async function objectOf(asked: Asked, found: Repository, args: { oid?: string | null; expression?: string | null }) {
  if (!mayRead(asked.caller, found)) throw failure("FORBIDDEN", "Resource not accessible by integration");
  const oid = args.oid ?? null;
  if (oid !== null && !/^[0-9a-f]{40}$/.test(oid))
    throw failure("argumentLiteralsIncompatible", `Invalid GitObjectID ${oid}`);
  const object = oid === null ? await found.git.expression(args.expression ?? "") : await found.git.object(oid);
  return object ? shown(found, object) : null;
}

function shown(found: Repository, object: GitObject): Resolved {
  const common = { oid: object.sha, abbreviatedOid: object.sha.slice(0, 7), id: nodeId(object.type, object.sha) };
  if (object.type === "blob") return { __typename: "Blob", ...common, ...blob(object.bytes) };
  if (object.type === "tree") return { __typename: "Tree", ...common, entries: () => entries(found, object.sha) };
  const tree = async () => shown(found, (await found.git.expression(`${object.sha}^{tree}`))!);
  const message = async () => (await found.git.commitAt(object.sha))?.message ?? "";
  return { __typename: "Commit", ...common, tree, message };
}

/** Text of a binary file is null; of a large one it ends at the limit. */
function blob(bytes: Buffer): Resolved {
  const isBinary = bytes.subarray(0, 8000).includes(0);
  const isTruncated = bytes.length > maxTextBytes;
  const text = isBinary ? null : bytes.subarray(0, maxTextBytes).toString();
  return { byteSize: bytes.length, isBinary, isTruncated, text };
}

async function entries(found: Repository, sha: string): Promise<ReadonlyArray<Resolved>> {
  const all = (await found.git.entries(sha, false)) ?? [];
  return all.map((entry: Entry) => ({
    name: entry.path,
    path: entry.path,
    mode: Number.parseInt(entry.mode, 8),
    type: entry.type,
    oid: entry.sha,
    size: entry.size ?? 0,
    extension: /\.[^.]*$/.exec(entry.path)?.[0] ?? "",
    object: async () => {
      const object = await found.git.object(entry.sha);
      return object ? shown(found, object) : null;
    },
  }));
}

/** GitHub puts an error's type beside its message, not into `extensions`. */
export function graphqlBody(result: ExecutionResult): Record<string, unknown> {
  const errors = result.errors?.map((error) => {
    const type = error.extensions["type"];
    return { ...(type === undefined ? {} : { type }), ...error.toJSON(), extensions: undefined };
  });
  return { ...(result.data === undefined ? {} : { data: result.data }), ...(errors ? { errors } : {}) };
}
