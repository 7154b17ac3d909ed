import { attributesSchema } from "../formats/terraform/attributes-schema.ts";
import type { ChangeSet, Tree } from "../model/change-set.ts";
import { EngineError } from "../model/failure.ts";
import type { PolicyCheck, PolicyIssue, PolicyTests } from "../model/policy-check.ts";
import type { FetchedPolicies } from "../model/policy-source.ts";
import type { Problem } from "../model/problem.ts";
import { authorSourcesOf, type AuthorSources } from "../policy/authoring/author-sources.ts";
import type { CheckIssue } from "../policy/authoring/check-issue.ts";
import { checkPolicies } from "../policy/authoring/check-policies.ts";
import { packageOf } from "../policy/authoring/source-modules.ts";
import { testPolicies, type TestReport } from "../policy/authoring/test-policies.ts";
import { measureImpact, type TrialTargets } from "./impact.ts";
import type { ReviewTools } from "./request.ts";
import { compileTrial } from "./trial.ts";

/** A change of policies that an organisation's configuration names. */
export interface PolicyChangeRequest {
  readonly change: ChangeSet;
  /** `owner/name`. */
  readonly repository: string;
  readonly ref: string;
  /** The folders of policies that count. */
  readonly paths: ReadonlyArray<string>;
  readonly clock: Date;
  /** What the policies are tried on; a text says why on nothing. */
  readonly targets: TrialTargets | string;
}

/** Milliseconds for the check of all files, and for all tests: a stranger may have written them. */
const checkLimit = 60_000;
const testLimit = 60_000;

/**
 * Checks and tests the policies of a change's head and tries them, compared with those of its base, on an organisation's
 * repositories. They run in their box alone and gate nothing.
 */
export async function checkPolicyChange(request: PolicyChangeRequest, tools: ReviewTools): Promise<PolicyCheck> {
  const { change, clock, targets } = request;
  const engines = tools.engines.at(clock);
  const head = policiesIn(request, change.head, change.head_sha);
  const sources = await authorSourcesOf(head);
  const compiled = await compileTrial(head, tools);
  const checked = await bounded("the check", () => checkPolicies(sources, engines, attributesSchema, checkLimit));
  const tested = await bounded("the tests", () => testPolicies(sources, engines, { run: null, timeLimit: testLimit }));
  const found = checked.ok ? checked.value.map((issue) => judgedIssue(issue, sources, compiled.problems)) : [];
  const issues = [
    ...found,
    ...compiled.problems.filter(isUnsaid(found)).map(compileIssue),
    ...(checked.ok ? [] : [checked.issue]),
    ...(tested.ok ? untested(tested.value, found) : [tested.issue]),
  ];
  return {
    files: sources.files.length,
    issues,
    tests: tested.ok && tested.value.errors.length === 0 ? testsOf(tested.value) : null,
    impact: typeof targets === "string" ? targets : await impactOf(request, head, targets, tools),
  };
}

async function impactOf(
  request: PolicyChangeRequest,
  head: ReadonlyArray<FetchedPolicies>,
  targets: TrialTargets,
  tools: ReviewTools,
): Promise<PolicyCheck["impact"]> {
  const { base, base_sha } = request.change;
  const old = base === null ? [] : policiesIn(request, base, base_sha).filter(hasPolicies);
  const before = await compileTrial(old, tools);
  const after = await compileTrial(head.filter(hasPolicies), tools);
  return measureImpact({ before, after }, targets, tools);
}

function policiesIn(
  { repository, ref, paths }: PolicyChangeRequest,
  tree: Tree,
  sha: string | null,
): ReadonlyArray<FetchedPolicies> {
  return paths.map((path) => ({ kind: "fetched", source: { repository, ref, path }, sha: sha ?? "", tree }));
}

/** A folder that is not there yet has no policies, which on one side of a change is no mistake. */
function hasPolicies(fetched: FetchedPolicies): boolean {
  if (fetched.kind !== "fetched") return false;
  const { path } = fetched.source;
  return path === "." || [...fetched.tree.entries.keys()].some((file) => file.startsWith(`${path}/`));
}

type Bounded<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly issue: PolicyIssue };

/** Policies that take too much time or memory are at fault themselves. */
async function bounded<Value>(what: string, run: () => Promise<Value>): Promise<Bounded<Value>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    if (!(error instanceof EngineError) || error.reason === "unavailable") throw error;
    const message = `${what} did not end: ${error.message}`;
    return { ok: false, issue: { path: ".", line: null, severity: "error", message, details: [] } };
  }
}

/**
 * The rules of the house hold for Tollgate's own packages. Policies that were written for other tools only have to
 * compile: what else is said of them is advice.
 */
function judgedIssue(
  { path, line, severity, message, details }: CheckIssue,
  sources: AuthorSources,
  problems: ReadonlyArray<Problem>,
): PolicyIssue {
  const source = sources.files.find((file) => file.path === path)?.source;
  const name = source === undefined ? null : packageOf(source);
  const isOwn = name === null || /^policies(?:\.|$)/.test(name);
  const isBroken = problems.some((problem) => pathIn(problem) === path);
  return { path, line, severity: isOwn || isBroken ? severity : "warning", message, details };
}

/** What keeps policies from being asked is an error, whoever finds it: merged, it would let nothing pass anywhere. */
function isUnsaid(issues: ReadonlyArray<PolicyIssue>): (problem: Problem) => boolean {
  const said = new Set(issues.filter(({ severity }) => severity === "error").map(({ path }) => path));
  return (problem) => !said.has(pathIn(problem));
}

function compileIssue(problem: Problem): PolicyIssue {
  return { path: pathIn(problem), line: problem.line, severity: "error", message: problem.message, details: [] };
}

/** Problems name the repository too. */
function pathIn({ path }: Problem): string {
  return path.slice(path.indexOf(":") + 1);
}

/** Why no test ran, where the check has not said it already; and that there is none. */
function untested({ errors, results }: TestReport, known: ReadonlyArray<PolicyIssue>): ReadonlyArray<PolicyIssue> {
  const said = new Set(known.map(({ path, line }) => `${path}:${line ?? ""}`));
  const fresh = errors
    .filter(({ path, line }) => !said.has(`${path}:${line ?? ""}`))
    .map(({ path, line, message, details }) => ({ path, line, severity: "error" as const, message, details }));
  if (errors.length > 0 || results.length > 0) return fresh;
  return [{ path: ".", line: null, severity: "warning", message: "there is no test", details: [] }];
}

function testsOf({ results, coverage, covered }: TestReport): PolicyTests {
  const failed = results.filter(({ outcome }) => outcome === "fail" || outcome === "error");
  return {
    passed: results.filter(({ outcome }) => outcome === "pass").length,
    skipped: results.filter(({ outcome }) => outcome === "skip").length,
    failed: failed.map(({ package: name, name: test, file, row, error, failed_at: at }) => ({
      name: `${name.replace(/^data\./, "")}.${test}`,
      path: file,
      line: at?.file === file ? at.row : row,
      message: at == null ? error || "it failed" : `not true: ${at.expression}`,
    })),
    covered,
    missing: coverage
      .filter(({ missing }) => missing.length > 0)
      .map(({ path, missing }) => ({ path, lines: missing })),
  };
}
