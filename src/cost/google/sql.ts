import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, rate } from "../line.ts";

interface Size {
  readonly cores: number;
  readonly memory: Decimal;
}

/** GB of memory that a vCPU has by kind of tier. */
const memoryPerCore: Readonly<Record<string, number>> = { standard: 3.75, lightweight: 3.75, highmem: 6.5 };

/** GB of memory and of data cache that a tier of Enterprise Plus has, by its vCPUs. */
const plusSizes: Readonly<Record<string, { readonly memory: number; readonly cache: number }>> = {
  2: { memory: 16, cache: 375 },
  4: { memory: 32, cache: 375 },
  8: { memory: 64, cache: 375 },
  16: { memory: 128, cache: 750 },
  32: { memory: 256, cache: 1500 },
  48: { memory: 384, cache: 3000 },
  64: { memory: 512, cache: 6000 },
  80: { memory: 640, cache: 6000 },
  96: { memory: 768, cache: 6000 },
  128: { memory: 864, cache: 9000 },
};

const sqlInstance: Estimator = {
  estimate: (job) => {
    const settings = job.values.block("settings");
    // Tiers of that name are of no other edition, which replicas and clones need not say.
    const isPlusTier = /^db-perf-optimized-/i.test(settings.text("tier") ?? "");
    const edition = settings.choice("edition", isPlusTier ? "ENTERPRISE_PLUS" : "ENTERPRISE");
    const plus = edition.toUpperCase() === "ENTERPRISE_PLUS";
    const version = job.values.choice("database_version", "MYSQL_8_0").toUpperCase();
    const regional = settings.choice("availability_type", "ZONAL").toUpperCase() === "REGIONAL";
    if (version.startsWith("SQLSERVER") && !version.endsWith("EXPRESS"))
      job.notes.assume("The licence of SQL Server is not counted.");
    const tier = settings.required("tier") ?? "";
    const disk = settings.choice("disk_type", "PD_SSD").toUpperCase() === "PD_HDD" ? "HDD" : "SSD";
    return [
      ...(plus ? plusCompute(job, settings, tier, version, regional) : compute(job, tier, version, regional)),
      ...fixed(job, {
        name: `Storage (${disk}, ${place(regional)})`,
        unit: "GB",
        quantity: settings.number("disk_size", { min: 0, max: 65_536, otherwise: 10 }),
        price: rate("sql", plus ? "ssd plus" : disk.toLowerCase()),
        times: regional ? 2 : 1,
      }),
      ...byUsage(job, { name: "Backups", unit: "GB", usage: "backup_storage_gb", price: rate("sql", "backup") }),
      ...(settings.block("ip_configuration").flag("ipv4_enabled", true)
        ? hourly({ ...job, region: "global" }, { name: "IP address (if unused)", price: rate("sql", "address") })
        : []),
    ];
  },
  usage: ["backup_storage_gb", "monthly_hrs"],
};

/** Enterprise Plus: vCPUs, memory, and the data cache, which MySQL and PostgreSQL have unless it is turned off. */
function plusCompute(
  job: Job,
  settings: Attributes,
  tier: string,
  version: string,
  regional: boolean,
): ReadonlyArray<Component> {
  const cores = /^db-perf-optimized-n-(?<cores>\d{1,3})$/i.exec(tier)?.groups?.["cores"];
  const size = plusSizes[cores ?? ""];
  if (size === undefined) {
    job.notes.refuse(
      `the price book has no prices of the tier "${tier}" of Cloud SQL Enterprise Plus; it knows db-perf-optimized-N-2 to N-128`,
    );
    return [];
  }
  const cached = settings.block("data_cache_config").flag("data_cache_enabled", !version.startsWith("SQLSERVER"));
  const times = regional ? 2 : 1;
  return [
    ...sized(job, { cores: Number(cores), memory: new Decimal(size.memory) }, regional, " plus"),
    ...(cached
      ? fixed(job, {
          name: `Data cache (${place(regional)})`,
          unit: "GB",
          quantity: size.cache,
          price: rate("sql", "data cache"),
          times,
        })
      : []),
  ];
}

function place(regional: boolean): string {
  return regional ? "regional" : "zonal";
}

/** A regional instance has a standby and costs twice as much. */
function compute(job: Job, tier: string, version: string, regional: boolean): ReadonlyArray<Component> {
  const name = tier.toLowerCase();
  const shared = name === "db-f1-micro" || name === "db-g1-small";
  if (shared || (name.startsWith("db-n1-standard-") && version.startsWith("MYSQL"))) {
    return hourly(job, {
      name: `SQL instance (${tier}, ${place(regional)})`,
      price: rate("sql", name),
      times: regional ? 2 : 1,
    });
  }
  const size = sizeOf(name);
  if (size === null) {
    job.notes.refuse(
      `unknown tier "${tier}" of Cloud SQL; expected one such as db-f1-micro, db-custom-2-7680, db-standard-2 or db-highmem-4`,
    );
    return [];
  }
  return sized(job, size, regional, "");
}

/** vCPUs and memory; the edition is the end of the prices' names. */
function sized(job: Job, size: Size, regional: boolean, edition: string): ReadonlyArray<Component> {
  const factor = regional ? 2 : 1;
  return [
    ...hourly(job, {
      name: `vCPUs (${size.cores}, ${place(regional)})`,
      count: size.cores,
      price: rate("sql", `vcpu${edition}`),
      times: factor,
    }),
    ...fixed(job, {
      name: `Memory (${size.memory.toString()} GB, ${place(regional)})`,
      unit: "GB",
      quantity: size.memory,
      price: rate("sql", `memory${edition}`),
      times: factor,
    }),
  ];
}

/** vCPUs and GB of a tier: `db-custom-2-7680`, `db-n1-highmem-4`, `db-standard-2`. */
function sizeOf(tier: string): Size | null {
  const custom = /^db-custom-(?<cores>\d{1,3})-(?<memory>\d{3,7})$/.exec(tier)?.groups;
  if (custom !== undefined) return { cores: Number(custom.cores), memory: new Decimal(custom.memory ?? 0).div(1024) };
  const named = /^db-(?:n1-)?(?<kind>standard|highmem|lightweight)-(?<cores>\d{1,3})$/.exec(tier)?.groups;
  if (named?.kind === undefined) return null;
  const cores = Number(named.cores);
  const memory = new Decimal(memoryPerCore[named.kind] ?? 3.75).times(named.kind === "lightweight" ? 1 : cores);
  return { cores, memory };
}

/** Cloud SQL. */
export const sql: EstimatorTable = { google_sql_database_instance: sqlInstance };
