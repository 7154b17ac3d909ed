import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { openPriceBook, type ReadBookFile } from "../cost/price-book.ts";
import { parseManifest, parseRateFile, parseTableFile } from "../cost/book-file.ts";
import { count } from "../model/text.ts";
import { awsEndpoint, offerFiles, offerIndex, offerRows, type OfferFile } from "./aws-offers.ts";
import { openCollector, type Wanted } from "./collect.ts";
import type { FetchLimits } from "./fetching.ts";
import { freshBook, type FreshBook } from "./fresh-book.ts";
import { freshRates } from "./fresh-figures.ts";
import { PriceListError, type Lookup } from "./lookup.ts";
import {
  azureEndpoint,
  cataloguePage,
  catalogueServices,
  googleEndpoint,
  retailPage,
  retailUrl,
  type Page,
} from "./pages.ts";
import { openParts, type Part, type Parts } from "./parts.ts";
import { tableLists } from "./table-cells.ts";

/** What an update is to do. */
export interface UpdateRequest {
  readonly providers: ReadonlyArray<"aws" | "azurerm" | "google">;
  /** Regions that are read; null for every region of the old book. */
  readonly regions: ReadonlyArray<string> | null;
  readonly read: ReadBookFile;
  readonly lookups: ReadonlyArray<Lookup>;
  /** Where parts are kept. */
  readonly work: string;
  readonly clock: Date;
  /** Key of Google's catalogue; null without one. */
  readonly googleKey: string | null;
  /** Mirrors of the public lists, by provider. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly factor: number;
  readonly accept: boolean;
  /** Whether lists that cannot be had leave the old prices; else they end the update. */
  readonly partial: boolean;
  readonly limits: FetchLimits;
  /** Called for each list as it is read, with the step and how many there are. */
  readonly progress: (line: string) => void;
}

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

/** One list to read. */
interface ListTask {
  readonly provider: string;
  readonly list: string;
  readonly name: string;
  readonly key: string;
  readonly read: (kept: Part | null) => Promise<Part>;
}

/** Of what estimators ask, the least share that lists must answer to be taken for the lists that they claim to be. */
const least = 0.25;

/** A list of a day later than this after the clock's is not believed. */
const future = 2 * 24 * 3_600_000;

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

/** The lists of one provider, and their day. */
interface ProviderPlan {
  readonly provider: string;
  readonly date: string;
  readonly tasks: ReadonlyArray<ListTask>;
  /** Lists that the provider does not have, or not any more. */
  readonly skipped: ReadonlyArray<string>;
}

type Planner = (request: UpdateRequest, parts: Parts) => Promise<ProviderPlan>;

const planners: Readonly<Record<UpdateRequest["providers"][number], Planner>> = {
  aws: planAws,
  azurerm: planAzure,
  google: planGoogle,
};

/** Codes of the lists that lookups and tables of a provider name. */
function listsOf(provider: string, lookups: ReadonlyArray<Lookup>): ReadonlyArray<string> {
  const named = lookups.filter((one) => one.provider === provider).map((one) => one.list);
  return [...new Set([...named, ...(tableLists[provider] ?? [])])].toSorted();
}

function regionsOf(provider: string, table: string, request: UpdateRequest): ReadonlyArray<string> {
  const prefix = `${provider}/${table}/`;
  const known = Object.keys(parseManifest(request.read("manifest.json")).files).flatMap((path) =>
    path.startsWith(prefix) ? path.slice(prefix.length).replace(/\.json$/, "") : [],
  );
  return request.regions === null ? known : request.regions;
}

async function planAws(request: UpdateRequest, parts: Parts): Promise<ProviderPlan> {
  const lookups = lookupsKey(request.lookups);
  const endpoint = request.endpoints["aws"] ?? awsEndpoint;
  const { offers, publicationDate } = await offerIndex(endpoint, request.limits);
  expectPast(`${endpoint}/offers/v1.0/aws/index.json`, publicationDate, request.clock);
  const tasks: ListTask[] = [];
  const skipped: string[] = [];
  for (const code of listsOf("aws", request.lookups)) {
    const offer = Object.hasOwn(offers, code) ? offers[code] : undefined;
    if (offer === undefined) {
      skipped.push(`aws ${code}: the index has no such offer.`);
      continue;
    }
    const own = request.lookups.filter((one) => one.provider === "aws" && one.list === code);
    const regional = own.some(({ place }) => place === "region") || (tableLists["aws"] ?? []).includes(code);
    const global = own.some(({ place }) => place === "global");
    const regions = new Set([...(regional ? regionsOf("aws", "ec2", request) : []), ...(global ? ["global"] : [])]);
    const files = await offerFiles(endpoint, { code, ...offer }, regions, request.limits);
    tasks.push(...files.map((file) => offerTask({ endpoint, file, lookups }, request, parts)));
  }
  return { provider: "aws", date: publicationDate.slice(0, 10), tasks, skipped };
}

function offerTask(
  { endpoint, file, lookups }: { readonly endpoint: string; readonly file: OfferFile; readonly lookups: string },
  request: UpdateRequest,
  parts: Parts,
): ListTask {
  const wanted: Wanted = {
    provider: "aws",
    list: file.offer,
    // In a file of all regions only what is global is wanted: the regions have files of their own.
    regions: new Set([file.region]),
    lookups: request.lookups.map((one) => (isWanted(one, file) ? one : { ...one, list: "" })),
  };
  const key = `${endpoint}${file.path} ${file.region} ${lookups}`;
  return {
    provider: "aws",
    list: file.offer,
    name: `aws ${file.offer} ${file.region}`,
    key,
    read: async () => {
      const collector = openCollector({ ...wanted, regions: file.region === "global" ? null : wanted.regions }, null);
      const target = parts.target(key);
      try {
        for await (const row of offerRows(endpoint, file, { target, limits: request.limits })) collector.take(row);
      } finally {
        // A list that is whole is kept as what was made of it, one that broke off beside its target.
        await rm(target, { force: true });
      }
      return collector.part(null);
    },
  };
}

function isWanted(lookup: Lookup, file: OfferFile): boolean {
  return lookup.list === file.offer && (lookup.place === "global") === (file.region === "global");
}

/** Candidates name lookups by index: parts of other lookups are of no use. */
function lookupsKey(lookups: ReadonlyArray<Lookup>): string {
  return createHash("sha256").update(JSON.stringify(lookups)).digest("hex");
}

function planAzure(request: UpdateRequest): Promise<ProviderPlan> {
  const endpoint = request.endpoints["azurerm"] ?? azureEndpoint;
  const regions = request.regions === null ? null : regionsOf("azurerm", "vm", request);
  const tasks = listsOf("azurerm", request.lookups).map((list): ListTask => {
    const url = retailUrl(endpoint, list, regions);
    return pagedTask(
      { provider: "azurerm", list, name: `azurerm ${list}`, key: `${url} ${lookupsKey(request.lookups)}` },
      request,
      (next) => retailPage(next ?? url, endpoint, request.limits),
    );
  });
  return Promise.resolve({ provider: "azurerm", date: dayOf(request.clock), tasks, skipped: [] });
}

async function planGoogle(request: UpdateRequest): Promise<ProviderPlan> {
  const endpoint = request.endpoints["google"] ?? googleEndpoint;
  const key = request.googleKey ?? "";
  const services = await catalogueServices(endpoint, key, request.limits);
  const lists = listsOf("google", request.lookups);
  const skipped = lists.filter((list) => !services.has(list)).map((list) => `google ${list}: no such service.`);
  const tasks = lists.flatMap((list) => {
    const service = services.get(list);
    if (service === undefined) return [];
    const id = `${endpoint} ${list} ${lookupsKey(request.lookups)}`;
    return pagedTask({ provider: "google", list, name: `google ${list}`, key: id }, request, (next) =>
      cataloguePage({ endpoint, key, service, token: next ?? "" }, request.limits),
    );
  });
  return { provider: "google", date: dayOf(request.clock), tasks, skipped };
}

/** Pages between two savings: one page is about a megabyte. */
const pagesBetween = 10;

/** A list of pages: after a break it goes on with the page that was not read. */
function pagedTask(
  named: Pick<ListTask, "provider" | "list" | "name" | "key">,
  request: UpdateRequest,
  page: (next: string | null) => Promise<Page>,
): ListTask {
  return {
    ...named,
    read: async (kept) => {
      const { provider, list } = named;
      const parts = await openParts(request.work, request.clock);
      const regions = request.regions === null ? null : new Set(request.regions);
      const collector = openCollector({ provider, list, regions, lookups: request.lookups }, kept);
      let next = kept?.next ?? null;
      const seen = new Set<string>();
      for (let number = 1; ; number++) {
        let found: Page;
        try {
          found = await page(next);
        } catch (error) {
          if (next !== null) await parts.keep(named.key, collector.part(next));
          throw error;
        }
        for (const row of found.rows) collector.take(row);
        next = found.next;
        if (next === null) return collector.part(null);
        if (seen.has(next)) throw new PriceListError(`The list leads back to a page that was read (${named.name}).`);
        seen.add(next);
        if (number % pagesBetween === 0) {
          await parts.keep(named.key, collector.part(next));
          request.progress(`${named.name}: ${number} pages`);
        }
      }
    },
  };
}

function dayOf(clock: Date): string {
  return clock.toISOString().slice(0, 10);
}

function expectPast(url: string, date: string, clock: Date): void {
  const day = Date.parse(date);
  if (Number.isNaN(day)) throw new PriceListError(`${url} is of "${date}"; expected a date.`);
  if (day > clock.getTime() + future) {
    throw new PriceListError(`${url} is of ${date.slice(0, 10)}, later than today. Is this machine's clock right?`);
  }
}

/** Forgets what was kept of earlier updates. */
export async function dropParts(work: string): Promise<void> {
  await rm(work, { recursive: true, force: true });
}
