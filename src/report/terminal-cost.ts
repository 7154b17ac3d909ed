import type { Component, ResourceEstimate } from "../model/estimate.ts";
import { compareText, count } from "../model/text.ts";
import { costSum, emissionSum, isRange, unknownUsage, type CostView } from "./cost-summary.ts";
import { addressList, sharedChoices } from "./choices.ts";
import { emissionsText, rangeText } from "./cost-words.ts";
import { quantity, signedUsd, unitPrice, usd } from "./money.ts";
import { plain } from "./text.ts";
import { textTable, type Column } from "./text-table.ts";

/** More resources than this are summed up. */
const maxResources = 50;

const columns: ReadonlyArray<Column> = [
  "Resource",
  { title: "Quantity", alignment: "right" },
  { title: "Unit price", alignment: "right" },
  { title: "A month", alignment: "right" },
  { title: "Change", alignment: "right" },
];

/** The table of changed resources and the totals; nothing where nothing is priced. `strong` marks the total. */
export function terminalCost(review: CostView, strong: (text: string) => string): ReadonlyArray<string> {
  const { estimate } = review;
  if (estimate.resources.length === 0 && estimate.not_priced.length === 0) return [];
  const changed = estimate.resources.filter((item) => item.delta !== 0);
  const shown = [...changed].sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta)).slice(0, maxResources);
  const total = `${strong(`Cost: ${signedUsd(estimate.delta)} a month`)} (${usd(estimate.before)} → ${usd(estimate.after)})`;
  const omitted = changed.length - shown.length;
  const rest = omitted === 0 ? "" : `…and ${count(omitted, "resource")} with smaller changes\n`;
  const unpriced = estimate.not_priced.length;
  const said =
    unpriced === 0 ? "" : `\n${count(unpriced, "resource")} not priced, and not counted as free:${reasons(review)}`;
  const emitted = emissionSum(estimate.resources);
  const emissions = emitted === null ? "" : `\n${emissionsText(emitted, estimate.resources.length)}`;
  const text = `${total}${may(review)}${emissions}${cheaper(shown)}${assumed(shown)}${said}`;
  return [`${textTable(columns, shown.flatMap(rowsOf))}${rest}${text}`];
}

/** A resource, and below it its components. */
function rowsOf(resource: ResourceEstimate): ReadonlyArray<ReadonlyArray<string>> {
  const why = (resource.causes ?? []).map(({ cause }) => cause).join(", ");
  const change = `${signedUsd(resource.delta)} ${why}`.trim();
  return [
    [plain(resource.address), "", "", usd(resource.after), change],
    ...resource.components.map((item) => {
      const name = item.part === null ? item.name : `${item.part}: ${item.name}`;
      const amount = item.quantity === null ? `per ${item.unit}` : `${quantity(item.quantity)} ${item.unit}`;
      return [`  ${plain(name)}`, plain(amount), unitPrice(item.unit_price), monthlyText(item), ""];
    }),
  ];
}

/** The largest saving of each resource that is shown. */
function cheaper(resources: ReadonlyArray<ResourceEstimate>): string {
  const largest = resources.map(({ address, choices = [] }) => ({ address, choices: choices.slice(0, 1) }));
  const lines = sharedChoices(largest).map(
    ({ addresses, text }) => `\n  ${addressList(addresses, plain)}: ${plain(text)}`,
  );
  return lines.length === 0 ? "" : `\ndoes the same and costs less:${lines.join("")}`;
}

function monthlyText({ monthly, unit_price, range }: Component): string {
  const known = monthly === null ? (unit_price === null ? "not priced" : "usage") : usd(monthly);
  return range === undefined ? known : `${known} (${rangeText(range)})`;
}

/** What usage that nobody tells and scaling may add; none of it is in the total. */
function may({ estimate: { resources } }: CostView): string {
  const sum = costSum(resources);
  const unknown = unknownUsage(resources);
  const usage =
    unknown === 0
      ? ""
      : `\n${count(unknown, "component")} ${unknown === 1 ? "depends on usage and is" : "depend on usage and are"} in no total`;
  if (!isRange(sum)) return usage;
  return `${usage}\nwith assumed usage and scaling ${rangeText(sum.range)} a month, ${usd(sum.range.expected)} expected`;
}

/** How many lines of a kind are listed; the other formats have all of them. */
const mostLines = 8;

/** Of how many resources that have no price for one reason the addresses are shown. */
const mostNamed = 3;

function listed(lines: ReadonlyArray<string>): string {
  const more = lines.length - mostLines;
  const shown = lines.slice(0, mostLines).map((line) => `\n  ${plain(line)}`);
  return `${shown.join("")}${more > 0 ? `\n  …and ${more} more (--format json lists them)` : ""}`;
}

function assumed(resources: ReadonlyArray<ResourceEstimate>): string {
  const sentences = [...new Set(resources.flatMap(({ assumptions }) => assumptions))];
  return sentences.length === 0 ? "" : `\nassumed:${listed(sentences)}`;
}

function reasons({ estimate: { not_priced } }: CostView): string {
  const groups = [...Map.groupBy(not_priced, ({ type, reason }) => `${type}: ${reason}`)];
  const ordered = groups.toSorted(([a], [b]) => compareText(a, b));
  return listed(
    ordered.map(([what, items]) =>
      items.length > mostNamed
        ? `${what} × ${items.length}`
        : `${items.map(({ address }) => address).join(", ")}: ${items[0]?.reason ?? ""}`,
    ),
  );
}
