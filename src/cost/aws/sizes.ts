import { Decimal } from "decimal.js";
import type { Job } from "../job.ts";

/** Sizes of an instance class in units of `large`; what is not here has no fixed share of its family's price. */
const sizes: Readonly<Record<string, number>> = {
  micro: 0.125,
  small: 0.25,
  medium: 0.5,
  large: 1,
  xlarge: 2,
  "2xlarge": 4,
  "4xlarge": 8,
  "8xlarge": 16,
  "9xlarge": 18,
  "12xlarge": 24,
  "16xlarge": 32,
  "18xlarge": 36,
  "24xlarge": 48,
  "32xlarge": 64,
  "48xlarge": 96,
};

/** An item of the book, and what its price is to be multiplied by. */
export interface SizedItem {
  readonly item: string;
  readonly times: Decimal;
}

/** An item of a service with the type that it is of, and how many of the wanted thing it holds. */
export interface TypedItem {
  readonly item: string;
  readonly type: string;
  /** 1 unless the item's price is of several. */
  readonly holds?: number;
}

/**
 * The type's own item, else another size of its family times the ratio of the sizes, which is said. Prices within a
 * family are proportional to the size. Null where the book has no size of the family.
 */
export function sizedItem(job: Job, type: string, items: ReadonlyArray<TypedItem>): SizedItem | null {
  const exact = items.find((one) => one.type === type);
  if (exact !== undefined) return { item: exact.item, times: new Decimal(1).div(exact.holds ?? 1) };
  const mine = sizeOf(type);
  const relative = items.find((one) => familyOf(one.type) === familyOf(type) && sizeOf(one.type) !== null);
  const theirs = relative === undefined ? null : sizeOf(relative.type);
  if (relative === undefined || mine === null || theirs === null) return null;
  job.notes.assume(`The price of ${type} is estimated from that of ${relative.type}, by size.`);
  return { item: relative.item, times: new Decimal(mine).div(theirs).div(relative.holds ?? 1) };
}

/** The service's items whose name matches; `type` is a group of the pattern. */
export function typedItems(job: Job, service: string, pattern: RegExp): ReadonlyArray<TypedItem> {
  return job.book.items(job.provider, service).flatMap((item) => {
    const type = pattern.exec(item)?.groups?.type;
    return type === undefined ? [] : [{ item, type }];
  });
}

function familyOf(type: string): string {
  return type.slice(0, type.lastIndexOf("."));
}

function sizeOf(type: string): number | null {
  const size = type.slice(type.lastIndexOf(".") + 1);
  return (Object.hasOwn(sizes, size) ? sizes[size] : undefined) ?? null;
}
