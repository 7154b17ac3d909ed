import { Decimal } from "decimal.js";

/** Hours that a month has in every estimate. */
export const hoursAMonth = 730;

/** A decimal as JSON carries it: at most ten decimals. */
export function toJsonNumber(value: Decimal): number {
  return value.toDecimalPlaces(10).toNumber();
}

/** The exact sum of amounts as JSON carries them. */
export function sum(amounts: ReadonlyArray<number>): number {
  return toJsonNumber(amounts.reduce((total, amount) => total.plus(amount), new Decimal(0)));
}

/** The exact difference `after - before`. */
export function difference(after: number, before: number): number {
  return toJsonNumber(new Decimal(after).minus(before));
}
