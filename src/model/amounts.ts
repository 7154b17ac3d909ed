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
  let units = 0;
  let rest: Decimal | null = null;
  for (const amount of amounts) {
    const own = unitsOf(amount);
    if (own === null || Math.abs(units + own) > Number.MAX_SAFE_INTEGER) rest = (rest ?? new Decimal(0)).plus(amount);
    else units += own;
  }
  return rest === null ? units / unit : toJsonNumber(rest.plus(new Decimal(units).div(unit)));
}

/** The exact difference `after - before`. */
export function difference(after: number, before: number): number {
  if (after === before) return 0;
  if (before === 0) return after;
  const [will, was] = [unitsOf(after), unitsOf(before)];
  return will === null || was === null ? toJsonNumber(new Decimal(after).minus(before)) : (will - was) / unit;
}

/** The tenth decimal. In whole numbers of it money is counted exactly, and a hundred times as fast as by decimals. */
const unit = 1e10;

/** Above this the product with the unit is off by more than half of one. */
const mostInUnits = 2 ** 51 / unit;

/** An amount in units of the tenth decimal; null where it has more decimals or is too large to be sure. */
function unitsOf(amount: number): number | null {
  const units = Math.round(amount * unit);
  return Math.abs(amount) < mostInUnits && units / unit === amount ? units : null;
}
