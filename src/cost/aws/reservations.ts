import { Decimal } from "decimal.js";
import type { Job } from "../job.ts";
import { rate } from "../line.ts";
import type { PriceQuery } from "../price-book.ts";

/** Keys of a usage file for reserved instances. */
export const reservedUsage = ["reserved_instance_term", "reserved_instance_payment_option"];

/** What is bought, and what it costs on demand. */
export interface Reservable {
  /** Service of the book that has the reservations, as items `reserved:<type>:<kind>:<years>:<payment>`. */
  readonly service: string;
  readonly type: string;
  /** Engine, or system and offering class: what besides the type a reservation is of. */
  readonly kind: string;
  /** True where other kinds' reservations say nothing: the licence in a Windows server's price has no discount. */
  readonly kindMatters?: boolean;
  /** The price on demand of a type of the same kind. */
  readonly onDemand: (type: string) => PriceQuery;
}

/** How a thing is bought, and the price of an hour of it. */
export interface Bought {
  readonly purchase: "on-demand" | "reserved";
  readonly price: PriceQuery;
  readonly times: Decimal;
}

/**
 * The hourly price that the usage file's reservation leaves. What is paid in advance is no cost of a month. A type
 * without a price of its own costs the same share of its on-demand price as the one that the book has, which is said.
 */
export function bought(job: Job, thing: Reservable): Bought {
  const listed = { purchase: "on-demand", price: thing.onDemand(thing.type), times: new Decimal(1) } as const;
  const payment = job.usage.text("reserved_instance_payment_option");
  if (payment === null) return listed;
  if (payment === "all_upfront") {
    job.notes.assume("The reservation is paid in advance: nothing is counted a month.");
    return { ...listed, purchase: "reserved", times: new Decimal(0) };
  }
  if (payment === "partial_upfront") job.notes.assume("What a reservation costs in advance is not counted a month.");
  const years = job.usage.text("reserved_instance_term") === "3_year" ? "3" : "1";
  return reservedAt(job, thing, `${years}:${payment}`) ?? unknownReservation(job, listed);
}

function reservedAt(job: Job, thing: Reservable, terms: string): Bought | null {
  const own = rate(thing.service, `reserved:${thing.type}:${thing.kind}:${terms}`);
  if (job.book.price(job.provider, job.region, own) !== null && isHere(job, own)) {
    return { purchase: "reserved", price: own, times: new Decimal(1) };
  }
  const reference = referenceOf(job, thing, terms);
  if (reference === null) return null;
  job.notes.assume(
    `The price of this reservation is estimated: ${reference.share.times(100).toFixed(0)} % of the on-demand price, as of ${reference.type}.`,
  );
  return { purchase: "reserved", price: thing.onDemand(thing.type), times: reference.share };
}

/** A neighbour region's reservation is no price here: the share of the on-demand price is nearer. */
function isHere(job: Job, query: PriceQuery): boolean {
  const price = job.book.price(job.provider, job.region, query);
  return price !== null && (price.region === job.region || price.region === "global");
}

/** Another type's reservation of the same terms, best of the same kind, as a share of its on-demand price. */
function referenceOf(
  job: Job,
  { service, kind, onDemand, kindMatters = false }: Reservable,
  terms: string,
): { readonly type: string; readonly share: Decimal } | null {
  const home = "us-east-1";
  const found = job.book.items(job.provider, service).flatMap((item) => {
    const groups = /^reserved:(?<type>[^:]+):(?<kind>.+):(?<terms>\d:\w+)$/.exec(item)?.groups;
    return groups?.type === undefined || groups.terms !== terms || groups.kind === undefined
      ? []
      : [{ item, type: groups.type, kind: groups.kind }];
  });
  const alike = [...found.filter((one) => one.kind === kind), ...(kindMatters ? [] : found)];
  for (const { item, type } of alike) {
    const reserved = job.book.price(job.provider, home, rate(service, item));
    const full = job.book.price(job.provider, home, onDemand(type));
    if (reserved !== null && full !== null && full.usd.gt(0)) return { type, share: reserved.usd.div(full.usd) };
  }
  return null;
}

function unknownReservation(job: Job, listed: Bought): Bought {
  job.notes.assume("The price book has no price of this reservation; the on-demand price is used.");
  return listed;
}
