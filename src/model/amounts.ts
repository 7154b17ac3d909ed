import { Decimal } from "decimal.js";

/** A decimal as JSON carries it: at most ten decimals. */
export function toJsonNumber(value: Decimal): number {
  const known = numbers.get(value);
  if (known !== undefined) return known;
  const number = value.toDecimalPlaces(10).toNumber();
  numbers.set(value, number);
  return number;
}

/** Prices are looked up once and shown many times; turning a decimal into a number is what takes long. */
const numbers = new WeakMap<Decimal, number>();

/** The exact sum of amounts as JSON carries them. */
export function sum(amounts: ReadonlyArray<number>): number {
  const [first = 0] = amounts;
  if (amounts.length < 2) return first;
  return toJsonNumber(amounts.reduce((total, amount) => total.plus(amount), new Decimal(0)));
}

/** The exact difference `after - before`. */
export function difference(after: number, before: number): number {
  if (after === before) return 0;
  return before === 0 ? after : toJsonNumber(new Decimal(after).minus(before));
}
