import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { OperationName, WebhookName } from "./wanted.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = Record<string, Json>;

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: JsonObject;
  readonly "x-multi-segment"?: boolean;
}

interface MediaType {
  readonly schema?: JsonObject;
}

interface OperationObject {
  readonly parameters?: ReadonlyArray<Parameter | { readonly $ref: string }>;
  readonly requestBody?: { readonly required?: boolean; readonly content: { readonly "application/json": MediaType } };
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly content?: Record<string, MediaType> }>
  >;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly "x-webhooks": Readonly<Record<string, JsonObject>>;
  readonly components: Readonly<Record<string, JsonObject>>;
}

/** One operation of the description, found by method and path. */
export interface Operation {
  readonly name: OperationName;
  readonly parameters: ReadonlyArray<Parameter>;
  readonly body: { readonly required: boolean; readonly schema: JsonObject } | null;
  readonly responses: OperationObject["responses"];
}

/** What a request's path and query say, converted to the types of the description. */
export interface Arguments {
  readonly params: Readonly<Record<string, string | number>>;
  readonly query: Readonly<Record<string, string | number | boolean>>;
}

const document = JSON.parse(readFileSync(new URL("openapi.json", import.meta.url), "utf8")) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, validateFormats: true });
addFormats.default(ajv);
ajv.addFormat("timestamp", true);
ajv.addFormat("uri-template", true);
ajv.addSchema({ $id: "description", ...(translated(document as unknown as Json) as JsonObject) });

/** OpenAPI 3.0 says `nullable`, JSON Schema says `null`; references point into the registered document. */
function translated(value: Json): Json {
  if (Array.isArray(value)) return value.map(translated);
  if (value === null || typeof value !== "object") return value;
  if (typeof value["$ref"] === "string") return { $ref: absolute(value["$ref"]) };
  const { nullable, ...rest } = value;
  const kept = Object.entries(rest).filter(([key]) => key !== "discriminator");
  const schema = Object.fromEntries(kept.map(([key, item]) => [key, translated(item)]));
  return nullable === true ? { anyOf: [{ type: "null" }, schema] } : schema;
}

function absolute(reference: string): string {
  return reference.startsWith("#") ? `description${reference}` : reference;
}

/** The description's own objects name their checks: equal ones are compiled once, and no text is made to find out. */
const compiled = new WeakMap<JsonObject, ValidateFunction>();
const compiledTexts = new Map<string, ValidateFunction>();

function validator(schema: JsonObject): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const key = JSON.stringify(schema);
  const made = compiledTexts.get(key) ?? ajv.compile(translated(schema) as JsonObject);
  compiled.set(schema, made);
  compiledTexts.set(key, made);
  return made;
}

/** What is wrong with a value, one sentence each; empty when nothing is. */
function mismatches(schema: JsonObject, value: unknown, at: string): ReadonlyArray<string> {
  const validate = validator(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, 12).map((error) => {
    const detail = Object.values(error.params).flat().join(", ");
    return `${at}${error.instancePath} ${error.message ?? error.keyword} (${detail})`;
  });
}

interface Route {
  readonly operation: Operation;
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: ReadonlyArray<string>;
}

function component<T>(item: T | { readonly $ref: string }): T {
  if (!(typeof item === "object" && item !== null && "$ref" in item && typeof item.$ref === "string")) return item as T;
  const [, , section = "", name = ""] = item.$ref.split("/");
  return document.components[section]?.[name] as T;
}

function routes(): ReadonlyArray<Route> {
  const made = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, object]) => route(method.toUpperCase(), path, object)),
  );
  // The more of a path is spelled out, the sooner it is tried: a ref may contain slashes.
  const literals = (item: Route): number =>
    item.operation.name.split("/").filter((part) => !part.startsWith("{")).length;
  return made.sort((a, b) => literals(b) - literals(a));
}

function route(method: string, path: string, object: OperationObject): Route {
  const parameters = (object.parameters ?? []).map((item) => component<Parameter>(item));
  const names: string[] = [];
  const source = path.replaceAll(/\{(?<name>[^}]+)\}/g, (_whole, name: string) => {
    names.push(name);
    const many = ["path", "ref", "basehead", "branch"].includes(name);
    return many ? (name === "path" ? "(.*)" : "(.+)") : "([^/]+)";
  });
  const json = object.requestBody?.content["application/json"].schema;
  const body = json ? { required: object.requestBody.required === true, schema: json } : null;
  const operation: Operation = {
    name: `${method} ${path}` as OperationName,
    parameters,
    body,
    responses: object.responses,
  };
  return { operation, method, names, pattern: new RegExp(`^${source}$`) };
}

const table = routes();

/** The operation that answers a request, with its path parameters still as text; null where GitHub has none (or it is not wanted). */
export function findOperation(
  method: string,
  path: string,
): { readonly operation: Operation; readonly params: Readonly<Record<string, string>> } | null {
  for (const item of table) {
    const match = item.method === method ? item.pattern.exec(path) : null;
    if (!match) continue;
    const values = item.names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? "")]);
    return { operation: item.operation, params: Object.fromEntries(values) as Record<string, string> };
  }
  return null;
}

function converted(parameter: Parameter, text: string): string | number | boolean {
  const type = component<JsonObject>(parameter.schema)["type"];
  if ((type === "integer" || type === "number") && /^-?\d+$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

/** Checks path and query against the description. `undescribed` names query parameters that GitHub does not know. */
export function checkArguments(
  operation: Operation,
  params: Readonly<Record<string, string>>,
  search: URLSearchParams,
): { readonly values: Arguments; readonly wrong: ReadonlyArray<string>; readonly undescribed: ReadonlyArray<string> } {
  const wrong: string[] = [];
  const values: { params: Record<string, string | number>; query: Record<string, string | number | boolean> } = {
    params: {},
    query: {},
  };
  for (const parameter of operation.parameters) {
    if (parameter.in === "header") continue;
    const text = parameter.in === "path" ? params[parameter.name] : (search.get(parameter.name) ?? undefined);
    if (text === undefined) {
      if (parameter.required === true) wrong.push(`${parameter.in} parameter ${parameter.name} is missing`);
      continue;
    }
    const value = converted(parameter, text);
    if (parameter.in === "path") values.params[parameter.name] = value as string | number;
    else values.query[parameter.name] = value;
    wrong.push(...mismatches(parameter.schema, value, `${parameter.in} parameter ${parameter.name}`));
  }
  const described = new Set(operation.parameters.map((parameter) => parameter.name));
  return { values, wrong, undescribed: [...search.keys()].filter((key) => !described.has(key)) };
}

/** Checks a request's body. `undescribed` names top-level fields that GitHub would silently ignore. */
export function checkBody(
  operation: Operation,
  body: unknown,
): { readonly wrong: ReadonlyArray<string>; readonly undescribed: ReadonlyArray<string> } {
  if (!operation.body) {
    const isEmpty = body === undefined || (typeof body === "object" && body !== null && Object.keys(body).length === 0);
    return { wrong: [], undescribed: isEmpty ? [] : ["a body, where the description has none"] };
  }
  if (body === undefined && !operation.body.required) return { wrong: [], undescribed: [] };
  const wrong = mismatches(operation.body.schema, body ?? {}, "body");
  return { wrong, undescribed: undescribedFields(operation.body.schema, body) };
}

function undescribedFields(schema: JsonObject, body: unknown): ReadonlyArray<string> {
  const properties = schema["properties"];
  if (typeof body !== "object" || body === null || typeof properties !== "object" || properties === null) return [];
  return Object.keys(body).filter((key) => !(key in properties));
}

/** Checks an answer of the stand-in itself. Errors without a described status are fine: GitHub has more than it describes. */
export function checkResponse(
  operation: Operation,
  status: number,
  type: string,
  body: unknown,
): ReadonlyArray<string> {
  const described = operation.responses[String(status)];
  if (!described) return status < 400 ? [`${operation.name}: status ${status} is not described`] : [];
  const content = component<{ readonly content?: Record<string, MediaType> }>(described).content ?? {};
  const schema = content[type]?.schema ?? content["application/json"]?.schema;
  if (!schema || status >= 400) return [];
  return mismatches(schema, body, `${operation.name} ${status}: response`);
}

/** Checks the payload of a webhook that is about to be sent. */
export function checkWebhook(name: WebhookName, payload: unknown): ReadonlyArray<string> {
  const schema = document["x-webhooks"][name];
  return schema ? mismatches(schema, payload, `webhook ${name}: payload`) : [`webhook ${name} is not described`];
}

/** Compiles every check ahead, which else the first request of its kind pays for (about a second for a pull request). */
export function compileDescription(): void {
  for (const { operation } of table) {
    if (operation.body) validator(operation.body.schema);
    for (const described of Object.values(operation.responses)) {
      const { content = {} } = component<{ readonly content?: Record<string, MediaType> }>(described);
      for (const { schema } of Object.values(content)) if (schema) validator(schema);
    }
  }
  for (const schema of Object.values(document["x-webhooks"])) validator(schema);
}

/** An answer with nothing but what the description calls required. */
export function leanAnswer(operation: string, status: number, body: unknown): unknown {
  const route = table.find((item) => item.operation.name === operation);
  const described = route?.operation.responses[String(status)];
  if (described === undefined) return body;
  const { content = {} } = component<{ readonly content?: Record<string, MediaType> }>(described);
  const schema = content["application/json"]?.schema;
  return schema === undefined ? body : leanValue(schema, plainJson(body));
}

/** A payload with nothing but what the description calls required. */
export function leanEvent(name: string, payload: unknown): unknown {
  const schema = document["x-webhooks"][name];
  return schema === undefined ? payload : leanValue(schema, plainJson(payload));
}

function plainJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}

function leanValue(named: JsonObject, value: Json): Json {
  const schema = component<JsonObject>(named);
  if (Array.isArray(value)) {
    const items = schema["items"] as JsonObject | undefined;
    return items === undefined ? value : value.map((item) => leanValue(items, item));
  }
  if (value === null || typeof value !== "object") return value;
  const variants = (schema["oneOf"] ?? schema["anyOf"] ?? null) as ReadonlyArray<JsonObject> | null;
  const variant = variants?.find((item) => mismatches(item, value, "").length === 0);
  if (variant !== undefined) return leanValue(variant, value);
  const parts = [schema, ...((schema["allOf"] ?? []) as ReadonlyArray<JsonObject>).map((item) => component(item))];
  const properties = Object.assign({}, ...parts.map((part) => part["properties"] ?? {})) as Record<string, JsonObject>;
  const required = new Set(parts.flatMap((part) => (part["required"] ?? []) as ReadonlyArray<string>));
  if (Object.keys(properties).length === 0) return value;
  const kept = Object.entries(value).filter(([key]) => required.has(key));
  return Object.fromEntries(
    kept.map(([key, item]) => [key, properties[key] === undefined ? item : leanValue(properties[key], item)]),
  );
}
