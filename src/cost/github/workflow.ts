import { Decimal } from "decimal.js";

import type { Component } from "../../model/estimate.ts";
import type { Json } from "../../model/resource.ts";
import type { EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { at, objectsAt, textAt } from "../kubernetes/json.ts";
import { runsAMonth } from "../kubernetes/schedule.ts";
import { measured, rate } from "../line.ts";

/** A runner's item in the book, by the label that a job runs on; the first that matches. */
const runners: ReadonlyArray<readonly [RegExp, (cores: string) => string]> = [
  [/^ubuntu-slim$/, () => "actions_linux_slim"],
  [/^(?:ubuntu|linux)-.*?(4)-cores?-gpu$|^gpu-t4-(4)-core$/, () => "linux_4_core_gpu"],
  [/^(?:ubuntu|linux)-.*?(\d{1,2})-cores?$/, (cores) => `linux_${cores}_core`],
  [/^windows-.*?(\d{1,2})-cores?$/, (cores) => `windows_${cores}_core`],
  [/^ubuntu-[\d.]+-arm$/, () => "actions_linux_arm"],
  [/^windows-\d+-arm$/, () => "actions_windows_arm"],
  [/^ubuntu-(?:latest|[\d.]+)$/, () => "actions_linux"],
  [/^windows-(?:latest|\d{2,4})(?:-vs\d+)?$/, () => "actions_windows"],
  [/^macos-(?:latest|\d+)-large$/, () => "macos_l"],
  [/^macos-(?:latest|\d+)(?:-intel)?$/, () => "actions_macos"],
];

/** A job without a limit of its own is ended after so many minutes. */
const standardTimeout = 360;

/** Triggers that say by themselves how often a workflow runs, or that somebody has to pull. */
const quiet = new Set(["schedule", "workflow_dispatch", "workflow_call", "repository_dispatch"]);

function workflowComponents(job: Job): ReadonlyArray<Component> {
  const jobs = at(job.side, "jobs");
  if (typeof jobs !== "object" || jobs === null || Array.isArray(jobs)) return [];
  const runs = runsOf(job);
  const components = Object.entries(jobs).flatMap(([id, one]) => jobComponents(job, id, one, runs));
  if (components.length > 0) {
    job.notes.assume(
      "Minutes of public repositories, and those that the plan includes, are free: neither is taken off.",
    );
    tellWorst(job, Object.entries(jobs), components, runs);
  }
  return components;
}

/** Runs a month: of the usage file, else of the schedule where nothing else starts it. */
function runsOf(job: Job): Decimal | null {
  const told = job.usage.number("monthly_runs");
  if (told !== null) return new Decimal(told);
  const on = at(job.side, "on");
  const names =
    typeof on === "string" ? [on] : Array.isArray(on) ? on : Object.keys(typeof on === "object" ? (on ?? {}) : {});
  if (!names.includes("schedule")) return null;
  const planned = objectsAt(on, "schedule").map((one) => runsAMonth(textAt(one, "cron") ?? ""));
  if (planned.includes(null)) {
    job.notes.assume("A schedule is not understood: expected five fields of cron. Its runs are not counted.");
    return null;
  }
  const total = planned.reduce<Decimal>((sum, one) => sum.plus(one ?? 0), new Decimal(0));
  const sentence = `Its schedule comes up ${total.toDecimalPlaces(1).toString()} times a month`;
  const others = names.filter((name) => typeof name === "string" && !quiet.has(name));
  job.notes.assume(others.length === 0 ? `${sentence}.` : `${sentence}; how often the other triggers do is not known.`);
  return others.length === 0 ? total : null;
}

function jobComponents(job: Job, id: string, one: Json, runs: Decimal | null): ReadonlyArray<Component> {
  if (at(one, "uses") !== undefined) {
    job.notes.assume(`Job ${id} calls a workflow whose minutes are not counted here.`);
    return [];
  }
  const labels = labelsOf(at(one, "runs-on"));
  if (labels.includes("self-hosted")) {
    job.notes.assume(`Job ${id} runs on machines of your own, which are not counted.`);
    return [];
  }
  const item = labels.map(runnerOf).find((found) => found !== null) ?? null;
  if (item === null) {
    job.notes.assume(`Job ${id} is not counted: nothing is known of its runner "${labels.join(", ").slice(0, 80)}".`);
    return [];
  }
  const minutes = job.usage.number("job_minutes");
  const quantity =
    runs === null || minutes === null
      ? null
      : runs.times(minutes).times(combinations(job, id, at(one, "strategy", "matrix")));
  return measured(
    { ...job, provider: "github" },
    { name: `Minutes of ${id} (${item})`, unit: "minutes", price: rate("actions", item) },
    quantity,
  );
}

function labelsOf(value: Json | undefined): ReadonlyArray<string> {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.filter((label) => typeof label === "string");
  return value === undefined ? [] : [...labelsOf(at(value, "labels")), ...labelsOf(at(value, "group"))];
}

function runnerOf(label: string): string | null {
  const name = label.toLowerCase();
  for (const [pattern, item] of runners) {
    const found = pattern.exec(name);
    if (found !== null) return item(found[1] ?? "");
  }
  return null;
}

/** How many jobs a matrix makes; an expression may make any number. */
function combinations(job: Job, id: string, matrix: Json | undefined): number {
  if (matrix === undefined || matrix === null) return 1;
  const axes = axesOf(matrix);
  if (axes === null) {
    job.notes.assume(`How many jobs the matrix of ${id} makes is known only when it runs: one is counted.`);
    return 1;
  }
  const [included, excluded] = [objectsAt(matrix, "include").length, objectsAt(matrix, "exclude").length];
  if (axes.length === 0) return Math.max(1, included);
  const product = axes.reduce((total, size) => total * size, 1);
  // An inclusion mostly adds keys to a combination, which makes no job of its own.
  return Math.min(256, Math.max(1, product - excluded));
}

function axesOf(matrix: Json): ReadonlyArray<number> | null {
  if (typeof matrix !== "object" || matrix === null || Array.isArray(matrix)) return null;
  const axes = Object.entries(matrix).filter(([name]) => name !== "include" && name !== "exclude");
  if (axes.some(([, values]) => !Array.isArray(values))) return null;
  return axes.map(([, values]) => (Array.isArray(values) ? values.length : 1));
}

/** What the runs cost when each job takes as long as it may. */
function tellWorst(
  job: Job,
  jobs: ReadonlyArray<readonly [string, Json]>,
  components: ReadonlyArray<Component>,
  runs: Decimal | null,
): void {
  if (runs === null || components.every(({ quantity }) => quantity !== null)) return;
  const worst = jobs.reduce((total, [id, one]) => {
    const priced = components.find(({ name }) => name.startsWith(`Minutes of ${id} (`));
    const limit = at(one, "timeout-minutes");
    const minutes = typeof limit === "number" && limit > 0 ? limit : standardTimeout;
    return total.plus(runs.times(minutes).times(priced?.unit_price ?? 0));
  }, new Decimal(0));
  job.notes.assume(`If each job took as long as it may, these runs would cost $${worst.toFixed(2)} a month.`);
}

/** GitHub Actions: a workflow's minutes by runner; an action's are its callers'. */
export const workflows: EstimatorTable = {
  workflow: { estimate: workflowComponents, usage: ["monthly_runs", "job_minutes"] },
  action: { estimate: () => [], usage: [] },
};
