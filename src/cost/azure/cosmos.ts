import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { fixed, measured, rate, usageOver } from "../line.ts";
import { displayName, regionName } from "./places.ts";

/** One place where an account keeps its data. */
interface Place {
  readonly region: string;
  readonly zoneRedundant: boolean;
}

/** Zone redundancy costs a quarter more throughput unless it scales by itself; autoscaling costs half more. */
const zoneFactor = "1.25";
const autoscaleFactor = "1.5";

const ru = { min: 0, max: 1e9, otherwise: 400 };

const usageKeys = [
  "storage_gb",
  "monthly_serverless_request_units",
  "monthly_restored_data_gb",
  "monthly_analytical_storage_write_operations",
  "monthly_analytical_storage_read_operations",
  "max_request_units_utilization_percentage",
];

const container: Estimator = {
  estimate: (job) => {
    const account = job.others.referred(job.resource, ["azurerm_cosmosdb_account"], job.values.text("account_name"));
    if (account === null) {
      job.notes.refuse(
        "its azurerm_cosmosdb_account is not in this project, so that its regions and backup are not known",
      );
      return [];
    }
    const places = placesOf(account.values, account.resource.region ?? job.region);
    return [...throughput(job, account.values, places), ...stored(job, account.values, places)];
  },
  usage: usageKeys,
};

function placesOf(account: Attributes, home: string): ReadonlyArray<Place> {
  const listed = account.blocks("geo_location").map((place) => ({
    region: regionName(place.text("location") ?? home),
    zoneRedundant: place.flag("zone_redundant"),
  }));
  return listed.length > 0 ? listed : [{ region: home, zoneRedundant: false }];
}

function throughput(job: Job, account: Attributes, places: ReadonlyArray<Place>): ReadonlyArray<Component> {
  const scaling = job.values.block("autoscale_settings");
  if (job.values.has("throughput")) {
    const units = new Decimal(job.values.number("throughput", ru)).div(100);
    return places.flatMap((place) => provisioned(job, account, place, "provisioned", units));
  }
  if (scaling.has("max_throughput")) {
    const share = job.usage.number("max_request_units_utilization_percentage");
    const most = new Decimal(scaling.number("max_throughput", ru)).div(100);
    const factor = writesEverywhere(account) ? 1 : autoscaleFactor;
    const units = share === null ? null : most.times(share).div(100).times(factor);
    return places.flatMap((place) => provisioned(job, account, place, "autoscale", units));
  }
  const [home] = places;
  const told = usageOver(job, "monthly_serverless_request_units");
  const units = told?.div(1e6).times(home?.zoneRedundant === true ? zoneFactor : 1) ?? null;
  return measured(
    job,
    {
      name: "Provisioned throughput (serverless)",
      unit: "1M RU",
      price: rate("cosmosdb", "Provisioned throughput (serverless)"),
    },
    units,
  );
}

/** Where every region is written to, neither scaling nor zones cost more. */
function writesEverywhere(account: Attributes): boolean {
  return account.flag("multiple_write_locations_enabled", account.flag("enable_multiple_write_locations"));
}

function provisioned(
  job: Job,
  account: Attributes,
  place: Place,
  kind: "provisioned" | "autoscale",
  units: Decimal | null,
): ReadonlyArray<Component> {
  const there = { ...job, region: place.region };
  const writes = writesEverywhere(account);
  if (writes) job.notes.assume("Writes in several regions are counted at twice the price of one.");
  const line = {
    name: `Provisioned throughput (${kind}, ${displayName(place.region)})`,
    unit: "RU/s x 100",
    price: rate("cosmosdb", `Provisioned throughput (${kind})`),
  };
  const total = units?.times(place.zoneRedundant && kind === "provisioned" && !writes ? zoneFactor : 1) ?? null;
  if (total === null) return measured(there, { ...line, ...(writes ? { priceTimes: 2 } : {}) }, null);
  return fixed(there, { ...line, quantity: total, ...(writes ? { times: 2 } : {}) });
}

function stored(job: Job, account: Attributes, places: ReadonlyArray<Place>): ReadonlyArray<Component> {
  const size = usageOver(job, "storage_gb");
  const analytical = account.flag("analytical_storage_enabled");
  const operations = (kind: "write" | "read"): Decimal | null =>
    usageOver(job, `monthly_analytical_storage_${kind}_operations`)?.div(10_000) ?? null;
  const line = (place: Place, name: string, unit: string, quantity: Decimal | null): ReadonlyArray<Component> =>
    measured(
      { ...job, region: place.region },
      { name: `${name} (${displayName(place.region)})`, unit, price: rate("cosmosdb", name) },
      quantity,
    );
  const backup = account.block("backup");
  const continuous = backup.choice("type", "Periodic").toLowerCase() === "continuous";
  const copies = continuous ? 1 : extraCopies(backup);
  return [
    ...places.flatMap((place) => line(place, "Transactional storage", "GB", size)),
    ...(analytical
      ? places.flatMap((place) => [
          ...line(place, "Analytical storage", "GB", size),
          ...line(place, "Analytical write operations", "10K operations", operations("write")),
          ...line(place, "Analytical read operations", "10K operations", operations("read")),
        ])
      : []),
    ...places.flatMap((place) =>
      line(place, continuous ? "Continuous backup" : "Periodic backup", "GB", size?.times(copies) ?? null),
    ),
    ...measured(
      job,
      { name: "Restored data", unit: "GB", price: rate("cosmosdb", "Restored data") },
      usageOver(job, "monthly_restored_data_gb"),
    ),
  ];
}

/** Two copies are free; a backup every four hours that is kept for eight makes two. */
function extraCopies(backup: Attributes): number {
  const interval = backup.number("interval_in_minutes", { min: 1, max: 100_000, otherwise: 240 }) / 60;
  const kept = backup.number("retention_in_hours", { min: 1, max: 100_000, otherwise: 8 });
  return kept > interval ? Math.max(0, Math.floor(kept / interval) - 2) : 1;
}

/** Databases, containers and tables of Azure Cosmos DB; the account itself costs nothing. */
export const cosmos: EstimatorTable = Object.fromEntries(
  [
    "azurerm_cosmosdb_cassandra_keyspace",
    "azurerm_cosmosdb_cassandra_table",
    "azurerm_cosmosdb_gremlin_database",
    "azurerm_cosmosdb_gremlin_graph",
    "azurerm_cosmosdb_mongo_collection",
    "azurerm_cosmosdb_mongo_database",
    "azurerm_cosmosdb_sql_container",
    "azurerm_cosmosdb_sql_database",
    "azurerm_cosmosdb_table",
  ].map((type) => [type, container]),
);
