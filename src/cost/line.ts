import { Decimal } from "decimal.js";
import type { Component, ComponentOrigin } from "../model/estimate.ts";
import { hoursAMonth } from "./amounts.ts";
import { toJsonNumber } from "../model/amounts.ts";
import type { Job } from "./job.ts";
import type { CellQuery, Price, PriceQuery, RateQuery } from "./price-book.ts";
import { nearest } from "./spelling.ts";

/** A component that costs something whatever happens. */
export interface FixedLine {
  readonly name: string;
  readonly part?: string | null;
  readonly unit: string;
  readonly quantity: Decimal.Value;
  readonly price: PriceQuery;
  /** Applied to the book's price, e.g. 2 for Multi-AZ; say why by `notes.assume` where it is no fact. */
  readonly times?: Decimal.Value;
  /** True where the quantity came from the usage file. */
  readonly usageBased?: boolean;
}

/** A component whose quantity only the usage file can tell. */
export interface UsageLine {
  readonly name: string;
  readonly part?: string | null;
  readonly unit: string;
  /** Key in the usage file, with dots for nested keys; several are added up. */
  readonly usage: string | ReadonlyArray<string>;
  /** Units of the usage key in one unit of the component: 1e6 for requests priced by the million. */
  readonly per?: Decimal.Value;
  /** Applied to the quantity, e.g. the number of replicas that store it. */
  readonly times?: Decimal.Value;
  readonly price: PriceQuery;
  /** Applied to the book's price, where one unit of the component is several of the book's. */
  readonly priceTimes?: Decimal.Value;
}

/** One step of a tiered price: how many units it holds (null: all the rest), its label and its price. */
export interface Tier {
  readonly label: string;
  readonly size: number | null;
  readonly price: PriceQuery;
}

/** A service's item in the book. */
export function rate(service: string, item: string): RateQuery {
  return { kind: "rate", service, item };
}

/** A type's price in one of the book's tables. */
export function cell(table: string, row: string, column: string): CellQuery {
  return { kind: "cell", table, row, column };
}

/** A component with a quantity; without a price in the book it refuses the whole resource: a part of a cost is none. */
export function fixed(job: Job, line: FixedLine): ReadonlyArray<Component> {
  const price = priceFor(job, line.name, line.price);
  if (price === null) {
    job.notes.refuse(
      `the price book has no price of ${described(line.price)} in ${job.region}${meant(job, line.price)}`,
    );
    return [];
  }
  return [
    component(line, timesPrice(price, line.times), {
      quantity: new Decimal(line.quantity),
      usageBased: line.usageBased ?? false,
    }),
  ];
}

/** A component with a quantity that is the smaller part of a cost: without a price it stands with none, and that is said. */
export function fixedOrNamed(job: Job, line: FixedLine): ReadonlyArray<Component> {
  if (job.book.price(job.provider, job.region, line.price) !== null) return fixed(job, line);
  const quantity = { quantity: new Decimal(line.quantity), usageBased: line.usageBased ?? false };
  return [unpriced(job, line, quantity)];
}

/** A component with a price that was not looked up for it; `item` says what the price is of. */
export function pricedLine(
  line: { readonly name: string; readonly unit: string; readonly item: string },
  price: Price,
  quantity: Decimal | null,
  keys: ReadonlyArray<string>,
): Component {
  return {
    name: line.name,
    part: null,
    unit: line.unit,
    quantity: quantity === null ? null : toJsonNumber(quantity),
    unit_price: toJsonNumber(price.usd),
    monthly: quantity === null ? null : toJsonNumber(quantity.times(price.usd)),
    usage_based: keys.length > 0,
    price_source: price.label,
    origin: { ...originOf(rate("", line.item), price, keys), item: line.item },
  };
}

/** Hours of a month, or those of the usage file's `monthly_hrs`, of one thing or several. */
export function hourly(
  job: Job,
  line: Omit<FixedLine, "unit" | "quantity"> & { readonly count?: Decimal.Value },
): ReadonlyArray<Component> {
  const hours = job.usage.number("monthly_hrs") ?? hoursAMonth;
  return fixed(job, { ...line, unit: "hours", quantity: new Decimal(hours).times(line.count ?? 1) });
}

/** A component with the usage file's quantity, null without; without a price it stands with none, and that is said. */
export function byUsage(job: Job, line: UsageLine): ReadonlyArray<Component> {
  const price = priceFor(job, line.name, line.price);
  const quantity = { quantity: used(job, line), usageBased: true, keys: keysOf(line.usage) };
  if (price === null) return [unpriced(job, line, quantity)];
  return [component(line, timesPrice(price, line.priceTimes), quantity)];
}

/** A usage-based component whose quantity was computed; null where the usage is not known, left out where it is zero. */
export function measured(
  job: Job,
  line: Omit<UsageLine, "usage" | "per" | "times">,
  quantity: Decimal | null,
): ReadonlyArray<Component> {
  if (quantity?.lte(0) === true) return [];
  const price = priceFor(job, line.name, line.price);
  if (price === null) return [unpriced(job, line, { quantity, usageBased: true })];
  return [component(line, timesPrice(price, line.priceTimes), { quantity, usageBased: true })];
}

/** What the usage file says beyond a free amount; null where it says nothing. */
export function usageOver(job: Job, key: string, free: Decimal.Value = 0): Decimal | null {
  const told = job.usage.number(key);
  return told === null ? null : Decimal.max(0, new Decimal(told).minus(free));
}

/** A tiered component: its quantity comes from the usage file, or was computed from several of its keys. */
export type TieredLine = Omit<UsageLine, "price" | "usage"> &
  ({ readonly usage: UsageLine["usage"] } | { readonly quantity: Decimal });

/** Splits a quantity over the tiers, one component each; without a usage only the first tier, without a quantity. */
export function tiered(job: Job, line: TieredLine, tiers: ReadonlyArray<Tier>): ReadonlyArray<Component> {
  const per = new Decimal(line.per ?? 1);
  const total = "quantity" in line ? line.quantity : used(job, { ...line, per: 1 });
  let left = total;
  return tiers.flatMap((tier, index) => {
    const inTier = left === null ? null : tier.size === null ? left : Decimal.min(left, tier.size);
    if (index > 0 && (inTier === null || inTier.isZero())) return [];
    left = left === null || inTier === null ? null : left.minus(inTier);
    const name = tier.label === "" ? line.name : `${line.name} (${tier.label})`;
    const price = priceFor(job, name, tier.price);
    const keys = "quantity" in line ? [] : keysOf(line.usage);
    const quantity = { quantity: inTier === null ? null : inTier.div(per), usageBased: true, keys };
    const own = { ...line, name, price: tier.price };
    return [price === null ? unpriced(job, own, quantity) : component(own, price, quantity)];
  });
}

function used(job: Job, line: Pick<UsageLine, "usage" | "per" | "times">): Decimal | null {
  const known = keysOf(line.usage).flatMap((key) => job.usage.number(key) ?? []);
  if (known.length === 0) return null;
  return known
    .reduce((sum, one) => sum.plus(one), new Decimal(0))
    .times(line.times ?? 1)
    .div(line.per ?? 1);
}

function priceFor(job: Job, name: string, query: PriceQuery): Price | null {
  const price = job.book.price(job.provider, job.region, query);
  if (price !== null && price.region !== "global") job.notes.depend();
  if (price?.scaled) {
    job.notes.assume(
      `${name}: the price book has no price of ${described(query)} in ${job.region}; estimated as ${price.scaled.toString()} × the price in ${price.region}.`,
    );
  } else if (price !== null && price.region !== job.region && price.region !== "global") {
    job.notes.borrow(name, job.region, price.region);
  }
  return price;
}

function keysOf(usage: UsageLine["usage"]): ReadonlyArray<string> {
  return typeof usage === "string" ? [usage] : usage;
}

interface Quantity {
  readonly quantity: Decimal | null;
  readonly usageBased: boolean;
  /** The usage keys that it comes from. */
  readonly keys?: ReadonlyArray<string>;
}

function component(
  line: Pick<FixedLine, "name" | "part" | "unit" | "price">,
  price: Price,
  { quantity, usageBased, keys = [] }: Quantity,
): Component {
  return {
    name: line.name,
    part: line.part ?? null,
    unit: line.unit,
    quantity: quantity === null ? null : toJsonNumber(quantity),
    unit_price: toJsonNumber(price.usd),
    monthly: quantity === null ? null : toJsonNumber(quantity.times(price.usd)),
    usage_based: usageBased,
    price_source: price.label,
    origin: originOf(line.price, price, keys),
  };
}

/** A component that the price book has no price of: shown by its name, and not counted. */
function unpriced(
  job: Job,
  line: Pick<FixedLine, "name" | "part" | "unit" | "price">,
  { quantity, usageBased }: Quantity,
): Component {
  const guess = meant(job, line.price);
  const item = `${described(line.price)}${guess === "" ? "." : guess}`;
  job.notes.assume(`${line.name} is not counted: the price book has no price of ${item}`);
  return {
    name: line.name,
    part: line.part ?? null,
    unit: line.unit,
    quantity: quantity === null ? null : toJsonNumber(quantity),
    unit_price: null,
    monthly: null,
    usage_based: usageBased,
    price_source: "none",
  };
}

/** What a component's figures can be traced to. */
export function originOf(query: PriceQuery, price: Price, keys: ReadonlyArray<string>): ComponentOrigin {
  const { source, date, region, scaled, adjusted = null } = price;
  return {
    item: described(query),
    source,
    date,
    region,
    scaled: scaled === null ? null : toJsonNumber(scaled),
    adjusted,
    usage_keys: keys,
  };
}

function timesPrice(price: Price, times: Decimal.Value | undefined): Price {
  return times === undefined ? price : { ...price, usd: price.usd.times(times) };
}

/** What a name that the book does not have may have meant. */
function meant(job: Job, query: PriceQuery): string {
  if (query.kind === "rate") return "";
  const known = job.book.rows(job.provider, query.table);
  const alike = known.toSorted((a, b) => sharedStart(b, query.row) - sharedStart(a, query.row));
  const name = nearest(query.row, alike);
  return name === null || name === query.row ? "" : `; is "${name}" meant?`;
}

/** How many letters two names have in common from their beginning. */
function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** A query as people read it. */
export function described(query: PriceQuery): string {
  return query.kind === "rate"
    ? `"${query.item}" (${query.service})`
    : `"${query.row}" (${query.table}, ${query.column})`;
}
