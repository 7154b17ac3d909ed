import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { fixed, measured, rate } from "../line.ts";

/** A persistent disk, alone or of a machine. */
export interface Disk {
  readonly kind: string;
  /** GB. */
  readonly size: number;
  readonly part: string | null;
  /** Null where the kind has none to provision or the resource says nothing. */
  readonly iops?: number | null;
  readonly regional?: boolean;
}

const names: Readonly<Record<string, string>> = {
  "pd-standard": "Standard",
  "pd-balanced": "Balanced",
  "pd-ssd": "SSD",
  "pd-extreme": "Extreme",
  "hyperdisk-balanced": "Hyperdisk",
  "hyperdisk-extreme": "Hyperdisk",
};

/** Storage, and IOPS where they are provisioned, `count` times. */
export function diskComponents(job: Job, disk: Disk, count: Decimal.Value = 1): ReadonlyArray<Component> {
  const name = Object.hasOwn(names, disk.kind) ? names[disk.kind] : undefined;
  if (name === undefined) {
    job.notes.refuse(
      `the price book has no price of the disk type "${disk.kind}"; it has ${Object.keys(names).join(", ")}`,
    );
    return [];
  }
  const priced = ["pd-extreme", "hyperdisk-extreme"].includes(disk.kind);
  if (disk.kind === "hyperdisk-balanced")
    job.notes.assume("Provisioned IOPS and throughput of hyperdisk-balanced are not counted.");
  return [
    ...fixed(job, {
      name: `${name} provisioned storage (${disk.kind})`,
      part: disk.part,
      unit: "GB",
      quantity: new Decimal(disk.size).times(count),
      price: rate("disk", disk.regional === true ? `${disk.kind} regional` : disk.kind),
    }),
    ...(priced
      ? fixed(job, {
          name: "Provisioned IOPS",
          part: disk.part,
          unit: "IOPS",
          quantity: new Decimal(disk.iops ?? defaultIops(disk)).times(count),
          price: rate("disk", `${disk.kind} iops`),
        })
      : []),
  ];
}

/** Persistent disks have 100,000 at most by default, hyperdisks 1,200 for each GB up to 350,000. */
function defaultIops(disk: Disk): number {
  return disk.kind === "pd-extreme" ? 100_000 : Math.min(disk.size * 1200, 350_000);
}

/** GB of a disk for which nothing is written. */
function defaultSize(kind: string): number {
  return kind === "pd-extreme" || kind.startsWith("hyperdisk") ? 1000 : kind === "pd-standard" ? 500 : 100;
}

const gb = { min: 0, max: 65_536 };

const disk: Estimator = {
  estimate: (job) => {
    const kind = (job.values.choice("type", "pd-standard").split("/").at(-1) ?? "").toLowerCase();
    const source = job.values.has("size") ? null : sourceSize(job);
    const iops = job.values.has("provisioned_iops")
      ? job.values.number("provisioned_iops", { min: 0, max: 1_000_000, otherwise: 0 })
      : null;
    return diskComponents(job, {
      kind,
      size: job.values.number("size", { ...gb, otherwise: source ?? defaultSize(kind) }),
      part: null,
      iops,
      regional: job.resource.type === "google_compute_region_disk",
    });
  },
  usage: [],
};

const sized = ["google_compute_disk", "google_compute_region_disk", "google_compute_image", "google_compute_snapshot"];

/** GB of what a disk, a snapshot or an image is made from; null where that is not in the project. */
function sourceSize(job: Job, values: Attributes | null = null): number | null {
  const found = job.others.referred(job.resource, sized, values?.text("source_disk") ?? null);
  if (found === null) return null;
  for (const name of ["size", "disk_size_gb"]) {
    if (found.values.has(name)) return found.values.number(name, { ...gb, otherwise: 0 });
  }
  const further = job.others.referred(found.resource, sized, null);
  if (further?.values.has("size") === true) return further.values.number("size", { ...gb, otherwise: 0 });
  return found.resource.type === "google_compute_disk" ? defaultSize(found.values.choice("type", "pd-standard")) : null;
}

/** Images and snapshots: the usage file's size, else that of what they are made from. */
function copies(item: string): Estimator {
  return {
    estimate: (job) => {
      const told = job.usage.number("storage_gb");
      const size =
        told ??
        (job.values.has("disk_size_gb")
          ? job.values.number("disk_size_gb", { ...gb, otherwise: 0 })
          : sourceSize(job, job.values));
      if (told === null && size !== null)
        job.notes.assume("The whole disk is counted; a snapshot or an image keeps only what is used.");
      return measured(
        job,
        { name: "Storage", unit: "GB", price: rate("disk", item) },
        size === null ? null : new Decimal(size),
      );
    },
    usage: ["storage_gb"],
  };
}

const filestore: Estimator = {
  estimate: (job) => {
    const tier = job.values.choice("tier", "ZONAL").toUpperCase();
    const item = { ZONAL: "zonal", REGIONAL: "regional", ENTERPRISE: "regional" }[tier];
    if (item === undefined) {
      job.notes.refuse(
        `the price book has no price of the Filestore tier "${tier}"; it has ZONAL, REGIONAL and ENTERPRISE`,
      );
      return [];
    }
    const capacity = job.values
      .blocks("file_shares")
      .reduce((sum, one) => sum + one.number("capacity_gb", { min: 0, max: 1e6, otherwise: 1024 }), 0);
    return fixed(job, { name: `Capacity (${item})`, unit: "GB", quantity: capacity, price: rate("filestore", item) });
  },
  usage: [],
};

/** Disks, images, snapshots and Filestore. */
export const disks: EstimatorTable = {
  google_compute_disk: disk,
  google_compute_region_disk: disk,
  google_compute_image: copies("image"),
  google_compute_machine_image: copies("machine-image"),
  google_compute_snapshot: copies("snapshot"),
  google_filestore_instance: filestore,
};
