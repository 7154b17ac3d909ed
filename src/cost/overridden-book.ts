import { Decimal } from "decimal.js";

import type { ContractPrice, PriceDiscount, PriceOverrides, PricePattern } from "../model/price-overrides.ts";
import type { Price, PriceBook, PriceQuery } from "./price-book.ts";
import { homeOf } from "./regions.ts";
import { nearest } from "./spelling.ts";

/** Code of the source that contract prices name. */
const contractSource = "overrides";

/** The book under one's own prices: a contract price goes before the book's, else the first discount that matches. */
export function overriddenBook(book: PriceBook, overrides: PriceOverrides): PriceBook {
  const { path, discounts, prices } = overrides;
  if (discounts.length + prices.length === 0) return book;
  const contracts = prices.map((one) => ({ one, matches: matcher(one) }));
  const shares = discounts.map((one) => ({ one, matches: matcher(one) }));
  return {
    ...book,
    price: (provider, region, query) => {
      const contract = contracts.find(({ matches }) => matches(provider, region, query));
      if (contract !== undefined) return contractPrice(contract.one, region, book.date);
      const listed = book.price(provider, region, query);
      const share = listed === null ? undefined : shares.find(({ matches }) => matches(provider, region, query));
      return listed === null || share === undefined ? listed : discounted(listed, share.one);
    },
    source: (code) =>
      code === contractSource
        ? { title: `price overrides in ${path ?? "a file"}`, date: book.date, licence: "your own" }
        : book.source(code),
  };
}

function contractPrice({ usd, reason }: ContractPrice, region: string, date: string): Price {
  return {
    usd: new Decimal(usd),
    label: "overrides",
    source: contractSource,
    date,
    region,
    scaled: null,
    adjusted: reason ?? "a price of one's own",
  };
}

function discounted(price: Price, { percent, reason }: PriceDiscount): Price {
  const told = `list price $${price.usd.toString()} − ${percent} %`;
  return {
    ...price,
    usd: price.usd.times(new Decimal(100).minus(percent)).div(100),
    label: `${price.label} − ${percent} %`,
    adjusted: reason === null ? told : `${told} (${reason})`,
  };
}

type Matches = (provider: string, region: string, query: PriceQuery) => boolean;

function matcher(pattern: PricePattern): Matches {
  const [service, item, column] = [pattern.service, pattern.item, pattern.column].map(globOf);
  const regions = pattern.regions.map(globOf);
  return (provider, region, query) =>
    provider === pattern.provider &&
    service?.(query.kind === "rate" ? query.service : query.table) === true &&
    item?.(query.kind === "rate" ? query.item : query.row) === true &&
    (query.kind === "rate" || column?.(query.column) === true) &&
    (regions.length === 0 || regions.some((one) => one(region)));
}

/** `*` is any text. Texts are compared piece by piece: a pattern cannot make it slow, as an expression could. */
function globOf(pattern: string): (text: string) => boolean {
  const pieces = pattern.split("*");
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return (text) => text === pattern;
  return (text) => {
    if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
    let at = first.length;
    const end = text.length - last.length;
    for (const piece of rest) {
      const found = text.indexOf(piece, at);
      if (found === -1 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}

/** Contract prices of things that the book does not know: they hold where an estimator asks, and may be misspelt. */
export function unknownPrices(book: PriceBook, { path, prices }: PriceOverrides): ReadonlyArray<string> {
  return prices.flatMap(({ provider, service, item, column, regions }) => {
    if ([service, item].some((text) => text.includes("*"))) return [];
    const region = regions.find((one) => !one.includes("*")) ?? homeOf(provider);
    const rows = book.rows(provider, service);
    const isKnown =
      book.price(provider, region, { kind: "rate", service, item }) !== null ||
      (rows.includes(item) &&
        (column.includes("*") || book.price(provider, region, cellOf(service, item, column)) !== null));
    if (isKnown) return [];
    const near = nearest(item, rows);
    const guess = near === null || near === item ? "" : `; is "${near}" meant?`;
    return [`${path ?? "price overrides"}: the price book has no "${item}" (${provider}, ${service})${guess}`];
  });
}

function cellOf(table: string, row: string, column: string): PriceQuery {
  return { kind: "cell", table, row, column };
}
