import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, rate } from "../line.ts";
import type { RateQuery } from "../price-book.ts";

/** Largest size in GiB of each tier of a managed disk: https://learn.microsoft.com/azure/virtual-machines/disks-types */
const tiers: ReadonlyArray<readonly [tier: number, gib: number]> = [
  [1, 4], [2, 8], [3, 16], [4, 32], [6, 64], [10, 128], [15, 256], [20, 512], [30, 1024], [40, 2048], [50, 4096],
  [60, 8192], [70, 16_384], [80, 32_767],
]; // prettier-ignore

/** Letter of the tiers by kind of storage, and the smallest tier that is sold. */
const letters: Readonly<Record<string, { readonly letter: string; readonly least: number }>> = {
  standard: { letter: "S", least: 4 },
  standardssd: { letter: "E", least: 1 },
  premium: { letter: "P", least: 1 },
};

const gib = { min: 0, max: 65_536 };

/** A managed disk, alone or of a machine. */
export interface Disk {
  readonly part: string | null;
  readonly values: Attributes;
  /** `Premium_LRS`, `StandardSSD_ZRS`, `UltraSSD_LRS`, … */
  readonly kind: string;
  /** GiB where the resource says nothing. */
  readonly size: number;
  /** Key of the usage file for its operations; null where none has one. */
  readonly operations: string | null;
  /** Whether the usage file tells the operations of each of several disks. */
  readonly isToldOfEach?: boolean;
}

/** What a disk costs, `count` times. */
export function diskComponents(job: Job, disk: Disk, count: Decimal.Value = 1): ReadonlyArray<Component> {
  const kind = disk.kind.toLowerCase().split("_")[0] ?? "";
  const size = disk.values.number("disk_size_gb", { ...gib, otherwise: disk.size });
  if (kind === "ultrassd") return ultra(job, disk, size, count);
  if (kind === "premiumv2") return premiumV2(job, disk, size, count);
  const tier = disk.values.text("tier");
  const { part, operations, isToldOfEach = false } = disk;
  const sized = { part, kind: disk.kind, size, ...(tier === null ? {} : { tier }) };
  return [
    ...sizedDisk(job, sized, count),
    ...(operations === null || kind === "premium" || !Object.hasOwn(letters, kind)
      ? []
      : byUsage(job, {
          name: "Disk operations",
          part,
          unit: "10k operations",
          usage: operations,
          per: 10_000,
          ...(isToldOfEach ? { times: count } : {}),
          price: rate("disk-extras", `operations ${letters[kind]?.letter ?? ""}`),
        })),
  ];
}

/** Storage of a disk that is sold by its tier, `count` times; `tier` where another one than its size's is bought. */
export function sizedDisk(
  job: Job,
  disk: { readonly part: string | null; readonly kind: string; readonly size: number; readonly tier?: string },
  count: Decimal.Value,
): ReadonlyArray<Component> {
  const [kind = "", copies = "LRS"] = disk.kind.toLowerCase().split("_");
  const known = Object.hasOwn(letters, kind) ? letters[kind] : undefined;
  if (known === undefined) {
    job.notes.refuse(
      `unknown disk type "${disk.kind}"; expected Standard, StandardSSD or Premium with LRS or ZRS, UltraSSD_LRS or PremiumV2_LRS`,
    );
    return [];
  }
  const tier = disk.tier ?? tierOf(known, disk.size);
  if (tier === null) {
    job.notes.refuse(`a disk of ${disk.size} GiB is larger than the largest one, 32767 GiB`);
    return [];
  }
  const name = `${tier} ${copies.toUpperCase()}`;
  return fixed(job, {
    name: `Storage (${tier}, ${copies.toUpperCase()})`,
    part: disk.part,
    unit: "months",
    quantity: count,
    ...tierPrice(job, name),
  });
}

/** Copies in three zones cost one and a half times those in one. */
const zonesTimes = "1.5";

/** The price of a tier: of one that the book has in one zone only, that price and how many times it costs. */
function tierPrice(job: Job, name: string): { readonly price: RateQuery; readonly times?: string } {
  const own = rate("disk", name);
  const local = rate("disk", name.replace(/ ZRS$/, " LRS"));
  const price = (query: RateQuery): boolean => job.book.price(job.provider, job.region, query) !== null;
  if (local.item === own.item || price(own) || !price(local)) return { price: own };
  job.notes.assume(`The price of ${name} is estimated as ${zonesTimes} × that of ${local.item}.`);
  return { price: local, times: zonesTimes };
}

function tierOf(kind: { readonly letter: string; readonly least: number }, size: number): string | null {
  const found = tiers.find(([tier, most]) => tier >= kind.least && size <= most);
  return found === undefined ? null : `${kind.letter}${found[0]}`;
}

/** Ultra disks are provisioned in steps: the powers of two to 512 GiB, then every 1,024 GiB. */
function ultra(job: Job, disk: Disk, size: number, count: Decimal.Value): ReadonlyArray<Component> {
  const steps = [4, 8, 16, 32, 64, 128, 256, 512];
  const bought = steps.find((step) => size <= step) ?? Math.ceil(size / 1024) * 1024;
  const iops = disk.values.number("disk_iops_read_write", { min: 0, max: 400_000, otherwise: 2048 });
  const throughput = disk.values.number("disk_mbps_read_write", { min: 0, max: 10_000, otherwise: 8 });
  const line = (name: string, unit: string, quantity: number, item: string): ReadonlyArray<Component> =>
    fixed(job, {
      name,
      part: disk.part,
      unit,
      quantity: new Decimal(quantity).times(count),
      price: rate("disk-extras", item),
    });
  return [
    ...line(`Storage (ultra, ${bought} GiB)`, "GiB", bought, "ultra capacity"),
    ...line("Provisioned IOPS", "IOPS", iops, "ultra iops"),
    ...line("Throughput", "MB/s", throughput, "ultra throughput"),
  ];
}

/** 3,000 IOPS and 125 MB/s are free; the book has no price of more. */
function premiumV2(job: Job, disk: Disk, size: number, count: Decimal.Value): ReadonlyArray<Component> {
  const iops = disk.values.number("disk_iops_read_write", { min: 0, max: 400_000, otherwise: 3000 });
  const throughput = disk.values.number("disk_mbps_read_write", { min: 0, max: 10_000, otherwise: 125 });
  if (iops > 3000 || throughput > 125) {
    job.notes.assume("IOPS over 3,000 and throughput over 125 MB/s of a Premium SSD v2 disk are not counted.");
  }
  return fixed(job, {
    name: `Storage (premium v2, ${size} GiB)`,
    part: disk.part,
    unit: "GiB",
    quantity: new Decimal(size).times(count),
    price: rate("disk-extras", "premium v2 capacity"),
  });
}

const managedDisk: Estimator = {
  estimate: (job) => {
    const source = job.values.has("disk_size_gb") ? null : sourceOf(job);
    return diskComponents(job, {
      part: null,
      values: job.values,
      kind: job.values.choice("storage_account_type", "Standard_LRS"),
      size: source ?? 30,
      operations: "monthly_disk_operations",
    });
  },
  usage: ["monthly_disk_operations"],
};

/** Size of the disk or snapshot that a resource is made from; null where it is not in the project. */
export function sourceOf(job: Job): number | null {
  const types = ["azurerm_managed_disk", "azurerm_snapshot", "azurerm_image"];
  return (
    job.others.referred(job.resource, types, null)?.values.number("disk_size_gb", { ...gib, otherwise: 30 }) ?? null
  );
}

/** The whole source is counted: how much of it is used only the usage file can tell. */
const snapshot: Estimator = {
  estimate: (job) => {
    const told = job.usage.number("storage_gb");
    const size =
      told ??
      (job.values.has("disk_size_gb") ? job.values.number("disk_size_gb", { ...gib, otherwise: 0 }) : sourceOf(job));
    if (size !== null) {
      return fixed(job, { name: "Storage", unit: "GB", quantity: size, price: rate("snapshot-storage", "standard") });
    }
    return byUsage(job, {
      name: "Storage",
      unit: "GB",
      usage: "storage_gb",
      price: rate("snapshot-storage", "standard"),
    });
  },
  usage: ["storage_gb"],
};

const image: Estimator = {
  estimate: (job) => {
    const disks = [...job.values.blocks("os_disk"), ...job.values.blocks("data_disk")];
    const listed = disks.reduce((sum, disk) => sum + disk.number("size_gb", { ...gib, otherwise: 0 }), 0);
    const told = job.usage.number("storage_gb");
    const size = told ?? (listed > 0 ? listed : machineDisks(job));
    const price = rate("snapshot-storage", "standard");
    return size === null
      ? byUsage(job, { name: "Storage", unit: "GB", usage: "storage_gb", price })
      : fixed(job, { name: "Storage", unit: "GB", quantity: size, price });
  },
  usage: ["storage_gb"],
};

/** Sizes of the disks of the machine that an image is made of. */
function machineDisks(job: Job): number | null {
  const types = ["azurerm_virtual_machine", "azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine"];
  const machine = job.others.referred(job.resource, types, null)?.values;
  if (machine === undefined) return null;
  const disks = ["os_disk", "storage_os_disk", "storage_data_disk"].flatMap((name) => machine.blocks(name));
  return disks.reduce((sum, disk) => sum + disk.number("disk_size_gb", { ...gib, otherwise: 128 }), 0);
}

/** Managed disks, snapshots and images. */
export const disks: EstimatorTable = {
  azurerm_managed_disk: managedDisk,
  azurerm_snapshot: snapshot,
  azurerm_image: image,
};
