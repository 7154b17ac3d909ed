import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import { fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, rate } from "../line.ts";

/** What one capacity unit holds, by the usage file's keys; the dimension that needs most units is billed. */
const capacityUnit = {
  application: { new_connections: 25, active_connections: 3000, rule_evaluations: 1000 },
  network: { new_connections: 800, active_connections: 100_000 },
} as const;

const names = {
  application: "Application load balancer",
  network: "Network load balancer",
  gateway: "Gateway load balancer",
};

/** Usage keys of capacity units. */
export const capacityUsage = ["new_connections", "active_connections", "rule_evaluations", "processed_bytes_gb"];

const loadBalancer: Estimator = {
  estimate: (job) => {
    const type = job.values.choice("load_balancer_type", "application");
    if (type !== "application" && type !== "network" && type !== "gateway") {
      job.notes.refuse(`load_balancer_type is "${type}"; expected application, network or gateway`);
      return [];
    }
    const hours = hourly(job, { name: names[type], price: rate("elb", type) });
    return type === "gateway" ? hours : [...hours, ...capacityUnits(job, type)];
  },
  usage: ["monthly_hrs", ...capacityUsage],
};

/** What it does, in capacity units. */
export function capacityUnits(job: Job, type: "application" | "network"): ReadonlyArray<Component> {
  const line = { name: "Load balancer capacity units", unit: "LCU", price: rate("elb", `${type}-lcu`) };
  const perUnit = Object.entries(capacityUnit[type]).flatMap(([key, size]) => {
    const used = job.usage.number(key);
    return used === null ? [] : [new Decimal(used).div(size)];
  });
  // One unit processes one GB an hour.
  const bytes = job.usage.number("processed_bytes_gb");
  const needs = bytes === null ? perUnit : [...perUnit, new Decimal(bytes).div(hoursAMonth)];
  if (needs.length === 0) return byUsage(job, { ...line, usage: "new_connections" });
  return fixed(job, { ...line, quantity: Decimal.max(...needs), usageBased: true });
}

/** Elastic Load Balancing. */
export const elb: EstimatorTable = {
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
  aws_elb: fromTable([
    { kind: "hours", name: "Classic load balancer", price: rate("elb", "classic") },
    {
      kind: "usage",
      name: "Data processed",
      unit: "GB",
      usage: "monthly_data_processed_gb",
      price: rate("elb", "classic-data"),
    },
  ]),
};
