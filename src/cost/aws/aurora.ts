import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, cell, fixed, hourly, rate, type UsageLine } from "../line.ts";
import type { PriceQuery } from "../price-book.ts";
import { extendedSupport, performanceInsights } from "./database.ts";
import { bought, reservedUsage } from "./reservations.ts";

const secondsAMonth = hoursAMonth * 3600;
const ioOptimized = "aurora-iopt1";

/** Engines of `aws_rds_cluster` that are no Aurora: their instances and disks are the cluster's. */
const auroraEngines = ["aurora", "aurora-mysql", "aurora-postgresql"];

const cluster: Estimator = {
  estimate: (job) => {
    const engine = job.values.choice("engine", "aurora").toLowerCase();
    if (!auroraEngines.includes(engine)) {
      job.notes.refuse(`no estimator for a Multi-AZ cluster of ${engine}`);
      return [];
    }
    const serverless = job.values.text("engine_mode") === "serverless";
    const optimized = job.values.text("storage_type") === ioOptimized;
    return [
      ...(serverless ? capacity(job, "Aurora serverless", rate("aurora", "serverless")) : []),
      ...byUsage(job, {
        name: optimized ? "Storage (I/O-optimized)" : "Storage",
        unit: "GB",
        usage: "storage_gb",
        price: rate("aurora", optimized ? "storage-io-optimized" : "storage"),
      }),
      ...(optimized ? [] : requests(job)),
      ...backup(job),
      ...(serverless || engine === "aurora-postgresql" ? [] : backtrack(job)),
      ...byUsage(job, {
        name: "Snapshot export",
        unit: "GB",
        usage: "snapshot_export_size_gb",
        price: rate("aurora", "snapshot-export"),
      }),
    ];
  },
  usage: [
    "capacity_units_per_hr",
    "storage_gb",
    "write_requests_per_sec",
    "read_requests_per_sec",
    "backup_snapshot_size_gb",
    "average_statements_per_hr",
    "change_records_per_statement",
    "backtrack_window_hrs",
    "snapshot_export_size_gb",
  ],
};

function capacity(job: Job, name: string, price: PriceQuery): ReadonlyArray<Component> {
  return byUsage(job, { name, unit: "ACU-hours", usage: "capacity_units_per_hr", times: hoursAMonth, price });
}

function requests(job: Job): ReadonlyArray<Component> {
  return byUsage(job, {
    name: "I/O requests",
    unit: "1M requests",
    usage: ["write_requests_per_sec", "read_requests_per_sec"],
    times: secondsAMonth,
    per: 1e6,
    price: rate("aurora", "io"),
  });
}

/** The first day of backups is free. */
function backup(job: Job): ReadonlyArray<Component> {
  const days = job.values.number("backup_retention_period", { min: 0, max: 35, otherwise: 1 });
  if (days <= 1) return [];
  return byUsage(job, {
    name: "Backup storage",
    unit: "GB",
    usage: "backup_snapshot_size_gb",
    times: days - 1,
    price: rate("aurora", "backup"),
  });
}

function backtrack(job: Job): ReadonlyArray<Component> {
  const line: Omit<UsageLine, "usage"> = {
    name: "Backtrack",
    unit: "1M change-records",
    price: rate("aurora", "backtrack"),
  };
  const factors = ["average_statements_per_hr", "change_records_per_statement", "backtrack_window_hrs"].map((key) =>
    job.usage.number(key),
  );
  const known = factors.flatMap((factor) => factor ?? []);
  if (known.length < factors.length) return byUsage(job, { ...line, usage: [] });
  const records = known.reduce((product, factor) => product.times(factor), new Decimal(hoursAMonth));
  return fixed(job, { ...line, quantity: records.div(1e6), usageBased: true });
}

const clusterInstance: Estimator = {
  estimate: (job) => {
    const type = job.values.required("instance_class") ?? "unknown";
    const owner = job.others.referred(job.resource, ["aws_rds_cluster"], job.values.text("cluster_identifier"));
    const engine = (job.values.text("engine") ?? owner?.values.text("engine") ?? "aurora").toLowerCase();
    const optimized = owner?.values.text("storage_type") === ioOptimized;
    if (type === "db.serverless") {
      const suffix = optimized ? " (I/O-optimized)" : "";
      return [
        ...capacity(
          job,
          `Aurora serverless v2${suffix}`,
          rate("aurora", optimized ? "serverless-v2-io-optimized" : "serverless-v2"),
        ),
        ...performanceInsights(job, type),
      ];
    }
    const column = optimized
      ? "aurora_io_optimized"
      : engine === "aurora-postgresql"
        ? "aurora_postgres"
        : "aurora_mysql";
    const onDemand = (one: string): PriceQuery => cell("rds", one, column);
    const { purchase, price, times } = bought(job, { service: "aurora", type, kind: column, onDemand });
    return [
      ...hourly(job, { name: `Database instance (${purchase}, ${type})`, price, times }),
      ...credits(job, type),
      ...performanceInsights(job, type),
      ...extendedSupport(job, engine, type),
    ];
  },
  usage: [
    "monthly_hrs",
    "capacity_units_per_hr",
    "monthly_cpu_credit_hrs",
    "vcpu_count",
    "monthly_additional_performance_insights_requests",
    ...reservedUsage,
  ],
};

function credits(job: Job, type: string): ReadonlyArray<Component> {
  if (!/^db\.t[34]/.test(type) || job.usage.number("monthly_cpu_credit_hrs") === null) return [];
  const cpus =
    job.usage.number("vcpu_count") ?? job.book.figure(job.provider, job.region, cell("rds", type, "vcpu")) ?? 2;
  return byUsage(job, {
    name: "CPU credits",
    unit: "vCPU-hours",
    usage: "monthly_cpu_credit_hrs",
    times: cpus,
    price: rate("aurora", "cpu-credits"),
  });
}

/** Amazon Aurora. */
export const aurora: EstimatorTable = {
  aws_rds_cluster: cluster,
  aws_rds_cluster_instance: clusterInstance,
};
