import type { Component, CostExplanation, UsageReading } from "../model/estimate.ts";
import { causesText, choiceText, rangeText } from "./cost-words.ts";
import { quantity, signedUsd, unitPrice, usd } from "./money.ts";
import { plain } from "./text.ts";

/** One resource's cost for people: quantity × unit price = cost, and what each figure rests on. */
export function renderExplanation(explanation: CostExplanation): string {
  const { estimate, declared, usage, usage_file, sources } = explanation;
  const change = estimate.delta === 0 || estimate.before === 0 ? "" : `, ${signedUsd(estimate.delta)} by this change`;
  const why = change === "" ? "" : ` (${causesText(estimate.causes ?? [])})`;
  const lines = [
    `${plain(estimate.address)} (${plain(estimate.type)}, ${estimate.region ?? "no region"}), ${plain(declared)}`,
    `  ${usd(estimate.after)} a month${change}${why}`,
    ...estimate.components.flatMap((component) => componentLines(component, usage)),
    ...(estimate.range === undefined ? [] : [`  may come to ${rangeText(estimate.range.after)} a month`]),
    ...(estimate.assumed_usage ?? []).map(
      ({ key, low, expected, high }) =>
        `  assumed for that: ${key} from ${low} to ${high}, ${expected} expected (a stated default)`,
    ),
    ...(estimate.choices ?? []).map((choice) => `  costs less: ${plain(choiceText(choice))}`),
    ...estimate.assumptions.map((sentence) => `  assumed: ${plain(sentence)}`),
    ...usageLines(usage, usage_file),
    ...Object.entries(sources).map(
      ([code, { title, date, licence }]) => `  source ${code}: ${plain(title)}, ${date} (${plain(licence)})`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function componentLines(component: Component, usage: ReadonlyArray<UsageReading>): ReadonlyArray<string> {
  const { name, part, unit, origin } = component;
  const amount =
    component.unit_price === null
      ? `${component.quantity === null ? "depends on usage" : quantity(component.quantity)} ${plain(unit)}, not priced`
      : component.quantity === null || component.monthly === null
        ? `depends on usage × ${unitPrice(component.unit_price)} per ${plain(unit)}`
        : `${quantity(component.quantity)} ${plain(unit)} × ${unitPrice(component.unit_price)} = ${usd(component.monthly)}`;
  const may = component.range === undefined ? [] : [`    may come to: ${rangeText(component.range)}`];
  const title = `  ${part === null ? "" : `${plain(part)}: `}${plain(name)}`;
  if (origin === undefined) return [title, `    ${amount}`, `    price: ${component.price_source}`];
  const { item, region, date, source, scaled, adjusted, usage_keys: keys } = origin;
  const factor = scaled === null ? "" : `, times ${scaled}: an estimate`;
  return [
    title,
    `    ${amount}`,
    `    price: ${plain(item)} in ${region}, ${date}, source ${source}${factor}${adjusted === null ? "" : `; ${adjusted}`}`,
    ...may,
    ...keys.map((key) => `    quantity: ${usageOf(key, usage)}`),
  ];
}

function usageOf(key: string, usage: ReadonlyArray<UsageReading>): string {
  const reading = usage.find((one) => one.key === key);
  if (reading === undefined || reading.value === null) return `${key}, which no usage file tells`;
  return `${key} = ${plain(String(reading.value))}, of "${plain(reading.entry ?? "")}" in the usage file`;
}

function usageLines(usage: ReadonlyArray<UsageReading>, file: string | null): ReadonlyArray<string> {
  if (usage.length === 0) return [];
  const told = usage.filter(({ value }) => value !== null);
  const untold = usage.filter(({ value }) => value === null).map(({ key }) => key);
  return [
    `  usage: ${file === null ? "no usage file" : plain(file)}`,
    ...told.map(({ key, value, entry }) => `    ${key} = ${plain(String(value))} (${plain(entry ?? "")})`),
    ...(untold.length === 0 ? [] : [`    not told: ${untold.join(", ")}`]),
  ];
}
