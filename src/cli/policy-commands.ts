import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { openEngines } from "../engines/open-engines.ts";
import type { Engines } from "../engines/engines.ts";
import { UsageError } from "../model/failure.ts";
import type { Severity } from "../model/finding.ts";
import {
  readAuthorSources,
  readEvalSources,
  usualPolicyFolder,
  type AuthorSources,
} from "../policy/authoring/author-sources.ts";
import { checkPolicies } from "../policy/authoring/check-policies.ts";
import { compileOwn, evaluateInputs } from "../policy/authoring/eval-inputs.ts";
import { explainPolicies } from "../policy/authoring/explain-policies.ts";
import { formatPolicies } from "../policy/authoring/format-policies.ts";
import { checkedId, newPolicyFiles, titleFrom } from "../policy/authoring/new-policy.ts";
import { testPolicies } from "../policy/authoring/test-policies.ts";
import { attributesSchema, openReviewTools } from "../review.ts";
import { cacheFolder } from "./cache-folder.ts";
import { runOnChanges } from "./watch.ts";
import { renderExplanations } from "./policy-explain-text.ts";
import { documentsOf } from "./policy-study-commands.ts";
import { renderEval, renderIssues } from "./policy-text.ts";
import { renderTests, testsAsJunit } from "./policy-test-text.ts";

/** Options of commands that read policies. */
export interface PathOptions {
  readonly format: "terminal" | "json";
  readonly pack: boolean;
}

/** Options of `tollgate policy test`. */
export interface TestCommandOptions {
  readonly format: "terminal" | "json" | "junit";
  readonly pack: boolean;
  readonly run?: string;
  readonly coverageThreshold?: number;
}

/** Options of `tollgate policy eval`. */
export interface EvalOptions {
  readonly format: "terminal" | "json";
  readonly input?: string;
  readonly dir?: string;
  readonly explain?: boolean;
}

/** Options of `tollgate policy new`. */
export interface NewOptions {
  readonly folder: string;
  readonly title?: string;
  readonly severity: Severity;
  readonly resource: string;
}

/** `tollgate policy test --watch`: tests again whenever a file changes, until it is interrupted. */
export async function watchPolicyTest(paths: ReadonlyArray<string>, options: TestCommandOptions): Promise<number> {
  return runOnChanges(paths.length > 0 ? paths : [usualPolicyFolder()], async () => {
    try {
      await runPolicyTest(paths, options);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      print(`${error.message}\n`); // a file is gone for a moment, or half of a pattern was typed
    }
    print("\nwaiting for a change; Ctrl+C ends\n");
  });
}

/** `tollgate policy test`: 1 when a test fails, none was found, or coverage is below the threshold. */
export async function runPolicyTest(paths: ReadonlyArray<string>, options: TestCommandOptions): Promise<number> {
  return withPolicies(paths, options, async (sources, engines) => {
    const report = await testPolicies(sources, engines, { run: options.run ?? null });
    const threshold = options.coverageThreshold ?? null;
    if (options.format === "terminal") print(renderTests(report, sources, threshold));
    else print(options.format === "json" ? json({ ...report, threshold }) : testsAsJunit(report));
    const isGreen =
      report.results.length > 0 && report.results.every(({ outcome }) => ["pass", "skip"].includes(outcome));
    return isGreen && report.errors.length === 0 && report.covered >= (threshold ?? 0) ? 0 : 1;
  });
}

/** `tollgate policy check`: 1 when there is an error; warnings are only shown. */
export async function runPolicyCheck(paths: ReadonlyArray<string>, options: PathOptions): Promise<number> {
  return withPolicies(paths, options, async (sources, engines) => {
    const issues = await checkPolicies(sources, engines, attributesSchema);
    print(options.format === "json" ? json({ files: sources.files.length, issues }) : renderIssues(issues, sources));
    return issues.some((issue) => issue.severity === "error") ? 1 : 0;
  });
}

/** `tollgate policy fmt`: 1 when a file cannot be read, or with `--check` when one is not formatted. */
export async function runPolicyFmt(paths: ReadonlyArray<string>, isCheck: boolean): Promise<number> {
  return withPolicies(paths, { pack: false }, async (sources, engines) => {
    const { changed, errors } = await formatPolicies(sources, engines);
    for (const { path, text } of changed) {
      if (!isCheck) write(path, text);
      print(`${path}\n`);
    }
    if (errors.length > 0) print(renderIssues(errors, sources));
    return errors.length > 0 || (isCheck && changed.length > 0) ? 1 : 0;
  });
}

/** `tollgate policy eval`: 1 when a finding denies or a policy broke. */
export async function runPolicyEval(path: string, options: EvalOptions): Promise<number> {
  const sources = await readEvalSources(path);
  const clock = new Date();
  const tools = openReviewTools(clock, cacheFolder("policies"));
  try {
    const { modules } = await compileOwn(sources, tools);
    for (const module of modules) void tools.runner.prepare(module); // while the input is read
    const documents = await documentsOf(options, clock, tools);
    const report = await evaluateInputs(sources, documents, { ...tools, clock });
    const explanations = options.explain === true ? await explainPolicies(sources, documents, tools.engines) : [];
    if (options.format === "json") print(json(options.explain === true ? { ...report, explanations } : report));
    else
      print(
        `${renderExplanations(explanations, sources)}${explanations.length > 0 ? "\n" : ""}${renderEval(report, documents.length)}`,
      );
    return report.problems.length > 0 || report.findings.some(({ enforcement }) => enforcement === "deny") ? 1 : 0;
  } finally {
    await tools.close();
  }
}

/** `tollgate policy new`: writes two files and says what comes next. */
export function runPolicyNew(given: string, options: NewOptions): number {
  const id = checkedId(given);
  const { severity, resource } = options;
  const files = newPolicyFiles({ id, title: options.title ?? titleFrom(id), severity, resource }).map((file) => ({
    path: join(options.folder, file.path),
    text: file.text,
  }));
  const existing = files.find((file) => existsSync(file.path));
  if (existing !== undefined) throw new UsageError(`${existing.path} exists; choose another id or folder`);
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    write(path, text);
    print(`${path}\n`);
  }
  print(`\nIt asks for a tag \`owner\`: replace the condition, then\n  tollgate policy test ${options.folder}\n`);
  return 0;
}

async function withPolicies(
  paths: ReadonlyArray<string>,
  options: { readonly pack: boolean },
  run: (sources: AuthorSources, engines: Engines) => Promise<number>,
): Promise<number> {
  const sources = await readAuthorSources(paths, options);
  const engines = openEngines({ clock: new Date() });
  try {
    return await run(sources, engines);
  } finally {
    await engines.close();
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new UsageError(`${path} cannot be written`, { cause });
  }
}

function print(text: string): void {
  process.stdout.write(text);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
