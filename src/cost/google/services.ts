import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, measured, rate, usageOver } from "../line.ts";
import { rowsOf } from "../rows.ts";

/** Tiers of capacity by GB. */
function capacityTier(gb: number): string {
  return gb <= 4 ? "M1" : gb <= 10 ? "M2" : gb <= 35 ? "M3" : gb <= 100 ? "M4" : "M5";
}

const redisInstance: Estimator = {
  estimate: (job) => {
    const tier = job.values.choice("tier", "BASIC").toUpperCase() === "STANDARD_HA" ? "standard" : "basic";
    const size = job.values.number("memory_size_gb", { min: 1, max: 300, otherwise: 1 });
    const name = `Redis instance (${tier}, ${capacityTier(size)})`;
    const reads = job.values.choice("read_replicas_mode", "READ_REPLICAS_DISABLED") === "READ_REPLICAS_ENABLED";
    const replicas = reads ? job.values.number("replica_count", { min: 0, max: 5, otherwise: 2 }) : 0;
    if (replicas > 1)
      job.notes.assume(`${replicas} read replicas are priced by the node: the price book has the price of one only.`);
    return fixed(job, { name, unit: "GB", quantity: size, price: rate("redis-instance", name) });
  },
  usage: [],
};

/** Node types: the component's words, and GB that are kept on disk. */
const redisNodes: Readonly<Record<string, readonly [label: string, kept: number]>> = {
  REDIS_SHARED_CORE_NANO: ["shared core nano", 2],
  REDIS_STANDARD_SMALL: ["standard small", 7],
  REDIS_HIGHMEM_MEDIUM: ["highmem medium", 13],
  REDIS_HIGHMEM_XLARGE: ["highmem xlarge", 58],
};

const redisCluster: Estimator = {
  estimate: (job) => {
    const type = job.values.choice("node_type", "REDIS_HIGHMEM_MEDIUM").toUpperCase();
    const node = Object.hasOwn(redisNodes, type) ? redisNodes[type] : undefined;
    if (node === undefined) {
      job.notes.refuse(`unknown node_type "${type}"; expected ${Object.keys(redisNodes).join(", ")}`);
      return [];
    }
    const shards = job.values.number("shard_count", { min: 1, max: 250, otherwise: 1 });
    const replicas = job.values.number("replica_count", { min: 0, max: 5, otherwise: 0 });
    const price = (item: string): ReturnType<typeof rate> => rate("redis-cluster", item);
    const name = `Cluster node (${node[0]})`;
    return [
      ...hourly(job, { name, count: shards * (1 + replicas), price: price(name) }),
      ...(job.values.block("persistence_config").text("mode")?.toUpperCase() === "AOF"
        ? fixed(job, { name: "AOF persistence", unit: "GB", quantity: 730 * node[1], price: price("AOF persistence") })
        : []),
      ...(job.values.blocks("automated_backup_config").length > 0
        ? byUsage(job, { name: "Backups", unit: "GB", usage: "backup_storage_gb", price: price("Backups") })
        : []),
    ];
  },
  usage: ["backup_storage_gb", "monthly_hrs"],
};

/** Days of a month in seconds, by which rotations are counted. */
const monthSeconds = 30 * 86_400;

const kmsKey: Estimator = {
  estimate: (job) => {
    const template = job.values.block("version_template");
    const hsm = template.choice("protection_level", "SOFTWARE").toUpperCase() === "HSM";
    const algorithm = template.choice("algorithm", "GOOGLE_SYMMETRIC_ENCRYPTION").toUpperCase();
    const versions = keyVersions(job);
    const signing = hsm && /^(?:EC_SIGN|RSA_.*(?:3072|4096))/.test(algorithm);
    return [
      ...(signing
        ? signingVersions(job, versions)
        : measured(
            job,
            { name: "Key versions", unit: "months", price: rate("kms", hsm ? "hsm" : "software") },
            versions,
          )),
      ...byUsage(job, {
        name: "Operations",
        unit: "10k operations",
        usage: "monthly_key_operations",
        per: 10_000,
        price: rate("kms", hsm && signing ? "operations hsm" : "operations software"),
      }),
    ];
  },
  usage: ["key_versions", "monthly_key_operations"],
};

/** The usage file's, else as many as a month's rotations make. */
function keyVersions(job: Job): Decimal | null {
  const told = usageOver(job, "key_versions");
  if (told !== null) return told;
  const period = /^(?<seconds>\d{1,12})(?:\.\d{1,9})?s$/.exec(job.values.text("rotation_period") ?? "")?.groups
    ?.seconds;
  return period === undefined || Number(period) === 0 ? null : new Decimal(monthSeconds).div(period);
}

function signingVersions(job: Job, versions: Decimal | null): ReadonlyArray<Component> {
  const line = (name: string, item: string, quantity: Decimal | null): ReadonlyArray<Component> =>
    measured(job, { name, unit: "months", price: rate("kms", item) }, quantity);
  if (versions === null) return line("Key versions (first 2K)", "hsm first", null);
  return [
    ...line("Key versions (first 2K)", "hsm first", Decimal.min(versions, 2000)),
    ...line("Key versions (over 2K)", "hsm over", versions.minus(2000)),
  ];
}

/** A version that is declared by itself; what protects it is said by its key. */
const keyVersion: Estimator = {
  estimate: (job) => {
    const key = job.others.referred(job.resource, ["google_kms_crypto_key"], job.values.text("crypto_key"))?.values;
    const hsm = key?.block("version_template").choice("protection_level", "SOFTWARE").toUpperCase() === "HSM";
    return fixed(job, {
      name: "Key versions",
      unit: "months",
      quantity: 1,
      price: rate("kms", hsm ? "hsm" : "software"),
    });
  },
  usage: [],
};

const secrets = "secret-manager-secret";

/** Each replica of a version is charged; automatic replication counts as one. */
function replicasOf(values: Attributes): number {
  return Math.max(1, values.block("replication").block("user_managed").blocks("replicas").length);
}

const secretVersions = ["google_secret_manager_secret_version", "google_secret_manager_regional_secret_version"];

const secret: Estimator = {
  estimate: (job) => {
    const declared = job.others.referring(job.resource, secretVersions).length;
    const told = usageOver(job, "active_secret_versions");
    return [
      ...(declared > 0
        ? []
        : measured(
            job,
            { name: "Active secret versions", unit: "versions", price: rate(secrets, "Active secret versions") },
            told?.times(replicasOf(job.values)) ?? null,
          )),
      ...componentsOf(
        job,
        rowsOf(secrets).usage("Access operations", "10K requests", "monthly_access_operations", 10_000),
      ),
      ...componentsOf(
        job,
        rowsOf(secrets).usage("Rotation notifications", "rotations", "monthly_rotation_notifications"),
      ),
    ];
  },
  usage: ["active_secret_versions", "monthly_access_operations", "monthly_rotation_notifications"],
};

const secretVersion: Estimator = {
  estimate: (job) => {
    const parent = job.others.referred(job.resource, ["google_secret_manager_secret"], null)?.values;
    return [
      ...fixed(job, {
        name: "Active secret versions",
        unit: "versions",
        quantity: parent === undefined ? 1 : replicasOf(parent),
        price: rate(secrets, "Active secret versions"),
      }),
      ...componentsOf(
        job,
        rowsOf(secrets).usage("Access operations", "10K requests", "monthly_access_operations", 10_000),
      ),
    ];
  },
  usage: ["monthly_access_operations"],
};

const logging = fromTable([rowsOf("logging").usage("Logging data", "GB", "monthly_logging_data_gb", 1, "data")]);

const loggingTypes = ["billing_account", "folder", "organization", "project"].flatMap((scope) => [
  `google_logging_${scope}_bucket_config`,
  `google_logging_${scope}_sink`,
]);

const metricSizes = [
  ["first 100K", 100_000],
  ["next 150K", 150_000],
  ["over 250K", null],
] as const;

const subscription = rowsOf("pubsub-subscription");

/** Caches, keys, secrets, logs, metrics and messages. */
export const services: EstimatorTable = {
  google_redis_instance: redisInstance,
  google_redis_cluster: redisCluster,
  google_kms_crypto_key: kmsKey,
  google_kms_crypto_key_version: keyVersion,
  google_secret_manager_secret: secret,
  google_secret_manager_secret_version: secretVersion,
  google_secret_manager_regional_secret: secret,
  google_secret_manager_regional_secret_version: secretVersion,
  ...Object.fromEntries(loggingTypes.map((type) => [type, logging])),
  google_monitoring_metric_descriptor: fromTable([
    rowsOf("monitoring-metric-descriptor").tiers("Monitoring data", "MB", "monthly_monitoring_data_mb", 1, metricSizes),
    rowsOf("monitoring-metric-descriptor").usage("API calls", "1k calls", "monthly_api_calls", 1000),
  ]),
  google_pubsub_topic: fromTable([
    rowsOf("pubsub-topic").usage("Message ingestion data", "TiB", "monthly_message_data_tb"),
  ]),
  google_pubsub_subscription: fromTable([
    subscription.usage("Message delivery data", "TiB", "monthly_message_data_tb"),
    subscription.usage("Retained acknowledged message storage", "GiB", "storage_gb"),
    subscription.usage("Snapshot message backlog storage", "GiB", "snapshot_storage_gb"),
  ]),
};
