import type { PriceBook } from "../cost/price-book.ts";

/** Which book the prices are from, and of which day: a book may be old, or of a day to come. */
export function pricesNote(book: PriceBook, clock: Date): string {
  return `Prices: ${bookOf(book, clock)}, list prices in USD, 730 hours a month.`;
}

/** Another book than the one that comes with Tollgate is named by its hash as well: its date does not tell it. */
function bookOf({ origin, date, hash }: PriceBook, clock: Date): string {
  if (origin === "embedded") return `the embedded book of ${date}`;
  // A list of today may be of tomorrow elsewhere.
  const tomorrow = new Date(clock.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  const late = date > tomorrow ? ", later than the day of the review," : "";
  return `${origin === "updated" ? "the updated book" : "a book of one's own"} of ${date}${late} (${hash.slice(0, 12)})`;
}
