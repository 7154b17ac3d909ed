import type { Component } from "../../model/estimate.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, rate } from "../line.ts";
import { rowsOf } from "../rows.ts";
import { egressComponents, egressUsage } from "./network.ts";

/** Places of several regions by a bucket's location, as the price list calls them, and what their storage is called. */
const wide: Readonly<Record<string, readonly [region: string, suffix: string]>> = {
  us: ["us-multi", " multi"],
  eu: ["europe-multi", " multi"],
  europe: ["europe-multi", " multi"],
  asia: ["asia-multi", " multi"],
  asia1: ["asia1", " dual"],
  eur4: ["eur4", " dual"],
  nam4: ["nam4", " dual"],
};

/** Storage, operations, retrieval and traffic of a bucket of one class. */
function bucketComponents(job: Job, storageClass: string, location: string): ReadonlyArray<Component> {
  const kind = storageClass.toLowerCase();
  const known = Object.hasOwn(wide, location) ? wide[location] : undefined;
  const there = known === undefined ? job : { ...job, region: known[0] };
  const plain = { multi_regional: "standard", regional: "standard" }[kind] ?? kind;
  const cold = ["nearline", "coldline", "archive"].includes(plain);
  const operations = plain === "standard" || plain === "durable_reduced_availability" ? "standard" : "coldline";
  if (plain === "nearline" || plain === "archive") {
    job.notes.assume(`Operations of the class ${kind} are counted at the price of coldline.`);
  }
  const line = (name: string, usage: string, item: string): ReadonlyArray<Component> =>
    byUsage(job, { name, unit: "10k operations", usage, per: 10_000, price: rate("storage", item) });
  return [
    ...byUsage(there, {
      name: `Storage (${kind})`,
      unit: "GiB",
      usage: "storage_gb",
      price: rate("storage", `${plain}${known?.[1] ?? ""}`),
    }),
    ...line("Object adds, bucket/object list (class A)", "monthly_class_a_operations", `class a ${operations}`),
    ...line(
      "Object gets, retrieve bucket/object metadata (class B)",
      "monthly_class_b_operations",
      `class b ${operations}`,
    ),
    ...(cold
      ? byUsage(job, {
          name: "Data retrieval",
          unit: "GB",
          usage: "monthly_data_retrieval_gb",
          price: rate("storage", `retrieval ${plain}`),
        })
      : []),
    ...egressComponents(job),
  ];
}

const usage = [
  "storage_gb",
  "monthly_class_a_operations",
  "monthly_class_b_operations",
  "monthly_data_retrieval_gb",
  ...egressUsage,
];

const bucket: Estimator = {
  estimate: (job) => {
    const location = job.values.choice("location", job.region).toLowerCase();
    const storageClass = job.values.choice("storage_class", "STANDARD");
    return bucketComponents(job, storageClass, location);
  },
  usage,
};

/** A container registry keeps its images in a bucket. */
const registry: Estimator = {
  estimate: (job) => bucketComponents(job, "STANDARD", job.values.choice("location", "US").toLowerCase()),
  usage,
};

/** Continents by the first word of a region. */
const continents: Readonly<Record<string, string>> = {
  us: "North America",
  northamerica: "North America",
  europe: "Europe",
  asia: "AsiaPacific",
  southamerica: "South America",
  australia: "Oceania",
};

const regions = [
  "asia_east1", "asia_east2", "asia_northeast1", "asia_northeast2", "asia_northeast3", "asia_south1", "asia_south2",
  "asia_southeast1", "asia_southeast2", "australia_southeast1", "australia_southeast2", "europe_central2",
  "europe_north1", "europe_west1", "europe_west2", "europe_west3", "europe_west4", "europe_west6",
  "northamerica_northeast1", "northamerica_northeast2", "southamerica_east1", "southamerica_west1", "us_central1",
  "us_east1", "us_east4", "us_west1", "us_west2", "us_west3", "us_west4",
]; // prettier-ignore

const artifactItems: Readonly<Record<string, string>> = {
  "North America": "north america",
  Europe: "europe",
  AsiaPacific: "asia",
};

/** Within the same region traffic is free. */
const artifacts: Estimator = {
  estimate: (job) => {
    const home = continents[job.region.split("-")[0] ?? ""] ?? "North America";
    const used = regions.filter(
      (region) => region.replaceAll("_", "-") !== job.region && (job.usage.number(egressKey(region)) ?? 0) > 0,
    );
    const groups = Map.groupBy(used, (region) => continents[region.split("_")[0] ?? ""] ?? "Oceania");
    return [
      ...byUsage(
        { ...job, region: "global" },
        { name: "Storage", unit: "GB", usage: "storage_gb", price: rate("artifact", "storage") },
      ),
      ...[...groups].flatMap(([continent, own]) => artifactEgress(job, home, continent, own)),
    ];
  },
  usage: ["storage_gb", ...regions.map(egressKey)],
};

function egressKey(region: string): string {
  return `monthly_egress_data_transfer_gb.${region}`;
}

function artifactEgress(
  job: Job,
  home: string,
  continent: string,
  own: ReadonlyArray<string>,
): ReadonlyArray<Component> {
  const line = (name: string, item: string): ReadonlyArray<Component> =>
    byUsage(job, { name, unit: "GB", usage: own.map(egressKey), price: rate("artifact", item) });
  if (continent === home) {
    const item = artifactItems[continent];
    return item === undefined
      ? line(`Data egress ${continent} to ${continent}`, "intercontinental")
      : line(`Data egress ${continent} to ${continent}`, item);
  }
  return continent === "Oceania" || home === "Oceania"
    ? line("Data egress from/to Oceania", "oceania")
    : line("Intercontinental (Excl Oceania)", "intercontinental");
}

const table = rowsOf("bigquery-table");

const bigQueryTable: Estimator = {
  estimate: (job) => {
    const area = job.region.startsWith("europe") || job.region === "eu" ? "europe" : "us";
    const wideJob = { ...job, region: area };
    return [
      ...componentsOf(job, table.usage("Active storage", "GB", "monthly_active_storage_gb")),
      ...componentsOf(job, table.usage("Long-term storage", "GB", "monthly_long_term_storage_gb")),
      ...componentsOf(job, table.usage("Streaming inserts", "MB", "monthly_streaming_inserts_mb")),
      ...componentsOf(wideJob, table.usage("Storage write API", "GB", "monthly_storage_write_api_gb")),
      ...componentsOf(wideJob, table.usage("Storage read API", "TB", "monthly_storage_read_api_tb")),
    ];
  },
  usage: [
    "monthly_active_storage_gb",
    "monthly_long_term_storage_gb",
    "monthly_streaming_inserts_mb",
    "monthly_storage_write_api_gb",
    "monthly_storage_read_api_tb",
  ],
};

/** Buckets, registries and BigQuery. */
export const storage: EstimatorTable = {
  google_storage_bucket: bucket,
  google_container_registry: registry,
  google_artifact_registry_repository: artifacts,
  google_bigquery_dataset: fromTable([
    rowsOf("bigquery-dataset").usage("Queries (on-demand)", "TB", "monthly_queries_tb"),
  ]),
  google_bigquery_table: bigQueryTable,
};
