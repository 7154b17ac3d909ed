import type { ResourceEstimate } from "../model/estimate.ts";
import { compareText } from "../model/text.ts";
import { plain } from "./text.ts";

/** More bars than this nobody reads. */
const maxBars = 10;

/** Longest label, in characters. */
const maxLabel = 34;

/**
 * The largest changes as a Mermaid bar chart, which GitHub draws; null where fewer than two resources change. Bars
 * begin at zero, so that each has the size of its change; its label says the direction.
 */
export function costChart(resources: ReadonlyArray<ResourceEstimate>): string | null {
  const changed = resources
    .filter(({ delta }) => Math.abs(delta) >= 0.005)
    .toSorted((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || compareText(a.address, b.address))
    .slice(0, maxBars);
  if (changed.length < 2) return null;
  const labels = distinct(changed.map(({ address, delta }) => `${delta > 0 ? "+" : "-"} ${labelOf(address)}`));
  const amounts = changed.map(({ delta }) => Math.abs(delta).toFixed(2));
  return [
    "```mermaid",
    "xychart-beta horizontal",
    '  title "Largest changes a month"',
    `  x-axis [${labels.map((label) => `"${label}"`).join(", ")}]`,
    `  y-axis "USD" 0 --> ${amounts[0] ?? "1"}`,
    `  bar [${amounts.join(", ")}]`,
    "```",
  ].join("\n");
}

/**
 * An address as a label: names come from pull requests, and a chart's grammar has no escapes, so that only letters,
 * digits and a few signs are left. What is too long loses its middle: both ends tell more.
 */
function labelOf(address: string): string {
  const safe = plain(address)
    .replaceAll(/[^A-Za-z0-9_.:/-]+/g, " ")
    .trim();
  const text = safe === "" ? "unnamed" : safe;
  if (text.length <= maxLabel) return text;
  const half = Math.floor((maxLabel - 2) / 2);
  return `${text.slice(0, half)}..${text.slice(-half)}`;
}

/** Labels that became equal are numbered: one that stands twice would be one bar. */
function distinct(labels: ReadonlyArray<string>): ReadonlyArray<string> {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label} (${times})`;
  });
}
