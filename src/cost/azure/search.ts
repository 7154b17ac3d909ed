import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { hourly, measured, rate, usageOver } from "../line.ts";
import { count } from "./analytics.ts";

const searchSkus: Readonly<Record<string, readonly [label: string, item: string]>> = {
  basic: ["Basic", "Search usage (Basic, 4 units)"],
  standard: ["Standard S1", "Search usage (Standard S1, 1 unit)"],
  standard2: ["Standard S2", "Search usage (Standard S2, 1 unit)"],
  standard3: ["Standard S3", "Search usage (Standard S3, 1 unit)"],
  storage_optimized_l1: ["Storage Optimized L1", "Search usage (Storage Optimized L1, 1 unit)"],
  storage_optimized_l2: ["Storage Optimized L2", "Search usage (Storage Optimized L2, 1 unit)"],
};

const search: Estimator = {
  estimate: (job) => {
    const sku = (job.values.required("sku") ?? "").toLowerCase();
    if (sku === "free") return [];
    const known = Object.hasOwn(searchSkus, sku) ? searchSkus[sku] : undefined;
    if (known === undefined) {
      job.notes.refuse(`unknown sku "${sku}" of a search service; expected ${Object.keys(searchSkus).join(", ")}`);
      return [];
    }
    const units = job.values.number("partition_count", count) * job.values.number("replica_count", count);
    const images = usageOver(job, "monthly_images_extracted");
    return [
      ...hourly(job, {
        name: `Search usage (${known[0]}, ${units} ${units === 1 ? "unit" : "units"})`,
        count: units,
        price: rate("search-service", known[1]),
      }),
      ...imageTiers(job, images),
    ];
  },
  usage: ["monthly_images_extracted", "monthly_hrs"],
};

function imageTiers(job: Job, images: Decimal | null): ReadonlyArray<Component> {
  const sizes: ReadonlyArray<readonly [label: string, size: number | null]> = [
    ["first 1M", 1e6],
    ["next 4M", 4e6],
    ["over 5M", null],
  ];
  let left = images;
  return sizes.flatMap(([label, size], index) => {
    const name = `Image extraction (${label})`;
    const here = left === null ? null : size === null ? left : Decimal.min(left, size);
    left = left === null || here === null ? null : left.minus(here);
    if (here === null && index > 0) return [];
    return measured(job, { name, unit: "1000 images", price: rate("search-service", name) }, here?.div(1000) ?? null);
  });
}

/** Azure AI Search. */
export const searchServices: EstimatorTable = {
  azurerm_search_service: search,
};
