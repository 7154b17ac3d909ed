import { rm } from "node:fs/promises";

import { parseManifest, parseRateFile, parseTableFile } from "../cost/book-file.ts";
import { openPriceBook, type ReadBookFile } from "../cost/price-book.ts";
import { count } from "../model/text.ts";
import { freshBook, type FreshBook } from "./fresh-book.ts";
import { freshRates } from "./fresh-figures.ts";
import type { ListTask, Planner, ProviderPlan, UpdateRequest } from "./list-plan.ts";
import { PriceListError } from "./lookup.ts";
import { openParts, type Part, type Parts } from "./parts.ts";
import { planAws } from "./plan-aws.ts";
import { planAzure, planGoogle } from "./plan-pages.ts";

/** A fresh book, and what it was made of. */
export interface Update {
  readonly book: FreshBook;
  readonly lists: number;
  /** Lists that could not be had, with the reason. */
  readonly failures: ReadonlyArray<string>;
  /** What was left out on purpose, e.g. Google without a key. */
  readonly skipped: ReadonlyArray<string>;
  /** Lookups of the providers that were read, and how many of them the lists answer. */
  readonly asked: number;
  readonly answered: number;
}

/** Of what estimators ask, the least share that lists must answer to be taken for the lists that they claim to be. */
const least = 0.25;

/**
 * Reads the public lists and makes a fresh book. What was read before, within a day, is not read again. Throws
 * PriceListError where a list cannot be had, and where the lists do not have what estimators ask for.
 */
export async function updateBook(request: UpdateRequest): Promise<Update> {
  const parts = await openParts(request.work, request.clock);
  const plans: ProviderPlan[] = [];
  const skipped: string[] = [];
  for (const provider of request.providers) {
    if (provider === "google" && request.googleKey === null) {
      skipped.push("google: its catalogue asks for a key; set GOOGLE_CLOUD_API_KEY.");
      continue;
    }
    const plan = await planners[provider](request, parts);
    plans.push(plan);
    skipped.push(...plan.skipped);
  }
  const { done, failures } = await readLists(request, parts, plans.flatMap((plan) => plan.tasks));
  if (failures.length > 0 && !request.partial) {
    throw new PriceListError(
      [`${count(failures.length, "list")} could not be had; the old book stays.`, ...failures].join("\n  "),
    );
  }
  const dates = Object.fromEntries(plans.map((plan) => [plan.provider, plan.date]));
  const rates = freshRates(done, request.lookups);
  const cells = done.flatMap((part) => part.cells);
  const book = freshBook({ ...request, rates, cells, dates });
  const own = request.lookups.filter(({ provider }) => Object.hasOwn(dates, provider));
  const found = new Set(done.flatMap((part) => part.candidates.map(([index]) => index)));
  const answered = own.filter((one) => found.has(request.lookups.indexOf(one)));
  checkAnswers(own.length, answered.length);
  checkBook(book);
  return { book, lists: done.length, failures, skipped, asked: own.length, answered: answered.length };
}

async function readLists(
  request: UpdateRequest,
  parts: Parts,
  tasks: ReadonlyArray<ListTask>,
): Promise<{ readonly done: ReadonlyArray<Part>; readonly failures: ReadonlyArray<string> }> {
  const done: Part[] = [];
  const failures: string[] = [];
  for (const [index, task] of tasks.entries()) {
    const step = `${index + 1}/${tasks.length} ${task.name}`;
    const kept = await parts.kept(task.key);
    if (kept?.next === null) {
      request.progress(`${step}: kept from before`);
      done.push(kept);
      continue;
    }
    request.progress(step);
    try {
      const part = await task.read(kept);
      await parts.keep(task.key, part);
      done.push(part);
    } catch (error) {
      if (!(error instanceof PriceListError)) throw error;
      failures.push(`${task.name}: ${error.message}`);
    }
  }
  return { done, failures };
}

function checkAnswers(asked: number, answered: number): void {
  if (asked === 0 || answered / asked >= least) return;
  throw new PriceListError(
    `The lists have ${answered} of the ${asked} prices that estimators ask for; at least ${least * 100} % were expected. The old book stays.`,
  );
}

/** The fresh book has to be one that reviews can read, file by file. */
function checkBook({ files }: FreshBook): void {
  const read: ReadBookFile = (path) => files.get(path) ?? null;
  openPriceBook(read);
  for (const path of Object.keys(parseManifest(read("manifest.json")).files)) {
    if (path.split("/").length === 2) parseRateFile(path, read(path));
    else parseTableFile(path, read(path));
  }
}

const planners: Readonly<Record<UpdateRequest["providers"][number], Planner>> = {
  aws: planAws,
  azurerm: planAzure,
  google: planGoogle,
};

/** Forgets what was kept of earlier updates. */
export async function dropParts(work: string): Promise<void> {
  await rm(work, { recursive: true, force: true });
}
