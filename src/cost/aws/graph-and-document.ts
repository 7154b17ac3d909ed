import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import type { Attributes } from "../attributes.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable, type TableRow } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, rate } from "../line.ts";
import { rowsOf } from "../rows.ts";
import { scaled, spanOf } from "../scenario.ts";
import { sizedItem, typedItems } from "./sizes.ts";

/** An hour of an instance; a class that the book does not have is estimated from another size of its family. */
function instanceHours(job: Job, service: string, isOptimized = false): ReadonlyArray<Component> {
  const type = job.values.required("instance_class") ?? "";
  const items = typedItems(job, service, itemPattern(isOptimized));
  const found = sizedItem(job, type, items);
  if (found === null) {
    job.notes.refuse(`the price book has no price of "${type}" (${service.split("-")[0] ?? ""})`);
    return [];
  }
  const name = `Database instance (on-demand, ${type})`;
  return hourly(job, { name, price: rate(service, found.item), times: found.times });
}

function itemPattern(isOptimized: boolean): RegExp {
  return !isOptimized
    ? /^Database instance \(on-demand, (?<type>[^)]+)\)$/
    : /^Database instance \(on-demand, (?<type>[^)]+)\) io-optimized$/;
}

function credits(job: Job, service: string): ReadonlyArray<Component> {
  if (!/^db\.t\d/.test(job.values.text("instance_class") ?? "")) return [];
  return byUsage(job, {
    name: "CPU credits",
    unit: "vCPU-hours",
    usage: "monthly_cpu_credit_hrs",
    price: rate(service, "CPU credits"),
  });
}

function docdbRequests(job: Job, service: string): ReadonlyArray<Component> {
  const name = "I/O requests";
  const usage = "monthly_io_requests";
  return byUsage(job, { name, unit: "1M requests", usage, per: 1e6, price: rate(service, name) });
}

/** An I/O-optimized cluster's instances and storage cost more and its requests nothing. */
const docdbInstance: Estimator = {
  estimate: (job) => {
    const service = "docdb-cluster-instance";
    const cluster = job.others.referred(job.resource, ["aws_docdb_cluster"], job.values.text("cluster_identifier"));
    const optimized = cluster?.values.text("storage_type") === "iopt1";
    const storage = optimized ? "Storage io-optimized" : "Storage";
    return [
      ...instanceHours(job, service, optimized),
      ...byUsage(job, { name: "Storage", unit: "GB", usage: "data_storage_gb", price: rate(service, storage) }),
      ...(optimized ? [] : docdbRequests(job, service)),
      ...credits(job, service),
    ];
  },
  usage: ["data_storage_gb", "monthly_io_requests", "monthly_cpu_credit_hrs", "monthly_hrs"],
};

const capacity = { min: 0.5, max: 256 };

/** A serverless instance takes at least what its cluster allows; how much more depends on the load. */
function serverless(job: Job, cluster: Attributes | undefined, optimized: boolean): ReadonlyArray<Component> {
  const scaling = cluster?.block("serverless_v2_scaling_configuration");
  const least = scaling?.number("min_capacity", { ...capacity, otherwise: 2.5 }) ?? 2.5;
  const most = scaling?.number("max_capacity", { ...capacity, otherwise: 128 }) ?? 128;
  const units = scaled(job, `${least} capacity units, the least`, spanOf(least, least, most));
  const hours = job.usage.number("monthly_hrs") ?? hoursAMonth;
  const item = `Serverless${optimized ? " io-optimized" : ""}`;
  const price = rate("neptune-cluster-instance", item);
  return fixed(job, { name: "Serverless capacity", unit: "NCU-hours", quantity: hours * units, price });
}

/** An I/O-optimized cluster's instances cost more and its requests nothing. */
const neptuneInstance: Estimator = {
  estimate: (job) => {
    const service = "neptune-cluster-instance";
    const cluster = job.others.referred(job.resource, ["aws_neptune_cluster"], job.values.text("cluster_identifier"));
    const optimized = cluster?.values.text("storage_type") === "iopt1";
    if (job.values.text("instance_class") === "db.serverless") return serverless(job, cluster?.values, optimized);
    return [...instanceHours(job, service, optimized), ...credits(job, service)];
  },
  usage: ["monthly_cpu_credit_hrs", "monthly_hrs"],
};

const docdbBackup = rowsOf("docdb-cluster").usage("Backup storage", "GB", "backup_storage_gb");

/** Backups of one day are free. */
const freeDays = 1;

/** Backups of a cluster, where it keeps them for longer than they are free. */
function backups(job: Job, cluster: Attributes, row: TableRow): ReadonlyArray<Component> {
  const days = cluster.number("backup_retention_period", { min: 0, max: 35, otherwise: freeDays });
  if (days > freeDays || cluster.isUnknown("backup_retention_period")) return componentsOf(job, row);
  if (job.usage.number("backup_storage_gb") !== null)
    job.notes.assume("backup_storage_gb is not counted: backups that are kept for one day are free.");
  return [];
}

const docdbCluster: Estimator = {
  estimate: (job) => backups(job, job.values, docdbBackup),
  usage: ["backup_storage_gb"],
};

const neptune = rowsOf("neptune-cluster");
const neptuneBackup = neptune.usage("Backup storage", "GB", "backup_storage_gb");

/** Requests to an I/O-optimized cluster cost nothing, its storage costs more. */
const neptuneCluster: Estimator = {
  estimate: (job) => {
    const optimized = job.values.text("storage_type") === "iopt1";
    const requests = neptune.usage("I/O requests", "1M request", "monthly_io_requests", 1e6);
    return [
      neptune.usage("Storage", "GB", "storage_gb", 1, optimized ? "Storage io-optimized" : "Storage"),
      ...(optimized ? [] : [requests]),
    ]
      .flatMap((row) => componentsOf(job, row))
      .concat(backups(job, job.values, neptuneBackup));
  },
  usage: ["storage_gb", "monthly_io_requests", "backup_storage_gb"],
};

/** A snapshot of a cluster whose backups are free is free too. */
const neptuneSnapshot: Estimator = {
  estimate: (job) => {
    const name = job.values.text("db_cluster_identifier");
    const cluster = job.others.referred(job.resource, ["aws_neptune_cluster"], name);
    return cluster === null ? componentsOf(job, neptuneBackup) : backups(job, cluster.values, neptuneBackup);
  },
  usage: ["backup_storage_gb"],
};

/** Amazon DocumentDB and Neptune. */
export const graphAndDocument: EstimatorTable = {
  aws_docdb_cluster: docdbCluster,
  aws_docdb_cluster_snapshot: fromTable([docdbBackup]),
  aws_docdb_cluster_instance: docdbInstance,
  aws_neptune_cluster: neptuneCluster,
  aws_neptune_cluster_snapshot: neptuneSnapshot,
  aws_neptune_cluster_instance: neptuneInstance,
};

const vault = rowsOf("backup-vault");

/** AWS Backup. */
export const backupVault: EstimatorTable = {
  aws_backup_vault: fromTable([
    vault.usage("EFS backup (warm)", "GB", "monthly_efs_warm_backup_gb"),
    vault.usage("EFS backup (cold)", "GB", "monthly_efs_cold_backup_gb"),
    vault.usage("EFS restore (warm)", "GB", "monthly_efs_warm_restore_gb"),
    vault.usage("EFS restore (cold)", "GB", "monthly_efs_cold_restore_gb"),
    vault.usage("EFS restore (item-level)", "requests", "monthly_efs_item_restore_requests"),
    vault.usage("EBS snapshot", "GB", "monthly_ebs_snapshot_gb"),
    vault.usage("RDS snapshot", "GB", "monthly_rds_snapshot_gb"),
    vault.usage("DynamoDB backup", "GB", "monthly_dynamodb_backup_gb"),
    vault.usage("DynamoDB restore", "GB", "monthly_dynamodb_restore_gb"),
    vault.usage("Aurora snapshot", "GB", "monthly_aurora_snapshot_gb"),
    vault.usage("FSx for Windows backup", "GB", "monthly_fsx_windows_backup_gb"),
    vault.usage("FSx for Lustre backup", "GB", "monthly_fsx_lustre_backup_gb"),
  ]),
};
