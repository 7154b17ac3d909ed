import type { JsonObject, Resource } from "../../model/resource.ts";
import { textAt } from "../kubernetes/json.ts";

/**
 * Kinds that take CPU, memory or disks from somewhere; every other built-in kind is an entry in the cluster's store. A
 * volume only names a disk that somebody else makes.
 */
const costly = new Set([
  "CronJob",
  "DaemonSet",
  "Deployment",
  "Job",
  "PersistentVolumeClaim",
  "Pod",
  "ReplicaSet",
  "ReplicationController",
  "StatefulSet",
]);

/** Custom resources of the groups below that start pods of their own: applications, charts, builds. */
const starting = new Set([
  "Alertmanager",
  "AnalysisRun",
  "CronWorkflow",
  "EventBus",
  "EventSource",
  "HelmRelease",
  "IstioOperator",
  "Prometheus",
  "PrometheusAgent",
  "Rollout",
  "Sensor",
  "ThanosRuler",
  "Workflow",
]);

/** Custom resources that are configuration, in groups whose others start something. */
const settings = new Set([
  "karpenter.k8s.aws/EC2NodeClass",
  "karpenter.k8s.aws/AWSNodeTemplate",
  "karpenter.azure.com/AKSNodeClass",
  "kafka.strimzi.io/KafkaTopic",
  "kafka.strimzi.io/KafkaUser",
  "kafka.strimzi.io/KafkaRebalance",
  "keda.sh/ScaledObject",
  "keda.sh/TriggerAuthentication",
  "keda.sh/ClusterTriggerAuthentication",
]);

/** Custom resources that configure what already runs, by API group (and its subgroups). */
const configuring = [
  "k8s.io",
  "cert-manager.io",
  "monitoring.coreos.com",
  "istio.io",
  "linkerd.io",
  "cilium.io",
  "projectcalico.org",
  "traefik.io",
  "traefik.containo.us",
  "kyverno.io",
  "gatekeeper.sh",
  "external-secrets.io",
  "bitnami.com",
  "argoproj.io",
  "fluxcd.io",
  "kustomize.config.k8s.io",
];

/** Whether a manifest costs nothing by itself: configuration and permissions, not workloads, disks and load balancers. */
export function isFreeKubernetes(resource: Resource): boolean {
  const steps = resource.type.split("/");
  const kind = steps.at(-1) ?? "";
  const group = steps.length > 2 ? (steps[0] ?? "") : "";
  if (costly.has(kind)) return false;
  if (group.includes(".") && starting.has(kind)) return false;
  if (settings.has(`${group}/${kind}`)) return true;
  if (kind === "Ingress") {
    return ![resource.before, resource.after].some((values) => balancedClasses.has(ingressClass(values) ?? ""));
  }
  if (kind === "Service") return ![resource.before, resource.after].some(isLoadBalancer);
  // Built-in groups have no dot (apps, batch) or end in k8s.io.
  return !group.includes(".") || configuring.some((one) => group === one || group.endsWith(`.${one}`));
}

/** The same for resources of Terraform's kubernetes provider: `kubernetes_config_map_v1`. */
export function isFreeKubernetesType(type: string): boolean {
  const kind = type
    .replace(/^kubernetes_/, "")
    .replace(/_v\d+(?:(?:alpha|beta)\d+)?$/, "")
    .split("_")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
  return (
    !costly.has(kind === "Daemonset" ? "DaemonSet" : kind) &&
    !["Service", "Ingress", "Manifest", "HorizontalPodAutoscaler"].includes(kind)
  );
}

/** Classes whose controller makes a load balancer of the cloud for an Ingress, and whose cloud. */
export const balancedClasses: ReadonlyMap<string, string> = new Map([
  ["alb", "aws"],
  ["gce", "google"],
  ["gce-internal", "google"],
]);

/** The class that an Ingress names, in its specification or as it was done before that. */
export function ingressClass(values: JsonObject | null): string | null {
  const manifest = values ?? undefined;
  return (
    textAt(manifest, "spec", "ingressClassName") ??
    textAt(manifest, "metadata", "annotations", "kubernetes.io/ingress.class")
  );
}

function isLoadBalancer(values: Resource["after"]): boolean {
  const spec = values?.spec;
  return typeof spec === "object" && spec !== null && "type" in spec && spec.type === "LoadBalancer";
}
