import type { Component } from "../../model/estimate.ts";
import type { JsonObject, Resource } from "../../model/resource.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import { isFreeKubernetes } from "../free/kubernetes.ts";
import type { Job } from "../job.ts";
import type { Neighbourhood, RawNeighbour } from "../neighbourhood.ts";
import { balancers } from "./balancer.ts";
import { volumeClaims } from "./disk.ts";
import { at, objectsAt, textAt } from "./json.ts";
import { manifestOf } from "./terraform-shape.ts";
import { workloads } from "./workload.ts";

/** Types of Terraform's kubernetes provider without their version, and what they make in the cluster. */
const kinds: Readonly<Record<string, string>> = {
  kubernetes_deployment: "apps/v1/Deployment",
  kubernetes_stateful_set: "apps/v1/StatefulSet",
  kubernetes_daemonset: "apps/v1/DaemonSet",
  kubernetes_daemon_set: "apps/v1/DaemonSet",
  kubernetes_replication_controller: "v1/ReplicationController",
  kubernetes_pod: "v1/Pod",
  kubernetes_job: "batch/v1/Job",
  kubernetes_cron_job: "batch/v1/CronJob",
  kubernetes_persistent_volume_claim: "v1/PersistentVolumeClaim",
  kubernetes_service: "v1/Service",
  kubernetes_ingress: "networking.k8s.io/v1/Ingress",
  kubernetes_storage_class: "storage.k8s.io/v1/StorageClass",
  kubernetes_horizontal_pod_autoscaler: "autoscaling/v2/HorizontalPodAutoscaler",
};

const versions = ["", "_v1", "_v2", "_v2beta2"];

const inCluster: EstimatorTable = { ...workloads, ...volumeClaims, ...balancers };

/** The resource as a manifest of the cluster would be read. */
function asManifest(resource: Resource, raw: JsonObject): RawNeighbour {
  const manifest = objectsAt([at(raw, "manifest") ?? null])[0] ?? manifestOf(raw);
  const kind = textAt(manifest, "kind");
  const version = textAt(manifest, "apiVersion") ?? "v1";
  const type = kind === null ? (kinds[baseOf(resource.type)] ?? resource.type) : `${version}/${kind}`;
  const name = textAt(manifest, "metadata", "name") ?? resource.name;
  const namespace = textAt(manifest, "metadata", "namespace");
  return { resource: { ...resource, type, name, namespace, format: "kubernetes" }, raw: manifest };
}

function baseOf(type: string): string {
  return type.replace(/_v\d+(?:(?:alpha|beta)\d+)?$/, "");
}

const terraformTypes = [...Object.keys(kinds), "kubernetes_manifest"].flatMap((type) =>
  versions.map((version) => `${type}${version}`),
);

/** Other resources as manifests, so that an autoscaler or a storage class of either kind is found. */
function clusterOthers(others: Neighbourhood): Neighbourhood {
  return {
    ...others,
    ofTypes: (types) => [
      ...others.ofTypes(types),
      ...others
        .ofTypes(terraformTypes)
        .map(({ resource, raw }) => asManifest(resource, raw))
        .filter(({ resource }) => types.includes(resource.type)),
    ],
  };
}

function estimate(job: Job): ReadonlyArray<Component> {
  const { resource, raw } = asManifest(job.resource, job.side);
  const known = Object.hasOwn(inCluster, resource.type) ? inCluster[resource.type] : undefined;
  if (known !== undefined) return known.estimate({ ...job, resource, side: raw, others: clusterOthers(job.others) });
  const side = { ...resource, before: null, after: raw };
  if (!isFreeKubernetes(side)) {
    job.notes.refuse(`no estimator of ${resource.type}: what it makes in the cluster is not known`);
  }
  return [];
}

function estimator(type: string): Estimator {
  const own = inCluster[kinds[type] ?? ""]?.usage ?? [];
  return { estimate, usage: own };
}

/** Resources of Terraform's kubernetes provider, priced as the manifests that they make. */
export const terraformKubernetes: EstimatorTable = Object.fromEntries([
  ...Object.keys(kinds)
    .filter((type) => type !== "kubernetes_storage_class") // free, and only looked at by claims
    .flatMap((type) => versions.map((version) => [`${type}${version}`, estimator(type)] as const)),
  ["kubernetes_manifest", { estimate, usage: ["nodes", "monthly_runs", "run_minutes", "average_replicas"] }],
]);
