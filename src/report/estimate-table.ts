import type { Component, NotPriced, ResourceEstimate } from "../model/estimate.ts";
import type { Review } from "../model/review.ts";
import { code, prose, row, tableHead } from "./markdown.ts";
import { quantity, signedUsd, unitPrice, usd } from "./money.ts";
import { fitRows } from "./rows.ts";
import { compareText, count } from "../model/text.ts";

/**
 * What changed first, each resource with its components; then what was assumed and what is not priced. Each of the
 * three lists keeps within `budget` bytes.
 */
export function estimateSections(review: Review, budget: number): ReadonlyArray<string> {
  const { estimate } = review;
  const touched = touchedAddresses(review);
  const changed = estimate.resources.filter(
    (resource) => resource.delta !== 0 || (hasUnknownUsage(resource) && touched.has(key(resource))),
  );
  const same = estimate.resources.length - changed.length;
  const ordered = [...changed].sort(
    (a, b) => Math.abs(b.delta) - Math.abs(a.delta) || compareText(a.address, b.address),
  );
  const { text, omitted } = fitRows(ordered, resourceRows, budget);
  return [
    ...(ordered.length === 0 ? [] : [`${head}\n${text}`]),
    ...(omitted > 0 ? [`…and ${count(omitted, "resource")} more`] : []),
    ...(same > 0 ? [`${count(same, "resource")} cost${same === 1 ? "s" : ""} the same as before.`] : []),
    ...assumptions(ordered, budget),
    ...notPriced(estimate.not_priced, budget),
  ];
}

const head = tableHead(["Resource", "Quantity", "Unit price", "A month", "Change"], [1, 2, 3, 4]);

/** Resources that the change touches: what depends on usage may cost more although the estimate cannot tell. */
function touchedAddresses(review: Review): ReadonlySet<string> {
  return new Set(
    review.projects.flatMap(({ project, resources }) =>
      resources.filter((item) => item.action !== "none").map(({ address }) => key({ project: project.name, address })),
    ),
  );
}

function key({ project, address }: Pick<ResourceEstimate, "project" | "address">): string {
  return JSON.stringify([project, address]);
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
  const monthly =
    component.monthly === null ? (component.unit_price === null ? "not priced" : "") : usd(component.monthly);
  return row([
    `&nbsp;&nbsp;${prose(name)}`,
    `${amount} ${prose(component.unit)}`,
    unitPrice(component.unit_price),
    monthly,
    "",
  ]);
}

function assumptions(resources: ReadonlyArray<ResourceEstimate>, budget: number): ReadonlyArray<string> {
  const sentences = [...new Set(resources.flatMap((resource) => resource.assumptions))];
  if (sentences.length === 0) return [];
  const { text, omitted } = fitRows(sentences, (sentence) => `- ${prose(sentence)}`, budget / 2);
  return [`Assumed:\n\n${text}${omitted > 0 ? `\n- …and ${omitted} more` : ""}`];
}

function notPriced(items: ReadonlyArray<NotPriced>, budget: number): ReadonlyArray<string> {
  if (items.length === 0) return [];
  const groups = new Map<string, number>();
  for (const item of items) {
    const key = `${item.type} (${item.reason})`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  const names = [...groups].sort(([a], [b]) => compareText(a, b));
  const render = ([name, total]: [string, number]): string => `- ${prose(name)}${total > 1 ? ` × ${total}` : ""}`;
  const { text, omitted } = fitRows(names, render, budget / 2);
  return [`Not priced, and not counted as free:\n\n${text}${omitted > 0 ? `\n- …and ${omitted} more types` : ""}`];
}
