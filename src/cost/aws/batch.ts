import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { hoursAMonth } from "../amounts.ts";
import { byUsage, cell, hourly, rate } from "../line.ts";
import { scaled, spanOf } from "../scenario.ts";
import { fargateSpot } from "./ecs.ts";
import { spotPrice } from "./server.ts";

const vcpus = { min: 0, max: 1e6, otherwise: 0 };

/** Fargate bills what jobs take while they run; its prices in the book are for a month. */
function onFargate(job: Job, isSpot: boolean): ReadonlyArray<Component> {
  if (isSpot) job.notes.assume(fargateSpot);
  const priceTimes = new Decimal(1).div(hoursAMonth);
  const line = (name: string, unit: string, usage: string, item: string): ReadonlyArray<Component> =>
    byUsage(job, { name, unit, usage, price: rate("fargate", item), priceTimes });
  return [
    ...line("Per GB per hour", "GB-hours", "monthly_gb_hours", "memory"),
    ...line("Per vCPU per hour", "CPU-hours", "monthly_vcpu_hours", "vcpu"),
  ];
}

/** The first type that is a machine's; families and `optimal` leave the choice to AWS. */
function machineOf(job: Job, resources: Attributes): { readonly type: string; readonly cores: number } | null {
  for (const type of resources.list("instance_type")) {
    if (typeof type !== "string") continue;
    const cores = job.book.figure(job.provider, job.region, cell("ec2", type, "vcpu"));
    if (cores !== null && cores > 0) return { type, cores };
  }
  return null;
}

/** Machines that are kept for as many vCPUs as are desired at the least; those of a queue only usage tells. */
function onMachines(job: Job, resources: Attributes, isSpot: boolean): ReadonlyArray<Component> {
  const machine = machineOf(job, resources);
  if (machine === null) {
    job.notes.refuse("which machines AWS Batch starts is not known: instance_type names no single type");
    return [];
  }
  const { type, cores } = machine;
  const least = Math.ceil(resources.number("min_vcpus", vcpus) / cores);
  const most = Math.max(least, Math.ceil(resources.number("max_vcpus", vcpus) / cores));
  const expected = job.usage.number("instances") ?? least;
  const count = scaled(job, `${expected} machines of ${cores} vCPUs`, spanOf(least, expected, most));
  return hourly(job, {
    name: `Instance usage (Linux/UNIX, ${isSpot ? "spot" : "on-demand"}, ${type})`,
    count,
    price: isSpot ? spotPrice(job, type, "linux") : cell("ec2", type, "linux"),
  });
}

const environment: Estimator = {
  estimate: (job) => {
    const resources = job.values.block("compute_resources");
    // An unmanaged environment runs on machines that are declared, and priced, by themselves.
    if (job.values.choice("type", "MANAGED").toUpperCase() === "UNMANAGED") return [];
    const kind = resources.choice("type", "EC2").toUpperCase();
    const isSpot = kind.endsWith("SPOT");
    return kind.startsWith("FARGATE") ? onFargate(job, isSpot) : onMachines(job, resources, isSpot);
  },
  usage: ["monthly_gb_hours", "monthly_vcpu_hours", "instances", "monthly_hrs"],
};

/** AWS Batch. */
export const batch: EstimatorTable = { aws_batch_compute_environment: environment };
