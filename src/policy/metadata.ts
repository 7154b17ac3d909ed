import { z } from "zod";
import type { Enforcement, Severity } from "../model/finding.ts";
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

const annotations = z.object({
  title: z.string(),
  description: z.string(),
  custom: z.record(z.string(), z.unknown()),
});

/** One policy as the `opa` engine describes it: its package, its rules and its METADATA. */
export const describedPolicy = z.object({
  package: z.string(),
  file: z.string(),
  row: z.number(),
  annotations,
  rules: z.array(
    z.object({
      name: z.string(),
      key: z.string(),
      entrypoint: z.string(),
      annotations,
      exception: z.object({ key: z.string(), entrypoint: z.string() }).nullable(),
    }),
  ),
  /** What it reads of `input`: `resources[_].type`. */
  reads: z.array(z.string()),
  /** Whether it asks for the name of the file that it looks at: `data.conftest.file`. */
  reads_file: z.boolean().default(false),
  /** Schemas that it gives to `input`: `schema.review`. */
  schemas: z.array(z.string()),
});

/** A policy as described by the engine. */
export type DescribedPolicy = z.infer<typeof describedPolicy>;

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
