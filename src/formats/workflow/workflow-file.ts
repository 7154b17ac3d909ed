import { posix } from "node:path";

import { isObject } from "../../model/json.ts";
import type { Declaration, JsonObject } from "../../model/resource.ts";
import type { FileIssue, FileReading } from "../file/file-format.ts";
import { unread } from "../file/read-files.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import type { YamlDocument } from "../yaml/yaml-stream.ts";

/**
 * Reads a workflow or an action: the whole document with its lines, expressions as they are written. YAML 1.2, in which
 * `on` is a text. Null for an `action.yml` that is none: other tools have files of that name.
 */
export function readWorkflowFile(path: string, text: string, kind: "workflow" | "action"): FileReading | null {
  if (kind === "action" && !/^["']?runs["']?[ \t]*:/m.test(text)) return null;
  const { documents, issues: found } = readYaml(text, "core");
  const issues: Array<FileIssue> = found.map(({ line, message, fatal }) => ({ line, message, fatal }));
  const [document] = documents;
  if (document === undefined) {
    return issues.length > 0 ? { declarations: [], issues, skipped: null } : unread(isNothing(kind, 1));
  }
  const { value } = document;
  if (!isObject(value) || !isWhole(value, kind)) return unread(isNothing(kind, document.line));
  if (documents.length > 1) {
    const message = "more than one YAML document in one file; GitHub reads none of them, keep one";
    issues.push({ line: documents[1]?.line ?? null, message, fatal: false });
  }
  return { declarations: [declare(path, kind, document, value)], issues, skipped: null };
}

/** What GitHub refuses to run is not a workflow: what it would do cannot be said. */
function isWhole(value: JsonObject, kind: "workflow" | "action"): boolean {
  return isObject(value[kind === "workflow" ? "jobs" : "runs"]) && (kind === "action" || Object.hasOwn(value, "on"));
}

function isNothing(kind: "workflow" | "action", line: number): FileIssue {
  const keys = kind === "workflow" ? "the keys on and jobs" : "the key runs";
  return { line, message: `not a GitHub ${kind}; expected a mapping with ${keys}`, fatal: true };
}

function declare(path: string, kind: "workflow" | "action", document: YamlDocument, values: JsonObject): Declaration {
  const { line, end_line, lines } = document;
  const name = values["name"];
  return {
    address: path,
    format: "workflow",
    type: kind,
    provider: null,
    region: null,
    module: null,
    name: typeof name === "string" && name !== "" ? name : posix.basename(path),
    namespace: null,
    tags: {},
    values,
    unknown: [],
    sensitive: [],
    references: kind === "workflow" ? calledWorkflows(path, values) : [],
    location: { path, line, end_line },
    called_from: [],
    lines,
  };
}

/** The reusable workflows of the same repository that jobs call: `uses: ./.github/workflows/build.yml`. */
function calledWorkflows(path: string, values: JsonObject): ReadonlyArray<string> {
  const top = path.slice(0, path.lastIndexOf(".github/workflows/"));
  const jobs = values["jobs"];
  const called = Object.values(isObject(jobs) ? jobs : {}).flatMap((job) => {
    const uses = isObject(job) ? job["uses"] : undefined;
    return typeof uses === "string" && uses.startsWith("./") ? [posix.join(top, uses)] : [];
  });
  return [...new Set(called)].sort();
}
