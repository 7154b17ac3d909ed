import type { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, rate } from "../line.ts";

/** AWS's bounds of a file system, GiB and MB/s. */
const storage = { min: 1, max: 1_048_576, otherwise: 0 };
const throughput = { min: 0, max: 100_000, otherwise: 0 };
const operations = { min: 0, max: 5_000_000, otherwise: 0 };

/** `MULTI_AZ_1` and `SINGLE_AZ_2` as the price list has them. */
function deploymentOf(job: Job): string {
  return job.values.choice("deployment_type", "SINGLE_AZ_1").startsWith("MULTI") ? "Multi-AZ" : "Single-AZ";
}

interface Part {
  readonly name: string;
  readonly unit: string;
  readonly quantity: Decimal.Value;
}

/** A component whose price depends on the deployment. */
function deployed(job: Job, service: string, part: Part, item = part.name): ReadonlyArray<Component> {
  return fixed(job, { ...part, price: rate(service, `${item} [${deploymentOf(job)}]`) });
}

function backups(job: Job, service: string): ReadonlyArray<Component> {
  const price = rate(service, "Backup storage");
  return byUsage(job, { name: "Backup storage", unit: "GB", usage: "backup_storage_gb", price });
}

const windows: Estimator = {
  estimate: (job) => {
    const service = "fsx-windows-file-system";
    const capacity = job.values.number("storage_capacity", storage);
    const type = job.values.choice("storage_type", "SSD").toUpperCase();
    const quantity = job.values.number("throughput_capacity", throughput);
    return [
      ...deployed(job, service, { name: "Throughput capacity", unit: "MBps", quantity }),
      ...deployed(job, service, { name: `${type} storage`, unit: "GB", quantity: capacity }),
      ...backups(job, service),
    ];
  },
  usage: ["backup_storage_gb"],
};

/** Three IOPS for each GiB come with SSD storage. */
const includedOperations = 3;

/** What compression leaves of the storage, where the usage file does not tell: half. */
const usualSaving = 50;

/** Storage that compressed data needs, and how the component says so. */
function compressed(job: Job, capacity: number): { readonly name: string; readonly quantity: number } {
  const kind = job.values.block("root_volume_configuration").choice("data_compression_type", "NONE").toUpperCase();
  if (kind === "NONE") return { name: "SSD storage", quantity: capacity };
  const saving = Math.min(job.usage.number("compression_savings_percent") ?? usualSaving, 100);
  job.notes.assume(`${kind} compression is taken to save ${saving} % of the storage.`);
  return {
    name: `SSD storage (${kind} compression, ${saving.toFixed(0)}%)`,
    quantity: Math.ceil(capacity * (1 - saving / 100)),
  };
}

const openzfs: Estimator = {
  estimate: (job) => {
    const service = "fsx-openzfs-file-system";
    const capacity = job.values.number("storage_capacity", storage);
    const asked = job.values.block("disk_iops_configuration").number("iops", operations);
    const extra = asked - capacity * includedOperations;
    const quantity = job.values.number("throughput_capacity", throughput);
    return [
      ...deployed(job, service, { name: "Throughput capacity", unit: "MBps", quantity }),
      ...(extra > 0 ? deployed(job, service, { name: "Provisioned IOPS", unit: "IOPS", quantity: extra }) : []),
      ...deployed(job, service, { ...compressed(job, capacity), unit: "GB" }, "SSD storage"),
      ...backups(job, service),
    ];
  },
  usage: ["backup_storage_gb", "compression_savings_percent"],
};

const lustre: Estimator = {
  estimate: (job) => {
    const service = "fsx-lustre-file-system";
    const type = job.values.choice("storage_type", "SSD").toUpperCase();
    const deployment = job.values.choice("deployment_type", "SCRATCH_1");
    const perUnit = job.values.number("per_unit_storage_throughput", throughput);
    const speed = perUnit > 0 ? `, ${perUnit} MBps/TiB` : "";
    const cached = job.values.choice("drive_cache_type", "NONE").toUpperCase() === "READ" ? ", cached" : "";
    const name = `${type} storage (${deployment.toLowerCase().replaceAll("_", " ")}${speed}${cached})`;
    const quantity = job.values.number("storage_capacity", storage);
    return [...fixed(job, { name, unit: "GB", quantity, price: rate(service, name) }), ...backups(job, service)];
  },
  usage: ["backup_storage_gb"],
};

const ontap: Estimator = {
  estimate: (job) => {
    const service = "fsx-ontap-file-system";
    const pairs = job.values.number("ha_pairs", { min: 1, max: 12, otherwise: 1 });
    const perPair = job.values.number("throughput_capacity_per_ha_pair", throughput);
    const speed = perPair > 0 ? perPair * pairs : job.values.number("throughput_capacity", throughput);
    const capacity = job.values.number("storage_capacity", storage);
    const asked = job.values.block("disk_iops_configuration").number("iops", operations);
    const extra = asked - capacity * includedOperations;
    // The second generation costs more for its throughput, and the same for what it stores.
    const isSecond = job.values.choice("deployment_type", "").endsWith("_2");
    return [
      ...fixed(job, {
        name: "Throughput capacity",
        unit: "MBps",
        quantity: speed,
        price: rate(service, `Throughput capacity [${deploymentOf(job)}${isSecond ? " 2" : ""}]`),
      }),
      ...(extra > 0 ? deployed(job, service, { name: "Provisioned IOPS", unit: "IOPS", quantity: extra }) : []),
      ...deployed(job, service, { name: "SSD storage", unit: "GB", quantity: capacity }),
      ...byUsage(job, {
        name: "Capacity pool storage",
        unit: "GB",
        usage: "capacity_pool_storage_gb",
        price: rate(service, `Capacity pool storage [${deploymentOf(job)}]`),
      }),
      ...backups(job, service),
    ];
  },
  usage: ["backup_storage_gb", "capacity_pool_storage_gb"],
};

/** What comes with a replication instance, GB: it is named and not deducted, as free tiers are not. */
function includedDisk(type: string): number {
  return /^[cr]\d/.test(type) ? 100 : 50;
}

const replication: Estimator = {
  estimate: (job) => {
    const service = "dms-replication-instance";
    const type = (job.values.required("replication_instance_class") ?? "unknown").replace(/^dms\./, "");
    const zones = job.values.flag("multi_az") ? "Multiple" : "Single";
    const size = job.values.number("allocated_storage", { min: 5, max: 6144, otherwise: 0 });
    if (size > 0) job.notes.assume(`${includedDisk(type)} GB come with the instance; they are not deducted.`);
    const name = `Instance (${type})`;
    return [
      ...fixed(job, { name, unit: "hours", quantity: 730, price: rate(service, `${name} [${zones}]`) }),
      ...(size > 0
        ? fixed(job, {
            name: "Storage (general purpose SSD, gp2)",
            unit: "GB",
            quantity: size,
            price: rate(service, `Storage (general purpose SSD, gp2) [${zones}]`),
          })
        : []),
    ];
  },
  usage: [],
};

/** Amazon FSx, and AWS DMS. */
export const fileSystems: EstimatorTable = {
  aws_fsx_windows_file_system: windows,
  aws_fsx_openzfs_file_system: openzfs,
  aws_fsx_lustre_file_system: lustre,
  aws_fsx_ontap_file_system: ontap,
  aws_dms_replication_instance: replication,
};
