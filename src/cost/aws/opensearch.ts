import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { cell, fixed, hourly, rate } from "../line.ts";

const defaultType = "m4.large";
const nodes = { min: 1, max: 1002 };

/** Both generations are billed alike; only the ending of the instance types differs. */
function domain(ending: "elasticsearch" | "search"): Estimator {
  return {
    estimate: (job) => {
      const cluster = job.values.block("cluster_config");
      const count = cluster.number("instance_count", { ...nodes, otherwise: 1 });
      return [
        ...instances(job, "Instance", cluster.choice("instance_type", `${defaultType}.${ending}`), count),
        ...storage(job, count),
        ...(cluster.flag("dedicated_master_enabled")
          ? instances(
              job,
              "Dedicated master",
              cluster.choice("dedicated_master_type", `${defaultType}.${ending}`),
              cluster.number("dedicated_master_count", { ...nodes, otherwise: 3 }),
            )
          : []),
        ...(cluster.flag("warm_enabled")
          ? instances(
              job,
              "UltraWarm instance",
              cluster.choice("warm_type", `ultrawarm1.medium.${ending}`),
              cluster.number("warm_count", { ...nodes, otherwise: 2 }),
            )
          : []),
      ];
    },
    usage: ["monthly_hrs"],
  };
}

function instances(job: Job, name: string, type: string, count: number): ReadonlyArray<Component> {
  const listed = `${type.replace(/\.(?:elasticsearch|search)$/, "")}.search`;
  return hourly(job, { name: `${name} (on-demand, ${type})`, count, price: cell("opensearch", listed, "usd_h") });
}

/** Counted as the worked examples count it: the size once, the throughput for each node. */
function storage(job: Job, count: number): ReadonlyArray<Component> {
  const disk = job.values.block("ebs_options");
  if (!disk.flag("ebs_enabled", job.values.has("ebs_options"))) return [];
  const type = disk.choice("volume_type", "gp2");
  if (!["gp2", "gp3", "io1", "standard"].includes(type)) {
    job.notes.refuse(`unknown volume type "${type}"; expected gp2, gp3, io1 or standard`);
    return [];
  }
  const size = disk.number("volume_size", { min: 1, max: 65_536, otherwise: 8 });
  if (count > 1) job.notes.assume(`The volume is counted once; each of the ${count} nodes has one of this size.`);
  return [
    ...fixed(job, { name: `Storage (${type})`, unit: "GB", quantity: size, price: rate("opensearch-storage", type) }),
    ...performance(job, disk, type, size, count),
  ];
}

function performance(job: Job, disk: Attributes, type: string, size: number, count: number): ReadonlyArray<Component> {
  if (type === "io1") {
    const iops = disk.number("iops", { min: 1, max: 256_000, otherwise: 1000 });
    return fixed(job, {
      name: "Storage IOPS (io1)",
      unit: "IOPS",
      quantity: iops,
      price: rate("opensearch-storage", "iops:io1"),
    });
  }
  if (type !== "gp3") return [];
  // gp3 comes with 125 MB/s, and with 250 MB/s for each begun 3 TB of volumes above 170 GB.
  const included = size < 170 ? 125 : 250 * Math.max(1, Math.ceil(size / 3072));
  const extra = disk.number("throughput", { min: 0, max: 4000, otherwise: 0 }) - included;
  if (extra <= 0) return [];
  return fixed(job, {
    name: "Throughput (gp3)",
    unit: "Mbps",
    quantity: extra * count,
    price: rate("opensearch-storage", "throughput:gp3"),
  });
}

/** Amazon OpenSearch Service, by both of its names. */
export const opensearch: EstimatorTable = {
  aws_elasticsearch_domain: domain("elasticsearch"),
  aws_opensearch_domain: domain("search"),
};
