import { remedyOf } from "../remedies.ts";
import type { AuthorSources } from "./author-sources.ts";

/** One thing that is wrong with a policy, as a compiler says it. */
export interface CheckIssue {
  readonly path: string;
  /** 1-based; null when it is about the file as a whole. */
  readonly line: number | null;
  /** 1-based, in characters of the line. */
  readonly column: number | null;
  readonly severity: "error" | "warning";
  /** A short name of the rule, e.g. `type`, `metadata`. */
  readonly rule: string;
  readonly message: string;
  /** What was found and what was expected, one sentence each. */
  readonly details: ReadonlyArray<string>;
  /** The line of source, null when there is none. */
  readonly text: string | null;
}

/** An issue as the `opa` engine says it. */
export interface EngineIssue {
  readonly file: string;
  readonly row: number;
  readonly col: number;
  readonly code: string;
  readonly message: string;
  readonly details: ReadonlyArray<string>;
  readonly suggestion: string;
}

const rules: Readonly<Record<string, string>> = {
  rego_parse_error: "syntax",
  rego_type_error: "type",
  rego_compile_error: "compile",
  rego_recursion_error: "recursion",
  rego_unsafe_var_error: "unsafe",
  tollgate_refused: "refused",
  tollgate_taken: "package",
  tollgate_needs_broken: "needs-broken",
};

/** Gives an issue of the engine its line of source and its place on the line. */
export function readIssue(issue: EngineIssue, sources: AuthorSources): CheckIssue {
  const text = lineOf(issue.file, issue.row, sources);
  return {
    path: issue.file,
    line: issue.row,
    column: columnOf(issue, text),
    severity: "error",
    rule: rules[issue.code] ?? "opa",
    message: issue.message,
    details: [
      ...expectations(issue),
      ...replacements(issue),
      ...remedy(issue, sources),
      ...(issue.suggestion === "" ? [] : [`did you mean "${issue.suggestion}"?`]),
    ],
    text,
  };
}

/** A line of an author's file, null where it has none. */
export function lineOf(path: string, line: number, sources: AuthorSources): string | null {
  const source = sources.files.find((file) => file.path === path)?.source;
  return source?.split("\n")[line - 1]?.replace(/\r$/, "") ?? null;
}

/** Of a wrong field the engine names the whole reference, of a wrong function the expression: the caret goes to the name. */
function columnOf(issue: EngineIssue, text: string | null): number {
  const called = /^undefined function (?:.*\.)?(?<name>\w+)$/.exec(issue.message)?.groups?.["name"];
  const call = called === undefined ? -1 : (text?.indexOf(`${called}(`, issue.col - 1) ?? -1);
  if (call >= 0) {
    return call + 1;
  }
  const [reference = "", caret = ""] = issue.details;
  const before = /^\s*\^\s*$/.test(caret) ? caret.indexOf("^") : -1;
  if (issue.code !== "rego_type_error" || before < 0) {
    return issue.col; // of a syntax error the details are the line itself, and tabs make its caret useless
  }
  const field = /^\w*/.exec(reference.slice(before))?.[0] ?? "";
  const start = text?.indexOf(`${reference.slice(0, before)}${field}`, issue.col - 1) ?? -1;
  return start < 0 ? issue.col : start + before + 1;
}

function expectations(issue: EngineIssue): ReadonlyArray<string> {
  if (issue.code === "rego_parse_error") {
    return []; // only the line and the caret, which are shown anyway
  }
  return issue.details
    .map((line) => shortened(line.trim(), issue.suggestion))
    .filter((line) => /^(?:have|want)/.test(line))
    .map((line) =>
      line
        .replace(/^have: /, "found ")
        .replace(/^want: /, "expected ")
        .replace(
          /^want \(one of\): \[(?<all>.*)\]$/,
          (_, all: string) => `expected one of ${all.replaceAll('" "', '", "')}`,
        ),
    );
}

/** A type may have a hundred attributes: they are counted, and the nearest is suggested. */
const maxNames = 24;

function shortened(line: string, suggestion: string): string {
  const names = /^want \(one of\): \[(?<all>.*)\]$/.exec(line)?.groups?.["all"]?.split('" "') ?? [];
  if (names.length <= maxNames) return line;
  const near = suggestion === "" ? names.slice(0, maxNames).join('" "') + '" …' : "";
  return near === "" ? `want: one of ${names.length} attributes` : `want: one of ${names.length}: ${near}`;
}

function remedy({ message, row, col, file }: EngineIssue, sources: AuthorSources): ReadonlyArray<string> {
  const source = sources.files.find(({ path }) => path === file)?.source ?? "";
  const found = remedyOf({ message, row, col, source });
  return found === null ? [] : [found];
}

/** What OPA says to use instead of functions that it deprecates. */
const successors: Readonly<Record<string, string>> = {
  all: "every",
  any: "some … in",
  cast_array: "is_array, or an array comprehension",
  cast_boolean: "is_boolean",
  cast_null: "is_null",
  cast_object: "is_object",
  cast_set: "a set comprehension",
  cast_string: "is_string",
  "net.cidr_overlap": "net.cidr_contains",
  re_match: "regex.match",
  set_diff: "the operator -",
};

function replacements({ message }: EngineIssue): ReadonlyArray<string> {
  const name = /^deprecated built-in function calls in expression: (?<name>[\w.]+)/.exec(message)?.groups?.["name"];
  const successor = name === undefined ? undefined : successors[name];
  return successor === undefined ? [] : [`use ${successor} instead`];
}
