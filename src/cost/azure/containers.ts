import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, measured, rate, usageOver } from "../line.ts";

/** GB that a registry includes. */
const included: Readonly<Record<string, number>> = { Basic: 10, Standard: 100, Premium: 500 };

/** A Standard registry costs four times a Basic one; the book has the prices of the others. */
const registry: Estimator = {
  estimate: (job) => {
    const told = job.values.choice("sku", "Classic").toLowerCase();
    const sku = told === "classic" ? "Basic" : `${told.charAt(0).toUpperCase()}${told.slice(1)}`;
    const label = told === "classic" ? "Classic" : sku;
    const service = "container-registry";
    const free = Object.hasOwn(included, sku) ? included[sku] : undefined;
    if (free === undefined) {
      job.notes.refuse(`unknown sku "${told}" of a container registry; expected Basic, Standard or Premium`);
      return [];
    }
    const price = sku === "Standard" ? "Registry usage (Basic)" : `Registry usage (${sku})`;
    if (sku === "Standard")
      job.notes.assume("The price of the Standard tier is estimated as four times the Basic tier's.");
    const replicas = job.values.blocks("georeplications").length;
    const stored = usageOver(job, "storage_gb", free);
    return [
      ...(replicas > 0
        ? fixed(job, {
            name: `Geo replication (${replicas} ${replicas === 1 ? "location" : "locations"})`,
            unit: "days",
            quantity: 30 * replicas,
            price: rate(service, "Geo replication (1 location)"),
          })
        : []),
      ...fixed(job, {
        name: `Registry usage (${label})`,
        unit: "days",
        quantity: 30,
        price: rate(service, price),
        ...(sku === "Standard" ? { times: 4 } : {}),
      }),
      ...measured(
        job,
        { name: `Storage (over ${free}GB)`, unit: "GB", price: rate(service, "Storage (over 10GB)") },
        stored,
      ),
      ...measured(
        job,
        { name: "Build vCPU", unit: "seconds", price: rate(service, "Build vCPU") },
        usageOver(job, "monthly_build_vcpu_hrs")?.times(3600) ?? null,
      ),
    ];
  },
  usage: ["storage_gb", "monthly_build_vcpu_hrs"],
};

/** What the consumption plan gives a subscription each month: counted against nothing here, and said. */
const freeGrant =
  "The free grant of a subscription (180,000 vCPU-seconds, 360,000 GiB-seconds, 2 million requests) is not deducted.";

/** What the containers of an app or a job take while they are active; null hours are not known. */
function activeComponents(job: Job, active: number | null): ReadonlyArray<Component> {
  const containers = job.values.block("template").blocks("container");
  const total = (name: string): number =>
    containers.reduce((sum, one) => sum + Number.parseFloat(one.text(name) ?? "0"), 0);
  job.notes.assume(freeGrant);
  const line = (name: string, unit: string, amount: number, item: string): ReadonlyArray<Component> =>
    measured(
      job,
      { name, unit, price: rate("container-apps", item) },
      active === null ? null : new Decimal(amount).times(active),
    );
  return [
    ...line("Active vCPU", "vCPU-hours", total("cpu"), "vcpu"),
    ...line("Active memory", "GiB-hours", total("memory"), "memory"),
  ];
}

/** A job is active while it runs. */
const containerJob: Estimator = {
  estimate: (job) => activeComponents(job, job.usage.number("monthly_active_hrs")),
  usage: ["monthly_active_hrs"],
};

const containerApp: Estimator = {
  estimate: (job) => {
    const least = job.values.block("template").number("min_replicas", { min: 0, max: 1000, otherwise: 0 });
    const hours = job.usage.number("monthly_active_hrs");
    if (least > 0 && hours === null)
      job.notes.assume(`${least} replicas are counted as active the whole month; idle ones cost less.`);
    return [
      ...activeComponents(job, hours ?? (least > 0 ? 730 * least : null)),
      ...byUsage(job, {
        name: "Requests",
        unit: "1M requests",
        usage: "monthly_requests",
        per: 1e6,
        price: rate("container-apps", "requests"),
      }),
    ];
  },
  usage: ["monthly_active_hrs", "monthly_requests"],
};

/** Registries and container apps. */
export const containers: EstimatorTable = {
  azurerm_container_registry: registry,
  azurerm_container_app: containerApp,
  azurerm_container_app_job: containerJob,
};
