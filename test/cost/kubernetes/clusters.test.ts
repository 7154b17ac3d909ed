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

it("a volume is somebody else's disk", () => {
  expect(isFree(manifest("v1/PersistentVolume", { spec: { hostPath: { path: "/data" } } }))).toBe(true);
});
