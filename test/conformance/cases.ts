import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CORE_SCHEMA, defineScalarTag, load, NOT_RESOLVED, realMapTag, Schema } from "js-yaml";
import { z } from "zod";

/** A number as the case has it: JavaScript's would lose digits. */
export class NumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** YAML allows numbers as keys, JSON turns them into text. */
  toString(): string {
    return this.text;
  }
}

const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
const number = defineScalarTag("tag:yaml.org,2002:float", {
  implicit: true,
  resolve: (text) => (numberPattern.test(text) ? new NumberText(text) : NOT_RESOLVED),
  identify: (value) => value instanceof NumberText,
});
const others = CORE_SCHEMA.tags.filter(({ tagName }) => !/:(?:int|float|map)$/.test(tagName));
const exactNumbers = new Schema([...others, number, realMapTag]); // a plain object takes no number as a key

const conformanceCase = z.strictObject({
  note: z.string(),
  query: z.string(),
  modules: z.array(z.string()).nullish(),
  data: z.unknown().optional(),
  input: z.unknown().optional(),
  input_term: z.string().optional(),
  want_defined: z.boolean().optional(),
  want_result: z.array(z.record(z.string(), z.unknown())).nullish(),
  want_error_code: z.string().optional(),
  want_error: z.string().optional(),
  sort_bindings: z.boolean().default(false),
  ignore_generated_vars: z.boolean().default(false),
  strict_error: z.boolean().default(false),
  experimental_keywords: z.boolean().default(false),
  env: z.record(z.string(), z.string()).default({}),
});

/** One of OPA's own test cases. */
export type ConformanceCase = z.infer<typeof conformanceCase> & {
  readonly version: "v0" | "v1";
  /** Folder and file of the case. */
  readonly file: string;
};

/** Reads every case of one version of Rego from OPA's sources, in the order of their files. */
export function readCases(opaSources: string, version: "v0" | "v1"): ReadonlyArray<ConformanceCase> {
  const folder = join(opaSources, "v1/test/cases/testdata", version);
  const files = globSync("**/*.{yaml,yml,json}", { cwd: folder }).sort();
  return files.flatMap((file) => {
    const parsed = load(readFileSync(join(folder, file), "utf8"), { schema: exactNumbers, maxAliases: 10_000 });
    const { cases } = z.object({ cases: z.array(conformanceCase) }).parse(withTextKeys(parsed));
    return cases.map((one) => ({ ...one, version, file: `${version}/${file}` }));
  });
}

function withTextKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTextKeys);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, inner]) => [String(key), withTextKeys(inner)]));
}

/** A value of a case as JSON, with every digit. */
export function jsonOf(value: unknown): string {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${jsonOf(inner)}`);
  return `{${entries.join(",")}}`;
}
