import { bookFolder, chosenPriceBook, installBook, updatedBook } from "../cost/book-folders.ts";
import { readFrom } from "../cost/embedded-book.ts";
import { UsageError } from "../model/failure.ts";
import { count } from "../model/text.ts";
import { fetchLimits } from "../prices/fetching.ts";
import type { Doubt } from "../prices/fresh-book.ts";
import { loadLookups, PriceListError } from "../prices/lookup.ts";
import type { UpdateRequest } from "../prices/list-plan.ts";
import { dropParts, updateBook, type Update } from "../prices/update-book.ts";
import { plain } from "../report/text.ts";
import { cacheFolder } from "./cache-folder.ts";

/** Options of `prices update`. */
export interface UpdateOptions {
  readonly provider: ReadonlyArray<"aws" | "azurerm" | "google">;
  readonly region?: ReadonlyArray<string>;
  readonly endpoint?: ReadonlyArray<string>;
  readonly maxChange: number;
  readonly acceptChanges?: boolean;
  readonly keepGoing?: boolean;
  readonly restart?: boolean;
}

/** Doubts that are listed one by one; all of them are in the difference of the books. */
const shownDoubts = 20;

/**
 * `tollgate prices update`: reads the lists, verifies what came of them, and puts the new book in the place of the old
 * one. Throws PriceListError and leaves the old book where anything is wrong.
 */
export async function updatePrices(options: UpdateOptions): Promise<void> {
  const work = cacheFolder("prices");
  if (options.restart === true) await dropParts(work);
  // A book of some regions is laid over the one before; a whole one over the book that comes with Tollgate.
  const isWhole = options.region === undefined && options.provider.length === 3;
  const before = isWhole ? null : updatedBook();
  const update = await updateBook({
    providers: options.provider,
    regions: options.region ?? null,
    read: readFrom(before ?? bookFolder("embedded")),
    lookups: loadLookups(),
    work,
    clock: new Date(),
    googleKey: keyOf(process.env),
    endpoints: endpointsOf(options.endpoint ?? []),
    factor: options.maxChange,
    accept: options.acceptChanges === true,
    partial: options.keepGoing === true,
    limits: fetchLimits,
    progress: (line) => {
      process.stderr.write(`${plain(line)}\n`);
    },
  } satisfies UpdateRequest);
  if (update.lists === 0) {
    throw new PriceListError(["No list was read; the book stays as it is.", ...update.skipped].join(" "));
  }
  const { folder } = await installBook(update.book.files, update.book.hash);
  chosenPriceBook({ ...process.env, TOLLGATE_PRICE_BOOK: folder });
  await dropParts(work);
  process.stdout.write(summary(update, folder));
}

function keyOf(environment: NodeJS.ProcessEnv): string | null {
  const key = environment["GOOGLE_CLOUD_API_KEY"] ?? "";
  return key === "" ? null : key;
}

/** `aws=https://mirror.example` by provider. */
function endpointsOf(told: ReadonlyArray<string>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    told.map((text) => {
      const groups = /^(?<provider>aws|azurerm|google)=(?<url>https?:\/\/.+)$/.exec(text)?.groups;
      if (groups?.provider === undefined || groups.url === undefined) {
        throw new UsageError(`--endpoint is "${text}"; expected provider=url with aws, azurerm or google.`);
      }
      return [groups.provider, groups.url.replace(/\/+$/, "")];
    }),
  );
}

function summary({ book, lists, failures, skipped, asked, answered }: Update, folder: string): string {
  const { confirmed, changed, added } = book;
  const lines = [
    `Price book of ${book.date} from ${count(lists, "list")}: ${count(changed, "price")} changed, ${added} added, ${confirmed} confirmed.`,
    `The lists have ${answered} of ${asked} items that estimators ask for; the others keep their prices and dates.`,
    ...doubts("changed by more than --max-change allows and stay", book.implausible),
    ...doubts("have several prices in the lists and stay", book.ambiguous),
    ...failures.map((failure) => `Not had, old prices stay: ${failure}`),
    ...skipped.map((reason) => `Left out: ${reason}`),
    `${folder}, hash ${book.hash.slice(0, 12)}`,
    'Reviews use it with --price-book updated or TOLLGATE_PRICE_BOOK=updated; "tollgate prices diff" shows what changed.',
  ];
  return `${lines.map((line) => plain(line)).join("\n")}\n`;
}

function doubts(what: string, found: ReadonlyArray<Doubt>): ReadonlyArray<string> {
  if (found.length === 0) return [];
  const shown = found.slice(0, shownDoubts);
  return [
    `${count(found.length, "price")} ${what}:`,
    ...shown.map(({ place, before, after }) => `  ${place}: ${before}, the list has ${after.slice(0, 5).join(", ")}`),
    ...(found.length > shown.length ? [`  …and ${found.length - shown.length} more`] : []),
  ];
}
