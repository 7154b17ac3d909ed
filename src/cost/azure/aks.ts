import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, rate } from "../line.ts";
import { counted, scaled, spanOf } from "../scenario.ts";
import { diskComponents } from "./disk.ts";
import { machineComponents, takesPremium } from "./machine.ts";
import { inZone } from "./places.ts";

const nodes = { min: 0, max: 5000, otherwise: 1 };

/** Nodes of a pool: the usage file's, else the declared number, else the least that scaling keeps. */
function poolComponents(
  job: Job,
  pool: Attributes,
  place: { readonly part: string | null; readonly usage: string; readonly system: "linux" | "windows" },
): ReadonlyArray<Component> {
  const told = job.usage.number(`${place.usage}nodes`);
  const declared = pool.has("node_count") ? pool.number("node_count", nodes) : pool.number("min_count", nodes);
  const expected = told ?? (pool.has("node_count") || pool.has("min_count") ? declared : 1);
  const count = poolSize(job, pool, expected);
  const size = pool.choice("vm_size", "Standard_D2s_v3");
  return [
    ...machineComponents(
      job,
      {
        size,
        system: place.system,
        part: place.part,
        spot: pool.text("priority")?.toLowerCase() === "spot",
        hours: job.usage.number(`${place.usage}monthly_hrs`),
      },
      count,
    ),
    ...(pool.choice("os_disk_type", "Managed").toLowerCase() === "ephemeral"
      ? []
      : diskComponents(
          job,
          {
            part: place.part === null ? "os_disk" : `${place.part} / os_disk`,
            values: pool.has("os_disk_size_gb") ? renamed(pool) : pool,
            kind: takesPremium(size) ? "Premium_LRS" : "Standard_LRS",
            size: 128,
            operations: null,
          },
          count,
        )),
  ];
}

/** Nodes of a pool that scales itself are as many as its bounds allow. */
function poolSize(job: Job, pool: Attributes, expected: number): number {
  const isScaled = pool.flag("enable_auto_scaling") || pool.flag("auto_scaling_enabled");
  if (!isScaled) return counted(job, spanOf(expected, expected, expected));
  const bound = (name: string): number => pool.number(name, { ...nodes, otherwise: expected });
  return scaled(job, `${expected} nodes`, spanOf(bound("min_count"), expected, bound("max_count")));
}

/** The pool's disk size under the name that disks use. */
function renamed(pool: Attributes): Attributes {
  const name = (asked: string): string => (asked === "disk_size_gb" ? "os_disk_size_gb" : asked);
  return { ...pool, has: (asked) => pool.has(name(asked)), number: (asked, rule) => pool.number(name(asked), rule) };
}

const cluster: Estimator = {
  estimate: (job) => {
    const tier = job.values.choice("sku_tier", "Free").toLowerCase();
    const pool = job.values.block("default_node_pool");
    const profile = job.values.block("network_profile");
    const windows = /^windows/i.test(pool.text("os_sku") ?? "");
    if (tier === "premium") job.notes.assume("Long-term support of the Premium tier is counted as the Standard tier.");
    return [
      ...(tier === "free" ? [] : hourly(job, { name: "Uptime SLA", price: rate("aks", "uptime") })),
      ...poolComponents(job, pool, {
        part: "default_node_pool",
        usage: "default_node_pool.",
        system: windows ? "windows" : "linux",
      }),
      ...(profile.choice("load_balancer_sku", "standard").toLowerCase() === "standard"
        ? byUsage(job, {
            name: "Data processed",
            part: "Load Balancer",
            unit: "GB",
            usage: "load_balancer.monthly_data_processed_gb",
            price: rate("load-balancer", "Data processed"),
          })
        : []),
      ...(job.values.flag("http_application_routing_enabled") || addOn(job)
        ? fixed(inZone(job), {
            name: "Hosted zone",
            part: "DNS",
            unit: "months",
            quantity: 1,
            price: rate("dns-zone", "Hosted zone"),
          })
        : []),
    ];
  },
  usage: ["default_node_pool.nodes", "default_node_pool.monthly_hrs", "load_balancer.monthly_data_processed_gb"],
};

/** The older spelling of HTTP application routing. */
function addOn(job: Job): boolean {
  return job.values.block("addon_profile").block("http_application_routing").flag("enabled");
}

const nodePool: Estimator = {
  estimate: (job) =>
    poolComponents(job, job.values, {
      part: null,
      usage: "",
      system: job.values.choice("os_type", "Linux").toLowerCase() === "windows" ? "windows" : "linux",
    }),
  usage: ["nodes", "monthly_hrs"],
};

/** Azure Kubernetes Service. */
export const aks: EstimatorTable = {
  azurerm_kubernetes_cluster: cluster,
  azurerm_kubernetes_cluster_node_pool: nodePool,
};
