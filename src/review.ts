import { compareProjects } from "./compare/compare-projects.ts";
import { destroyConflicts } from "./compare/destroy-conflicts.ts";
import { judgeProblems } from "./compare/judge-problems.ts";
import { loadPriceOverrides } from "./config/price-overrides.ts";
import { loadSettings, type LoadedSettings, type OrganisationFile } from "./config/settings.ts";
import { loadWaivers, type LoadedWaivers } from "./config/waivers.ts";
import { gatingPaths } from "./config/gating-paths.ts";
import { embeddedPriceBook } from "./cost/embedded-book.ts";
import { explainCosts, type CostAnswer } from "./cost/explain.ts";
import { overriddenBook, unknownPrices } from "./cost/overridden-book.ts";
import { priceChanges, type PricedChanges, type PriceRequest } from "./cost/price-changes.ts";
import type { PriceBook } from "./cost/price-book.ts";
import { usageTemplate, type UsageTemplate } from "./cost/usage-template.ts";
import { unmatchedEntries } from "./cost/unmatched-usage.ts";
import { loadUsage, type LoadedUsage, type UsageText } from "./cost/load-usage.ts";
import type { EngineHost } from "./engines/engines.ts";
import { openEngines } from "./engines/open-engines.ts";
import { patchedChange } from "./fix/patched-change.ts";
import { proofOf, type Proof } from "./fix/proof.ts";
import { proposeFixes, type Proposal } from "./fix/propose-fixes.ts";
import type { FormatResult } from "./formats/format.ts";
import { nestedBlocks } from "./formats/terraform/nested-blocks.ts";
import { readDrift } from "./formats/plan/drift.ts";
import type { GivenPlan } from "./formats/plan/given-plan.ts";
import { readResources, type ReadResult } from "./formats/read.ts";
import type { ChangeSet, Tree } from "./model/change-set.ts";
import type { DriftReport } from "./model/drift.ts";
import type { Estimate } from "./model/estimate.ts";
import type { Finding } from "./model/finding.ts";
import { BaseMissingError, ReviewError, SourceError, UsageError } from "./model/failure.ts";
import type { ModuleSource } from "./model/module-source.ts";
import type { Settings } from "./model/settings.ts";
import type { JudgedProblem, Problem } from "./model/problem.ts";
import type { ProjectChange, ProjectClaim, ProjectPair } from "./model/project.ts";
import type { Preview, Review } from "./model/review.ts";
import type { Waiver } from "./model/waiver.ts";
import { compilePolicies } from "./policy/compile-policies.ts";
import { evaluatePolicies, type PolicyResult } from "./policy/evaluate-policies.ts";
import { readDocuments, wantedDocuments, type Documents } from "./policy/foreign/documents.ts";
import { loadPolicies } from "./policy/load-policies.ts";
import type { CompiledPolicies } from "./policy/policy.ts";
import type { PolicyContext } from "./policy/policy-input.ts";
import { openPolicyRunner, type PolicyRunner } from "./policy/policy-runner.ts";
import { redactText, sensitiveTexts } from "./policy/redact.ts";
import { shownInput } from "./policy/shown-input.ts";
import { addClaims } from "./verdict/add-claims.ts";
import type { TagsOf } from "./verdict/budgets.ts";
import { holdsUntil } from "./verdict/holds-until.ts";
import { judge } from "./verdict/judge.ts";
import { compareText } from "./model/text.ts";
import { waiveFindings } from "./waivers/waive-findings.ts";

export { addReasons, liftApprovals, wantedConsents } from "./verdict/conclude.ts";
export { judgesBranch } from "./config/gated-branch.ts";
export type { GivenPlan, OrganisationFile, PolicyContext };
export { isListedType } from "./formats/terraform/provider-facts.ts";
export { attributesSchema } from "./formats/terraform/attributes-schema.ts";

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
  /** The organisation's configuration, which lies over the repository's; null without one. */
  readonly organisation?: OrganisationFile | null;
  /** Exceptions that were granted elsewhere than in the gate tree. */
  readonly waivers?: ReadonlyArray<Waiver>;
  /** Whether a change of what gates is tried in a preview: never for a head that a stranger wrote. */
  readonly preview?: boolean;
  /** Whether the built-in pack counts, and what is added from the disk. */
  readonly policies: { readonly pack: boolean; readonly disk: ReadonlyArray<string> };
  /** Instead of the usage file that the configuration names. */
  readonly usage: UsageText | null;
  /** Plans that whoever asks vouches for: each is reviewed instead of the evaluation of its root. */
  readonly plans: ReadonlyArray<GivenPlan>;
  /** Modules from outside of the tree; none where the head may have been written by anybody. */
  readonly modules?: ModuleSource | ((settings: Settings) => ModuleSource) | null;
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
    const settings = await settingsOf(request, changeSet);
    if (request.context.pull_request?.draft === true && settings.settings.drafts === "skip")
      return skippedDraft(settings);
    const [policies, read, waivers] = await Promise.all([
      readyPolicies(request, changeSet, settings, tools),
      readChange(request, changeSet, settings, tools),
      loadWaivers(changeSet.gate, settings.settings.waivers.max_days, request.clock),
    ]);
    const parts = { changeSet, settings, policies, tools };
    const documents = await readFiles(request, parts);
    const own = await assess(request, read.projects, { ...parts, documents });
    const claimed = await assess(
      request,
      read.claims.map(({ pair }) => pair),
      parts,
    );
    const { changes, estimate, result: found } = withClaims(own, claimed, read.claims);
    const result = await excepted(request, { changeSet, settings, policies, read, changes, waivers }, found);
    const seen = withDocuments(read, documents);
    const problems = [
      ...gather(changeSet, settings, seen, result, [...own.usage.problems, ...waivers.problems]),
      ...destroyConflicts(read.projects, own.changes),
    ];
    const preview = await previewOf(request, changeSet, settings, tools);
    const usage = own.usage;
    return conclude({
      request,
      policies,
      changeSet,
      settings,
      read,
      changes,
      estimate,
      result,
      usage,
      problems,
      waivers,
      preview,
      tools,
    });
  } catch (error) {
    if (error instanceof ReviewError && !isWrongUse(error)) return undecided(error);
    throw error;
  }
}

/** A review whose findings have proven edits, and the texts with all of them applied. */
export interface MendedReview {
  readonly review: Review;
  readonly texts: Proposal["texts"];
}

/** What decides which edits are proposed. */
export interface MendOptions {
  /** Only findings of which this is true. */
  readonly isWanted: (finding: Finding) => boolean;
  /** Whether lines may be shown that hold a sensitive value: only to those who have the files before them. */
  readonly showsSecrets: boolean;
  /** More findings than this are not tried. */
  readonly limit: number;
}

const reported: MendOptions = { isWanted: () => true, showsSecrets: false, limit: 200 };

/**
 * The review, and how its new findings can be mended as their policies say. Each edit is proven by a review of the head
 * with the edit in it. What breaks on the way is a note: a fix that cannot be had decides nothing.
 */
export async function reviewWithFixes(
  request: ReviewRequest,
  tools: ReviewTools,
  { isWanted, showsSecrets, limit }: MendOptions = reported,
): Promise<MendedReview> {
  const collected: ChangeSet[] = [];
  const collect = async (): Promise<ChangeSet> => {
    const changeSet = await request.collect();
    collected.push(changeSet);
    return changeSet;
  };
  const first = await review({ ...request, collect }, tools);
  const [changeSet] = collected;
  if (changeSet === undefined || first.failure !== null) return { review: first, texts: new Map() };
  const secrets = showsSecrets ? [] : sensitiveTexts(first.projects.flatMap(({ resources }) => resources));
  try {
    const wanted = first.findings.filter((finding) => finding.fix !== undefined && isWanted(finding));
    const proposal = await proposeFixes(wanted, {
      engines: tools.engines.at(request.clock),
      blocksOf: nestedBlocks,
      head: changeSet.head,
      projects: first.projects,
      prove: (texts) => prove({ first, request, changeSet }, texts, tools),
      limit,
      isSecret: (text) => redactText(text, secrets) !== text,
    });
    const mended = new Map(wanted.map((finding, index) => [finding, proposal.findings[index] ?? finding]));
    const findings = first.findings.map((finding) => mended.get(finding) ?? finding);
    return { review: { ...first, findings }, texts: proposal.texts };
  } catch (error) {
    if (!(error instanceof ReviewError)) throw error;
    const notes = [...first.notes, `fixes were not tried: ${error.message}`];
    return { review: { ...first, notes }, texts: new Map() };
  }
}

/**
 * An edit is a change like any other: its review says what is gone and what came. In a scan, where everything counts as
 * new, only the projects that the edit touches are looked at, against the tree without it.
 */
async function prove(
  { first, request, changeSet }: { first: Review; request: ReviewRequest; changeSet: ChangeSet },
  texts: ReadonlyMap<string, string>,
  tools: ReviewTools,
): Promise<Proof> {
  const collect = (): Promise<ChangeSet> => Promise.resolve(patchedChange(changeSet, texts));
  const second = await review({ ...request, collect, plans: [] }, tools);
  return proofOf(second, first, changeSet.base === null);
}

function settingsOf(request: ReviewRequest, { gate }: ChangeSet): Promise<LoadedSettings> {
  return request.settings === null
    ? loadSettings(gate, request.organisation ?? null)
    : Promise.resolve(request.settings);
}

interface Excepted {
  readonly changeSet: ChangeSet;
  readonly settings: LoadedSettings;
  readonly policies: CompiledPolicies;
  readonly read: ReadResult;
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly waivers: LoadedWaivers;
}

/** Findings with the exceptions that hold for them; comments that do not hold are told as notes. */
async function excepted(request: ReviewRequest, parts: Excepted, found: PolicyResult): Promise<PolicyResult> {
  const { changeSet, settings, policies, read, changes, waivers } = parts;
  const all = policies.modules.flatMap((module) => module.policies);
  const { findings, problems, notes } = await waiveFindings({
    findings: found.findings,
    changeSet,
    changes,
    pairs: [...read.projects, ...read.claims.map(({ pair }) => pair)],
    waivers: [...waivers.waivers, ...(request.waivers ?? [])],
    inline_ignores: settings.settings.inline_ignores,
    aliases: new Map(all.flatMap(({ id, aliases }) => aliases.map((alias) => [alias, id] as const))),
    clock: request.clock,
    isWhole: changeSet.base === null && request.under === ".",
  });
  const told = problems.map(({ path, line, message }) => `${path}${line === null ? "" : `:${line}`}: ${message}`);
  return { ...found, findings, notes: [...found.notes, ...notes, ...told] };
}

/** What a change of configuration, policies or waivers would say of itself. It decides nothing. */
async function previewOf(
  request: ReviewRequest,
  changeSet: ChangeSet,
  { settings }: LoadedSettings,
  tools: ReviewTools,
): Promise<Preview | null> {
  const paths = changeSet.base === null ? [] : gatingPaths(changeSet.files, settings);
  if (paths.length === 0) return null;
  if (request.preview !== true || request.settings !== null) return { paths, verdict: null, problems: [] };
  const tried: ChangeSet = { ...changeSet, gate: changeSet.head };
  const again = await review({ ...request, collect: () => Promise.resolve(tried), preview: false }, tools);
  return { paths, verdict: again.verdict, problems: again.problems.filter(({ path }) => paths.includes(path)) };
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
  const settings = await settingsOf(request, changeSet);
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

/** What a tree costs: each resource with its components. */
export interface CostReport {
  readonly estimate: Estimate;
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly problems: ReadonlyArray<Problem>;
  readonly not_analysed: FormatResult["not_analysed"];
  /** What of the usage file has no effect. */
  readonly usage_notes: ReadonlyArray<string>;
  /** Traces the cost of what an address means. */
  readonly explain: (address: string) => CostAnswer;
  /** A usage file for the tree over an existing one. */
  readonly usageFile: (existing: string | null) => UsageTemplate;
}

/** The prices of a change without its policies. */
export async function costs(request: ReviewRequest, tools: ReviewTools): Promise<CostReport> {
  const changeSet = await request.collect();
  const settings = await settingsOf(request, changeSet);
  const read = await readChange(request, changeSet, settings, tools);
  const pairs = inOrder([...read.projects, ...read.claims.map(({ pair }) => pair)]);
  const priced = await priceAll(request, changeSet, settings, compareProjects(pairs), tools);
  const { changes, estimate, usage, prices } = priced;
  const usage_file = request.usage?.path ?? settings.settings.cost.usage_file;
  return {
    estimate,
    changes,
    problems: [...settings.problems, ...read.problems.head, ...usage.problems],
    not_analysed: read.not_analysed,
    usage_notes: usage.notes,
    explain: (address) => explainCosts({ changes, estimate, request: prices, usage_file }, address),
    usageFile: (existing) => usageTemplate(changes, estimate, existing),
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
    modules: typeof request.modules === "function" ? request.modules(settings) : (request.modules ?? null),
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
): Promise<PricedChanges & { readonly usage: LoadedUsage; readonly prices: PriceRequest }> {
  const [usage, { overrides, problems }] = await Promise.all([
    loadUsage(request.usage, changeSet.gate, settings.cost.usage_file),
    loadPriceOverrides(changeSet.gate, settings.cost.overrides),
  ]);
  const book = overriddenBook(tools.book, overrides);
  const prices = { book, usage: usage.usage, kubernetes: overrides.kubernetes };
  const isWhole = changeSet.base === null && request.under === ".";
  const notes = [
    ...usage.notes,
    ...(isWhole ? unmatchedEntries(usage.usage, compared) : []),
    ...unknownPrices(tools.book, overrides),
    ...(overrides.path === null ? [] : [`Prices: ${overrides.path} goes before the price book.`]),
  ];
  const told = { usage: usage.usage, problems: [...usage.problems, ...problems], notes };
  return { ...priceChanges(compared, prices), usage: told, prices };
}

/** The files that policies on files see; null where no policy asks for any. */
async function readFiles(
  request: ReviewRequest,
  parts: Pick<Evaluated, "changeSet" | "settings" | "policies"> & { readonly tools: ReviewTools },
): Promise<Documents | null> {
  const { policies: chosen } = parts.settings.settings;
  const wanted = wantedDocuments(parts.policies, chosen.documents);
  if (wanted === "none") return null;
  const engines = parts.tools.engines.at(request.clock);
  const where = { under: request.under, settings: chosen.documents, own: chosen.paths, engines };
  return readDocuments(parts.changeSet, wanted, where);
}

/** What policies on files could not see is a problem like any other of a file. */
function withDocuments(read: ReadResult, documents: Documents | null): ReadResult {
  if (documents === null) return read;
  const base = [...read.problems.base, ...(documents.base?.problems ?? [])];
  return { ...read, problems: { base, head: [...read.problems.head, ...documents.head.problems] } };
}

interface Evaluated {
  readonly changeSet: ChangeSet;
  readonly settings: LoadedSettings;
  readonly policies: CompiledPolicies;
  readonly pairs: ReadonlyArray<ProjectPair>;
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly documents?: Documents | null;
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
    documents: parts.documents ?? null,
    combine: parts.settings.settings.policies.documents.combine,
    plans: new Map(parts.pairs.flatMap(({ project, plan }) => (plan === undefined ? [] : [[project.name, plan]]))),
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
    ...[...settings.warnings, ...usageProblems].map((problem) => ofTheGate(problem, false)),
  ];
}

function ofTheGate({ path, line, message, project }: Problem, gates: boolean): JudgedProblem {
  return { path, line, message, project, status: "existing", gates };
}

interface Concluded {
  readonly request: ReviewRequest;
  readonly policies: CompiledPolicies;
  readonly changeSet: ChangeSet;
  readonly settings: LoadedSettings;
  readonly read: ReadResult;
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly estimate: Estimate;
  readonly result: PolicyResult;
  readonly usage: LoadedUsage;
  readonly problems: ReadonlyArray<JudgedProblem>;
  readonly waivers: LoadedWaivers;
  readonly preview: Preview | null;
  readonly tools: ReviewTools;
}

function conclude(concluded: Concluded): Review {
  const { request, changeSet, settings, read, changes, estimate, result, usage, problems, preview, tools } = concluded;
  const shown = { findings: result.findings, estimate, problems, not_analysed: read.not_analysed, failure: null };
  const judgement = judge({
    ...shown,
    scope: changeSet.base === null ? "tree" : "change",
    projects: changes.length,
    settings: settings.settings,
    tagsOf: tagsOf(changes),
  });
  const priced = estimate.resources.length > 0;
  const prices = `Prices: the embedded book of ${tools.book.date}, list prices in USD, 730 hours a month.`;
  const notes = [...read.notes, ...result.notes, ...usage.notes, ...(priced ? [prices] : [])];
  const waivers = [...concluded.waivers.waivers, ...(request.waivers ?? [])];
  return {
    ...shown,
    ...judgement,
    mode: settings.settings.mode,
    files: changeSet.files,
    projects: changes,
    notes,
    preview,
    settings: settings.settings,
    holds_until: holdsUntil(settings.settings, waivers, request.clock),
    outside: problems.map(({ path }) => path).filter((path) => !changeSet.head.entries.has(path)),
    inputs: {
      base_sha: changeSet.base_sha,
      head_sha: changeSet.head_sha,
      policies: concluded.policies.modules.map(({ hash }) => hash),
      prices: tools.book.date,
    },
  };
}

function tagsOf(changes: ReadonlyArray<ProjectChange>): TagsOf {
  const tags = new Map(
    changes.flatMap(({ project, resources }) =>
      resources.map((resource) => [JSON.stringify([project.name, resource.address]), resource.tags] as const),
    ),
  );
  return (project, address) => tags.get(JSON.stringify([project, address])) ?? {};
}

/** A draft that the configuration does not want reviewed is not decided, so that nothing lets it pass unseen. */
function skippedDraft({ settings }: LoadedSettings): Review {
  const text = "this is a draft, and the configuration skips drafts; mark it as ready for review";
  return { ...nothingDecided(text), mode: settings.mode, settings };
}

/** We or a service broke: nothing was decided, and that is said. */
function undecided(error: ReviewError): Review {
  const failure = { message: error.message, retryable: error instanceof SourceError && error.retryable };
  return { ...nothingDecided(`the review did not finish: ${error.message}`), failure };
}

function nothingDecided(text: string): Review {
  const verdict = { conclusion: "undecided", reasons: [text] } as const;
  return {
    mode: "gate",
    files: [],
    verdict,
    policy_verdict: verdict,
    cost_verdict: verdict,
    reasons: [{ conclusion: "undecided", text, part: "both", team: null }],
    projects: [],
    findings: [],
    estimate: { currency: "USD", before: 0, after: 0, delta: 0, resources: [], not_priced: [] },
    problems: [],
    not_analysed: [],
    failure: null,
    notes: [],
    preview: null,
    settings: null,
    holds_until: null,
    outside: [],
    inputs: null,
  };
}

function isWrongUse(error: ReviewError): boolean {
  return error instanceof UsageError && !(error instanceof BaseMissingError);
}
