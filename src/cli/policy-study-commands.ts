import { resolve } from "node:path";
import { collectChanges, collectScan, openWorkplace } from "../changes/git.ts";
import { loadSettings } from "../config/settings.ts";
import type { Tree } from "../model/change-set.ts";
import { UsageError } from "../model/failure.ts";
import { count } from "../model/text.ts";
import { usualPolicyFolder, readEvalSources } from "../policy/authoring/author-sources.ts";
import { benchPolicies, type RuleTime } from "../policy/authoring/bench-policies.ts";
import { compileOwn, readInputs, type SavedInput } from "../policy/authoring/eval-inputs.ts";
import { impactOf, type ImpactTarget, type TargetImpact } from "../policy/authoring/impact-policies.ts";
import { concerns } from "../policy/enforcement.ts";
import { loadPolicies } from "../policy/load-policies.ts";
import type { PolicySources } from "../policy/policy.ts";
import { inputs, openReviewTools, reviewOf, type ReviewTools } from "../review.ts";
import { cacheFolder } from "./cache-folder.ts";
import { readText } from "./read-text.ts";

/** Where inputs come from: saved ones, or a directory that is read. */
export interface InputOptions {
  readonly format: "terminal" | "json";
  readonly input?: string;
  readonly dir?: string;
}

/** Options of `tollgate policy bench`. */
export interface BenchOptions extends InputOptions {
  readonly runs: number;
}

/** Options of `tollgate policy impact`. */
export interface ImpactOptions {
  readonly base: string;
  readonly repos?: ReadonlyArray<string>;
  readonly inputs?: ReadonlyArray<string>;
  readonly runs: number;
  readonly format: "terminal" | "json";
}

/** `tollgate policy bench`: how long each rule takes alone, slowest first. */
export async function runPolicyBench(path: string, options: BenchOptions): Promise<number> {
  const sources = await readEvalSources(path);
  return withTools(async (tools, clock) => {
    const documents = await documentsOf(options, clock, tools);
    const compiled = await compileOwn(sources, tools);
    const times = await benchPolicies(compiled, documents, options.runs, { ...tools, clock, now });
    print(options.format === "json" ? json({ runs: options.runs, rules: times }) : benchText(times, options.runs));
    return compiled.problems.length === 0 ? 0 : 1;
  });
}

/** `tollgate policy input`: the inputs with only those resources that the policies look at. */
export async function runPolicyInput(directory: string, options: { readonly policy?: string }): Promise<number> {
  return withTools(async (tools, clock) => {
    const documents = await readDirectory(directory, clock, tools);
    const { policy } = options;
    print(json(policy === undefined ? documents : await concerning(documents, policy, tools)));
    return 0;
  });
}

async function concerning(
  documents: ReadonlyArray<SavedInput>,
  policy: string,
  tools: ReviewTools,
): Promise<ReadonlyArray<SavedInput>> {
  const compiled = await compileOwn(await readEvalSources(policy), tools);
  const policies = compiled.modules.flatMap((module) => module.policies);
  const isSeen = (type: string): boolean => policies.some((one) => concerns(one, new Set([type])));
  return documents
    .map((document) => ({ ...document, resources: document.resources.filter(({ type }) => isSeen(type)) }))
    .filter(({ resources }) => resources.length > 0);
}

/** `tollgate policy impact`: 1 when a policy broke; whom a policy hits is for its author to judge. */
export async function runPolicyImpact(path: string | undefined, options: ImpactOptions): Promise<number> {
  const folder = path ?? usualPolicyFolder();
  const workplace = await openWorkplace(folder);
  const change = await collectChanges(workplace, options.base, null);
  const policies = {
    before: change.base === null ? noPolicies : await sourcesIn(change.base, workplace.under),
    after: await sourcesIn(change.head, workplace.under),
  };
  if (policies.after.files.length + policies.before.files.length === 0) {
    throw new UsageError(`there is no policy in ${folder}; expected files that end with .rego`);
  }
  return withTools(async (tools, clock) => {
    const targets = await targetsOf(options, clock, tools);
    const impacts = await impactOf(policies, targets, { ...tools, clock });
    const compiled = await compileOwn(policies.after, tools);
    const documents = targets.flatMap((target) => target.inputs);
    const times = await benchPolicies(compiled, documents, options.runs, { ...tools, clock, now });
    print(
      options.format === "json"
        ? json({ base: options.base, targets: impacts, rules: times })
        : impactText(impacts, times),
    );
    return impacts.some(({ broken }) => broken.length > 0) ? 1 : 0;
  });
}

const noPolicies: PolicySources = { files: [], data: {}, problems: [] };

async function sourcesIn(tree: Tree, under: string): Promise<PolicySources> {
  const folders =
    under === "." ? [...new Set([...tree.entries.keys()].map((file) => file.split("/")[0] ?? file))] : [under];
  return loadPolicies({ pack: false, repository: { tree, folders }, disk: [] });
}

async function targetsOf(
  { repos = [], inputs: files = [] }: ImpactOptions,
  clock: Date,
  tools: ReviewTools,
): Promise<ReadonlyArray<ImpactTarget>> {
  if (repos.length + files.length === 0) throw new UsageError("name --repos <directory…> or --inputs <file…>");
  const targets: ImpactTarget[] = [];
  for (const repository of repos) {
    targets.push({ name: repository, inputs: await readDirectory(repository, clock, tools) });
  }
  for (const file of files) targets.push(...recorded(readInputs(readText(file), file), file));
  return targets;
}

/** Recorded inputs name their repository and pull request; those without count as the file's. */
function recorded(documents: ReadonlyArray<SavedInput>, file: string): ReadonlyArray<ImpactTarget> {
  const groups = Map.groupBy(documents, ({ repository, pull_request }) => nameOf(repository, pull_request) ?? file);
  return [...groups].map(([name, all]) => ({ name, inputs: all }));
}

function nameOf(repository: unknown, pullRequest: unknown): string | null {
  const name = fieldOf(repository, "full_name");
  const number = fieldOf(pullRequest, "number");
  if (typeof name !== "string") return null;
  return typeof number === "number" ? `${name}#${number}` : name;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : null;
}

/** The inputs that the options name. Throws UsageError. */
export async function documentsOf(
  options: InputOptions,
  clock: Date,
  tools: ReviewTools,
): Promise<ReadonlyArray<SavedInput>> {
  if ((options.input === undefined) === (options.dir === undefined)) {
    throw new UsageError("name either --input <file> or --dir <directory>");
  }
  if (options.dir !== undefined) return readDirectory(options.dir, clock, tools);
  const file = options.input ?? "-";
  return readInputs(readText(file), file === "-" ? "the input" : file);
}

async function readDirectory(directory: string, clock: Date, tools: ReviewTools): Promise<ReadonlyArray<SavedInput>> {
  const workplace = await openWorkplace(directory);
  const changeSet = await collectScan(workplace);
  const settings = await loadSettings(changeSet.gate);
  const request = { ...reviewOf(() => Promise.resolve(changeSet), clock), under: workplace.under, settings };
  const read = await inputs(request, tools);
  for (const { path, line, message } of read.problems) {
    process.stderr.write(`problem: ${path}${line === null ? "" : `:${line}`}: ${message}\n`);
  }
  return readInputs(JSON.stringify(read.inputs), resolve(directory));
}

function benchText(times: ReadonlyArray<RuleTime>, runs: number): string {
  const lines = times.map(
    ({ policy, rule, median, slowest, inputs: seen }) =>
      `${milliseconds(median)} median  ${milliseconds(slowest)} slowest  ${policy} ${rule}, ${count(seen, "input")}`,
  );
  return `${[...lines, `${count(times.length, "rule")}, ${count(runs, "run")} each`].join("\n")}\n`;
}

function impactText(impacts: ReadonlyArray<TargetImpact>, times: ReadonlyArray<RuleTime>): string {
  const targets = impacts.map((impact) => {
    const { name, newly_fail, newly_pass, unchanged, broken } = impact;
    return [
      `${name}: ${newly_fail.length} newly fail, ${newly_pass.length} newly pass, ${unchanged} unchanged`,
      ...broken.map((text) => `  broken: ${text}`),
      ...newly_fail.map((finding) => `  + ${findingText(finding)}`),
      ...newly_pass.map((finding) => `  - ${findingText(finding)}`),
    ].join("\n");
  });
  const sum = (of: (impact: TargetImpact) => number): number => impacts.reduce((total, one) => total + of(one), 0);
  const hit = impacts.filter(({ newly_fail }) => newly_fail.some(({ enforcement }) => enforcement === "deny")).length;
  const slowest = times
    .slice(0, 3)
    .map(({ policy, rule, median }) => `${policy} ${rule} ${milliseconds(median).trim()}`);
  return `${[
    ...targets,
    `${count(impacts.length, "target")}: ${sum((one) => one.newly_fail.length)} newly fail, ` +
      `${sum((one) => one.newly_pass.length)} newly pass; ${hit} would be blocked`,
    ...(slowest.length === 0 ? [] : [`slowest rules: ${slowest.join(", ")}`]),
  ].join("\n")}\n`;
}

function findingText(finding: TargetImpact["newly_fail"][number]): string {
  const { path, line, enforcement, message, policy, project } = finding;
  return `${path === null ? project : `${path}:${line ?? 1}`}: ${enforcement}: ${message} [${policy}]`;
}

async function withTools(run: (tools: ReviewTools, clock: Date) => Promise<number>): Promise<number> {
  const clock = new Date();
  const tools = openReviewTools(clock, cacheFolder("policies"));
  try {
    return await run(tools, clock);
  } finally {
    await tools.close();
  }
}

function now(): number {
  return performance.now();
}

function milliseconds(value: number): string {
  return `${value.toFixed(1).padStart(7)} ms`;
}

function print(text: string): void {
  process.stdout.write(text);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
