import type { Component, ComponentDifference, NotPriced, ResourceEstimate } from "../model/estimate.ts";
import { compareText, count } from "../model/text.ts";
import { costChart } from "./cost-chart.ts";
import { addressList, sharedChoices } from "./choices.ts";
import { causesText, emissionsText, rangeText } from "./cost-words.ts";
import {
  componentDifferences,
  costCauses,
  costGroups,
  costSum,
  emissionSum,
  freeTiers,
  goneDifferences,
  groupings,
  isRange,
  unknownUsage,
  type CostView,
} from "./cost-summary.ts";
import { code, details, prose, row, tableHead } from "./markdown.ts";
import { quantity, signedUsd, unitPrice, usd } from "./money.ts";
import { fitRows } from "./rows.ts";

/**
 * Why the cost changes, the largest changes drawn and listed by project, each resource with its components; then what
 * it may come to, what was assumed and what is not priced. Each list keeps within `budget` bytes.
 */
export function estimateSections(review: CostView, budget: number): ReadonlyArray<string> {
  const { estimate } = review;
  const touched = touchedAddresses(review);
  const changed = estimate.resources
    .filter((resource) => resource.delta !== 0 || (hasUnknownUsage(resource) && touched.has(key(resource))))
    .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || compareText(a.address, b.address));
  const same = estimate.resources.length - changed.length;
  const chart = costChart(changed);
  return [
    ...because(changed),
    ...(chart === null ? [] : [chart]),
    ...projectTables(changed, budget),
    ...(same > 0 ? [`${count(same, "resource")} cost${same === 1 ? "s" : ""} the same as before.`] : []),
    ...groupTables(changed, budget / 4),
    ...(changed.length === 0 ? [] : ranges(estimate.resources, budget / 4)),
    ...emissionLine(estimate.resources),
    ...choiceLines(changed, budget / 3),
    ...assumptions(changed, budget),
    ...freeTierLines(review),
    ...notPriced(estimate.not_priced, budget),
  ];
}

const head = tableHead(["Resource", "Quantity", "Unit price", "A month", "Change"], [1, 2, 3, 4]);

/** Resources that the change touches: what depends on usage may cost more although the estimate cannot tell. */
function touchedAddresses(review: CostView): ReadonlySet<string> {
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

function because(changed: ReadonlyArray<ResourceEstimate>): ReadonlyArray<string> {
  const causes = costCauses(changed);
  return causes.length === 0 ? [] : [`Because of: ${causesText(causes)}.`];
}

/** One table, or one for each project, folded, the largest change first. */
function projectTables(changed: ReadonlyArray<ResourceEstimate>, budget: number): ReadonlyArray<string> {
  const projects = costGroups(changed, "project");
  if (projects.length === 0) return [];
  if (projects.length === 1) return [resourceTable(changed, budget)];
  const { text, omitted } = fitRows(
    projects,
    ({ name, before, after, delta }) => {
      const own = changed.filter(({ project }) => project === name);
      const title = `${signedUsd(delta)} a month (${usd(before)} → ${usd(after)})`;
      return details(`<code>${htmlName(name ?? "")}</code>: ${title}`, resourceTable(own, budget / 2));
    },
    budget * 1.5,
  );
  return [text, ...(omitted > 0 ? [`…and ${count(omitted, "project")} more`] : [])].filter((part) => part !== "");
}

/** A project's name inside of a summary, which is HTML: nothing but harmless characters is left of it. */
function htmlName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_.:/ -]/gu, "�").slice(0, 100);
}

function resourceTable(resources: ReadonlyArray<ResourceEstimate>, budget: number): string {
  const { text, omitted } = fitRows(resources, resourceRows, budget);
  return `${head}\n${text}${omitted > 0 ? `\n\n…and ${count(omitted, "resource")} more` : ""}`;
}

function resourceRows(resource: ResourceEstimate): string {
  const differences = componentDifferences(resource);
  const change = `**${signedUsd(resource.delta)}**`;
  const why = resource.causes === undefined ? "" : `<br>${resource.causes.map(({ cause }) => cause).join(", ")}`;
  return [
    row([code(resource.address), "", "", usd(resource.after), `${change}${why}`]),
    ...resource.components.map((component, index) => componentRow(component, differences[index] ?? null)),
    ...goneDifferences(resource).map(goneRow),
  ].join("\n");
}

function nameOf({ part, name }: Pick<Component, "part" | "name">): string {
  return part === null ? name : `${part}: ${name}`;
}

function componentRow(component: Component, difference: ComponentDifference | null): string {
  const amount = component.quantity === null ? "depends on usage" : quantity(component.quantity);
  const known =
    component.monthly === null ? (component.unit_price === null ? "not priced" : "") : usd(component.monthly);
  const monthly = component.range === undefined ? known : `${known} (${rangeText(component.range)})`.trim();
  const isPart = difference !== null && (difference.before ?? 0) !== 0;
  return row([
    `&nbsp;&nbsp;${prose(nameOf(component))}`,
    `${amount} ${prose(component.unit)}`,
    unitPrice(component.unit_price),
    monthly,
    isPart ? `${signedUsd(difference.delta)} ${difference.causes.map(({ cause }) => cause).join(", ")}`.trim() : "",
  ]);
}

/** A component that only the base has. */
function goneRow(difference: ComponentDifference): string {
  const was = difference.before === null ? "" : `was ${usd(difference.before)}`;
  return row([`&nbsp;&nbsp;${prose(nameOf(difference))}`, was, "", usd(0), signedUsd(difference.delta)]);
}

const groupTitles = { project: "project", module: "module", service: "service", team: "team (tag)" } as const;

/** Who pays: by module, service and team, where there is more than one of them. Projects have their own tables. */
function groupTables(changed: ReadonlyArray<ResourceEstimate>, budget: number): ReadonlyArray<string> {
  const tables = groupings.flatMap((grouping) => {
    const groups = costGroups(changed, grouping);
    if (grouping === "project" || groups.length < 2) return [];
    const title = tableHead([`By ${groupTitles[grouping]}`, "Before", "After", "Change"], [1, 2, 3]);
    const rows = fitRows(
      groups,
      ({ name, before, after, delta }) =>
        row([name === null ? "(none)" : code(name), usd(before), usd(after), signedUsd(delta)]),
      budget,
    );
    return [`${title}\n${rows.text}${rows.omitted > 0 ? `\n\n…and ${rows.omitted} more` : ""}`];
  });
  return tables.length === 0 ? [] : [details("By module, service and team", tables.join("\n\n"))];
}

/** What the head may come to, and by which defaults: none of it is in the totals. */
function ranges(resources: ReadonlyArray<ResourceEstimate>, budget: number): ReadonlyArray<string> {
  const total = costSum(resources);
  const unknown = unknownUsage(resources);
  if (unknown === 0 && !isRange(total)) return [];
  const usage =
    unknown === 0
      ? ""
      : `${count(unknown, "component")} depend${unknown === 1 ? "s" : ""} on usage that nobody tells and ${unknown === 1 ? "is" : "are"} in no total. `;
  if (!isRange(total)) return [`${usage}No default is stated for it.`];
  const defaults = new Map(
    resources
      .flatMap(({ assumed_usage = [] }) => assumed_usage)
      .map((one) => [`${one.key} ${one.low} ${one.high}`, one]),
  );
  const { text, omitted } = fitRows(
    [...defaults.values()].toSorted((a, b) => compareText(a.key, b.key)),
    ({ key: name, low, expected, high }) =>
      `- ${code(name)}: ${figure(low)} to ${figure(high)}, ${figure(expected)} expected`,
    budget,
  );
  const list = text === "" ? "" : `\n\n${text}${omitted > 0 ? `\n- …and ${omitted} more` : ""}`;
  const may = `By stated defaults and the bounds of scaling it may come to ${rangeText(total.range)} a month, ${usd(total.range.expected)} expected.`;
  return [details("What it may come to", `${usage}${may}${list}`)];
}

function emissionLine(resources: ReadonlyArray<ResourceEstimate>): ReadonlyArray<string> {
  const sum = emissionSum(resources);
  return sum === null ? [] : [emissionsText(sum, resources.length)];
}

/** Cheaper equals; those that were proven stand as suggestions on their lines too. */
function choiceLines(changed: ReadonlyArray<ResourceEstimate>, budget: number): ReadonlyArray<string> {
  const all = sharedChoices(changed);
  if (all.length === 0) return [];
  const { text, omitted } = fitRows(
    all,
    ({ addresses, text: said }) => `- ${addressList(addresses, code)}: ${prose(said)}`,
    budget,
  );
  const list = `${text}${omitted > 0 ? `\n- …and ${omitted} more` : ""}`;
  return [details(`Does the same and costs less (${count(all.length, "choice")})`, list)];
}

function figure(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

function assumptions(resources: ReadonlyArray<ResourceEstimate>, budget: number): ReadonlyArray<string> {
  const sentences = [...new Set(resources.flatMap((resource) => resource.assumptions))];
  if (sentences.length === 0) return [];
  const { text, omitted } = fitRows(sentences, (sentence) => `- ${prose(sentence)}`, budget / 2);
  return [`Assumed:\n\n${text}${omitted > 0 ? `\n- …and ${omitted} more` : ""}`];
}

function freeTierLines(review: CostView): ReadonlyArray<string> {
  const tiers = freeTiers(review.estimate);
  if (tiers.length === 0) return [];
  return [`Free tiers of the account are not deducted: ${tiers.map((tier) => prose(tier)).join("; ")}.`];
}

function notPriced(items: ReadonlyArray<NotPriced>, budget: number): ReadonlyArray<string> {
  if (items.length === 0) return [];
  const groups = new Map<string, number>();
  for (const item of items) {
    const name = `${item.type} (${item.reason})`;
    groups.set(name, (groups.get(name) ?? 0) + 1);
  }
  const names = [...groups].sort(([a], [b]) => compareText(a, b));
  const render = ([name, total]: [string, number]): string => `- ${prose(name)}${total > 1 ? ` × ${total}` : ""}`;
  const { text, omitted } = fitRows(names, render, budget / 2);
  return [`Not priced, and not counted as free:\n\n${text}${omitted > 0 ? `\n- …and ${omitted} more types` : ""}`];
}
