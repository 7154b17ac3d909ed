import { posix } from "node:path";
import { z } from "zod";
import { severities, type Severity } from "../../model/finding.ts";
import { compareText } from "../../model/text.ts";
import { policyId } from "../metadata.ts";
import type { AuthorFile } from "./author-sources.ts";
import { packageMetadata } from "./metadata-block.ts";
import { packageOf } from "./source-modules.ts";

/** A file that shows what a policy finds (`bad`) or leaves alone (`good`). */
export interface CatalogueExample {
  readonly kind: "bad" | "good";
  readonly name: string;
  readonly text: string;
}

/** One policy as the catalogue shows it: its METADATA and the examples in its folder. */
export interface CatalogueEntry {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly remediation: string;
  readonly related: ReadonlyArray<{ readonly ref: string; readonly description: string }>;
  readonly resources: ReadonlyArray<string>;
  readonly topics: ReadonlyArray<string>;
  /** Framework → its controls that the policy belongs to. */
  readonly frameworks: Readonly<Record<string, ReadonlyArray<string>>>;
  /** Whether it proposes edits. */
  readonly mends: boolean;
  readonly deprecated: string | null;
  readonly examples: ReadonlyArray<CatalogueExample>;
}

/** A text file beside policies, named like the policies' own files. */
export interface ExampleFile {
  readonly path: string;
  readonly text: string;
}

const texts = z.array(z.coerce.string()).catch([]);
const metadata = z.object({
  title: z.string().catch(""),
  description: z.string().catch(""),
  related_resources: z
    .array(z.union([z.string(), z.looseObject({ ref: z.string(), description: z.string().catch("") })]))
    .catch([]),
  custom: z
    .unknown()
    .transform((value) => (typeof value === "object" && value !== null ? value : {}))
    .pipe(
      z.object({
        severity: z.string().catch("medium"),
        remediation: z.string().catch(""),
        resources: texts,
        topics: texts,
        frameworks: z.record(z.string(), texts).catch({}),
        deprecated: z.union([z.string(), z.boolean()]).catch(false),
      }),
    ),
});
const findingRule = /^(?:deny|warn|violation)(?:_\w+)?(?=[\s[{:]|$)/m;

/** The entries of all policies among the files, by id; a policy without METADATA has its id for a title. */
export function catalogueOf(
  files: ReadonlyArray<AuthorFile>,
  examples: ReadonlyArray<ExampleFile>,
): ReadonlyArray<CatalogueEntry> {
  const folders = Map.groupBy(examples, ({ path }) => posix.dirname(path));
  const entries = files.flatMap((file) => {
    const name = packageOf(file.source);
    const isPolicy = name !== null && !file.path.endsWith("_test.rego") && findingRule.test(file.source);
    return isPolicy ? [entryOf(file, policyId(name), folders.get(posix.dirname(file.path)) ?? [])] : [];
  });
  return entries.toSorted((a, b) => compareText(a.id, b.id));
}

function entryOf(file: AuthorFile, id: string, examples: ReadonlyArray<ExampleFile>): CatalogueEntry {
  const { title, description, related_resources, custom } = metadata.parse(packageMetadata(file.source)?.values ?? {});
  const severity = severities.find((name) => name === custom.severity.toLowerCase()) ?? "medium";
  return {
    id,
    path: file.path,
    title: title === "" ? id : title,
    description: description.trim(),
    severity,
    remediation: custom.remediation.trim(),
    related: related_resources.map((one) => (typeof one === "string" ? { ref: one, description: one } : one)),
    resources: custom.resources,
    topics: custom.topics,
    frameworks: custom.frameworks,
    mends: /^import data\.policies\.lib\.fix$/m.test(file.source) || /"fix":/.test(file.source),
    deprecated: custom.deprecated === false ? null : String(custom.deprecated),
    examples: examples.flatMap(exampleOf).toSorted((a, b) => compareText(a.name, b.name)),
  };
}

function exampleOf({ path, text }: ExampleFile): ReadonlyArray<CatalogueExample> {
  const name = posix.basename(path);
  if (name.startsWith("bad.")) return [{ kind: "bad", name, text }];
  return name.startsWith("good.") ? [{ kind: "good", name, text }] : [];
}

/** Framework → control → ids of the policies that belong to it; sorted, controls by their numbers. */
export function coverageOf(entries: ReadonlyArray<CatalogueEntry>): ReadonlyArray<{
  readonly framework: string;
  readonly controls: ReadonlyArray<{ readonly control: string; readonly policies: ReadonlyArray<string> }>;
}> {
  const frameworks = new Map<string, Map<string, string[]>>();
  for (const { id, frameworks: own } of entries) {
    for (const [framework, controls] of Object.entries(own)) {
      const known = frameworks.get(framework) ?? new Map<string, string[]>();
      frameworks.set(framework, known);
      for (const control of controls) known.set(control, [...(known.get(control) ?? []), id]);
    }
  }
  return [...frameworks]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([framework, controls]) => ({
      framework,
      controls: [...controls]
        .toSorted(([a], [b]) => compareControls(a, b))
        .map(([control, policies]) => ({ control, policies })),
    }));
}

/** `2.1.10` comes after `2.1.9`. */
function compareControls(a: string, b: string): number {
  const padded = (text: string): string => text.replace(/\d+/g, (digits) => digits.padStart(6, "0"));
  return compareText(padded(a), padded(b));
}
