import type { Resource } from "../model/resource.ts";
import type { Side } from "./neighbourhood.ts";
import { openNotes } from "./notes.ts";
import type { PriceBook } from "./price-book.ts";
import type { PricingContext } from "./price-side.ts";
import { ask, type Found, type Question } from "./questions.ts";
import type { RangedSide } from "./ranges.ts";
import type { Usage } from "./usage.ts";

/** Sides that are kept for each book and usage file: some kilobytes each. */
const maxKept = 8_000;

/** Longer attributes are not worth a key. */
const maxKey = 20_000;

/** A priced side, and what the questions that it asked of other resources found. */
interface Kept {
  readonly priced: RangedSide;
  readonly asked: ReadonlyArray<{ readonly question: Question; readonly found: string }>;
}

const kept = new WeakMap<PriceBook, WeakMap<Usage, Map<string, Kept>>>();

/**
 * The side as it was priced before, in this review or an earlier one, else priced now. What asked for other resources
 * counts only where the same questions find the same again. Most of a large project is the same in every review.
 */
export function pricedBefore(context: PricingContext, side: Side, price: () => RangedSide): RangedSide {
  const key = keyOf(context, side);
  if (key === null) return price();
  const sides = sidesOf(context);
  const known = sides.get(key);
  if (known !== undefined && isStillTrue(known, context, side)) return known.priced;
  const priced = price();
  if (priced.answered === null) return priced;
  if (sides.size >= maxKept) sides.clear();
  sides.set(key, {
    priced: { ...priced, answered: [] }, // what was found holds whole projects
    asked: priced.answered.map(({ question, found }) => ({ question, found: digest(found, side) })),
  });
  return priced;
}

function sidesOf({ book, usage }: PricingContext): Map<string, Kept> {
  const ofBook = kept.get(book) ?? new WeakMap<Usage, Map<string, Kept>>();
  kept.set(book, ofBook);
  const sides = ofBook.get(usage) ?? new Map<string, Kept>();
  ofBook.set(usage, sides);
  return sides;
}

function isStillTrue({ asked }: Kept, { neighbours, resource }: PricingContext, side: Side): boolean {
  if (asked.length === 0) return true;
  const others = neighbours(side, openNotes());
  return asked.every(({ question, found }) => digest(ask(question, others, resource), side) === found);
}

function digest(found: Found, side: Side): string {
  return found.map((one) => (typeof one === "object" && one !== null ? contentOf(one, side) : `${one}`)).join("\0");
}

const contents = { before: new WeakMap<Resource, string>(), after: new WeakMap<Resource, string>() };

/** All that an estimator may read of a neighbour. */
function contentOf(resource: Resource, side: Side): string {
  const known = contents[side].get(resource);
  if (known !== undefined) return known;
  const { type, address, name, namespace, region, references, unknown, unset } = resource;
  const values = resource[side];
  const content = JSON.stringify([type, address, name, namespace, region, references, unknown, unset, values]);
  contents[side].set(resource, content);
  return content;
}

/** Everything of a resource that an estimator may look at; null where it is not worth it or depends on a cluster. */
function keyOf({ resource, usage }: PricingContext, side: Side): string | null {
  const values = resource[side];
  const { type, provider, address, references, unknown, unset, moved_from } = resource;
  if (values === null || resource.format !== "terraform" || type.startsWith("kubernetes_")) return null;
  const region = side === "before" && resource.base_region !== undefined ? resource.base_region : resource.region;
  // Without a usage file the address matters only in that it may mean an unknown number.
  const name = usage.resources.size === 0 ? address.endsWith("[*]") : [address, moved_from];
  const key = JSON.stringify([type, provider, region, name, references, unknown, unset, values]);
  return key.length > maxKey ? null : key;
}
