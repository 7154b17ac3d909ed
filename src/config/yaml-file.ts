import { load, YAMLException } from "js-yaml";
import type { z } from "zod";

import type { FileContent, Tree } from "../model/change-set.ts";
import type { Problem } from "../model/problem.ts";
import { adviseKey } from "./known-keys.ts";
import { yamlLines, type LineOf } from "./yaml-lines.ts";

/** A file of settings as it was read: its value by the schema, or what is wrong with it. */
export type ReadFile<Value> =
  | { readonly ok: true; readonly value: Value; readonly lineOf: LineOf }
  | { readonly ok: false; readonly problems: ReadonlyArray<Problem> };

/** The text of the one file that a tree has of several names; null where it has none. */
export type FoundText =
  | { readonly kind: "none" }
  | { readonly kind: "text"; readonly path: string; readonly text: string }
  | { readonly kind: "problem"; readonly problem: Problem };

/** Reads the one file of a kind. Two of them are an error: nobody could tell which counts. */
export async function findText(tree: Tree, paths: ReadonlyArray<string>, what: string): Promise<FoundText> {
  const [path, other] = paths.filter((candidate) => tree.entries.has(candidate));
  if (path === undefined) return { kind: "none" };
  if (other !== undefined) {
    const message = `there are two ${what} files, ${path} and ${other}; remove one`;
    return { kind: "problem", problem: problemAt(other, null, message) };
  }
  const content: FileContent = (await tree.read([path])).get(path) ?? { kind: "missing" };
  if (content.kind === "text") return { kind: "text", path, text: content.text };
  return { kind: "problem", problem: problemAt(path, null, `the ${what} file is ${content.kind}; expected YAML text`) };
}

/** Parses one YAML document and checks it. Every error names its line. */
export function readYamlFile<Schema extends z.ZodType>(
  text: string,
  path: string,
  schema: Schema,
): ReadFile<z.output<Schema>> {
  const loaded = loadYaml(text, path);
  if (!loaded.ok) return loaded;
  const { value, lineOf } = loaded;
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data, lineOf };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => issueProblems(schema, path, lineOf, issue)) };
}

/** Parses one YAML document without a schema; an empty text is an empty mapping. */
export function loadYaml(text: string, path: string): ReadFile<unknown> {
  try {
    const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
    const isEmpty = source.split("\n").every((line) => /^\s*(?:#.*)?$/.test(line));
    if (isEmpty) return { ok: true, value: {}, lineOf: () => null };
    const value: unknown = load(source, { maxAliases: 0 });
    return { ok: true, value: value ?? {}, lineOf: yamlLines(source) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = error.mark === undefined ? null : error.mark.line + 1;
    return { ok: false, problems: [problemAt(path, line, `not valid YAML: ${error.reason}`)] };
  }
}

/** What zod found, in the words and at the line of the file; one for each key that nobody knows. */
export function issueProblems(
  schema: z.ZodType,
  path: string,
  lineOf: LineOf,
  issue: z.core.$ZodIssue,
): ReadonlyArray<Problem> {
  if (issue.code !== "unrecognized_keys") return [issueProblem(path, lineOf, issue)];
  return issue.keys.map((key) => {
    const message = `${whereOf(issue)}: the key ${key} is not known; ${adviseKey(schema, issue.path, key)}`;
    return problemAt(path, lineOf([...issue.path, key]), message);
  });
}

function whereOf({ path }: z.core.$ZodIssue): string {
  return path.map(String).join(".") || "the file";
}

function issueProblem(path: string, lineOf: LineOf, issue: z.core.$ZodIssue): Problem {
  const missing = /^Invalid input: expected (?<what>.+), received undefined$/.exec(issue.message)?.groups?.["what"];
  const message = missing === undefined ? issue.message : `it is missing; expected a ${missing}`;
  return problemAt(path, lineOf(issue.path), `${whereOf(issue)}: ${message}`);
}

/** A problem of a file that gates. */
export function problemAt(path: string, line: number | null, message: string): Problem {
  return { path, line, message, project: null, hides: [path] };
}
