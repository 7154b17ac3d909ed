import { readFileSync, writeFileSync } from "node:fs";

import { collectChanges, collectScan, openWorkplace, type Workplace } from "../changes/git.ts";
import { loadSettings, parseSettings, type LoadedSettings, type OrganisationFile } from "../config/settings.ts";
import type { Engines } from "../engines/engines.ts";
import type { ChangeSet } from "../model/change-set.ts";
import { UsageError } from "../model/failure.ts";
import type { NotAnalysed, Problem } from "../model/problem.ts";
import { placeText } from "../model/text.ts";
import type { ReportFormat } from "../report/format-names.ts";
import { renderAs } from "../report/formats.ts";
import { renderShadow } from "../report/shadow.ts";
import { inputs, openReviewTools, review, reviewOf, reviewWithFixes, type ReviewRequest } from "../review.ts";
import { cacheFolder } from "./cache-folder.ts";
import { enginesOf, type Asked } from "./early-engines.ts";
import { exitCodes } from "./exit-codes.ts";
import { modulesFor } from "./modules.ts";
import { namedPolicies, organisationPolicyFetcher, type PolicySourceOptions } from "./policy-sources.ts";
import { readShownFile } from "./shown-file.ts";

/** Options that every report has. */
export interface ReportOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly config?: string;
  readonly organisation?: string;
  readonly repository?: string;
  readonly policies?: ReadonlyArray<string>;
  readonly policyClone?: ReadonlyArray<string>;
  readonly fetchPolicies?: boolean;
  readonly pack: boolean;
  /** Whether answers of the last run in the same place may be used, and are kept for the next one. */
  readonly cache: boolean;
  /** Whether findings of policies in the shadow are shown. */
  readonly shadow?: boolean;
  readonly usageFile?: string;
  readonly plan?: ReadonlyArray<string>;
  /** Whether fixes are tried, so that the report has the edits that were proven. */
  readonly fixes?: boolean;
  readonly fetchModules?: boolean;
}

/** Options of `tollgate input`. */
export interface InputOptions {
  readonly base?: string;
  readonly output?: string;
  readonly config?: string;
  readonly usageFile?: string;
  readonly plan?: ReadonlyArray<string>;
  readonly fetchModules?: boolean;
}

/** `tollgate review`: resolves to the exit code. */
export async function reviewChange(
  directory: string,
  options: ReportOptions & { base: string; head?: string },
): Promise<number> {
  const asked = enginesOf("review", directory, options);
  const workplace = await openWorkplace(directory);
  return report(workplace, await collectChanges(workplace, options.base, options.head ?? null), options, asked);
}

/** `tollgate scan`: resolves to the exit code. Engines that were started before are used and closed. */
export async function scanTree(
  directory: string,
  options: ReportOptions,
  asked: Asked = enginesOf("scan", directory, options),
): Promise<number> {
  const workplace = await openWorkplace(directory);
  return report(workplace, await collectScan(workplace), options, asked);
}

/** `tollgate input`: prints what policies would see. */
export async function printInputs(directory: string, options: InputOptions): Promise<void> {
  const workplace = await openWorkplace(directory);
  const changeSet = await (options.base === undefined
    ? collectScan(workplace)
    : collectChanges(workplace, options.base, null));
  const clock = new Date();
  const tools = openReviewTools(clock, null);
  try {
    const result = await inputs(await requestOf(workplace, changeSet, clock, options, tools.engines), tools);
    print(`${JSON.stringify(result.inputs, null, 2)}\n`, options.output);
    complain(result.problems, result.not_analysed);
  } finally {
    await tools.close();
  }
}

async function report(
  workplace: Workplace,
  changeSet: ChangeSet,
  options: ReportOptions,
  { clock, engines, answers }: Asked,
): Promise<number> {
  const tools = openReviewTools(clock, cacheFolder("policies"), engines, answers);
  try {
    const request = await requestOf(workplace, changeSet, clock, options, tools.engines);
    const asked = { ...request, policies: { pack: options.pack, ...(await namedPolicies(options)) } };
    const result = options.fixes === true ? (await reviewWithFixes(asked, tools)).review : await review(asked, tools);
    const color = options.output === undefined && process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
    const shadow = options.shadow === true ? renderShadow(result, options.format) : "";
    print(`${renderAs(options.format, result, { color })}${shadow}`, options.output);
    return result.mode === "advisory" && result.verdict.conclusion !== "undecided"
      ? 0
      : exitCodes[result.verdict.conclusion];
  } finally {
    await tools.close();
  }
}

/** What the options of a command say of a change, as a request for its review. */
export async function requestOf(
  workplace: Workplace,
  changeSet: ChangeSet,
  clock: Date,
  options: SettingsOptions & Pick<InputOptions, "usageFile" | "plan" | "fetchModules">,
  engines: Engines,
): Promise<ReviewRequest> {
  return {
    ...reviewOf(() => Promise.resolve(changeSet), clock),
    under: workplace.under,
    settings: await usableSettings(changeSet, options),
    organisation: organisationOf(options),
    fetchPolicies: organisationPolicyFetcher(options),
    preview: true,
    usage:
      options.usageFile === undefined
        ? null
        : { path: options.usageFile, text: readInput(options.usageFile, "usage file") },
    plans: (options.plan ?? []).map((file) => readShownFile(file, "plan", workplace.root)),
    modules: modulesFor(workplace, engines, options.fetchModules === true),
  };
}

/** Configuration that cannot be used ends the command line: its user is there to mend it. */
async function usableSettings(changeSet: ChangeSet, options: SettingsOptions): Promise<LoadedSettings | null> {
  const organisation = organisationOf(options);
  const { config: file } = options;
  const loaded =
    file === undefined
      ? await loadSettings(changeSet.gate, organisation)
      : parseSettings(readInput(file, "configuration"), file, organisation);
  if (loaded.problems.length > 0) throw new UsageError(loaded.problems.map(problemText).join("\ntollgate: "));
  return file === undefined ? null : loaded; // the review reads the gate tree's own, and the head's for its preview
}

interface SettingsOptions extends PolicySourceOptions {
  readonly config?: string;
  readonly organisation?: string;
  readonly repository?: string;
}

/** The organisation's file, and which of its repositories this is. */
function organisationOf({ organisation: path, repository }: SettingsOptions): OrganisationFile | null {
  if (path === undefined) return null;
  const name = repository?.slice(repository.lastIndexOf("/") + 1) ?? null;
  return { path, text: readInput(path, "organisation's configuration"), repository: name };
}

function readInput(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new UsageError(`the ${what} ${path} cannot be read; name a file that exists`, { cause });
  }
}

function print(text: string, output: string | undefined): void {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (cause) {
    throw new UsageError(`${output} cannot be written; name a file in a folder that exists`, { cause });
  }
}

function complain(problems: ReadonlyArray<Problem>, notAnalysed: ReadonlyArray<NotAnalysed>): void {
  for (const problem of problems) process.stderr.write(`problem: ${problemText(problem)}\n`);
  for (const item of notAnalysed) process.stderr.write(`not analysed: ${item.path}: ${item.reason}\n`);
}

function problemText(problem: Problem): string {
  return `${placeText(problem)}: ${problem.message}`;
}
