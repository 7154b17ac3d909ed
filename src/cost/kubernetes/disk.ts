import type { Decimal } from "decimal.js";

import type { Component } from "../../model/estimate.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/resource.ts";
import { sizedDisk } from "../azure/disk.ts";
import type { EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { fixed, rate } from "../line.ts";
import { amountOf, gib } from "./amount.ts";
import { at, textAt } from "./json.ts";

/** A kind of disk in the book. */
interface DiskKind {
  readonly provider: string;
  readonly service: string;
  readonly item: string;
}

/** Classes that managed clusters come with. */
const wellKnown: Readonly<Record<string, DiskKind>> = {
  gp2: { provider: "aws", service: "ebs", item: "gp2" },
  gp3: { provider: "aws", service: "ebs", item: "gp3" },
  standard: { provider: "google", service: "disk", item: "pd-standard" },
  "standard-rwo": { provider: "google", service: "disk", item: "pd-balanced" },
  "premium-rwo": { provider: "google", service: "disk", item: "pd-ssd" },
  default: { provider: "azurerm", service: "disk", item: "StandardSSD_LRS" },
  managed: { provider: "azurerm", service: "disk", item: "StandardSSD_LRS" },
  "managed-csi": { provider: "azurerm", service: "disk", item: "StandardSSD_LRS" },
  "managed-premium": { provider: "azurerm", service: "disk", item: "Premium_LRS" },
  "managed-csi-premium": { provider: "azurerm", service: "disk", item: "Premium_LRS" },
};

/** The class that a provider's clusters give to claims that name none. */
const defaults: Readonly<Record<string, string>> = { aws: "gp2", azurerm: "default", google: "standard-rwo" };

/** Disk types that a class of a provisioner has when it does not say which. */
const provisioners: Readonly<Record<string, DiskKind>> = {
  "ebs.csi.aws.com": { provider: "aws", service: "ebs", item: "gp3" },
  "kubernetes.io/aws-ebs": { provider: "aws", service: "ebs", item: "gp2" },
  "pd.csi.storage.gke.io": { provider: "google", service: "disk", item: "pd-standard" },
  "kubernetes.io/gce-pd": { provider: "google", service: "disk", item: "pd-standard" },
  "disk.csi.azure.com": { provider: "azurerm", service: "disk", item: "StandardSSD_LRS" },
  "kubernetes.io/azure-disk": { provider: "azurerm", service: "disk", item: "StandardSSD_LRS" },
};

/** Parameters of a class that name the type of disk; Azure reads them in any case. */
const typeParameters = ["type", "skuname", "storageaccounttype"];

/** One disk for each of `count` pods, priced by its storage class. */
export function claimComponents(
  job: Job,
  claim: JsonObject,
  part: string | null,
  count: Decimal.Value,
): ReadonlyArray<Component> {
  const written = at(claim, "spec", "resources", "requests", "storage");
  const size = amountOf(written);
  if (size === null || size.gt(gib.times(1e6))) {
    job.notes.refuse(
      `a volume claim requests ${JSON.stringify(written ?? null).slice(0, 40)}; expected a size such as 10Gi, at most 1,000,000Gi`,
    );
    return [];
  }
  const name = classOf(claim);
  const kind =
    diskKind(job, name) ?? (at(claim, "spec", "storageClassName") === undefined ? assumedKind(job, name) : null);
  if (kind === null) {
    const told = name === null ? "no storage class is named" : `nothing is known of the storage class "${name}"`;
    job.notes.refuse(
      `${told}, so its disks have no price; declare the class beside it, or name one of ${Object.keys(wellKnown).join(", ")}`,
    );
    return [];
  }
  const region = typeof job.nodes === "string" || job.nodes.provider !== kind.provider ? job.region : job.nodes.region;
  if (kind.provider === "azurerm") {
    const disk = { part, kind: kind.item, size: size.div(gib).toNumber() };
    return sizedDisk({ ...job, provider: kind.provider, region }, disk, count);
  }
  const line = { name: `Storage (${kind.item})`, part, unit: "GB", quantity: size.div(gib).times(count) };
  return fixed({ ...job, provider: kind.provider, region }, { ...line, price: rate(kind.service, kind.item) });
}

function classOf(claim: JsonObject): string | null {
  return (
    textAt(claim, "spec", "storageClassName") ??
    textAt(claim, "metadata", "annotations", "volume.beta.kubernetes.io/storage-class")
  );
}

/** The default of the cluster's provider, for a claim that names no class in a project that declares no default. */
function assumedKind(job: Job, name: string | null): DiskKind | null {
  const classes = job.others.ofTypes(["storage.k8s.io/v1/StorageClass"]);
  if (classes.some(({ raw }) => isDefault(raw))) return null;
  if (name !== null || typeof job.nodes === "string" || !Object.hasOwn(defaults, job.nodes.provider)) return null;
  const assumed = defaults[job.nodes.provider] ?? "";
  job.notes.assume(`No storage class is named; "${assumed}", which the provider's clusters come with, is assumed.`);
  return wellKnown[assumed] ?? null;
}

/** By the class that the project declares, else by the names of managed clusters. */
function diskKind(job: Job, name: string | null): DiskKind | null {
  const classes = job.others.ofTypes(["storage.k8s.io/v1/StorageClass"]);
  const declared = classes.find(({ resource, raw }) => (name === null ? isDefault(raw) : resource.name === name));
  if (declared === undefined) return name !== null && Object.hasOwn(wellKnown, name) ? (wellKnown[name] ?? null) : null;
  const provisioner = textAt(declared.raw, "provisioner") ?? "";
  const kind = Object.hasOwn(provisioners, provisioner) ? provisioners[provisioner] : undefined;
  if (kind === undefined) return null;
  return { ...kind, item: typeOf(at(declared.raw, "parameters")) ?? kind.item };
}

function typeOf(parameters: Json | undefined): string | null {
  if (!isObject(parameters)) return null;
  const named = Object.entries(parameters).find(([name]) => typeParameters.includes(name.toLowerCase()))?.[1];
  return typeof named === "string" ? named : null;
}

function isDefault(values: JsonObject): boolean {
  return textAt(values, "metadata", "annotations", "storageclass.kubernetes.io/is-default-class") === "true";
}

/** Volume claims of a cluster. */
export const volumeClaims: EstimatorTable = {
  "v1/PersistentVolumeClaim": { estimate: (job) => claimComponents(job, job.side, null, 1), usage: [] },
};
