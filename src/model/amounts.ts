import { Decimal } from "decimal.js";

/** A decimal as JSON carries it: at most ten decimals. */
export function toJsonNumber(value: Decimal): number {
  return shortNumber(value) ?? value.toDecimalPlaces(10).toNumber();
}

/**
 * The same of a decimal with few digits, many times as fast: as a whole number and a power of ten, both of which a
 * number holds exactly, so that their quotient is rounded once, as the text of it would be. Null for any other.
 */
function shortNumber(value: Decimal): number | null {
  const { d: words, e: exponent, s: sign } = value; // decimal.js: words of seven digits, the exponent of the first digit
  if (!value.isFinite() || words.length > 3) return null;
  let whole = 0;
  for (const word of words) whole = whole * wordSize + word;
  const places = wordDigits * (words.length - 1 - Math.floor(exponent / wordDigits)); // of the whole number's last digit
  if (whole > Number.MAX_SAFE_INTEGER || places < 0 || places > wordDigits * 2) return null;
  if (places <= shownPlaces) return (sign * whole) / 10 ** places;
  const beyond = 10 ** (places - shownPlaces);
  const rest = whole % beyond;
  return (sign * ((whole - rest) / beyond + (2 * rest >= beyond ? 1 : 0))) / unit;
}

const wordDigits = 7;
const wordSize = 10 ** wordDigits;
const shownPlaces = 10;

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
