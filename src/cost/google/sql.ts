import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, rate } from "../line.ts";

/** GB of memory that a vCPU has by kind of tier. */
const memoryPerCore: Readonly<Record<string, number>> = { standard: 3.75, lightweight: 3.75, highmem: 6.5 };

const sqlInstance: Estimator = {
  estimate: (job) => {
    const settings = job.values.block("settings");
    if (settings.choice("edition", "ENTERPRISE").toUpperCase() === "ENTERPRISE_PLUS") {
      job.notes.refuse("the price book has no prices of the edition ENTERPRISE_PLUS (Cloud SQL)");
      return [];
    }
    const version = job.values.choice("database_version", "MYSQL_8_0").toUpperCase();
    const regional = settings.choice("availability_type", "ZONAL").toUpperCase() === "REGIONAL";
    if (version.startsWith("SQLSERVER")) job.notes.assume("The licence of SQL Server is not counted.");
    const disk = settings.choice("disk_type", "PD_SSD").toUpperCase();
    return [
      ...compute(job, settings.required("tier") ?? "", version, regional),
      ...(disk === "PD_HDD"
        ? byUsage(job, {
            name: `Storage (HDD, ${place(regional)})`,
            unit: "GB",
            usage: "disk_gb",
            price: rate("sql", "hdd"),
          })
        : fixed(job, {
            name: `Storage (SSD, ${place(regional)})`,
            unit: "GB",
            quantity: settings.number("disk_size", { min: 0, max: 65_536, otherwise: 10 }),
            price: rate("sql", "ssd"),
            times: regional ? 2 : 1,
          })),
      ...byUsage(job, { name: "Backups", unit: "GB", usage: "backup_storage_gb", price: rate("sql", "backup") }),
      ...(settings.block("ip_configuration").flag("ipv4_enabled", true)
        ? hourly({ ...job, region: "global" }, { name: "IP address (if unused)", price: rate("sql", "address") })
        : []),
    ];
  },
  usage: ["backup_storage_gb", "monthly_hrs"],
};

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
  const factor = regional ? 2 : 1;
  return [
    ...hourly(job, {
      name: `vCPUs (${size.cores}, ${place(regional)})`,
      count: size.cores,
      price: rate("sql", "vcpu"),
      times: factor,
    }),
    ...fixed(job, {
      name: `Memory (${size.memory.toString()} GB, ${place(regional)})`,
      unit: "GB",
      quantity: size.memory,
      price: rate("sql", "memory"),
      times: factor,
    }),
  ];
}

/** vCPUs and GB of a tier: `db-custom-2-7680`, `db-n1-highmem-4`, `db-standard-2`. */
function sizeOf(tier: string): { readonly cores: number; readonly memory: Decimal } | null {
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
