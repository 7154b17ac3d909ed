import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, measured, rate, tiered, type Tier } from "../line.ts";

/** GB-seconds in each step of the duration's price; Arm's steps are larger. */
const steps = {
  x86_64: [
    { label: "first 6B", size: 6e9 },
    { label: "next 9B", size: 9e9 },
    { label: "over 15B", size: null },
  ],
  arm64: [
    { label: "first 7.5B", size: 7.5e9 },
    { label: "next 11.25B", size: 11.25e9 },
    { label: "over 18.75B", size: null },
  ],
} as const;

/** Ephemeral storage that comes with every function, MB. */
const freeStorage = 512;

const lambdaFunction: Estimator = {
  estimate: (job) => {
    const architecture = isArm(job.values) ? "arm64" : "x86_64";
    const memory = memoryOf(job.values);
    const storage = job.values
      .block("ephemeral_storage")
      .number("size", { min: 512, max: 10_240, otherwise: freeStorage });
    return [...requests(job), ...ephemeral(job, storage - freeStorage), ...duration(job, memory, architecture)];
  },
  usage: ["monthly_requests", "request_duration_ms"],
};

function isArm(values: Job["values"]): boolean {
  return values.list("architectures").includes("arm64");
}

/** MB. */
function memoryOf(values: Job["values"]): number {
  return values.number("memory_size", { min: 128, max: 10_240, otherwise: 128 });
}

function requests(job: Job): ReadonlyArray<Component> {
  const price = rate("lambda", "requests");
  return byUsage(job, { name: "Requests", unit: "1M requests", usage: "monthly_requests", per: 1e6, price });
}

function duration(job: Job, memory: number, architecture: keyof typeof steps): ReadonlyArray<Component> {
  const tiers: ReadonlyArray<Tier> = steps[architecture].map((step, index) => ({
    ...step,
    price: rate("lambda", `duration:${architecture}:${index}`),
  }));
  const seconds = secondsAMonth(job);
  const line = { name: "Duration", unit: "GB-seconds" };
  if (seconds === null) return tiered(job, { ...line, usage: [] }, tiers);
  return tiered(job, { ...line, quantity: seconds.times(memory).div(1024) }, tiers);
}

/** Storage above what is free, for as long as the function runs. */
function ephemeral(job: Job, extra: number): ReadonlyArray<Component> {
  if (extra <= 0) return [];
  const line = { name: "Ephemeral storage", unit: "GB-seconds", price: rate("lambda", "ephemeral-storage") };
  const seconds = secondsAMonth(job);
  if (seconds === null) return byUsage(job, { ...line, usage: "request_duration_ms" });
  return fixed(job, { ...line, quantity: seconds.times(extra).div(1024), usageBased: true });
}

function secondsAMonth(job: Job): Decimal | null {
  const requests = job.usage.number("monthly_requests");
  const milliseconds = job.usage.number("request_duration_ms");
  return requests === null || milliseconds === null ? null : new Decimal(requests).times(milliseconds).div(1000);
}

/** Executions that are kept ready: they are billed for as long as they are, and less for what they do. */
const provisioned: Estimator = {
  estimate: (job) => {
    const name = job.values.text("function_name");
    const owner = job.others.referred(job.resource, ["aws_lambda_function"], name)?.values;
    const told = job.usage.text("architecture");
    const arm = told === null ? owner !== undefined && isArm(owner) : told === "arm64";
    const architecture = arm ? "arm64" : "x86_64";
    const memory = job.usage.number("memory_mb") ?? (owner === undefined ? 128 : memoryOf(owner));
    const kept = job.values.number("provisioned_concurrent_executions", { min: 1, max: 1_000_000, otherwise: 1 });
    const gigabytes = new Decimal(memory).div(1024);
    const hours = job.usage.number("monthly_duration_hrs");
    const seconds = secondsAMonth(job);
    return [
      ...requests(job),
      ...measured(
        job,
        { name: "Provisioned Concurrency", unit: "GB-seconds", price: rate("lambda", `provisioned:${architecture}`) },
        hours === null ? null : gigabytes.times(hours).times(3600).times(kept),
      ),
      ...measured(
        job,
        { name: "Duration", unit: "GB-seconds", price: rate("lambda", `provisioned-duration:${architecture}`) },
        seconds === null ? null : seconds.times(gigabytes),
      ),
    ];
  },
  usage: ["monthly_duration_hrs", "monthly_requests", "request_duration_ms", "architecture", "memory_mb"],
};

/** AWS Lambda. */
export const lambda: EstimatorTable = {
  aws_lambda_function: lambdaFunction,
  aws_lambda_provisioned_concurrency_config: provisioned,
};
