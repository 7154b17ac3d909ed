import type { Component, Estimate, NotPriced, ResourceEstimate } from "../model/estimate.ts";
import { code, prose, row, tableHead } from "./markdown.ts";
import { quantity, signedUsd, unitPrice, usd } from "./money.ts";
import { fitRows } from "./rows.ts";
import { count } from "./text.ts";

/** What changed first, then what only exists: each resource with its components, within `budget` characters. */
export function estimateTable(estimate: Estimate, budget: number): string {
  const changed = estimate.resources.filter((resource) => resource.delta !== 0 || hasUnknownUsage(resource));
  const same = estimate.resources.length - changed.length;
  const ordered = [...changed].sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || compare(a.address, b.address));
  const { text, omitted } = fitRows(ordered.map(resourceRows), budget);
  return [
    `${tableHead(["Resource", "Quantity", "Unit price", "A month", "Change"], [1, 2, 3, 4])}\n${text}`,
    ...(omitted > 0 ? [`…and ${count(omitted, "resource")} more`] : []),
    ...(same > 0 ? [`${count(same, "resource")} cost the same as before.`] : []),
    ...assumptions(ordered),
    ...notPriced(estimate.not_priced),
  ].join("\n\n");
}

function hasUnknownUsage(resource: ResourceEstimate): boolean {
  return resource.components.some((component) => component.monthly === null);
}

function resourceRows(resource: ResourceEstimate): string {
  const head = row([code(resource.address), "", "", usd(resource.after), `**${signedUsd(resource.delta)}**`]);
  return [head, ...resource.components.map(componentRow)].join("\n");
}

function componentRow(component: Component): string {
  const name = component.part === null ? component.name : `${component.part}: ${component.name}`;
  const amount = component.quantity === null ? "depends on usage" : quantity(component.quantity);
  const monthly = component.monthly === null ? "" : usd(component.monthly);
  return row([
    `&nbsp;&nbsp;${prose(name)}`,
    `${amount} ${prose(component.unit)}`,
    unitPrice(component.unit_price),
    monthly,
    "",
  ]);
}

function assumptions(resources: ReadonlyArray<ResourceEstimate>): ReadonlyArray<string> {
  const sentences = [...new Set(resources.flatMap((resource) => resource.assumptions))].slice(0, 20);
  return sentences.length === 0 ? [] : [`Assumed: ${sentences.map((sentence) => prose(sentence)).join(" ")}`];
}

function notPriced(items: ReadonlyArray<NotPriced>): ReadonlyArray<string> {
  if (items.length === 0) return [];
  const groups = new Map<string, number>();
  for (const item of items) {
    const key = `${item.type} (${item.reason})`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  const names = [...groups]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, total]) => `${prose(name)}${total > 1 ? ` × ${total}` : ""}`);
  const shown = names.slice(0, 25).join(", ");
  return [
    `Not priced, and not counted as free: ${shown}${names.length > 25 ? ` and ${names.length - 25} more types` : ""}.`,
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
