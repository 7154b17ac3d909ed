import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import { withValues, type Job } from "../job.ts";
import { byUsage, fixed, rate } from "../line.ts";

/** Volume types as AWS names them, with the words of the price components. */
const labels: Readonly<Record<string, string>> = {
  gp2: "general purpose SSD, gp2",
  gp3: "general purpose SSD, gp3",
  io1: "provisioned IOPS SSD, io1",
  io2: "provisioned IOPS SSD, io2",
  st1: "throughput optimized HDD, st1",
  sc1: "cold HDD, sc1",
  standard: "magnetic",
};

/** AWS's own bounds; larger numbers are mistakes, and their cost would drown everything else. */
const size = { min: 1, max: 65_536 };
const iops = { min: 0, max: 256_000 };

/** gp3 comes with 3,000 IOPS and 125 MB/s. */
const gp3Baseline = { iops: 3000, throughput: 125 };

/** Where a volume's attributes are and what stands in for absent ones. */
export interface VolumeShape {
  readonly part: string | null;
  readonly type: string;
  readonly typeAttribute: string;
  readonly sizeAttribute: string;
  readonly defaultSize: number;
}

/** The components of one EBS volume; `values` are the attributes of the volume or of its block. */
export function volumeComponents(job: Job, values: Attributes, shape: VolumeShape): ReadonlyArray<Component> {
  const type = values.choice(shape.typeAttribute, shape.type);
  const label = labels[type];
  if (label === undefined) {
    job.notes.refuse(`unknown volume type "${type}"; expected one of ${Object.keys(labels).join(", ")}`);
    return [];
  }
  const gigabytes = values.number(shape.sizeAttribute, { ...size, otherwise: shape.defaultSize });
  const storage = fixed(job, {
    name: `Storage (${label})`,
    part: shape.part,
    unit: "GB",
    quantity: gigabytes,
    price: rate("ebs", type),
  });
  return [...storage, ...performance(job, values, type, shape.part)];
}

function performance(job: Job, values: Attributes, type: string, part: string | null): ReadonlyArray<Component> {
  if (type === "standard") {
    const key = part === null ? "monthly_standard_io_requests" : `${part}.monthly_standard_io_requests`;
    return byUsage(job, {
      name: "I/O requests",
      part,
      unit: "1M request",
      usage: key,
      per: 1e6,
      price: rate("ebs", "standard-io"),
    });
  }
  if (type === "io1" || type === "io2") {
    const quantity = values.number("iops", { ...iops, otherwise: 100 });
    if (type === "io2" && quantity > 32_000) {
      job.notes.assume("io2 IOPS above 32,000 are priced like the first 32,000; AWS charges less for them.");
    }
    return fixed(job, { name: "Provisioned IOPS", part, unit: "IOPS", quantity, price: rate("ebs", `${type}-iops`) });
  }
  return type === "gp3" ? aboveBaseline(job, values, part) : [];
}

function aboveBaseline(job: Job, values: Attributes, part: string | null): ReadonlyArray<Component> {
  const extraIops = values.number("iops", { ...iops, otherwise: gp3Baseline.iops }) - gp3Baseline.iops;
  const throughput = values.number("throughput", { min: 0, max: 2000, otherwise: gp3Baseline.throughput });
  const extraThroughput = throughput - gp3Baseline.throughput;
  return [
    ...(extraIops > 0
      ? fixed(job, {
          name: "Provisioned IOPS",
          part,
          unit: "IOPS",
          quantity: extraIops,
          price: rate("ebs", "gp3-iops"),
        })
      : []),
    ...(extraThroughput > 0
      ? fixed(job, {
          name: "Provisioned throughput",
          part,
          unit: "Mbps",
          quantity: extraThroughput,
          price: rate("ebs", "gp3-throughput"),
        })
      : []),
  ];
}

const volume: Estimator = {
  estimate: (job) => {
    const fromSnapshot = job.values.has("snapshot_id") || job.values.isUnknown("snapshot_id");
    if (!job.values.has("size") && fromSnapshot)
      job.notes.assume("The size is the snapshot's, which is not known; 8 GB are assumed.");
    return volumeComponents(job, job.values, {
      part: null,
      type: "gp2",
      typeAttribute: "type",
      sizeAttribute: "size",
      defaultSize: 8,
    });
  },
  usage: ["monthly_standard_io_requests"],
};

const snapshot: Estimator = {
  estimate: (job) => {
    const source = job.others.referred(job.resource, ["aws_ebs_volume"], job.values.text("volume_id"));
    const known = source === null ? null : source.values.number("size", { ...size, otherwise: 8 });
    const told = job.usage.number("storage_gb");
    if (told === null) job.notes.assume(`The snapshot is assumed to be as large as its volume: ${known ?? 8} GB.`);
    const quantity = told ?? known ?? 8;
    const archived = job.values.choice("storage_tier", "standard") === "archive";
    return [
      ...fixed(job, {
        name: "EBS snapshot storage",
        unit: "GB",
        quantity,
        price: rate("ebs", archived ? "snapshot-archive" : "snapshot"),
        usageBased: true,
      }),
      ...byUsage(job, {
        name: "Fast snapshot restore",
        unit: "DSU-hours",
        usage: "fast_snapshot_restore_hours",
        price: rate("ebs", "fast-restore"),
      }),
      ...byUsage(job, {
        name: "ListChangedBlocks & ListSnapshotBlocks API requests",
        unit: "1k requests",
        usage: "monthly_list_block_requests",
        per: 1000,
        price: rate("ebs", "list-blocks"),
      }),
      ...byUsage(job, {
        name: "GetSnapshotBlock API requests",
        unit: "1k SnapshotAPIUnits",
        usage: "monthly_get_block_requests",
        per: 1000,
        price: rate("ebs", "get-block"),
      }),
      ...byUsage(job, {
        name: "PutSnapshotBlock API requests",
        unit: "1k SnapshotAPIUnits",
        usage: "monthly_put_block_requests",
        per: 1000,
        price: rate("ebs", "put-block"),
      }),
    ];
  },
  usage: [
    "storage_gb",
    "fast_snapshot_restore_hours",
    "monthly_list_block_requests",
    "monthly_get_block_requests",
    "monthly_put_block_requests",
  ],
};

const snapshotCopy: Estimator = {
  estimate: (job) => {
    const original = job.others.referred(job.resource, ["aws_ebs_snapshot"], job.values.text("source_snapshot_id"));
    const source =
      original && job.others.referred(original.resource, ["aws_ebs_volume"], original.values.text("volume_id"));
    const price = rate("ebs", "snapshot");
    if (source === null) return byUsage(job, { name: "EBS snapshot storage", unit: "GB", usage: "storage_gb", price });
    job.notes.assume("The snapshot is assumed to be as large as its volume.");
    const quantity = withValues(job, source.values).values.number("size", { ...size, otherwise: 8 });
    return fixed(job, { name: "EBS snapshot storage", unit: "GB", quantity, price, usageBased: true });
  },
  usage: ["storage_gb"],
};

/** Amazon EBS: volumes and snapshots. */
export const ebs: EstimatorTable = {
  aws_ebs_volume: volume,
  aws_ebs_snapshot: snapshot,
  aws_ebs_snapshot_copy: snapshotCopy,
};
