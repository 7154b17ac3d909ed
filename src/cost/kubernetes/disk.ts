import type { Decimal } from "decimal.js";

import type { Component } from "../../model/estimate.ts";
import type { JsonObject } from "../../model/resource.ts";
import type { EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { fixed, hourly, rate, byUsage } from "../line.ts";
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
};

/** Disk types that a class of a provisioner has when it does not say which. */
const provisioners: Readonly<Record<string, DiskKind>> = {
  "ebs.csi.aws.com": { provider: "aws", service: "ebs", item: "gp3" },
  "kubernetes.io/aws-ebs": { provider: "aws", service: "ebs", item: "gp2" },
  "pd.csi.storage.gke.io": { provider: "google", service: "disk", item: "pd-standard" },
  "kubernetes.io/gce-pd": { provider: "google", service: "disk", item: "pd-standard" },
};

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
  const name = textAt(claim, "spec", "storageClassName");
  const kind = diskKind(job, name);
  if (kind === null) {
    const told = name === null ? "no storage class is named" : `nothing is known of the storage class "${name}"`;
    job.notes.refuse(
      `${told}, so its disks have no price; declare the class beside it, or name one of ${Object.keys(wellKnown).join(", ")}`,
    );
    return [];
  }
  const region = typeof job.nodes === "string" || job.nodes.provider !== kind.provider ? job.region : job.nodes.region;
  const line = { name: `Storage (${kind.item})`, part, unit: "GB", quantity: size.div(gib).times(count) };
  return fixed({ ...job, provider: kind.provider, region }, { ...line, price: rate(kind.service, kind.item) });
}

/** By the class that the project declares, else by the names of managed clusters. */
function diskKind(job: Job, name: string | null): DiskKind | null {
  const classes = job.others.ofTypes(["storage.k8s.io/v1/StorageClass"]);
  const declared = classes.find(({ resource, raw }) => (name === null ? isDefault(raw) : resource.name === name));
  if (declared === undefined) return name !== null && Object.hasOwn(wellKnown, name) ? (wellKnown[name] ?? null) : null;
  const provisioner = textAt(declared.raw, "provisioner") ?? "";
  const kind = Object.hasOwn(provisioners, provisioner) ? provisioners[provisioner] : undefined;
  if (kind === undefined) return null;
  return { ...kind, item: textAt(declared.raw, "parameters", "type") ?? kind.item };
}

function isDefault(values: JsonObject): boolean {
  return textAt(values, "metadata", "annotations", "storageclass.kubernetes.io/is-default-class") === "true";
}

/** What a Service of type LoadBalancer makes on AWS; elsewhere it is named as not priced. */
function balancer(job: Job): ReadonlyArray<Component> {
  if (textAt(job.side, "spec", "type") !== "LoadBalancer") return [];
  const cluster = job.nodes;
  if (typeof cluster === "string" || cluster.provider !== "aws") {
    job.notes.refuse("what load balancer this Service makes depends on the cluster, which is not known to be on AWS");
    return [];
  }
  const there = { ...job, provider: "aws", region: cluster.region };
  const type = textAt(job.side, "metadata", "annotations", "service.beta.kubernetes.io/aws-load-balancer-type") ?? "";
  const isNetwork =
    ["nlb", "nlb-ip", "external"].includes(type) || textAt(job.side, "spec", "loadBalancerClass") !== null;
  const name = isNetwork ? "Network load balancer" : "Classic load balancer";
  const hours = hourly(there, { name, price: rate("elb", isNetwork ? "network" : "classic") });
  if (isNetwork) return hours;
  const data = {
    name: "Data processed",
    unit: "GB",
    usage: "monthly_data_processed_gb",
    price: rate("elb", "classic-data"),
  };
  return [...hours, ...byUsage(there, data)];
}

/** Volume claims and load balancers of a cluster. */
export const clusterResources: EstimatorTable = {
  "v1/PersistentVolumeClaim": { estimate: (job) => claimComponents(job, job.side, null, 1), usage: [] },
  "v1/Service": { estimate: balancer, usage: ["monthly_hrs", "monthly_data_processed_gb"] },
};
