import { describe, expect, it } from "vitest";
import { embeddedPriceBook } from "../../../src/cost/embedded-book.ts";
import { priceChanges } from "../../../src/cost/price-changes.ts";
import { isFree } from "../../../src/cost/free-types.ts";
import { parseUsage } from "../../../src/cost/usage-file.ts";
import type { Estimate, ResourceEstimate } from "../../../src/model/estimate.ts";
import type { JsonObject, Resource } from "../../../src/model/resource.ts";
import { aChange, aResource, linesOf } from "../builders.ts";

function manifest(type: string, values: JsonObject): Resource {
  const extra = { format: "kubernetes", provider: "kubernetes", region: null, name: "api", namespace: null } as const;
  return aResource(type, { metadata: { name: "api" }, ...values }, { ...extra, address: `${type}.default/api` });
}

const container = { name: "main", resources: { requests: { cpu: "4", memory: "16Gi" } } };
const whole = (type = "apps/v1/Deployment"): Resource =>
  manifest(type, { spec: { replicas: 2, template: { spec: { containers: [container] } } } });

const clusters = {
  azure: aResource(
    "azurerm_kubernetes_cluster",
    { default_node_pool: [{ vm_size: "Standard_D4s_v5", node_count: 3 }] },
    { provider: "azurerm", region: "westeurope" },
  ),
  google: aResource(
    "google_container_node_pool",
    { node_config: [{ machine_type: "e2-standard-4" }], node_count: 1 },
    { provider: "google", region: "us-central1" },
  ),
  amazon: aResource("aws_eks_node_group", { scaling_config: [{ desired_size: 1 }] }),
};

function price(cluster: Resource, ...others: ReadonlyArray<Resource>): Estimate {
  const { usage } = parseUsage("", "usage.yml");
  return priceChanges([aChange([cluster, ...others])], { book: embeddedPriceBook(), usage }).estimate;
}

function priced(cluster: Resource, one: Resource, ...others: ReadonlyArray<Resource>): ResourceEstimate | undefined {
  return price(cluster, one, ...others).resources.find(({ address }) => address === one.address);
}

describe("workloads on the nodes of", () => {
  it.each([
    ["Azure", clusters.azure, 0.23, "westeurope"],
    ["Google", clusters.google, 0.13402284, "us-central1"],
  ])("%s that take a machine each cost what the machines do", (_, cluster, machine, region) => {
    const found = priced(cluster, whole());
    expect(found?.after).toBeCloseTo(2 * 730 * machine, 6);
    expect(found?.region).toBe(region);
  });

  it("EKS that name no machine are on its default", () => {
    expect(priced(clusters.amazon, whole())?.assumptions[0]).toContain("of a t3.medium in us-east-1");
  });

  it("EKS with a launch template are not", () => {
    const group = aResource("aws_eks_node_group", { launch_template: [{ id: "lt-1" }] });
    expect(price(group, whole()).not_priced.map(({ reason }) => reason)).toContainEqual(
      expect.stringContaining("no price of a vCPU-hour is known"),
    );
  });

  it.each(["extensions/v1beta1/Deployment", "apps/v1beta2/Deployment"])(
    "are workloads under the name %s too",
    (type) => {
      expect(priced(clusters.google, whole(type))?.after).toBeGreaterThan(100);
    },
  );
});

describe("load balancers of", () => {
  const service = (spec: JsonObject = {}, annotations: JsonObject = {}): Resource =>
    manifest("v1/Service", { metadata: { name: "api", annotations }, spec: { type: "LoadBalancer", ...spec } });

  it("Azure are rules, and an address unless they are internal", () => {
    expect(linesOf(priced(clusters.azure, service({ ports: [{ port: 80 }, { port: 443 }] })))).toEqual([
      "Rule usage | 1460 hours | 14.60",
      "IP address (static, regional) | 730 hours | 3.65",
    ]);
    const internal = { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" };
    expect(linesOf(priced(clusters.azure, service({}, internal)))).toEqual(["Rule usage | 730 hours | 7.30"]);
  });

  it("Google are a forwarding rule", () => {
    expect(linesOf(priced(clusters.google, service()))).toEqual([
      "Forwarding rules | 730 hours | 7.30",
      "Ingress data | ? GB | ?",
    ]);
  });
});

describe("an Ingress", () => {
  const ingress = (className: string, name = "api", annotations: JsonObject = {}): Resource => {
    const type = "networking.k8s.io/v1/Ingress";
    const values = { metadata: { name, annotations }, spec: { ingressClassName: className } };
    return { ...manifest(type, values), name, address: `${type}.default/${name}` };
  };

  it.each([
    [
      "alb",
      clusters.amazon,
      ["Application load balancer | 730 hours | 16.43", "Load balancer capacity units | ? LCU | ?"],
    ],
    ["gce", clusters.google, ["Forwarding rules | 730 hours | 7.30", "Ingress data | ? GB | ?"]],
  ])("of class %s is a load balancer", (name, cluster, lines) => {
    expect(linesOf(priced(cluster, ingress(name)))).toEqual(lines);
  });

  it("of a controller in the cluster is free", () => {
    expect(isFree(ingress("nginx"))).toBe(true);
    const old = manifest("extensions/v1beta1/Ingress", {
      metadata: { name: "api", annotations: { "kubernetes.io/ingress.class": "alb" } },
    });
    expect(isFree(old)).toBe(false);
    expect(priced(clusters.amazon, old)?.after).toBeCloseTo(16.425, 6);
  });

  it("shares its load balancer with its group", () => {
    const group = { "alb.ingress.kubernetes.io/group.name": "public" };
    const { resources } = price(clusters.amazon, ingress("alb", "a", group), ingress("alb", "b", group));
    const found = resources.filter(({ type }) => type.endsWith("/Ingress"));
    expect(found.map(({ address, after }) => [address, after])).toEqual([
      ["networking.k8s.io/v1/Ingress.default/a", 16.425],
    ]);
  });

  it("of a cluster that is not known is where most are", () => {
    const other = aResource("aws_s3_bucket", {});
    expect(priced(other, ingress("alb"))?.assumptions).toEqual([
      "The cluster's region is not known; us-east-1 is assumed.",
    ]);
  });

  it("of Terraform is the same", () => {
    const one = aResource(
      "kubernetes_ingress_v1",
      { metadata: [{ name: "api" }], spec: [{ ingress_class_name: "alb" }] },
      { provider: "kubernetes" },
    );
    expect(priced(clusters.amazon, one)?.after).toBeCloseTo(16.425, 6);
  });
});

describe("custom resources", () => {
  it("of Argo are deployments, or run those of one", () => {
    const rollout = whole("argoproj.io/v1alpha1/Rollout");
    expect(priced(clusters.azure, rollout)?.after).toBeCloseTo(2 * 730 * 0.23, 6);
    const named = manifest("argoproj.io/v1alpha1/Rollout", { spec: { workloadRef: { name: "api" } } });
    const estimate = price(clusters.azure, named);
    expect(estimate.resources.map(({ type }) => type)).toEqual(["azurerm_kubernetes_cluster"]);
    expect(estimate.not_priced).toEqual([]);
  });

  it.each([
    ["helm.toolkit.fluxcd.io/v2/HelmRelease", "no estimator: what its chart makes in the cluster is not known"],
    ["monitoring.coreos.com/v1/Prometheus", "no estimator: what this kind makes in the cluster is not known"],
    ["argoproj.io/v1alpha1/Workflow", "no estimator: what this kind makes in the cluster is not known"],
    [
      "karpenter.sh/v1/NodePool",
      "no estimator: the nodes that it starts follow the pods' requests, which are counted where the pods are",
    ],
  ])("%s: %s", (type, reason) => {
    expect(price(clusters.azure, manifest(type, {})).not_priced.map((one) => one.reason)).toEqual([reason]);
  });

  it.each([
    "keda.sh/v1alpha1/ScaledObject",
    "kafka.strimzi.io/v1beta2/KafkaTopic",
    "karpenter.k8s.aws/v1/EC2NodeClass",
  ])("%s are settings", (type) => {
    expect(isFree(manifest(type, {}))).toBe(true);
    expect(isFree(manifest("kafka.strimzi.io/v1beta2/Kafka", {}))).toBe(false);
  });
});

describe("claims of Azure's disks", () => {
  const claim = (storageClassName: string): Resource =>
    manifest("v1/PersistentVolumeClaim", {
      spec: { storageClassName, resources: { requests: { storage: "100Gi" } } },
    });
  const storageClass = (parameters: JsonObject): Resource => ({
    ...manifest("storage.k8s.io/v1/StorageClass", { provisioner: "disk.csi.azure.com", parameters }),
    name: "ours",
    address: "storage.k8s.io/v1/StorageClass.ours",
  });

  it.each([
    ["managed-csi", "Storage (E10, LRS) | 1 months | 9.60"],
    ["managed-csi-premium", "Storage (P10, LRS) | 1 months | 21.68"],
    ["default", "Storage (E10, LRS) | 1 months | 9.60"],
  ])("%s are sold by their tier", (name, expected) => {
    expect(linesOf(priced(clusters.azure, claim(name)))).toEqual([expected]);
  });

  it.each([
    [{ skuName: "Premium_LRS" }, "Storage (P10, LRS) | 1 months | 21.68"],
    [{ storageaccounttype: "Standard_LRS" }, "Storage (S10, LRS) | 1 months | 5.89"],
    [{}, "Storage (E10, LRS) | 1 months | 9.60"],
  ])("%j is what a class says", (parameters, expected) => {
    expect(linesOf(priced(clusters.azure, claim("ours"), storageClass(parameters)))).toEqual([expected]);
  });
});

describe("claims that name no class", () => {
  const claim = (spec: JsonObject = {}, metadata: JsonObject = {}): Resource =>
    manifest("v1/PersistentVolumeClaim", {
      metadata: { name: "api", ...metadata },
      spec: { resources: { requests: { storage: "100Gi" } }, ...spec },
    });

  it.each([
    ["gp2", clusters.amazon, "Storage (gp2) | 100 GB | 10.00"],
    ["default", clusters.azure, "Storage (E10, LRS) | 1 months | 9.60"],
    ["standard-rwo", clusters.google, "Storage (pd-balanced) | 100 GB | 10.00"],
  ])("have the default %s of the provider's clusters", (name, cluster, line) => {
    const found = priced(cluster, claim());
    expect(linesOf(found)).toEqual([line]);
    expect(found?.assumptions).toContain(
      `No storage class is named; "${name}", which the provider's clusters come with, is assumed.`,
    );
  });

  it("are not guessed where there is another default, or a volume is bound by hand", () => {
    const other = manifest("storage.k8s.io/v1/StorageClass", {
      metadata: { name: "nfs", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      provisioner: "nfs.csi.k8s.io",
    });
    const byHand = claim({ storageClassName: "" });
    for (const estimate of [price(clusters.azure, claim(), other), price(clusters.azure, byHand)]) {
      expect(estimate.not_priced[0]?.reason).toMatch(/^no storage class is named/);
    }
  });

  it("may name it as it was done before", () => {
    const annotations = { "volume.beta.kubernetes.io/storage-class": "gp3" };
    expect(linesOf(priced(clusters.amazon, claim({}, { annotations })))).toEqual(["Storage (gp3) | 100 GB | 8.00"]);
  });
});

it("a volume is somebody else's disk", () => {
  expect(isFree(manifest("v1/PersistentVolume", { spec: { hostPath: { path: "/data" } } }))).toBe(true);
});
