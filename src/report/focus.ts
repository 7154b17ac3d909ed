import { stringify } from "csv-stringify/sync";

import type { Component, ComponentDifference, ResourceEstimate } from "../model/estimate.ts";
import { componentDifferences, goneDifferences, type CostView } from "./cost-summary.ts";
import { plain } from "./text.ts";

/** One cell: null is "not known", which no column has as zero. */
type Cell = string | number | null;

/**
 * One component of the head, or of the base where the resource goes, under the column names of the FinOps Open Cost and
 * Usage Specification 1.2 (https://focus.finops.org). Columns that begin with `x_` are ours, as it wants them named.
 */
export type FocusRow = Readonly<Record<(typeof focusColumns)[number], Cell>>;

/** The columns, in the order of the CSV export. */
export const focusColumns = [
  "ProviderName",
  "PublisherName",
  "ServiceCategory",
  "ServiceName",
  "RegionId",
  "ResourceId",
  "ResourceName",
  "ResourceType",
  "ChargeCategory",
  "ChargeFrequency",
  "ChargeDescription",
  "PricingCategory",
  "PricingQuantity",
  "PricingUnit",
  "ConsumedQuantity",
  "ConsumedUnit",
  "BillingCurrency",
  "PricingCurrency",
  "ContractedUnitPrice",
  "ContractedCost",
  "EffectiveCost",
  "BilledCost",
  "SkuId",
  "Tags",
  "x_Project",
  "x_Module",
  "x_Team",
  "x_Component",
  "x_Action",
  "x_MonthlyBefore",
  "x_MonthlyAfter",
  "x_MonthlyDelta",
  "x_MonthlyLow",
  "x_MonthlyExpected",
  "x_MonthlyHigh",
  "x_UsageBased",
  "x_PriceSource",
  "x_PriceDate",
  "x_NotPricedReason",
] as const;

/** Rows for every component and, with a reason and no amount, for every resource that is not priced. */
export function focusRows(review: CostView): ReadonlyArray<FocusRow> {
  const known = new Map(
    review.projects.flatMap(({ project, resources }) =>
      resources.map((resource) => [JSON.stringify([project.name, resource.address]), resource] as const),
    ),
  );
  const { resources, not_priced } = review.estimate;
  return [
    ...resources.flatMap((resource) => {
      const found = known.get(JSON.stringify([resource.project, resource.address]));
      const tags = JSON.stringify(found?.tags ?? {});
      const described = {
        ...resourceCells(resource),
        Tags: tags,
        ResourceName: found?.name ?? null,
        x_Action: found?.action ?? null,
      };
      const differences = componentDifferences(resource);
      return [
        ...resource.components.map((component, index) => ({
          ...described,
          ...componentCells(component, resource, differences[index] ?? null),
        })),
        ...goneRows(resource).map((cells) => ({ ...described, ...cells })),
      ];
    }),
    ...not_priced.map(({ project, address, type, reason }) => ({
      ...empty,
      ResourceId: address,
      ResourceType: type,
      x_Project: project,
      x_NotPricedReason: reason,
    })),
  ];
}

/** The rows as a JSON array. */
export function renderFocus(review: CostView): string {
  return `${JSON.stringify(focusRows(review), null, 2)}\n`;
}

/**
 * The rows as CSV with a head, lines ending in a line feed. What is not known is an empty cell. Texts that a
 * spreadsheet would take for a formula are quoted: names and tags come from pull requests.
 */
export function renderCsv(review: CostView): string {
  const rows = focusRows(review).map((row) => focusColumns.map((column) => cellText(row[column])));
  return stringify([[...focusColumns], ...rows], { escape_formulas: true, record_delimiter: "\n" });
}

function cellText(cell: Cell): string | number {
  return typeof cell === "string" ? plain(cell, 4000) : (cell ?? "");
}

const empty: FocusRow = {
  ProviderName: null,
  PublisherName: null,
  ServiceCategory: null,
  ServiceName: null,
  RegionId: null,
  ResourceId: null,
  ResourceName: null,
  ResourceType: null,
  ChargeCategory: "Usage",
  ChargeFrequency: "Recurring",
  ChargeDescription: null,
  PricingCategory: null,
  PricingQuantity: null,
  PricingUnit: null,
  ConsumedQuantity: null,
  ConsumedUnit: null,
  BillingCurrency: "USD",
  PricingCurrency: "USD",
  ContractedUnitPrice: null,
  ContractedCost: null,
  EffectiveCost: null,
  BilledCost: null,
  SkuId: null,
  Tags: "{}",
  x_Project: null,
  x_Module: null,
  x_Team: null,
  x_Component: null,
  x_Action: null,
  x_MonthlyBefore: null,
  x_MonthlyAfter: null,
  x_MonthlyDelta: null,
  x_MonthlyLow: null,
  x_MonthlyExpected: null,
  x_MonthlyHigh: null,
  x_UsageBased: null,
  x_PriceSource: null,
  x_PriceDate: null,
  x_NotPricedReason: null,
};

function resourceCells(resource: ResourceEstimate): FocusRow {
  const { service, region, address, type, project, module, team } = resource;
  return {
    ...empty,
    ProviderName: service?.provider ?? null,
    PublisherName: service?.provider ?? null,
    ServiceCategory: service?.category ?? null,
    ServiceName: service?.name ?? null,
    RegionId: region,
    ResourceId: address,
    ResourceType: type,
    x_Project: project,
    x_Module: module ?? null,
    x_Team: team ?? null,
  };
}

function componentCells(
  component: Component,
  resource: ResourceEstimate,
  difference: ComponentDifference | null,
): Partial<FocusRow> {
  const { name, part, unit, quantity, unit_price, monthly, usage_based, origin, range } = component;
  // The components of a resource that goes are the base's.
  const isGone = difference !== null && difference.after === null && resource.after === 0 && monthly !== null;
  const after = isGone ? 0 : monthly;
  const before = difference === null ? after : difference.before;
  return {
    ChargeDescription: part === null ? name : `${part}: ${name}`,
    PricingCategory: /\bspot\b|preemptible/.test(name)
      ? "Dynamic"
      : /\breserved\b/.test(name)
        ? "Committed"
        : "Standard",
    PricingQuantity: isGone ? 0 : quantity,
    PricingUnit: unit,
    ConsumedQuantity: isGone ? 0 : quantity,
    ConsumedUnit: unit,
    ContractedUnitPrice: unit_price,
    ContractedCost: after,
    EffectiveCost: after,
    BilledCost: after,
    SkuId: origin?.item ?? null,
    x_Component: name,
    x_MonthlyBefore: before,
    x_MonthlyAfter: after,
    x_MonthlyDelta: difference?.delta ?? (after === null ? null : 0),
    x_MonthlyLow: isGone ? 0 : (range?.low ?? monthly),
    x_MonthlyExpected: isGone ? 0 : (range?.expected ?? monthly),
    x_MonthlyHigh: isGone ? 0 : (range?.high ?? monthly),
    x_UsageBased: String(usage_based),
    x_PriceSource: component.price_source,
    x_PriceDate: origin?.date ?? null,
  };
}

/** Components that only the base has, of a resource that stays. */
function goneRows(resource: ResourceEstimate): ReadonlyArray<Partial<FocusRow>> {
  return goneDifferences(resource).map(({ name, part, before, delta }) => ({
    ChargeDescription: part === null ? name : `${part}: ${name}`,
    PricingQuantity: 0,
    ConsumedQuantity: 0,
    ContractedCost: 0,
    EffectiveCost: 0,
    BilledCost: 0,
    x_Component: name,
    x_MonthlyBefore: before,
    x_MonthlyAfter: 0,
    x_MonthlyDelta: delta,
  }));
}
