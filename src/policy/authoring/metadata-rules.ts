import { z } from "zod";
import { schemaNames } from "../input-schemas.ts";
import type { AuthorFile } from "./author-sources.ts";
import type { CheckIssue } from "./check-issue.ts";
import { packageMetadata, type MetadataBlock } from "./metadata-block.ts";
import { nearest } from "../../model/nearest.ts";

const severities: ReadonlyArray<string> = ["critical", "high", "medium", "low", "info"];
const texts = z.array(z.string());

const required: ReadonlyArray<string> = ["title", "description", "schemas", "custom.severity", "custom.remediation"];
const recommended: ReadonlyArray<string> = ["related_resources"];

/** Keys of METADATA that OPA knows, and ours below `custom`. */
const known: ReadonlyArray<string> = [
  ...["title", "description", "related_resources", "schemas", "custom"],
  ...["scope", "authors", "organizations", "entrypoint"],
];

const customShapes: Readonly<Record<string, { readonly schema: z.ZodType; readonly expected: string }>> = {
  severity: { schema: z.enum(severities), expected: `one of ${severities.join(", ")}` },
  remediation: { schema: z.string().min(1), expected: "a sentence that says what to do" },
  resources: { schema: texts.min(1), expected: "a list of resource types" },
  topics: { schema: texts, expected: "a list of topics" },
  frameworks: { schema: z.record(z.string(), texts), expected: "a list of control ids for each framework" },
  enforcement: { schema: z.enum(["deny", "warn", "shadow"]), expected: "one of deny, warn, shadow" },
  approval: { schema: z.string().min(1), expected: "the slug of the team whose consent lifts what it denies" },
  aliases: { schema: texts, expected: "a list of earlier ids" },
  deprecated: { schema: z.union([z.string(), z.boolean()]), expected: "a sentence, or true" },
  since: { schema: z.union([z.string(), z.number()]), expected: "a version" },
};

const examples: Readonly<Record<string, string>> = {
  title: "# title: Bucket is readable by anyone",
  description: "# description: What harm comes of it.",
  schemas: "# schemas:\n#   - input: schema.review",
  "custom.severity": "# custom:\n#   severity: high",
  "custom.remediation": "# custom:\n#   remediation: What to do about it.",
  related_resources: "# related_resources:\n#   - ref: https://…\n#     description: …",
};

/** What the METADATA of a policy lacks, and what it has that means nothing. `line` is that of the package clause. */
export function metadataIssues(file: AuthorFile, line: number): ReadonlyArray<CheckIssue> {
  const block = packageMetadata(file.source);
  if (block === null) {
    const message = "the policy has no METADATA above its package";
    return [issueAt(file, line, "error", message, [`expected the keys ${required.join(", ")}`])];
  }
  return [
    ...missingKeys(file, block),
    ...unknownKeys(file, block),
    ...wrongValues(file, block),
    ...wrongSchemas(file, block),
  ];
}

function missingKeys(file: AuthorFile, block: MetadataBlock): ReadonlyArray<CheckIssue> {
  const missing = (keys: ReadonlyArray<string>, severity: CheckIssue["severity"]): ReadonlyArray<CheckIssue> =>
    keys
      .filter((key) => valueAt(block, key) === undefined)
      .map((key) => {
        const example = (examples[key] ?? "").replaceAll("\n", "\n    ");
        return issueAt(file, block.line, severity, `METADATA has no ${key}`, [
          `expected, for example:\n    ${example}`,
        ]);
      });
  return [...missing(required, "error"), ...missing(recommended, "warning")];
}

function unknownKeys(file: AuthorFile, block: MetadataBlock): ReadonlyArray<CheckIssue> {
  const custom = Object.keys(customOf(block)).map((key) => `custom.${key}`);
  const allowed = [...known, ...Object.keys(customShapes).map((key) => `custom.${key}`)];
  return [...Object.keys(block.values), ...custom]
    .filter((key) => !allowed.includes(key))
    .map((key) => {
      const isCustom = key.startsWith("custom.");
      const near = nearest(isCustom ? key.slice("custom.".length) : key, namesOf(allowed, isCustom));
      const misplaced = isCustom ? [] : allowed.filter((other) => other === `custom.${key}`);
      const hint =
        misplaced.length > 0 ? [`it belongs below custom`] : near === null ? [] : [`did you mean "${near}"?`];
      const expected = `expected one of ${namesOf(allowed, isCustom).join(", ")}`;
      return issueAt(file, block.lines.get(key) ?? block.line, "error", `METADATA has an unknown key ${key}`, [
        expected,
        ...hint,
      ]);
    });
}

function namesOf(allowed: ReadonlyArray<string>, isCustom: boolean): ReadonlyArray<string> {
  const ofLevel = allowed.filter((key) => key.startsWith("custom.") === isCustom);
  return isCustom ? ofLevel.map((key) => key.slice("custom.".length)) : ofLevel;
}

function wrongValues(file: AuthorFile, block: MetadataBlock): ReadonlyArray<CheckIssue> {
  const issues: CheckIssue[] = [];
  for (const [key, value] of Object.entries(customOf(block))) {
    const shape = customShapes[key];
    if (shape === undefined || shape.schema.safeParse(value).success) {
      continue;
    }
    const near = key === "severity" && typeof value === "string" ? nearest(value, severities) : null;
    const details = [`expected ${shape.expected}`, ...(near === null ? [] : [`did you mean "${near}"?`])];
    const line = block.lines.get(`custom.${key}`) ?? block.line;
    issues.push(issueAt(file, line, "error", `${JSON.stringify(value)} is no ${key}`, details));
  }
  return issues;
}

/** A schema that is not there would be no error of the compiler, and nothing would be checked. */
function wrongSchemas(file: AuthorFile, block: MetadataBlock): ReadonlyArray<CheckIssue> {
  const given = z.array(z.record(z.string(), z.unknown())).safeParse(block.values["schemas"]).data ?? [];
  const known = schemaNames.map((name) => `schema.${name}`);
  return given
    .flatMap((entry) => Object.values(entry))
    .filter((schema) => typeof schema === "string")
    .filter((schema) => !known.includes(schema))
    .map((schema) => {
      const near = nearest(schema, known);
      const hint = near === null ? [] : [`did you mean "${near}"?`];
      const line = block.lines.get("schemas") ?? block.line;
      return issueAt(file, line, "error", `there is no ${schema}`, [`expected one of ${known.join(", ")}`, ...hint]);
    });
}

function customOf(block: MetadataBlock): Readonly<Record<string, unknown>> {
  const { custom } = block.values;
  return typeof custom === "object" && custom !== null ? { ...custom } : {};
}

function valueAt(block: MetadataBlock, key: string): unknown {
  const value = key.startsWith("custom.") ? customOf(block)[key.slice("custom.".length)] : block.values[key];
  return value === null || value === "" ? undefined : value;
}

function issueAt(
  file: AuthorFile,
  line: number,
  severity: CheckIssue["severity"],
  message: string,
  details: ReadonlyArray<string>,
): CheckIssue {
  const text = file.source.split("\n")[line - 1] ?? null;
  const column = text === null ? null : text.length - text.replace(/^#?\s*/, "").length + 1;
  return { path: file.path, line, column, severity, rule: "metadata", message, details, text };
}
