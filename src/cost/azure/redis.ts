import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { fixed, hourly, rate } from "../line.ts";

const service = "redis-cache";

/** Sizes that are estimated where the book has no price of their own: from which one, and how many times it. */
const estimates: Readonly<Record<string, ReadonlyArray<readonly [known: string, times: string]>>> = {
  Basic_C1: [["Standard_C1", "0.8"]],
  Basic_C3: [["Standard_C3", "0.8"]],
  Basic_C5: [["Basic_C4", "2"]],
  Basic_C6: [["Basic_C4", "4"]],
  Standard_C0: [["Basic_C0", "1.25"]],
  Standard_C4: [["Basic_C4", "1.25"]],
  Standard_C5: [["Basic_C4", "2.5"]],
  Standard_C6: [["Basic_C4", "5"]],
  Premium_P4: [["Premium_P3", "2"]],
  Premium_P5: [["Premium_P3", "4"]],
};

const tiers = ["basic", "standard", "premium"];

const counted = { min: 0, max: 100, otherwise: 1 };

/** A cache is priced by the node: a Basic one has one, a Standard one two, a Premium one its shards with their replicas. */
const redis: Estimator = {
  estimate: (job) => {
    const tier = job.values.required("sku_name") ?? "Standard";
    const size = `${job.values.required("family") ?? "C"}${job.values.required("capacity") ?? "1"}`;
    if (!tiers.includes(tier.toLowerCase())) {
      job.notes.refuse(`unknown sku_name "${tier}" of a cache; expected Basic, Standard or Premium`);
      return [];
    }
    const title = `${tier.charAt(0).toUpperCase()}${tier.slice(1).toLowerCase()}_${size.toUpperCase()}`;
    return fixed(job, {
      name: `Cache usage (${tier}_${size})`,
      unit: "nodes",
      quantity: nodesOf(job, tier.toLowerCase()),
      ...priceOf(job, title),
    });
  },
  usage: [],
};

function nodesOf(job: Job, tier: string): number {
  if (tier !== "premium") return tier === "basic" ? 1 : 2;
  const shards = Math.max(1, job.values.number("shard_count", counted));
  const key = job.values.has("replicas_per_primary") ? "replicas_per_primary" : "replicas_per_master";
  return shards * (1 + job.values.number(key, counted));
}

/** The price of a node in this region; before another region's, that of a size in this one which it is a multiple of. */
function priceOf(job: Job, size: string): Pick<Parameters<typeof fixed>[1], "price" | "times"> {
  const own = rate(service, `Cache usage (${size})`);
  const found = job.book.price(job.provider, job.region, own);
  const estimated = (Object.hasOwn(estimates, size) ? (estimates[size] ?? []) : []).flatMap(([known, times]) => {
    const query = rate(service, `Cache usage (${known})`);
    const price = job.book.price(job.provider, job.region, query);
    const isBetter = price !== null && (found === null || (found.region !== job.region && price.region === job.region));
    return isBetter ? [{ known, times, price: query }] : [];
  })[0];
  if (estimated === undefined) return { price: own };
  job.notes.assume(`The price of ${size} is estimated as ${estimated.times} × that of a node of ${estimated.known}.`);
  return { price: estimated.price, times: estimated.times };
}

const managedRedis: Estimator = {
  estimate: (job): ReadonlyArray<Component> => {
    const name = `Cache usage (${job.values.required("sku_name") ?? "unknown"})`;
    return hourly(job, {
      name,
      count: job.values.flag("high_availability_enabled", true) ? 2 : 1,
      price: rate("managed-redis", name),
    });
  },
  usage: ["monthly_hrs"],
};

/** Caches. */
export const redisCaches: EstimatorTable = {
  azurerm_redis_cache: redis,
  azurerm_managed_redis: managedRedis,
};
