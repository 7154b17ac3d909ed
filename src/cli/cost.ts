import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { collectChanges, collectScan, openWorkplace } from "../changes/git.ts";
import { UsageError } from "../model/failure.ts";
import { compareText, count } from "../model/text.ts";
import { renderExplanation } from "../report/cost-explanation.ts";
import { plain } from "../report/text.ts";
import { costs, openReviewTools, type CostReport } from "../review.ts";
import { exitCodes } from "./exit-codes.ts";
import { requestOf } from "./reports.ts";

/** Options of the `cost` commands. */
export interface CostOptions {
  readonly base?: string;
  readonly config?: string;
  readonly usageFile?: string;
  readonly fetchModules?: boolean;
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
  const clock = new Date();
  const tools = openReviewTools(clock, null);
  try {
    const report = await costs(await requestOf(workplace, changeSet, clock, asked, tools.engines), tools);
    for (const { path, line, message } of report.problems)
      process.stderr.write(`problem: ${plain(path)}${line === null ? "" : `:${line}`}: ${plain(message)}\n`);
    for (const note of report.usage_notes) process.stderr.write(`note: ${plain(note)}\n`);
    return report;
  } finally {
    await tools.close();
  }
}
