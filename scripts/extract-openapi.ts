/**
 * Cuts GitHub's published descriptions down to what the stand-in in `test/github/` answers:
 * `openapi.json` from `@octokit/openapi` and `schema.graphql` from `@octokit/graphql-schema`.
 * Both packages are installed into a temporary folder, because the first unpacks to 385 MB.
 *
 *     npx node scripts/extract-openapi.ts [FOLDER_WITH_NODE_MODULES]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kind, parse, print, visit } from "graphql";
import { format } from "prettier";
import { graphqlFields, operations, webhooks } from "../test/github/wanted.ts";

const packages = ["@octokit/openapi@23.0.2", "@octokit/graphql-schema@15.26.1"];
const target = join(import.meta.dirname, "..", "test", "github");
const prose = new Set(["description", "summary", "example", "examples", "externalDocs", "tags", "title", "deprecated"]);

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = Record<string, Json>;

interface Description extends JsonObject {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Record<string, JsonObject>;
  readonly "x-webhooks": Record<string, JsonObject>;
  readonly components: Record<string, Record<string, Json>>;
}

/** Drops prose; below `properties` a key is a field's name and is kept whatever it is called. */
function trimmed(value: Json, namesAreFields = false): Json {
  if (Array.isArray(value)) return value.map((item) => trimmed(item));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([key]) => namesAreFields || !(prose.has(key) || isExtension(key)));
  return Object.fromEntries(
    kept.map(([key, item]) => [
      key,
      key === "enum" ? currentNames(item) : trimmed(item, !namesAreFields && key === "properties"),
    ]),
  );
}

/** Some lists of events still have the merge queue's old name only. */
function currentNames(names: Json): Json {
  const isOutdated = Array.isArray(names) && names.includes("merge_queue_entry") && !names.includes("merge_group");
  return isOutdated ? [...names, "merge_group"] : names;
}

function isExtension(key: string): boolean {
  return key.startsWith("x-") && key !== "x-multi-segment";
}

/** Every `$ref` in a value. */
function references(value: Json, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) references(item, found);
  } else if (value !== null && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      if (key === "$ref" && typeof item === "string") found.add(item);
      else references(item, found);
    }
  }
}

/** The components that a value needs, and those that they need in turn. */
function neededComponents(roots: Json, all: Description["components"]): JsonObject {
  const components: Record<string, JsonObject> = {};
  const queue = new Set<string>();
  references(roots, queue);
  for (const reference of queue) {
    const [, , section = "", name = ""] = reference.split("/");
    const component = trimmed(all[section]?.[name] ?? missing(reference));
    (components[section] ??= {})[name] = component;
    references(component, queue);
  }
  for (const [section, entries] of Object.entries(components)) components[section] = sorted(entries);
  return sorted(components);
}

function sorted(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function missing(what: string): never {
  throw new Error(`${what} is not in the description; look for its new name and correct test/github/wanted.ts`);
}

/** Where the description contradicts itself: an account would have to be a user and an enterprise at once. */
const corrections: Readonly<Record<string, ((operation: JsonObject) => JsonObject) | undefined>> = {
  "GET /app/installations": (operation) => ({
    ...operation,
    responses: {
      "200": {
        content: {
          "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/installation" } } },
        },
      },
    },
  }),
};

function wantedPaths(description: Description): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const operation of operations) {
    const [method = "", path = ""] = operation.split(" ");
    const found = description.paths[path]?.[method.toLowerCase()] ?? missing(operation);
    (paths[path] ??= {})[method.toLowerCase()] =
      corrections[operation]?.(trimmed(found) as JsonObject) ?? trimmed(found);
  }
  return sorted(paths);
}

/** Event name → schema of its payload, e.g. `check_run.rerequested` → `{"$ref": …}`. */
function wantedWebhooks(description: Description): JsonObject {
  const schemas = webhooks.map((name): [string, Json] => {
    const hook = description["x-webhooks"][name.replaceAll(/[._]/g, "-")] ?? missing(name);
    const post = hook["post"] as { requestBody: { content: Record<string, { schema: Json }> } };
    return [name, post.requestBody.content["application/json"]?.schema ?? missing(name)];
  });
  return sorted(Object.fromEntries(schemas));
}

function extractOpenapi(from: string): string {
  const source = readFileSync(join(from, "node_modules/@octokit/openapi/generated/api.github.com.json"), "utf8");
  const description = JSON.parse(source) as Description;
  const paths = wantedPaths(description);
  const hooks = wantedWebhooks(description);
  const { openapi, info } = description;
  const components = neededComponents([paths, hooks], description.components);
  return JSON.stringify({ openapi, info: { version: info.version }, paths, "x-webhooks": hooks, components }) + "\n";
}

/** Keeps the wanted types with the wanted fields, and of unions and interfaces only the kept members. */
function extractGraphql(from: string): string {
  const document = parse(readFileSync(join(from, "node_modules/@octokit/graphql-schema/schema.graphql"), "utf8"));
  const keepFields = (node: { readonly name: { readonly value: string } }): Set<string> =>
    new Set(graphqlFields[node.name.value] ?? []);
  return print(
    visit(document, {
      [Kind.DOCUMENT]: {
        leave: (node) => ({
          ...node,
          definitions: node.definitions.filter((item) => "name" in item && item.name.value in graphqlFields),
        }),
      },
      [Kind.OBJECT_TYPE_DEFINITION]: (node) => ({
        ...node,
        interfaces: node.interfaces?.filter((item) => item.name.value in graphqlFields),
        fields: node.fields?.filter((field) => keepFields(node).has(field.name.value)),
        directives: [],
      }),
      [Kind.INTERFACE_TYPE_DEFINITION]: (node) => ({
        ...node,
        fields: node.fields?.filter((field) => keepFields(node).has(field.name.value)),
        directives: [],
      }),
      [Kind.FIELD_DEFINITION]: (node) => ({ ...node, directives: [] }),
      [Kind.STRING]: (_node, key) => (key === "description" ? null : undefined),
    }),
  );
}

function installPackages(): string {
  const folder = mkdtempSync(join(tmpdir(), "github-descriptions-"));
  execFileSync("npm", ["install", "--prefix", folder, "--no-save", "--ignore-scripts", ...packages], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return folder;
}

const given = process.argv[2];
const folder = given ?? installPackages();
writeFileSync(join(target, "openapi.json"), await format(extractOpenapi(folder), { parser: "json", printWidth: 120 }));
writeFileSync(
  join(target, "schema.graphql"),
  await format(extractGraphql(folder), { parser: "graphql", printWidth: 120 }),
);
if (given === undefined) rmSync(folder, { recursive: true });
