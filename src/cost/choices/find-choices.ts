import type { CostChoice } from "../../model/estimate.ts";
import type { Resource } from "../../model/resource.ts";
import { compareText } from "../../model/text.ts";
import { hoursAMonth } from "../amounts.ts";
import { difference, sum, toJsonNumber } from "../../model/amounts.ts";
import { priceSide, usageFor, type PricedSide, type PricingContext } from "../price-side.ts";
import { findSizes } from "./azure-sizes.ts";
import { patchedValues, type Candidate, type ChoiceGround, type FindChoices } from "./choice.ts";
import { findDisks } from "./disks.ts";
import { findEngines, findMachines } from "./machine-types.ts";
import { findRightSizes } from "./right-sizes.ts";
import { sizedTypes } from "../usage-keys.ts";

const kinds: ReadonlyArray<FindChoices> = [findRightSizes, findDisks, findMachines, findEngines, findSizes];

/** Savings below this are not worth a line, USD a month. */
const leastSaving = 0.5;

/** More than these of one resource nobody reads. */
const mostChoices = 4;

/**
 * Cheaper equals of a resource that the change creates or alters. Each is priced as the resource is, so that the saving
 * holds for its count, its discounts and what comes along with it; what has no price there is no choice.
 */
export function findChoices(context: PricingContext, after: PricedSide): ReadonlyArray<CostChoice> {
  const ofSide = found.get(after) ?? new Map<string, ReadonlyArray<CostChoice>>();
  const key = changeKey(context.resource);
  const known = ofSide.get(key);
  if (known !== undefined) return known;
  let looked = after.looked;
  const choices = choicesOf(context, after, (variant) => {
    looked ||= variant.looked;
  });
  if (!looked) found.set(after, ofSide.set(key, choices));
  return choices;
}

/** By sides that were priced before, where no other resource was looked at, and by what is changed. */
const found = new WeakMap<PricedSide, Map<string, ReadonlyArray<CostChoice>>>();

/** What choices see of a change besides its head: resources of one head may be new, or run in another size. */
function changeKey({ type, action, before, changed }: Resource): string {
  const size = sizedTypes.get(type);
  return JSON.stringify([action, size === undefined ? null : before?.[size], changed.map(([first]) => first)]);
}

function choicesOf(
  context: PricingContext,
  after: PricedSide,
  onVariant: (variant: PricedSide) => void,
): ReadonlyArray<CostChoice> {
  const { resource, book } = context;
  if (resource.after === null || resource.action === "none" || resource.action === "delete") return [];
  const provider = resource.provider ?? "aws";
  const ground = {
    resource,
    values: resource.after,
    provider,
    region: after.region ?? "",
    book,
    usage: usageFor(context),
  };
  const choices = kinds.flatMap((find) =>
    find(ground).flatMap((candidate) => {
      const variant = priceSide(context, "after", { values: patchedValues(resource.after ?? {}, candidate.patch) });
      onVariant(variant);
      return saved(after, candidate, variant);
    }),
  );
  return [...choices, ...reservations(ground, after)]
    .filter(({ saving }) => saving >= leastSaving)
    .sort(
      (a, b) =>
        Number(b.only_told === null) - Number(a.only_told === null) ||
        b.saving - a.saving ||
        compareText(a.title, b.title),
    )
    .slice(0, mostChoices);
}

function saved(after: PricedSide, candidate: Candidate, variant: PricedSide): ReadonlyArray<CostChoice> {
  if (variant.refusal !== null || unknowns(variant) !== unknowns(after)) return [];
  return [{ ...candidate, saving: difference(monthly(after), monthly(variant)) }];
}

function monthly({ components }: PricedSide): number {
  return sum(components.flatMap((component) => component.monthly ?? []));
}

/** A choice that would hide a cost among those that depend on usage is none. */
function unknowns({ components }: PricedSide): number {
  return components.filter(({ quantity }) => quantity === null).length;
}

/** A year's reservation where the book has its price: what it saves, and from which share of the year on it does. */
function reservations(
  { resource, provider, region, book }: ChoiceGround,
  after: PricedSide,
): ReadonlyArray<CostChoice> {
  // What is scaled up and down is no server that runs all year.
  const isSteady =
    ["aws_instance", "aws_autoscaling_group", "aws_eks_node_group"].includes(resource.type) && !after.varies;
  if (!isSteady) return [];
  return after.components.flatMap(({ name, quantity, unit_price, origin }): ReadonlyArray<CostChoice> => {
    const row = /^"(?<row>[^"]+)" \(ec2, linux\)$/.exec(origin?.item ?? "")?.groups?.["row"];
    const isOwnPrice = origin?.adjusted !== null || origin.scaled !== null;
    if (row === undefined || !name.includes("on-demand") || quantity === null || unit_price === null || isOwnPrice)
      return [];
    const reserved = book.price(provider, region, { kind: "cell", table: "ec2", row, column: "reserved-1" });
    const hourly = reserved?.usd.toNumber() ?? unit_price;
    const servers = quantity / hoursAMonth;
    if (reserved?.region !== region || hourly >= unit_price || servers < 1) return [];
    const share = Math.ceil((hourly / unit_price) * 100);
    return [
      {
        title: `a reservation of ${row} for a year, without upfront payment`,
        saving: toJsonNumber(reserved.usd.neg().plus(unit_price).times(quantity)),
        why: `it pays when the server runs more than ${share} % of the year`,
        patch: [],
        only_told: "a reservation is bought, not declared",
      },
    ];
  });
}
