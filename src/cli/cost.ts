import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { collectChanges, collectScan, openWorkplace } from "../changes/git.ts";
import { UsageError } from "../model/failure.ts";
import { compareText, count, placeText } from "../model/text.ts";
import type { CostFormat } from "../report/cost-formats.ts";
import { renderCost } from "../report/cost-report.ts";
import { renderExplanation } from "../report/cost-explanation.ts";
import { plain } from "../report/text.ts";
import { costs, openReviewTools, type CostReport } from "../review.ts";
import { enginesOf } from "./early-engines.ts";
import { exitCodes } from "./exit-codes.ts";
import { requestOf } from "./reports.ts";

/** Options of the `cost` commands. */
export interface CostOptions {
  readonly base?: string;
  readonly config?: string;
  readonly usageFile?: string;
  readonly fetchModules?: boolean;
  /** Whether answers of the last run in the same place may be used, and are kept for the next one. */
  readonly cache: boolean;
}

/** Options of `cost report`. */
export interface CostReportOptions extends CostOptions {
  readonly format: CostFormat;
  readonly output?: string;
}

/** `tollgate cost`: what a tree or a change costs. 0, or 3 where something could not be read. */
export async function reportCosts(directory: string, options: CostReportOptions): Promise<number> {
  const { output, format } = options;
  const report = await pricesOf(directory, options, options.usageFile);
  const color = output === undefined && process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
  const text = renderCost(format, { estimate: report.estimate, projects: report.changes }, { color });
  if (output === undefined) process.stdout.write(text);
  else writeReport(output, text);
  for (const { path, reason } of report.not_analysed)
    process.stderr.write(`not analysed: ${plain(path)}: ${plain(reason)}\n`);
  return report.not_analysed.length === 0 && report.problems.length === 0 ? 0 : exitCodes.undecided;
}

function writeReport(output: string, text: string): void {
  try {
    writeFileSync(output, text);
  } catch (cause) {
    throw new UsageError(`${output} cannot be written; name a file in a folder that exists`, { cause });
  }
}

/** Options of `cost explain`. */
export interface ExplainOptions extends CostOptions {
  readonly directory: string;
  readonly format: "terminal" | "json";
}

/** `tollgate cost explain`: 0 when something was explained or is free, 3 when the address is not priced. */
export async function explainCost(address: string, options: ExplainOptions): Promise<number> {
  const report = await pricesOf(options.directory, options, options.usageFile);
  const { explanations, others, meant } = report.explain(address);
  if (explanations.length + others.length === 0) {
    const guess = meant.length === 0 ? "tollgate input prints all addresses" : `is ${meant.join(" or ")} meant?`;
    throw new UsageError(`no resource is ${plain(address)}; ${plain(guess)}`);
  }
  if (options.format === "json") {
    process.stdout.write(`${JSON.stringify({ explanations, others }, null, 2)}\n`);
  } else {
    const told = others.map((other) => `${plain(other.address)}: ${plain(other.reason)}\n`);
    process.stdout.write([...explanations.map(renderExplanation), ...told].join("\n"));
  }
  const isPriced = explanations.length > 0 || others.every(({ reason }) => !reason.startsWith("not priced"));
  return isPriced ? 0 : exitCodes.undecided;
}

/** Options of `cost usage`. */
export interface UsageOptions extends CostOptions {
  readonly sync?: boolean;
}

/** `tollgate cost usage`: prints the usage file of a tree, or writes it over the existing one. */
export async function writeUsage(directory: string, options: UsageOptions): Promise<void> {
  const path = options.usageFile ?? "tollgate-usage.yml";
  const existing = existsSync(path) ? readFileSync(path, "utf8") : null;
  const report = await pricesOf(directory, options, existing === null ? undefined : path);
  const wrong = report.problems.filter((problem) => problem.path === path);
  if (wrong.length > 0)
    throw new UsageError(
      wrong.map(({ line, message }) => `${path}${line === null ? "" : `:${line}`}: ${message}`).join("\ntollgate: "),
    );
  const { text, added } = report.usageFile(existing);
  if (options.sync !== true) {
    process.stdout.write(text);
    return;
  }
  if (text !== existing) writeFileSync(path, text);
  const names = added.toSorted(compareText).map((address) => `  ${plain(address)}\n`);
  process.stdout.write(
    `${plain(path)}: ${count(added.length, "entry", "entries")} added or completed\n${names.join("")}`,
  );
}

async function pricesOf(directory: string, options: CostOptions, usageFile: string | undefined): Promise<CostReport> {
  const workplace = await openWorkplace(directory);
  const changeSet = await (options.base === undefined
    ? collectScan(workplace)
    : collectChanges(workplace, options.base, null));
  const { config, fetchModules = false } = options;
  const asked = {
    fetchModules,
    ...(config === undefined ? {} : { config }),
    ...(usageFile === undefined ? {} : { usageFile }),
  };
  const { clock, engines, answers } = enginesOf("cost", directory, options);
  const tools = openReviewTools(clock, null, engines, answers);
  try {
    const report = await costs(await requestOf(workplace, changeSet, clock, asked, tools.engines), tools);
    // A root and the module that it calls may say the same of a line.
    const problems = report.problems.map((problem) => `${placeText(problem)}: ${problem.message}`);
    for (const problem of new Set(problems)) process.stderr.write(`problem: ${plain(problem)}\n`);
    for (const note of report.notes) process.stderr.write(`note: ${plain(note)}\n`);
    return report;
  } finally {
    await tools.close();
  }
}
