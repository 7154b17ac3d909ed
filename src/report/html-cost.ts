import type { Component, ResourceEstimate } from "../model/estimate.ts";
import { addressList, sharedChoices } from "./choices.ts";
import { causesText, emissionsText, rangeText } from "./cost-words.ts";
import {
  costCauses,
  costGroups,
  costSum,
  emissionSum,
  freeTiers,
  groupings,
  isRange,
  type CostView,
} from "./cost-summary.ts";
import { mono, table } from "./html-table.ts";
import { quantity, signedUsd, unitPrice, usd } from "./money.ts";
import { escapeXml } from "./xml.ts";

/** What the change costs: why, who pays, each resource with its components, and what is not in the totals. */
export function htmlCost(review: CostView): ReadonlyArray<string> {
  const { estimate } = review;
  const { resources } = estimate;
  const causes = costCauses(resources);
  const sum = costSum(resources);
  const emitted = emissionSum(resources);
  const unpriced = estimate.not_priced.map((item) => [
    mono(item.address),
    escapeXml(item.type),
    escapeXml(item.reason),
  ]);
  const head = ["Resource", "Quantity", "Unit price", "A month", "May come to", "Change"];
  return [
    `<h2>Cost: ${signedUsd(estimate.delta)} a month (${usd(estimate.before)} → ${usd(estimate.after)})</h2>`,
    ...(causes.length === 0 ? [] : [`<p>Because of: ${escapeXml(causesText(causes))}.</p>`]),
    ...(isRange(sum)
      ? [
          `<p>With assumed usage and scaling ${rangeText(sum.range)} a month, ${usd(sum.range.expected)} expected; the totals have none of it.</p>`,
        ]
      : []),
    ...(resources.length === 0 ? [] : [table(head, resources.flatMap(resourceRows), 1)]),
    ...groupings.flatMap((grouping) => groupTable(resources, grouping)),
    ...(emitted === null ? [] : [`<p>${escapeXml(emissionsText(emitted, resources.length))}</p>`]),
    ...sharedChoices(resources).map(
      ({ addresses, text }) => `<p>${addressList(addresses, mono)}: ${escapeXml(text)}</p>`,
    ),
    ...freeTiers(estimate).map((tier) => `<p><small>Free tier, not deducted: ${escapeXml(tier)}</small></p>`),
    ...(unpriced.length === 0
      ? []
      : [`<h3>Not priced, and not counted as free</h3>`, table(["Resource", "Type", "Reason"], unpriced)]),
  ];
}

function resourceRows(resource: ResourceEstimate): ReadonlyArray<ReadonlyArray<string>> {
  const why = (resource.causes ?? []).map(({ cause }) => cause).join(", ");
  const range = resource.range === undefined ? "" : rangeText(resource.range.after);
  return [
    [mono(resource.address), "", "", usd(resource.after), range, `${signedUsd(resource.delta)} ${why}`.trim()],
    ...resource.components.map(componentCells),
  ];
}

function componentCells(item: Component): ReadonlyArray<string> {
  return [
    `&nbsp;&nbsp;${escapeXml(item.part === null ? item.name : `${item.part}: ${item.name}`)}`,
    `${item.quantity === null ? "per" : quantity(item.quantity)} ${escapeXml(item.unit)}`,
    unitPrice(item.unit_price),
    item.monthly === null ? (item.unit_price === null ? "not priced" : "usage") : usd(item.monthly),
    item.range === undefined ? "" : rangeText(item.range),
    "",
  ];
}

function groupTable(
  resources: ReadonlyArray<ResourceEstimate>,
  grouping: (typeof groupings)[number],
): ReadonlyArray<string> {
  const groups = costGroups(resources, grouping);
  if (groups.length < 2) return [];
  const rows = groups.map(({ name, before, after, delta }) => [
    name === null ? "(none)" : mono(name),
    usd(before),
    usd(after),
    signedUsd(delta),
  ]);
  return [`<h3>By ${grouping}</h3>`, table([grouping, "Before", "After", "Change"], rows, 1)];
}
