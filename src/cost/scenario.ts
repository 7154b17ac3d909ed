import type { Job } from "./job.ts";
import type { ResourceUsage } from "./usage.ts";

/** How much is used and how far things are scaled: little, the usual, much. */
export type Level = "low" | "expected" | "high";

/** The levels, in the order in which they are shown. */
export const levels: ReadonlyArray<Level> = ["low", "expected", "high"];

/**
 * What a side is priced under. `stated` counts what configuration and usage file say and nothing else: the totals. A
 * level is priced beside it: `assumed` are the usage keys that stated defaults stand in for, with them.
 */
export type Scenario =
  | { readonly kind: "stated" }
  | { readonly kind: "level"; readonly level: Level; readonly assumed: ReadonlyMap<string, Span> };

/** What is known of a cost: the totals. */
export const stated: Scenario = { kind: "stated" };

/** How many of a thing there are at each level; `low` ≤ `expected` ≤ `high`. */
export interface Span {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/**
 * How many things to count. The totals take what is expected; where the number may differ, the engine asks again for
 * the least and the most, so that ranges are as exact as the totals are.
 */
export function counted(job: Job, span: Span): number {
  job.notes.count(span.expected);
  return varied(job, span);
}

/** The same for what is no number of things, such as a capacity: it explains a difference as a quantity does. */
export function varied(job: Job, span: Span): number {
  if (span.low !== span.expected || span.high !== span.expected) job.notes.vary();
  return job.scenario.kind === "stated" ? span.expected : span[job.scenario.level];
}

/** The same, and says what is counted and between which bounds it is scaled. */
export function scaled(job: Job, what: string, span: Span): number {
  const isFixed = span.low === span.expected && span.high === span.expected;
  job.notes.assume(`Counted: ${what}${isFixed ? "" : `, scaled between ${span.low} and ${span.high}`}.`);
  return counted(job, span);
}

/** A span with its bounds in order, whatever was declared. */
export function spanOf(least: number, expected: number, most: number): Span {
  return { low: Math.min(least, expected), expected, high: Math.max(most, expected) };
}

/** The usage of a resource under a scenario: what is told goes before what is assumed. */
export function usageUnder(usage: ResourceUsage, scenario: Scenario): ResourceUsage {
  if (scenario.kind === "stated" || scenario.assumed.size === 0) return usage;
  const { level, assumed } = scenario;
  return {
    ...usage,
    number: (key) => usage.number(key) ?? assumed.get(key)?.[level] ?? null,
  };
}
