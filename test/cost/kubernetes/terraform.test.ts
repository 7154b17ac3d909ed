import { describe, expect, it } from "vitest";

import { embeddedPriceBook } from "../../../src/cost/embedded-book.ts";
import { manifestOf } from "../../../src/cost/kubernetes/terraform-shape.ts";
import { priceChanges } from "../../../src/cost/price-changes.ts";
import { noUsage } from "../../../src/cost/usage.ts";
import type { Estimate } from "../../../src/model/estimate.ts";
import type { JsonObject, Resource } from "../../../src/model/resource.ts";
import { aChange, aResource, linesOf } from "../builders.ts";
import { figures } from "./figures.ts";

function price(resources: ReadonlyArray<Resource>): Estimate {
  return priceChanges([aChange(resources)], { book: embeddedPriceBook(), usage: noUsage, kubernetes: figures })
    .estimate;
}

function declared(type: string, values: JsonObject, name = "api"): Resource {
  return aResource(type, { metadata: [{ name }], ...values }, { provider: "kubernetes", region: null, name });
}

const pod = [{ container: [{ name: "a", resources: [{ requests: { cpu: "500m", memory: "2Gi" }, limits: null }] }] }];
const workload = (replicas: string): JsonObject => ({ spec: [{ replicas, template: [{ spec: pod }] }] });

describe("resources of Terraform's kubernetes provider", () => {
  it("become manifests", () => {
    const values = {
      metadata: [{ name: "api", labels: { "app_name/x": "1" } }],
      spec: [{ min_ready_seconds: 5, replicas: "3", template: [{ spec: pod }], selector: null }],
    };
    expect(manifestOf(values)).toEqual({
      metadata: { name: "api", labels: { "app_name/x": "1" } },
      spec: {
        minReadySeconds: 5,
        replicas: 3,
        template: {
          spec: { containers: [{ name: "a", resources: { requests: { cpu: "500m", memory: "2Gi" } } }] },
        },
      },
    });
  });

  it.each(["kubernetes_deployment", "kubernetes_deployment_v1", "kubernetes_stateful_set_v1"])(
    "%s is priced",
    (type) => {
      expect(linesOf(price([declared(type, workload("4"))]).resources[0])).toEqual([
        "CPU requests | 1460 vCPU-hours | 146.00",
        "Memory requests | 5840 GiB-hours | 58.40",
      ]);
    },
  );

  it("are scaled by an autoscaler of the same provider", () => {
    const scaler = declared("kubernetes_horizontal_pod_autoscaler_v2", {
      spec: [{ min_replicas: 2, max_replicas: 6, scale_target_ref: [{ kind: "Deployment", name: "api" }] }],
    });
    const [resource] = price([declared("kubernetes_deployment_v1", workload("4")), scaler]).resources;
    expect(resource?.after).toBeCloseTo(102.2, 8);
    expect(resource?.range?.after.high).toBeCloseTo(306.6, 8);
  });

  it("are what a manifest says, and free where that is free", () => {
    const of = (manifest: JsonObject, name: string): Resource =>
      aResource("kubernetes_manifest", { manifest }, { provider: "kubernetes", name });
    const estimate = price([
      of(
        {
          apiVersion: "apps/v1",
          kind: "Deployment",
          metadata: { name: "d" },
          ...{
            spec: {
              template: { spec: { containers: [{ name: "a", resources: { requests: { cpu: "1", memory: "1Gi" } } }] } },
            },
          },
        },
        "d",
      ),
      of({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" } }, "c"),
      of({ apiVersion: "db.example.com/v1", kind: "Database", metadata: { name: "x" } }, "x"),
    ]);
    expect(estimate.resources.map(({ address, after }) => [address, after])).toEqual([["kubernetes_manifest.d", 80.3]]);
    expect(estimate.not_priced).toMatchObject([
      {
        address: "kubernetes_manifest.x",
        reason: "no estimator of db.example.com/v1/Database: what it makes in the cluster is not known",
      },
    ]);
  });

  it("are not free because of an old name", () => {
    const daemons = declared("kubernetes_daemonset", { spec: [{ template: [{ spec: pod }] }] });
    expect(price([daemons]).resources[0]?.components[0]).toMatchObject({ name: "CPU requests", quantity: null });
  });
});

describe("what has no estimator", () => {
  it.each([
    ["aws_unheard_of", "no estimator of this type yet; its cost is in no total"],
    ["aws_nat_gatewai", 'no estimator; is "aws_nat_gateway" meant?'],
    ["datadog_monitor", 'no estimator: the price book has no prices of the provider "datadog"'],
  ])("%s: %s", (type, reason) => {
    expect(price([aResource(type, {})]).not_priced[0]?.reason).toBe(reason);
  });
});
