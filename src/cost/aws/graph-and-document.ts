import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import type { Attributes } from "../attributes.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, rate } from "../line.ts";
import { rowsOf } from "../rows.ts";
import { scaled, spanOf } from "../scenario.ts";

/** Sizes of an instance class in units of `large`. */
const sizes: Readonly<Record<string, string>> = {
  medium: "0.5",
  large: "1",
  xlarge: "2",
  "2xlarge": "4",
  "4xlarge": "8",
  "8xlarge": "16",
  "12xlarge": "24",
  "16xlarge": "32",
  "24xlarge": "48",
};

/** Classes that the book has, by family: prices within a family are proportional to the size. */
const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "docdb-cluster-instance": { r5: "db.r5.4xlarge", t3: "db.t3.medium" },
  "neptune-cluster-instance": { r4: "db.r4.large", t3: "db.t3.medium" },
};

function instanceHours(job: Job, service: string, suffix = ""): ReadonlyArray<Component> {
  const type = job.values.required("instance_class") ?? "";
  const name = `Database instance (on-demand, ${type})`;
  const exact = rate(service, `${name}${suffix}`);
  if (job.book.price(job.provider, job.region, exact) !== null) return hourly(job, { name, price: exact });
  const [, family = "", size = ""] = type.split(".");
  const reference = Object.hasOwn(known[service] ?? {}, family) ? known[service]?.[family] : undefined;
  const [mine, theirs] = [sizes[size], sizes[reference?.split(".")[2] ?? ""]];
  if (reference === undefined || mine === undefined || theirs === undefined) {
    job.notes.refuse(`the price book has no price of "${type}" (${service.split("-")[0] ?? ""})`);
    return [];
  }
  job.notes.assume(`The price of ${type} is estimated from that of ${reference}, by size.`);
  return hourly(job, {
    name,
    price: rate(service, `Database instance (on-demand, ${reference})${suffix}`),
    times: new Decimal(mine).div(theirs),
  });
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

const docdbInstance: Estimator = {
  estimate: (job) => {
    const service = "docdb-cluster-instance";
    return [
      ...instanceHours(job, service),
      ...byUsage(job, { name: "Storage", unit: "GB", usage: "data_storage_gb", price: rate(service, "Storage") }),
      ...byUsage(job, {
        name: "I/O requests",
        unit: "1M requests",
        usage: "monthly_io_requests",
        per: 1e6,
        price: rate(service, "I/O requests"),
      }),
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
    return [...instanceHours(job, service, optimized ? " io-optimized" : ""), ...credits(job, service)];
  },
  usage: ["monthly_cpu_credit_hrs", "monthly_hrs"],
};

const backup = rowsOf("docdb-cluster").usage("Backup storage", "GB", "backup_storage_gb");

const neptune = rowsOf("neptune-cluster");

/** Requests to an I/O-optimized cluster cost nothing, its storage costs more. */
const neptuneCluster: Estimator = {
  estimate: (job) => {
    const optimized = job.values.text("storage_type") === "iopt1";
    const requests = neptune.usage("I/O requests", "1M request", "monthly_io_requests", 1e6);
    return [
      neptune.usage("Storage", "GB", "storage_gb", 1, optimized ? "Storage io-optimized" : "Storage"),
      ...(optimized ? [] : [requests]),
      neptune.usage("Backup storage", "GB", "backup_storage_gb"),
    ].flatMap((row) => componentsOf(job, row));
  },
  usage: ["storage_gb", "monthly_io_requests", "backup_storage_gb"],
};

/** Amazon DocumentDB and Neptune. */
export const graphAndDocument: EstimatorTable = {
  aws_docdb_cluster: fromTable([backup]),
  aws_docdb_cluster_snapshot: fromTable([backup]),
  aws_docdb_cluster_instance: docdbInstance,
  aws_neptune_cluster: neptuneCluster,
  aws_neptune_cluster_snapshot: fromTable([
    rowsOf("neptune-cluster").usage("Backup storage", "GB", "backup_storage_gb"),
  ]),
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
