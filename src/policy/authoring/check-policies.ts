import { resolve, sep } from "node:path";
import { z } from "zod";
import type { Engines } from "../../engines/engines.ts";
import type { AuthorFile, AuthorSources } from "./author-sources.ts";
import { readIssue, type CheckIssue } from "./check-issue.ts";
import { metadataIssues } from "./metadata-rules.ts";
import { packageOf } from "./source-modules.ts";
import { typedModules, withoutNulls, type TypeSchema } from "./typed-modules.ts";
import { compareText } from "../../model/text.ts";

const checkResponse = z.object({
  errors: z.array(
    z.object({
      file: z.string(),
      row: z.number(),
      col: z.number(),
      code: z.string(),
      message: z.string(),
      details: z.array(z.string()).default([]),
      suggestion: z.string().default(""),
    }),
  ),
});

const findingRule = /^(?:deny|warn|violation)(?:_\w+)?(?=[\s[{:]|$)/m;
const defaultTimeLimit = 120_000; // milliseconds

/** What is wrong only because another file is: that one is named. */
const consequence = "tollgate_needs_broken";

/** Compiles strictly with the types of `input`, and holds METADATA, names and tests to the rules. In reading order. */
export async function checkPolicies(
  sources: AuthorSources,
  engines: Engines,
  typeSchema: TypeSchema = () => null,
  timeLimit = defaultTimeLimit,
): Promise<ReadonlyArray<CheckIssue>> {
  const { modules, schemas } = typedModules(sources, typeSchema);
  const ask = async (types: typeof schemas): Promise<EngineErrors> => {
    const request = { op: "check", modules, schemas: types, strict: true };
    return checkResponse.parse(await engines.engine("opa").call(request, { timeLimit })).errors;
  };
  const strict = await ask(schemas);
  const errors = [...strict, ...misspelt(await ask(withoutNulls(schemas)), strict)];
  const own = new Set(sources.files.map((file) => file.path));
  const issues = [
    ...sources.unreadable.map(unreadableIssue),
    ...errors
      .filter((issue) => own.has(issue.file) && issue.code !== consequence)
      .map((issue) => readIssue(issue, sources)),
    ...sources.files.flatMap((file) => houseIssues(file, sources)),
  ];
  return issues.sort(
    (a, b) => compareText(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

type EngineErrors = z.infer<typeof checkResponse>["errors"];

/**
 * Behind what may be null the compiler looks for no field at all. So it is asked a second time, as if nothing were
 * null, and of that only fields that are not there count.
 */
function misspelt(errors: EngineErrors, known: EngineErrors): EngineErrors {
  const key = ({ file, row, col }: EngineErrors[number]): string => JSON.stringify([file, row, col]);
  const taken = new Set(known.map(key));
  return errors.filter((issue) => issue.message.startsWith("undefined ref: ") && !taken.has(key(issue)));
}

function unreadableIssue({ path, message }: { path: string; message: string }): CheckIssue {
  return { path, line: null, column: null, severity: "error", rule: "file", message, details: [], text: null };
}

/** Rules beyond the compiler's, of files that find something. */
function houseIssues(file: AuthorFile, sources: AuthorSources): ReadonlyArray<CheckIssue> {
  const name = packageOf(file.source);
  if (name === null || file.path.endsWith("_test.rego") || !findingRule.test(file.source)) {
    return [];
  }
  const line = file.source.split("\n").findIndex((text) => /^package\s/.test(text)) + 1;
  const hasMetadataElsewhere = sources.files.some(
    (other) => other !== file && packageOf(other.source) === name && /^#\s*METADATA/m.test(other.source),
  );
  return [
    ...(hasMetadataElsewhere ? [] : metadataIssues(file, line)),
    ...folderIssues(file, name, line),
    ...testIssues(file, name, line, sources),
  ];
}

/** `policies.aws.s3.public_bucket` lies in `aws/s3/public_bucket/`, or is `aws/s3/public_bucket.rego`. */
function folderIssues(file: AuthorFile, name: string, line: number): ReadonlyArray<CheckIssue> {
  const steps = name.replace(/^policies\./, "").split(".");
  const path = resolve(file.path).split(sep);
  const folder = path.slice(0, -1);
  const withName = [...folder, (path.at(-1) ?? "").replace(/\.rego$/, "")];
  if (name.startsWith("policies.") && (endsWith(folder, steps) || endsWith(withName, steps))) {
    return [];
  }
  const inside = file.inside.split("/").slice(0, -1).join(".");
  const expected = name.startsWith("policies.")
    ? `expected the folder ${steps.join("/")}/, or the package policies.${inside === "" ? "<folder>" : inside}`
    : `expected the package policies.${inside === "" ? steps.join(".") : inside}`;
  return [packageIssue(file, line, `the package ${name} is not the name of its folder`, [expected])];
}

function endsWith(path: ReadonlyArray<string>, steps: ReadonlyArray<string>): boolean {
  return steps.length <= path.length && steps.every((step, index) => path[path.length - steps.length + index] === step);
}

/** A policy without a test is a guess. */
function testIssues(file: AuthorFile, name: string, line: number, sources: AuthorSources): ReadonlyArray<CheckIssue> {
  const isTested = sources.files.some(
    ({ source }) => /^test_\w+/m.test(source) && [`${name}_test`, name].includes(packageOf(source) ?? ""),
  );
  const hint = `expected a package ${name}_test with a rule test_…; \`tollgate policy new\` shows one`;
  return isTested ? [] : [packageIssue(file, line, `the policy ${name} has no test`, [hint])];
}

function packageIssue(file: AuthorFile, line: number, message: string, details: ReadonlyArray<string>): CheckIssue {
  const text = file.source.split("\n")[line - 1] ?? null;
  return { path: file.path, line, column: 9, severity: "error", rule: "package", message, details, text };
}
