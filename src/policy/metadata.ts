import { z } from "zod";
import type { Enforcement, Severity } from "../model/finding.ts";
import { isRecord, isTextList } from "../model/json.ts";
import type { Policy } from "./policy.ts";

const texts = z.array(z.string());

const custom = z.object({
  severity: z.enum(["critical", "high", "medium", "low", "info"]).optional(),
  remediation: z.string().optional(),
  recommended_action: z.string().optional(), // what other packs call it
  enforcement: z.enum(["deny", "warn", "shadow"]).optional(),
  resources: texts.optional(),
  topics: texts.optional(),
  aliases: texts.optional(),
  frameworks: z.record(z.string(), z.unknown()).optional(),
  approval: z.string().optional(), // the team whose consent lifts what it denies
});

/** What METADATA says, as OPA reads it. */
interface Annotations {
  readonly title: string;
  readonly description: string;
  readonly custom: Readonly<Record<string, unknown>>;
}

/** Where the answer to a rule is asked. */
interface Entrypoint {
  readonly key: string;
  readonly entrypoint: string;
}

/** One policy as the `opa` engine describes it: its package, its rules and its METADATA. */
export interface DescribedPolicy {
  readonly package: string;
  readonly file: string;
  readonly row: number;
  readonly annotations: Annotations;
  readonly rules: ReadonlyArray<
    Entrypoint & { readonly name: string; readonly annotations: Annotations; readonly exception: Entrypoint | null }
  >;
  /** What it reads of `input`: `resources[_].type`. */
  readonly reads: ReadonlyArray<string>;
  /** Whether it asks for the name of the file that it looks at: `data.conftest.file`. */
  readonly reads_file: boolean;
  /** Schemas that it gives to `input`: `schema.review`. */
  readonly schemas: ReadonlyArray<string>;
}

/** By hand: every command begins with the pack's 259 descriptions, on which zod takes a sixth of the start. */
export function isDescribedPolicy(value: unknown): value is DescribedPolicy {
  return (
    isRecord(value) &&
    typeof value["package"] === "string" &&
    typeof value["file"] === "string" &&
    typeof value["row"] === "number" &&
    typeof value["reads_file"] === "boolean" &&
    isTextList(value["reads"]) &&
    isTextList(value["schemas"]) &&
    isAnnotations(value["annotations"]) &&
    Array.isArray(value["rules"]) &&
    value["rules"].every(isRule)
  );
}

function isRule(value: unknown): boolean {
  return (
    isEntrypoint(value) &&
    typeof value["name"] === "string" &&
    isAnnotations(value["annotations"]) &&
    (value["exception"] === null || isEntrypoint(value["exception"]))
  );
}

function isEntrypoint(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && typeof value["key"] === "string" && typeof value["entrypoint"] === "string";
}

function isAnnotations(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value["title"] === "string" &&
    typeof value["description"] === "string" &&
    isRecord(value["custom"])
  );
}

/** What METADATA says, or what is wrong with it in one sentence. */
export type ReadMetadata =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly message: string };

/** Reads the METADATA of a compiled policy; a wrong value is an error rather than a silent default. */
export function readMetadata(described: DescribedPolicy): ReadMetadata {
  const parsed = custom.safeParse(normalized(described.annotations.custom));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `custom.${issue.path.join(".")}: ${issue.message}`);
    return { ok: false, message: `METADATA of ${described.package}: ${wrong.join("; ")}` };
  }
  const id = policyId(described.package);
  const own = parsed.data;
  return {
    ok: true,
    policy: {
      id,
      path: described.file,
      line: described.row,
      title: described.annotations.title === "" ? titleFromId(id) : described.annotations.title,
      description: described.annotations.description.trim(),
      remediation: (own.remediation ?? own.recommended_action ?? "").trim(),
      severity: own.severity ?? "medium",
      enforcement: own.enforcement ?? defaultEnforcement(own.severity),
      topics: own.topics ?? [],
      resources: own.resources ?? null,
      aliases: own.aliases ?? [],
      frameworks: Object.keys(own.frameworks ?? {}).sort(),
      team: own.approval ?? null,
      rules: described.rules.map(({ name, key, entrypoint }) => ({ name, key, entrypoint })),
    },
  };
}

/** Policies of other tools write severities in capitals. */
function normalized(annotations: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { severity } = annotations;
  return typeof severity === "string" ? { ...annotations, severity: severity.toLowerCase() } : annotations;
}

/** Without a stated severity the author's `deny` is taken at its word. */
function defaultEnforcement(severity: Severity | undefined): Enforcement {
  return severity === undefined || severity === "critical" || severity === "high" ? "deny" : "warn";
}

/** `policies.aws.s3.public_bucket` is `aws.s3.public_bucket`; foreign packages keep their name. */
export function policyId(packageName: string): string {
  return packageName.replace(/^policies\./, "");
}

function titleFromId(id: string): string {
  const words = (id.split(".").at(-1) ?? id).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
