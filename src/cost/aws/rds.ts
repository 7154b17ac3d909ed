import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import { withValues, type Job } from "../job.ts";
import { byUsage, cell, fixed, hourly, rate } from "../line.ts";
import type { CellQuery } from "../price-book.ts";
import { extendedSupport, performanceInsights } from "./database.ts";
import { bought, reservedUsage } from "./reservations.ts";
import { sizedItem, typedItems } from "./sizes.ts";

/** Columns of the price table by engine; the licence decides for Oracle's SE1 and SE2. */
const columns: Readonly<Record<string, string>> = {
  mysql: "mysql",
  mariadb: "mariadb",
  postgres: "postgres",
  aurora: "aurora_mysql",
  "aurora-mysql": "aurora_mysql",
  "aurora-postgresql": "aurora_postgres",
  "oracle-se": "oracle_byol",
  "oracle-se1": "oracle_se1_li",
  "oracle-se2": "oracle_se2_li",
  "oracle-se2-cdb": "oracle_se2_li",
  "oracle-ee": "oracle_byol",
  "oracle-ee-cdb": "oracle_byol",
  "sqlserver-ex": "sqlserver_ex",
  "sqlserver-web": "sqlserver_web",
  "sqlserver-se": "sqlserver_se",
  "sqlserver-ee": "sqlserver_ee",
  "db2-se": "db2_se_byol",
  "db2-ae": "db2_ae_byol",
};

const storageLabels: Readonly<Record<string, string>> = {
  gp2: "general purpose SSD, gp2",
  gp3: "general purpose SSD, gp3",
  io1: "provisioned IOPS SSD, io1",
  io2: "provisioned IOPS SSD, io2",
  standard: "magnetic",
};

/** RDS raises smaller volumes with provisioned IOPS to these. */
const provisionedMinimum = { gigabytes: 100, iops: 1000 };

const instance: Estimator = {
  estimate: (job) => {
    const engine = engineOf(job);
    const type = job.values.required("instance_class") ?? "unknown";
    const multi = job.values.flag("multi_az");
    if (multi) job.notes.assume("A Multi-AZ database is counted as twice the single one.");
    return [
      ...instanceHours(job, engine, type, multi),
      ...storage(job, multi),
      ...backup(job, engine),
      ...performanceInsights(job, type),
      ...credits(job, type),
      ...extendedSupport(job, engine, type),
    ];
  },
  usage: [
    "monthly_hrs",
    "additional_backup_storage_gb",
    "monthly_standard_io_requests",
    "monthly_additional_performance_insights_requests",
    "monthly_cpu_credit_hrs",
    ...reservedUsage,
  ],
};

function engineOf(job: Job): string {
  const told = job.values.text("engine") ?? sourceOf(job)?.text("engine") ?? null;
  if (told !== null) return told.toLowerCase();
  job.notes.assume("The engine is not known here; mysql is assumed.");
  return "mysql";
}

/** The database that this one is a replica of. */
function sourceOf(job: Job): Attributes | null {
  const source = job.values.text("replicate_source_db");
  return job.others.referred(job.resource, ["aws_db_instance"], source)?.values ?? null;
}

/** A replica that says nothing of its storage has that of its source. */
function storageValues(job: Job): Attributes {
  const says = ["allocated_storage", "storage_type", "iops"].some((name) => job.values.has(name));
  return says ? job.values : (sourceOf(job) ?? job.values);
}

function instanceHours(job: Job, engine: string, type: string, multi: boolean): ReadonlyArray<Component> {
  const byol = job.values.text("license_model") === "bring-your-own-license" && engine.startsWith("oracle");
  const column = byol ? "oracle_byol" : Object.hasOwn(columns, engine) ? columns[engine] : undefined;
  if (column === undefined) {
    job.notes.refuse(`unknown database engine "${engine}"; expected one of ${Object.keys(columns).join(", ")}`);
    return [];
  }
  if (column === "oracle_se1_li") return oldOracle(job, type, multi);
  const onDemand = (one: string): CellQuery => cell("rds", one, column);
  const { purchase, price, times } = bought(job, { service: "rds", type, kind: column, onDemand });
  return hourly(job, {
    name: `Database instance (${purchase}, ${multi ? "Multi-AZ" : "Single-AZ"}, ${type})`,
    price,
    times: times.times(multi ? 2 : 1),
  });
}

/** Oracle's SE1 is in no table any more: a size that is known tells the others. */
function oldOracle(job: Job, type: string, multi: boolean): ReadonlyArray<Component> {
  const found = sizedItem(job, type, typedItems(job, "rds", /^oracle-se1:(?<type>.+)$/));
  return hourly(job, {
    name: `Database instance (on-demand, ${multi ? "Multi-AZ" : "Single-AZ"}, ${type})`,
    price: rate("rds", found?.item ?? `oracle-se1:${type}`),
    times: (found?.times ?? new Decimal(1)).times(multi ? 2 : 1),
  });
}

function storage(job: Job, multi: boolean): ReadonlyArray<Component> {
  const values = storageValues(job);
  const provisioned = values.has("iops") && !values.has("storage_type");
  const type = values.choice("storage_type", provisioned ? "io1" : "gp2").toLowerCase();
  const label = Object.hasOwn(storageLabels, type) ? storageLabels[type] : undefined;
  if (label === undefined) {
    job.notes.refuse(`unknown storage type "${type}"; expected one of ${Object.keys(storageLabels).join(", ")}`);
    return [];
  }
  const asked = values.number("allocated_storage", { min: 1, max: 131_072, otherwise: 20 });
  const isProvisioned = type === "io1" || type === "io2";
  const size = isProvisioned ? Math.max(asked, provisionedMinimum.gigabytes) : asked;
  return [
    ...fixed(job, {
      name: `Storage (${label})`,
      unit: "GB",
      quantity: size,
      price: rate("rds-storage", `${type}:${multi ? "multi" : "single"}`),
    }),
    ...iops(withValues(job, values), type, size, multi),
  ];
}

/** MB/s that a gp3 volume of 400 GB and more comes with; smaller ones cannot have more than they come with. */
const gp3Throughput = 500;

function iops(job: Job, type: string, size: number, multi: boolean): ReadonlyArray<Component> {
  const zones = multi ? 2 : 1;
  const throughput = job.values.number("storage_throughput", { min: 0, max: 16_000, otherwise: 0 });
  if (type === "gp3" && throughput > gp3Throughput) {
    job.notes.assume(
      `${throughput - gp3Throughput} MB/s of storage throughput above ${gp3Throughput} are not counted: the price book has no price of them.`,
    );
  }
  if (type === "standard") {
    return byUsage(job, {
      name: "I/O requests",
      unit: "1M requests",
      usage: "monthly_standard_io_requests",
      per: 1e6,
      price: rate("rds-storage", "magnetic-io"),
    });
  }
  const asked = job.values.number("iops", { min: 0, max: 256_000, otherwise: 0 });
  if (type === "io1" || type === "io2") {
    const quantity = Math.max(asked, provisionedMinimum.iops);
    return fixed(job, {
      name: "Provisioned IOPS",
      unit: "IOPS",
      quantity,
      price: rate("rds-storage", "iops"),
      times: zones,
    });
  }
  // gp3 comes with 3,000 IOPS, and with 12,000 from 400 GB on.
  const baseline = size >= 400 ? 12_000 : 3000;
  if (type !== "gp3" || asked <= baseline) return [];
  const name = `Provisioned GP3 IOPS (above ${baseline.toLocaleString("en-US")})`;
  return fixed(job, {
    name,
    unit: "IOPS",
    quantity: asked - baseline,
    price: rate("rds-storage", "gp3-iops"),
    times: zones,
  });
}

function backup(job: Job, engine: string): ReadonlyArray<Component> {
  const keeps = job.values.number("backup_retention_period", { min: 0, max: 35, otherwise: 0 }) > 0;
  if (!keeps && job.usage.number("additional_backup_storage_gb") === null) return [];
  const price = engine.startsWith("aurora") ? rate("aurora", "backup") : rate("rds-storage", "backup");
  return byUsage(job, { name: "Additional backup storage", unit: "GB", usage: "additional_backup_storage_gb", price });
}

/** Burstable classes run unlimited; only the usage file knows whether they exceed their credits. */
function credits(job: Job, type: string): ReadonlyArray<Component> {
  if (!/^db\.t[34]/.test(type) || job.usage.number("monthly_cpu_credit_hrs") === null) return [];
  const cpus = job.book.figure(job.provider, job.region, cell("rds", type, "vcpu")) ?? 2;
  return byUsage(job, {
    name: "CPU credits",
    unit: "vCPU-hours",
    usage: "monthly_cpu_credit_hrs",
    times: cpus,
    price: rate("rds", "cpu-credits"),
  });
}

/** Amazon RDS: single databases. */
export const rds: EstimatorTable = { aws_db_instance: instance };
