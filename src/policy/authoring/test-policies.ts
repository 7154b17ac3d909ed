import { z } from "zod";
import type { Engines } from "../../engines/engines.ts";
import { UsageError } from "../../model/failure.ts";
import { inputSchemas } from "../input-schemas.ts";
import type { AuthorSources } from "./author-sources.ts";
import { readIssue, type CheckIssue } from "./check-issue.ts";
import { sourceModules } from "./source-modules.ts";
import { compareText } from "../../model/text.ts";

const engineIssue = z.object({
  file: z.string(),
  row: z.number(),
  col: z.number(),
  code: z.string(),
  message: z.string(),
  details: z.array(z.string()).default([]),
  suggestion: z.string().default(""),
});

const range = z.object({ start: z.object({ row: z.number() }), end: z.object({ row: z.number() }) });

const testResponse = z.object({
  results: z.array(
    z.object({
      package: z.string(),
      name: z.string(),
      file: z.string(),
      row: z.number(),
      outcome: z.enum(["pass", "fail", "error", "skip"]),
      failed_at: z
        .object({
          file: z.string(),
          row: z.number(),
          expression: z.string(),
          evaluated: z.string().default(""),
          values: z.array(z.object({ name: z.string(), value: z.string() })),
        })
        .nullish(),
      error: z.string().default(""),
      output: z.string().default(""),
      microseconds: z.number(),
    }),
  ),
  coverage: z
    .object({
      files: z.record(
        z.string(),
        z.object({
          not_covered: z.array(range).nullish(),
          covered_lines: z.number().default(0),
          not_covered_lines: z.number().default(0),
        }),
      ),
    })
    .optional(),
  errors: z.array(engineIssue),
});

/** The outcome of one test rule. */
export type TestResult = z.infer<typeof testResponse>["results"][number];

/** Which lines of one policy file the tests evaluated. */
export interface FileCoverage {
  readonly path: string;
  readonly covered: number;
  readonly uncovered: number;
  /** Lines that no test reaches, as first and last of each stretch. */
  readonly missing: ReadonlyArray<readonly [number, number]>;
}

/** What running the tests gave. With errors no test ran. */
export interface TestReport {
  readonly results: ReadonlyArray<TestResult>;
  readonly coverage: ReadonlyArray<FileCoverage>;
  /** Percent of the lines of all policies, 100 where there are none. */
  readonly covered: number;
  readonly errors: ReadonlyArray<CheckIssue>;
}

/** What decides a test run. */
export interface TestOptions {
  /** A regular expression over package and name; null runs all. */
  readonly run: string | null;
  /** Milliseconds for all tests, and as many again for their coverage; two minutes when left out. */
  readonly timeLimit?: number;
}

const defaultTimeLimit = 120_000;

/** Runs the tests among the sources, and measures which lines they reach. Throws UsageError for a wrong pattern. */
export async function testPolicies(
  sources: AuthorSources,
  engines: Engines,
  options: TestOptions,
): Promise<TestReport> {
  const request = {
    op: "test",
    modules: sourceModules({ ...sources, context: sources.context.filter(({ inside }) => inside.startsWith("lib/")) }),
    schemas: inputSchemas(),
    data: sources.data,
    run: options.run ?? "",
  };
  const { timeLimit = defaultTimeLimit } = options;
  const engine = engines.engine("opa");
  const tested = testResponse.parse(await engine.call(request, { timeLimit }));
  const wrongPattern = tested.errors.find((issue) => issue.message.startsWith("error parsing regexp"));
  if (wrongPattern !== undefined) {
    throw new UsageError(`--run ${options.run ?? ""}: ${wrongPattern.message}`);
  }
  const own = new Set(sources.files.map((file) => file.path));
  const errors = tested.errors.map((issue) => readIssue(issue, sources));
  if (errors.length > 0) {
    return { results: [], coverage: [], covered: 0, errors };
  }
  const measured = testResponse.parse(await engine.call({ ...request, coverage: true }, { timeLimit }));
  const files = Object.entries(measured.coverage?.files ?? {})
    .filter(([path]) => own.has(path) && !path.endsWith("_test.rego"))
    .map(([path, file]) => fileCoverage(path, file.covered_lines, file.not_covered_lines, file.not_covered ?? []))
    .sort((a, b) => compareText(a.path, b.path));
  const results = tested.results.filter((result) => own.has(result.file));
  return { results, coverage: files, covered: percentCovered(files), errors: [] };
}

function fileCoverage(
  path: string,
  covered: number,
  uncovered: number,
  ranges: ReadonlyArray<z.infer<typeof range>>,
): FileCoverage {
  const rows = new Set(ranges.flatMap(({ start, end }) => rowsBetween(start.row, end.row)));
  const missing: [number, number][] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = missing.at(-1);
    if (last?.[1] === row - 1) {
      last[1] = row;
    } else {
      missing.push([row, row]);
    }
  }
  return { path, covered, uncovered, missing };
}

function rowsBetween(first: number, last: number): ReadonlyArray<number> {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function percentCovered(files: ReadonlyArray<FileCoverage>): number {
  const covered = files.reduce((sum, file) => sum + file.covered, 0);
  const all = files.reduce((sum, file) => sum + file.covered + file.uncovered, 0);
  return all === 0 ? 100 : (100 * covered) / all;
}
