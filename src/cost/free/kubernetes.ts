import type { Resource } from "../../model/resource.ts";

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
    !["Service", "Manifest", "HorizontalPodAutoscaler"].includes(kind)
  );
}

function isLoadBalancer(values: Resource["after"]): boolean {
  const spec = values?.spec;
  return typeof spec === "object" && spec !== null && "type" in spec && spec.type === "LoadBalancer";
}
