import { isNode, isScalar, LineCounter, parseAllDocuments, type Document } from "yaml";
import { z } from "zod";
import type { PolicyFile } from "../policy.ts";
import type { Constraint, LabelSelector } from "./foreign.ts";
import { templateMount } from "./foreign-policies.ts";

/** What a YAML or JSON file of policies has of Gatekeeper's. */
export interface GatekeeperFile {
  readonly files: ReadonlyArray<PolicyFile>;
  readonly constraints: ReadonlyArray<Constraint>;
  /** What is not run or cannot be read, with its line. */
  readonly problems: ReadonlyArray<{ readonly line: number; readonly message: string }>;
}

const maxAliases = 100; // an alias may stand for much
const texts = z.array(z.string()).nullish();
const labels = z.record(z.string(), z.string()).nullish();
const selector = z
  .object({
    matchLabels: labels,
    matchExpressions: z
      .array(z.object({ key: z.string(), operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]), values: texts }))
      .nullish(),
  })
  .nullish();
const match = z.strictObject({
  kinds: z.array(z.object({ apiGroups: texts, kinds: texts })).nullish(),
  scope: z.enum(["*", "Namespaced", "Cluster"]).nullish(),
  namespaces: texts,
  excludedNamespaces: texts,
  labelSelector: selector,
  namespaceSelector: selector,
  name: z.string().nullish(),
  source: z.string().nullish(),
});
const constraintShape = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
  spec: z
    .object({
      match: match.nullish(),
      parameters: z.record(z.string(), z.json()).nullish(),
      enforcementAction: z.string().default("deny"),
      scopedEnforcementActions: z.array(z.object({ action: z.string() })).nullish(),
    })
    .nullish(),
});
const rego = z.object({ rego: z.string().optional(), libs: texts, version: z.string().optional() });
const templateShape = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    crd: z.object({ spec: z.object({ names: z.object({ kind: z.string() }) }) }),
    targets: z.array(
      rego.extend({
        target: z.string(),
        code: z.array(z.object({ engine: z.string(), source: z.unknown() })).nullish(),
      }),
    ),
  }),
});
type Template = z.infer<typeof templateShape>;

const actions: Readonly<Record<string, Constraint["enforcement"]>> = { deny: "deny", warn: "warn", dryrun: "shadow" };

interface Wrong {
  readonly line: number;
  readonly message: string;
}

/** Whether a text has anything of Gatekeeper's: cheap, and only a reason to look closer. */
export function mentionsGatekeeper(text: string): boolean {
  return /(?:templates|constraints)\.gatekeeper\.sh\//.test(text);
}

/** Reads constraint templates and constraints, as many documents as the file has. Other documents are not its affair. */
export function readGatekeeper(text: string, path: string, origin: PolicyFile["origin"]): GatekeeperFile {
  const lines = new LineCounter();
  const files: PolicyFile[] = [];
  const constraints: Constraint[] = [];
  const problems: Wrong[] = [];
  const parsed = parseAllDocuments(text, { lineCounter: lines, version: "1.1" });
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const line = lines.linePos(document.contents?.range[0] ?? document.range[0]).line;
    const lineAt: LineAt = (keys) => lineOf(document, keys, lines);
    const read = readDocument(document, { path, origin, line, lineAt, taken: files.length });
    files.push(...read.files);
    constraints.push(...read.constraints);
    problems.push(...read.problems);
  }
  return { files, constraints, problems };
}

type LineAt = (keys: ReadonlyArray<string | number>) => number | null;

interface Place {
  readonly path: string;
  readonly origin: PolicyFile["origin"];
  readonly line: number;
  /** The line on which the text of a block scalar begins; null for texts that are written otherwise. */
  readonly lineAt: LineAt;
  /** Sources of this file so far. */
  readonly taken: number;
}

function readDocument(document: Document.Parsed, place: Place): GatekeeperFile {
  const nothing: GatekeeperFile = { files: [], constraints: [], problems: [] };
  const wrong = (message: string): GatekeeperFile => ({ ...nothing, problems: [{ line: place.line, message }] });
  const error = document.errors.find((one) => !isBesideRego(document, one.pos[0]));
  const value = error === undefined ? valueOf(document) : undefined;
  if (value instanceof Error) return wrong(`the YAML cannot be read: ${value.message}`);
  if (error !== undefined) return wrong(`the YAML cannot be read: ${firstLine(error.message)}`);
  const head = z.object({ apiVersion: z.string(), kind: z.string() }).safeParse(value);
  if (!head.success) return nothing;
  const { apiVersion, kind } = head.data;
  if (apiVersion.startsWith("templates.gatekeeper.sh/") && kind === "ConstraintTemplate") {
    const template = templateShape.safeParse(value);
    return template.success ? readTemplate(template.data, place) : wrong(unfit("ConstraintTemplate", template.error));
  }
  if (!apiVersion.startsWith("constraints.gatekeeper.sh/")) return nothing;
  const constraint = constraintShape.safeParse(value);
  return constraint.success
    ? readConstraint(constraint.data, place)
    : wrong(unfit(`constraint ${kind}`, constraint.error));
}

/**
 * The parser of Kubernetes forgives more than ours, such as a quoted text that goes on with less indentation. What is
 * wrong in the schema of a template's parameters does not matter: the rest of the document is read.
 */
function isBesideRego(document: Document.Parsed, offset: number): boolean {
  const targets = document.getIn(["spec", "targets"], true);
  return isNode(targets) && targets.range != null && (offset < targets.range[0] || offset >= targets.range[2]);
}

/** Aliases may expand to more than there is memory. */
function valueOf(document: Document.Parsed): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return value;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function unfit(what: string, error: z.ZodError): string {
  const said = error.issues.slice(0, 3).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  return `the ${what} cannot be read: ${said.join("; ")}`;
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? message;
}

function readTemplate(template: Template, place: Place): GatekeeperFile {
  const { kind } = template.spec.crd.spec.names;
  const files: PolicyFile[] = [];
  const problems: Wrong[] = [];
  template.spec.targets.forEach((target, index) => {
    const at = ["spec", "targets", index];
    const found = sourcesOf(target, at);
    if (found.length === 0) {
      const engines = (target.code ?? []).map(({ engine }) => engine).join(", ");
      const message = `the template ${kind} is not run: it has no Rego${engines === "" ? "" : `, only ${engines}`}`;
      problems.push({ line: place.lineAt([...at, "code"]) ?? place.line, message });
    }
    for (const { text, keys, version } of found) {
      const number = place.taken + files.length;
      files.push({
        path: number === 0 ? place.path : `${place.path}#${number}`,
        source: "\n".repeat(Math.max(0, (place.lineAt(keys) ?? 1) - 1)) + text,
        origin: place.origin,
        mount: templateMount(kind),
        version: version === "v1" ? "v1" : "v0",
      });
    }
  });
  return { files, constraints: [], problems };
}

interface RegoText {
  readonly text: string;
  readonly keys: ReadonlyArray<string | number>;
  readonly version: string | undefined;
}

/** The newer form (`code`) counts where a target has both, as in Gatekeeper. */
function sourcesOf(
  target: Template["spec"]["targets"][number],
  at: ReadonlyArray<string | number>,
): ReadonlyArray<RegoText> {
  const position = (target.code ?? []).findIndex(({ engine }) => engine === "Rego");
  const code = z.object({ rego: z.string(), libs: texts, version: z.string().optional() });
  const newer = position < 0 ? undefined : code.safeParse(target.code?.[position]?.source).data;
  const source = newer ?? target;
  const keys = newer === undefined ? at : [...at, "code", position, "source"];
  if (source.rego === undefined || source.rego.trim() === "") return [];
  const { version } = source;
  const libs = (source.libs ?? []).map((text, index) => ({ text, keys: [...keys, "libs", index], version }));
  return [{ text: source.rego, keys: [...keys, "rego"], version }, ...libs];
}

function readConstraint({ kind, metadata, spec }: z.infer<typeof constraintShape>, place: Place): GatekeeperFile {
  const { path, line } = place;
  const scoped =
    spec?.enforcementAction === "scoped" ? (spec.scopedEnforcementActions ?? []).map((one) => one.action) : null;
  const wanted = scoped ?? [spec?.enforcementAction ?? "deny"];
  const known = wanted.flatMap((name) => actions[name] ?? []);
  const enforcement = (["deny", "warn", "shadow"] as const).find((level) => known.includes(level));
  const problems =
    enforcement === undefined
      ? [
          {
            line,
            message: `the constraint ${metadata.name} has the enforcementAction ${wanted.join(", ")}, expected deny, warn or dryrun; it denies`,
          },
        ]
      : [];
  const constraint: Constraint = {
    kind,
    name: metadata.name,
    path,
    line,
    match: matchOf(spec?.match ?? null),
    parameters: spec?.parameters ?? {},
    enforcement: enforcement ?? "deny",
  };
  return { files: [], constraints: [constraint], problems };
}

function matchOf(given: z.infer<typeof match> | null): Constraint["match"] {
  return {
    kinds: (given?.kinds ?? []).map(({ apiGroups, kinds }) => ({ apiGroups: apiGroups ?? [], kinds: kinds ?? [] })),
    scope: given?.scope ?? "*",
    namespaces: given?.namespaces ?? [],
    excludedNamespaces: given?.excludedNamespaces ?? [],
    labelSelector: selectorOf(given?.labelSelector),
    namespaceSelector: selectorOf(given?.namespaceSelector),
    name: given?.name ?? null,
  };
}

function selectorOf(given: z.infer<typeof selector>): LabelSelector | null {
  if (given === null || given === undefined) return null;
  const matchExpressions = (given.matchExpressions ?? []).map((one) => ({ ...one, values: one.values ?? [] }));
  return { matchLabels: given.matchLabels ?? {}, matchExpressions };
}

/** The line on which the text of a scalar begins: for a block the one after its header. */
function lineOf(document: Document.Parsed, keys: ReadonlyArray<string | number>, lines: LineCounter): number | null {
  const node = document.getIn(keys, true);
  if (!isNode(node) || node.range == null) return null;
  const { line } = lines.linePos(node.range[0]);
  return isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED") ? line + 1 : line;
}
