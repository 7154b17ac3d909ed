import type { Cause, CauseShare, CostChoice, CostRange } from "../model/estimate.ts";
import type { EmissionSum } from "./cost-summary.ts";
import { signedUsd, usd } from "./money.ts";

/** Causes as sentences have them. */
const words: Readonly<Record<Cause, string>> = {
  new: "new resources",
  removed: "removed resources",
  price: "another price",
  quantity: "more or less consumed",
  type: "another type",
  region: "another region",
  count: "more or fewer of the same",
  usage: "usage that only one side knows",
};

/** `another type +$45.55, new resources +$32.85` */
export function causesText(causes: ReadonlyArray<CauseShare>): string {
  return causes.map(({ cause, delta }) => `${words[cause]} ${signedUsd(delta)}`).join(", ");
}

/** `$0.20 to $20.00`; one figure where both bounds are the same. */
export function rangeText({ low, high }: CostRange): string {
  return low === high ? usd(low) : `${usd(low)} to ${usd(high)}`;
}

/** `gp3 instead of gp2 saves $2.00 a month: …`; for several resources `$2.00 a month each`. */
export function choiceText({ title, saving, why, only_told }: CostChoice, resources = 1): string {
  const each = resources === 1 ? "" : " each";
  return `${title} saves ${usd(saving)} a month${each}: ${why}${only_told === null ? "" : `; ${only_told}`}.`;
}

/** `Emissions, an estimate: 6.4 kg CO2e a month (+2.1 kg), of 3 of 7 resources (…)` */
export function emissionsText({ before, after, counted, source }: EmissionSum, resources: number): string {
  const change = Math.round((after - before) * 10) / 10;
  const signed = `${change > 0 ? "+" : ""}${change.toFixed(1)} kg`;
  return `Emissions, an estimate: ${after.toFixed(1)} kg CO2e a month (${signed}), of ${counted} of ${resources} resources at half load (${source}).`;
}
