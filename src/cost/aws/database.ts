import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import type { Job } from "../job.ts";
import { byUsage, cell, fixed, fixedOrNamed, rate } from "../line.ts";

/** Major versions past their standard support. */
const extended: Readonly<Record<string, ReadonlyArray<string>>> = {
  mysql: ["5.7"],
  postgres: ["11", "12"],
  aurora: ["5.7"],
  "aurora-mysql": ["5.7"],
  "aurora-postgresql": ["11", "12"],
};

/** Performance Insights that are kept longer than the free week, and their API. */
export function performanceInsights(job: Job, type: string): ReadonlyArray<Component> {
  if (!job.values.flag("performance_insights_enabled")) return [];
  const days = job.values.number("performance_insights_retention_period", { min: 0, max: 731, otherwise: 7 });
  return [
    ...(days > 7 ? (type === "db.serverless" ? serverlessRetention(job) : retention(job, type)) : []),
    ...byUsage(job, {
      name: "Performance Insights API",
      unit: "1000 requests",
      usage: "monthly_additional_performance_insights_requests",
      per: 1000,
      price: rate("rds", "performance-insights-api"),
    }),
  ];
}

function serverlessRetention(job: Job): ReadonlyArray<Component> {
  const price = rate("rds", "performance-insights:serverless");
  const name = "Performance Insights Long Term Retention (serverless)";
  return byUsage(job, { name, unit: "ACUs", usage: "capacity_units_per_hr", price });
}

function retention(job: Job, type: string): ReadonlyArray<Component> {
  const family = type.split(".")[1] ?? "";
  const price = rate("rds", `performance-insights:${family}`);
  const cpus = job.book.figure(job.provider, job.region, cell("rds", type, "vcpu"));
  if (cpus === null) {
    job.notes.assume(`Long-term retention of Performance Insights is not counted: the vCPUs of ${type} are not known.`);
    return [];
  }
  const name = `Performance Insights Long Term Retention (${type})`;
  return fixedOrNamed(job, { name, unit: "vCPU-month", quantity: cpus, price });
}

/** The surcharge on versions past their standard support, at the price of its first two years. */
export function extendedSupport(job: Job, engine: string, type: string): ReadonlyArray<Component> {
  const version = job.values.text("engine_version") ?? "";
  const majors = (Object.hasOwn(extended, engine) ? extended[engine] : undefined) ?? [];
  if (!majors.some((major) => version === major || version.startsWith(`${major}.`))) return [];
  if (job.values.text("engine_lifecycle_support") === "open-source-rds-extended-support-disabled") return [];
  const cpus = job.book.figure(job.provider, job.region, cell("rds", type, "vcpu"));
  if (cpus === null) {
    job.notes.assume(`Extended support is not counted: the vCPUs of ${type} are not known.`);
    return [];
  }
  job.notes.assume(`${engine} ${version} is in extended support; the price of its first two years is counted.`);
  return fixed(job, {
    name: "Extended support (year 1)",
    unit: "vCPU-hours",
    quantity: cpus * hoursAMonth,
    price: rate("rds", "extended-support"),
  });
}
