import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, measured, rate, tiered, usageOver } from "../line.ts";

/** What a storage account's prices depend on. */
interface Account {
  readonly kind: string;
  readonly premium: boolean;
  /** `Hot`, `Cool`. */
  readonly access: string;
  /** `LRS`, `RA-GRS`, … */
  readonly copies: string;
  readonly hierarchical: boolean;
}

function accountOf(values: Attributes): Account {
  const copies = values.choice("account_replication_type", "LRS").toUpperCase();
  const access = values.choice("access_tier", "Hot").toLowerCase();
  return {
    kind: values.choice("account_kind", "StorageV2").toLowerCase(),
    premium: values.choice("account_tier", "Standard").toLowerCase() === "premium",
    access: `${access.charAt(0).toUpperCase()}${access.slice(1)}`,
    copies: copies.startsWith("RAG") ? copies.replace("RAG", "RA-G") : copies,
    hierarchical: values.flag("nfsv3_enabled"),
  };
}

/** Product of the price list, and the price list's word for the account's tier. */
function meterOf(account: Account): { readonly product: string; readonly sku: string } {
  const word = account.premium ? "Premium" : account.kind === "storage" ? "Standard" : account.access;
  const products: Readonly<Record<string, string>> = {
    blockblobstorage: account.premium ? "Premium Block Blob" : "General Block Blob v2",
    storage: "General Block Blob",
    blobstorage: account.premium ? "Premium Block Blob" : "Blob Storage",
    filestorage: account.premium ? "Premium Files" : "Files v2",
  };
  const flat = account.premium && account.kind === "storagev2" ? "Premium Block Blob" : "General Block Blob v2";
  const product =
    account.hierarchical && account.kind === "storagev2" ? "General Block Blob v2 Hierarchical Namespace" : flat;
  return {
    product: (Object.hasOwn(products, account.kind) ? products[account.kind] : undefined) ?? product,
    sku: `${word} ${account.copies}`,
  };
}

const storageAccount: Estimator = {
  estimate: (job) => {
    const account = accountOf(job.values);
    return account.kind === "filestorage" ? fileComponents(job, account) : blobComponents(job, account);
  },
  usage: [
    "storage_gb", "monthly_iterative_read_operations", "monthly_read_operations", "monthly_iterative_write_operations",
    "monthly_write_operations", "monthly_list_and_create_container_operations", "monthly_other_operations",
    "monthly_data_retrieval_gb", "monthly_data_write_gb", "blob_index_tags", "data_at_rest_storage_gb",
    "snapshots_storage_gb", "metadata_at_rest_storage_gb", "early_deletion_gb",
  ], // prettier-ignore
};

/** An item of the account's meter. */
type Line = (name: string, unit: string, usage: string, per?: number) => ReadonlyArray<Component>;

function lines(job: Job, service: string, meter: { readonly product: string; readonly sku: string }): Line {
  return (name, unit, usage, per = 1) =>
    byUsage(job, { name, unit, usage, per, price: priceOf(job, service, name, meter) });
}

/** Blobs cost the same in an account of either kind: where the list shows one only, that one. */
function priceOf(
  job: Job,
  service: string,
  name: string,
  meter: { readonly product: string; readonly sku: string },
): ReturnType<typeof rate> {
  const own = rate(service, `${name} [${meter.product}; ${meter.sku}]`);
  if (meter.product !== "General Block Blob v2" || isHere(job, own)) return own;
  const other = rate(service, `${name} [Blob Storage; ${meter.sku}]`);
  return job.book.price(job.provider, job.region, other) === null ? own : other;
}

/** Whether the book has the price in the region itself. */
function isHere(job: Job, price: ReturnType<typeof rate>): boolean {
  return job.book.price(job.provider, job.region, price)?.region === job.region;
}

const many = "10k operations";

function blobComponents(job: Job, account: Account): ReadonlyArray<Component> {
  const line = lines(job, "storage-account", meterOf(account));
  const cool = account.access !== "Hot" && !account.premium && account.kind !== "storage";
  const older = account.kind === "storage";
  const nested = account.hierarchical && account.kind === "storagev2" && !account.premium;
  return [
    ...capacity(job, account),
    ...(nested ? line("Iterative write operations", "100 operations", "monthly_iterative_write_operations", 100) : []),
    ...line("Write operations", many, "monthly_write_operations", 10_000),
    ...(nested
      ? []
      : line("List and create container operations", many, "monthly_list_and_create_container_operations", 10_000)),
    ...(nested ? line("Iterative read operations", many, "monthly_iterative_read_operations", 10_000) : []),
    ...line("Read operations", many, "monthly_read_operations", 10_000),
    ...line("All other operations", many, "monthly_other_operations", 10_000),
    ...(cool ? line("Data retrieval", "GB", "monthly_data_retrieval_gb") : []),
    ...(account.premium || older || nested ? [] : line("Blob index", "10k tags", "blob_index_tags", 10_000)),
    ...(cool && account.kind === "storagev2" ? line("Early deletion", "GB", "early_deletion_gb") : []),
  ];
}

/** GB of the tiers of hot storage. */
const tierSizes = [
  ["first 50TB", 51_200],
  ["next 450TB", 460_800],
  ["over 500TB", null],
] as const;

function capacity(job: Job, account: Account): ReadonlyArray<Component> {
  const meter = meterOf(account);
  const isTiered = account.access === "Hot" && !account.premium && account.kind !== "storage";
  const told = usageOver(job, "storage_gb");
  const whole = capacityPrice(job, meter);
  if (!isTiered || told === null) return measured(job, { name: "Capacity", unit: "GB", price: whole }, told);
  const tiers = tierSizes.map(([label, size]) => {
    const price = priceOf(job, "storage-account", `Capacity (${label})`, meter);
    return { label, size, price: job.book.price(job.provider, job.region, price) === null ? whole : price };
  });
  return tiered(job, { name: "Capacity", unit: "GB", quantity: told }, tiers);
}

/** Of hot storage some examples show the first tier's price only. */
function capacityPrice(job: Job, meter: { readonly product: string; readonly sku: string }): ReturnType<typeof rate> {
  const whole = priceOf(job, "storage-account", "Capacity", meter);
  const first = priceOf(job, "storage-account", "Capacity (first 50TB)", meter);
  return isHere(job, first) && !isHere(job, whole) ? first : whole;
}

function fileComponents(job: Job, account: Account): ReadonlyArray<Component> {
  const line = lines(job, "storage-account", meterOf(account));
  if (account.premium) {
    return [
      ...line("Data at rest", "GB", "data_at_rest_storage_gb"),
      ...line("Snapshots", "GB", "snapshots_storage_gb"),
    ];
  }
  return [
    ...line("Data at rest", "GB", "data_at_rest_storage_gb"),
    ...line("Snapshots", "GB", "snapshots_storage_gb"),
    ...line("Metadata at rest", "GB", "metadata_at_rest_storage_gb"),
    ...line("Write operations", many, "monthly_write_operations", 10_000),
    ...line("List operations", many, "monthly_list_and_create_container_operations", 10_000),
    ...line("Read operations", many, "monthly_read_operations", 10_000),
    ...line("All other operations", many, "monthly_other_operations", 10_000),
    ...(account.access === "Hot"
      ? []
      : [
          ...line("Data retrieval", "GB", "monthly_data_retrieval_gb"),
          ...line("Early deletion", "GB", "early_deletion_gb"),
        ]),
  ];
}

/** The account that a queue, share or table is in: LRS where it is not in the project. */
function parentOf(job: Job): Account {
  const name = job.values.text("storage_account_name");
  const found = job.others.referred(job.resource, ["azurerm_storage_account"], name);
  if (found === null) job.notes.assume("The storage account is not in this project: StorageV2 with LRS is assumed.");
  return found === null
    ? { kind: "storagev2", premium: false, access: "Hot", copies: "LRS", hierarchical: false }
    : accountOf(found.values);
}

const geoTransfer = "Geo-replication data transfer [Storage - Bandwidth; Geo-Replication v2]";

const queue: Estimator = {
  estimate: (job) => {
    const account = parentOf(job);
    const product = account.kind === "storage" ? "Queues" : "Queues v2";
    const line = lines(job, "storage-queue", { product, sku: `Standard ${account.copies}` });
    const twoRegions = account.copies !== "LRS" && account.copies !== "ZRS";
    return [
      ...line("Capacity", "GB", "monthly_storage_gb"),
      ...(account.copies.endsWith("GZRS")
        ? []
        : line("Class 1 operations", many, "monthly_class_1_operations", 10_000)),
      ...line("Class 2 operations", many, "monthly_class_2_operations", 10_000),
      ...(twoRegions
        ? byUsage(job, {
            name: "Geo-replication data transfer",
            unit: "GB",
            usage: "monthly_geo_replication_data_transfer_gb",
            price: rate("storage-queue", geoTransfer),
          })
        : []),
    ];
  },
  usage: [
    "monthly_storage_gb",
    "monthly_class_1_operations",
    "monthly_class_2_operations",
    "monthly_geo_replication_data_transfer_gb",
  ],
};

const share: Estimator = {
  estimate: (job) => {
    const account = parentOf(job);
    const told = job.values.choice("access_tier", account.premium ? "Premium" : "TransactionOptimized").toLowerCase();
    const tier = { premium: "Premium", hot: "Hot", cool: "Cool" }[told] ?? "Standard";
    const product = tier === "Premium" ? "Premium Files" : "Files v2";
    const meter = { product, sku: `${tier} ${account.copies.replace("RA-", "")}` };
    const line = lines(job, "storage-share", meter);
    const quota = job.values.has("quota") ? job.values.number("quota", { min: 0, max: 110_000, otherwise: 0 }) : null;
    const size = usageOver(job, "storage_gb") ?? (quota === null ? null : new Decimal(quota));
    return [
      ...measured(
        job,
        {
          name: "Data at rest",
          unit: "GB",
          price: rate("storage-share", `Data at rest [${meter.product}; ${meter.sku}]`),
        },
        size,
      ),
      ...line("Snapshots", "GB", "snapshots_storage_gb"),
      ...(tier === "Premium" || tier === "Standard"
        ? []
        : line("Metadata at rest", "GB", "metadata_at_rest_storage_gb")),
      ...(tier === "Premium"
        ? []
        : [
            ...line("Read operations", many, "monthly_read_operations", 10_000),
            ...line("Write operations", many, "monthly_write_operations", 10_000),
            ...line("List operations", many, "monthly_list_operations", 10_000),
            ...line("Other operations", many, "monthly_other_operations", 10_000),
          ]),
      ...(tier === "Cool" ? line("Data retrieval", "GB", "monthly_data_retrieval_gb") : []),
    ];
  },
  usage: [
    "storage_gb", "snapshots_storage_gb", "metadata_at_rest_storage_gb", "monthly_read_operations",
    "monthly_write_operations", "monthly_list_operations", "monthly_other_operations", "monthly_data_retrieval_gb",
  ], // prettier-ignore
};

const table: Estimator = {
  estimate: (job) => {
    const account = parentOf(job);
    const found = job.others.referred(
      job.resource,
      ["azurerm_storage_account"],
      job.values.text("storage_account_name"),
    );
    const keys = "azurerm_storage_account_customer_managed_key";
    const encrypted = found !== null && job.others.referring(found.resource, [keys]).length > 0;
    const line = lines(job, "storage-table", {
      product: "Tables",
      sku: `${encrypted ? "Account Encrypted" : "Standard"} ${account.copies}`,
    });
    return [
      ...line("Capacity", "GB", "monthly_storage_gb"),
      ...["Batch Write", "Write", "Read", "Scan", "List", "Delete"].flatMap((kind) =>
        line(`${kind} operations`, many, `monthly_${kind.toLowerCase().replace(" ", "_")}_operations`, 10_000),
      ),
    ];
  },
  usage: [
    "monthly_storage_gb", "monthly_batch_write_operations", "monthly_write_operations", "monthly_read_operations",
    "monthly_scan_operations", "monthly_list_operations", "monthly_delete_operations",
  ], // prettier-ignore
};

/** Azure Storage. */
export const storage: EstimatorTable = {
  azurerm_storage_account: storageAccount,
  azurerm_storage_queue: queue,
  azurerm_storage_share: share,
  azurerm_storage_table: table,
};
