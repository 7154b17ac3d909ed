import { compareProjects } from "./compare/compare-projects.ts";
import { judgeProblems } from "./compare/judge-problems.ts";
import { loadSettings, type LoadedSettings } from "./config/settings.ts";
import { embeddedPriceBook } from "./cost/embedded-book.ts";
import { priceChanges } from "./cost/price-changes.ts";
import type { PriceBook } from "./cost/price-book.ts";
import { loadUsage, type LoadedUsage, type UsageText } from "./cost/load-usage.ts";
import type { EngineHost } from "./engines/engines.ts";
import { openEngines } from "./engines/open-engines.ts";
import type { FormatResult } from "./formats/format.ts";
import { readDrift } from "./formats/plan/drift.ts";
import type { GivenPlan } from "./formats/plan/given-plan.ts";
import { readResources, type ReadResult } from "./formats/read.ts";
import type { ChangeSet, Tree } from "./model/change-set.ts";
import type { DriftReport } from "./model/drift.ts";
import type { Estimate } from "./model/estimate.ts";
import { BaseMissingError, ReviewError, SourceError, UsageError } from "./model/failure.ts";
import type { ModuleSource } from "./model/module-source.ts";
import type { JudgedProblem, Problem } from "./model/problem.ts";
import type { ProjectChange, ProjectClaim, ProjectPair } from "./model/project.ts";
import type { Review } from "./model/review.ts";
import { compilePolicies } from "./policy/compile-policies.ts";
import { evaluatePolicies, type PolicyResult } from "./policy/evaluate-policies.ts";
import { loadPolicies } from "./policy/load-policies.ts";
import type { CompiledPolicies } from "./policy/policy.ts";
import type { PolicyContext } from "./policy/policy-input.ts";
import { openPolicyRunner, type PolicyRunner } from "./policy/policy-runner.ts";
import { shownInput } from "./policy/shown-input.ts";
import { addClaims } from "./verdict/add-claims.ts";
import { judge } from "./verdict/judge.ts";
import { compareText } from "./model/text.ts";

export type { GivenPlan, PolicyContext };

/** One change to review, and everything that decides what comes out. */
export interface ReviewRequest {
  /** Gives base and head. May throw SourceError or BaseMissingError. */
  readonly collect: () => Promise<ChangeSet>;
  /** Only projects at or below this directory; `.` for all. */
  readonly under: string;
  readonly context: PolicyContext;
  /** The time of the review: policies see it, waivers end by it. */
  readonly clock: Date;
  /** Instead of the gate tree's configuration. */
  readonly settings: LoadedSettings | null;
  /** Whether the built-in pack counts, and what is added from the disk. */
  readonly policies: { readonly pack: boolean; readonly disk: ReadonlyArray<string> };
  /** Instead of the usage file that the configuration names. */
  readonly usage: UsageText | null;
  /** Plans that whoever asks vouches for: each is reviewed instead of the evaluation of its root. */
  readonly plans: ReadonlyArray<GivenPlan>;
  /** Modules from outside of the tree; none where the head may have been written by anybody. */
  readonly modules?: ModuleSource | null;
}

/** What reviews of one process share. */
export interface ReviewTools {
  readonly engines: EngineHost;
  readonly runner: PolicyRunner;
  readonly book: PriceBook;
  /** A folder of the user for compiled policies, never one of a reviewed tree; null keeps nothing on disk. */
  readonly cacheDirectory: string | null;
}

/** A request that says nothing but where the change comes from. */
export function reviewOf(collect: () => Promise<ChangeSet>, clock: Date): ReviewRequest {
  const context = { repository: null, pull_request: null };
  const policies = { pack: true, disk: [] };
  return { collect, under: ".", context, clock, settings: null, policies, usage: null, plans: [] };
}

/** Opens the tools. Nothing is started before it is needed. */
export function openReviewTools(
  clock: Date,
  cacheDirectory: string | null,
): ReviewTools & { close: () => Promise<void> } {
  const engines = openEngines({ clock });
  const runner = openPolicyRunner();
  const close = async (): Promise<void> => {
    await Promise.all([engines.close(), runner.close()]);
  };
  return { engines, runner, book: embeddedPriceBook(), cacheDirectory, close };
}

/**
 * The whole review of one change: collect, read, compare, price, evaluate, judge. Whatever breaks on the way makes it
 * `undecided` here, and only here. Throws UsageError for what the caller asked wrongly.
 */
export async function review(request: ReviewRequest, tools: ReviewTools): Promise<Review> {
  try {
    const changeSet = await request.collect();
    const settings = request.settings ?? (await loadSettings(changeSet.gate));
    const [policies, read] = await Promise.all([
      readyPolicies(request, changeSet, settings, tools),
      readChange(request, changeSet, settings, tools),
    ]);
    const parts = { changeSet, settings, policies, tools };
    const own = await assess(request, read.projects, parts);
    const claimed = await assess(
      request,
      read.claims.map(({ pair }) => pair),
      parts,
    );
    const { changes, estimate, result } = withClaims(own, claimed, read.claims);
    const problems = gather(changeSet, settings, read, result, own.usage.problems);
    return conclude({ changeSet, settings, read, changes, estimate, result, usage: own.usage, problems, tools });
  } catch (error) {
    if (error instanceof ReviewError && !isWrongUse(error)) return undecided(error);
    throw error;
  }
}

/**
 * Reviews a small change of our own, so that the first pull request of a server finds its engines, policies and prices
 * loaded. What breaks here will break there, where it is told.
 */
export async function warmUp(tools: ReviewTools, clock: Date): Promise<void> {
  const path = "main.tf";
  const text = `resource "aws_instance" "warm" {\n  instance_type = "t3.micro"\n}\n`;
  const head: Tree = {
    entries: new Map([[path, { path, mode: "100644", sha: "warm", size: text.length }]]),
    read: (paths) =>
      Promise.resolve(
        new Map(paths.map((name) => [name, name === path ? { kind: "text", text } : { kind: "missing" }])),
      ),
  };
  const change: ChangeSet = { base: null, head, gate: head, files: [], base_sha: null, head_sha: null };
  await review(
    reviewOf(() => Promise.resolve(change), clock),
    tools,
  );
}

/** What policies would see of a change, one document a project, ordered by path and name; secrets are hidden. */
export async function inputs(request: ReviewRequest, tools: ReviewTools): Promise<InputReport> {
  const changeSet = await request.collect();
  const settings = request.settings ?? (await loadSettings(changeSet.gate));
  const read = await readChange(request, changeSet, settings, tools);
  const pairs = inOrder([...read.projects, ...read.claims.map(({ pair }) => pair)]);
  const { changes, usage } = await priceAll(request, changeSet, settings, compareProjects(pairs), tools);
  return {
    inputs: changes.map((change) =>
      shownInput({ context: request.context, project: change.project, files: changeSet.files }, change),
    ),
    problems: [...settings.problems, ...read.problems.head, ...usage.problems],
    not_analysed: read.not_analysed,
  };
}

/** What to compare: a tree's configuration with a state. */
export interface DriftRequest extends Pick<ReviewRequest, "collect" | "under" | "clock" | "settings"> {
  readonly state: GivenPlan;
}

/** A state against the configuration that should describe it. Throws UsageError when one of them cannot be used. */
export async function drift(request: DriftRequest, tools: ReviewTools): Promise<DriftReport> {
  const { head, gate } = await request.collect();
  const { settings } = request.settings ?? (await loadSettings(gate));
  const engines = tools.engines.at(request.clock);
  const where = { base: null, head, changed: null, under: request.under, projects: settings.projects, engines };
  return readDrift(where, request.state);
}

/** The policy inputs, and what they could not be made of. */
export interface InputReport {
  readonly inputs: ReadonlyArray<unknown>;
  readonly problems: ReadonlyArray<Problem>;
  readonly not_analysed: FormatResult["not_analysed"];
}

async function readyPolicies(
  request: ReviewRequest,
  changeSet: ChangeSet,
  { settings }: LoadedSettings,
  tools: ReviewTools,
): Promise<CompiledPolicies> {
  const repository = { tree: changeSet.gate, folders: settings.policies.paths };
  const sources = await loadPolicies({ pack: request.policies.pack, repository, disk: request.policies.disk });
  const compiled = await compilePolicies(sources, { engines: tools.engines, cacheDirectory: tools.cacheDirectory });
  for (const module of compiled.modules) void tools.runner.prepare(module); // while the change is being read
  return compiled;
}

async function readChange(
  request: ReviewRequest,
  changeSet: ChangeSet,
  { settings }: LoadedSettings,
  tools: ReviewTools,
): Promise<ReadResult> {
  const engines = tools.engines.at(request.clock);
  const where = {
    under: request.under,
    projects: settings.projects,
    plans: request.plans,
    modules: request.modules ?? null,
  };
  const read = await readResources(changeSet, { ...where, engines });
  return { ...read, projects: inOrder(read.projects) };
}

function inOrder(pairs: ReadonlyArray<ProjectPair>): ReadonlyArray<ProjectPair> {
  return pairs.toSorted(
    (a, b) => compareText(a.project.path, b.project.path) || compareText(a.project.name, b.project.name),
  );
}

interface AssessedParts {
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly estimate: Estimate;
  readonly usage: LoadedUsage;
  readonly result: PolicyResult;
}

/** Prices and policies of some projects. Claims are assessed apart, so that they cannot meet what was evaluated. */
async function assess(
  request: ReviewRequest,
  pairs: ReadonlyArray<ProjectPair>,
  parts: Omit<Evaluated, "pairs" | "changes"> & { readonly tools: ReviewTools },
): Promise<AssessedParts> {
  const { changeSet, settings, tools } = parts;
  const priced = await priceAll(request, changeSet, settings, compareProjects(pairs), tools);
  return { ...priced, result: await evaluateAll(request, { ...parts, pairs, changes: priced.changes }, tools) };
}

function withClaims(
  own: AssessedParts,
  claimed: AssessedParts,
  claims: ReadonlyArray<ProjectClaim>,
): Omit<AssessedParts, "usage"> {
  const { findings, estimate } = addClaims(
    { findings: own.result.findings, estimate: own.estimate },
    { findings: claimed.result.findings, estimate: claimed.estimate },
    claims,
  );
  const known = new Set([...own.result.problems, ...own.result.notes].map((item) => JSON.stringify(item)));
  const isNew = (item: unknown): boolean => !known.has(JSON.stringify(item));
  const problems = [...own.result.problems, ...claimed.result.problems.filter(isNew)];
  const notes = [...own.result.notes, ...claimed.result.notes.filter(isNew)];
  return { changes: [...own.changes, ...claimed.changes], estimate, result: { findings, problems, notes } };
}

async function priceAll(
  request: ReviewRequest,
  changeSet: ChangeSet,
  { settings }: LoadedSettings,
  compared: ReadonlyArray<ProjectChange>,
  tools: ReviewTools,
): Promise<{ estimate: Estimate; changes: ReadonlyArray<ProjectChange>; usage: LoadedUsage }> {
  const usage = await loadUsage(request.usage, changeSet.gate, settings.cost.usage_file);
  return { ...priceChanges(compared, { book: tools.book, usage: usage.usage }), usage };
}

interface Evaluated {
  readonly changeSet: ChangeSet;
  readonly settings: LoadedSettings;
  readonly policies: CompiledPolicies;
  readonly pairs: ReadonlyArray<ProjectPair>;
  readonly changes: ReadonlyArray<ProjectChange>;
}

function evaluateAll(request: ReviewRequest, parts: Evaluated, tools: ReviewTools): Promise<PolicyResult> {
  const isScan = parts.changeSet.base === null; // everything counts as new, also what a plan finds there
  const bases = new Map(parts.pairs.map(({ project, base }) => [project.name, isScan ? null : base]));
  return evaluatePolicies({
    compiled: parts.policies,
    changes: parts.changes,
    bases,
    files: parts.changeSet.files,
    context: request.context,
    settings: parts.settings.settings.policies,
    clock: request.clock,
    runner: tools.runner,
  });
}

/** Problems of the change are compared with the base's; those of what gates always gate: a rule was not looked at. */
function gather(
  changeSet: ChangeSet,
  settings: LoadedSettings,
  read: FormatResult,
  result: PolicyResult,
  usageProblems: ReadonlyArray<Problem>,
): ReadonlyArray<JudgedProblem> {
  const renames = new Map(
    changeSet.files.flatMap(({ path, previous_path }) =>
      previous_path === null ? [] : [[path, previous_path] as const],
    ),
  );
  const changed = new Set([...changeSet.files.map((file) => file.path), ...renames.values()]);
  return [
    ...judgeProblems(read.problems.base, read.problems.head, changed, renames),
    ...[...settings.problems, ...result.problems].map((problem) => ofTheGate(problem, true)),
    ...usageProblems.map((problem) => ofTheGate(problem, false)),
  ];
}

function ofTheGate({ path, line, message, project }: Problem, gates: boolean): JudgedProblem {
  return { path, line, message, project, status: "existing", gates };
}

interface Concluded {
  readonly changeSet: ChangeSet;
  readonly settings: LoadedSettings;
  readonly read: ReadResult;
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly estimate: Estimate;
  readonly result: PolicyResult;
  readonly usage: LoadedUsage;
  readonly problems: ReadonlyArray<JudgedProblem>;
  readonly tools: ReviewTools;
}

function conclude({ changeSet, settings, read, changes, estimate, result, usage, problems, tools }: Concluded): Review {
  const shown = { findings: result.findings, estimate, problems, not_analysed: read.not_analysed, failure: null };
  const judgement = judge({
    ...shown,
    scope: changeSet.base === null ? "tree" : "change",
    projects: changes.length,
    settings: settings.settings,
  });
  const priced = estimate.resources.length > 0;
  const prices = `Prices: the embedded book of ${tools.book.date}, list prices in USD, 730 hours a month.`;
  const notes = [...read.notes, ...result.notes, ...usage.notes, ...(priced ? [prices] : [])];
  return { ...shown, ...judgement, mode: settings.settings.mode, files: changeSet.files, projects: changes, notes };
}

/** We or a service broke: nothing was decided, and that is said. */
function undecided(error: ReviewError): Review {
  const failure = { message: error.message, retryable: error instanceof SourceError && error.retryable };
  const verdict = { conclusion: "undecided", reasons: [`the review did not finish: ${error.message}`] } as const;
  return {
    mode: "gate",
    files: [],
    verdict,
    policy_verdict: verdict,
    cost_verdict: verdict,
    projects: [],
    findings: [],
    estimate: { currency: "USD", before: 0, after: 0, delta: 0, resources: [], not_priced: [] },
    problems: [],
    not_analysed: [],
    failure,
    notes: [],
  };
}

function isWrongUse(error: ReviewError): boolean {
  return error instanceof UsageError && !(error instanceof BaseMissingError);
}
