import { describe, expect, it } from "vitest";

import { embeddedPriceBook } from "../../../src/cost/embedded-book.ts";
import { runsAMonth } from "../../../src/cost/kubernetes/schedule.ts";
import { amountOf } from "../../../src/cost/kubernetes/amount.ts";
import { priceChanges } from "../../../src/cost/price-changes.ts";
import { parseUsage } from "../../../src/cost/usage-file.ts";
import type { Estimate } from "../../../src/model/estimate.ts";
import type { ClusterPrice } from "../../../src/model/price-overrides.ts";
import type { Json, JsonObject, Resource } from "../../../src/model/resource.ts";
import { aChange, aResource, linesOf } from "../builders.ts";
import { figures } from "./figures.ts";

function manifest(type: string, values: JsonObject, name = "api"): Resource {
  const extra = { format: "kubernetes", provider: "kubernetes", region: null, name, namespace: null } as const;
  return aResource(type, { metadata: { name }, ...values }, { ...extra, address: `${type}.default/${name}` });
}

function pod(requests: Json, extra: JsonObject = {}): JsonObject {
  return { containers: [{ name: "main", resources: { requests } }], ...extra };
}

function deployment(requests: Json, spec: JsonObject = {}): Resource {
  return manifest("apps/v1/Deployment", { spec: { template: { spec: pod(requests) }, ...spec } });
}

function price(resources: ReadonlyArray<Resource>, kubernetes: ClusterPrice | null = figures, usage = ""): Estimate {
  const file = parseUsage(usage, "usage.yml");
  expect(file.problems).toEqual([]);
  return priceChanges([aChange(resources)], { book: embeddedPriceBook(), usage: file.usage, kubernetes }).estimate;
}

const requests = { cpu: "500m", memory: "2Gi" };

describe("workloads", () => {
  it("are requests × replicas × hours", () => {
    const [resource] = price([deployment(requests, { replicas: 4 })]).resources;
    expect(linesOf(resource)).toEqual([
      "CPU requests | 1460 vCPU-hours | 146.00",
      "Memory requests | 5840 GiB-hours | 58.40",
    ]);
  });

  it("count what an autoscaler guarantees, and tell what it may come to", () => {
    const scaler = manifest("autoscaling/v2/HorizontalPodAutoscaler", {
      spec: { scaleTargetRef: { kind: "Deployment", name: "api" }, minReplicas: 2, maxReplicas: 10 },
    });
    const [resource] = price([deployment({ cpu: 1, memory: "0" }, { replicas: 7 }), scaler]).resources;
    expect(resource?.after).toBe(146);
    expect(resource?.assumptions).toEqual(["Scaled from 2 to 10 pods: 2 are counted; 10 would cost $730.00 a month."]);
  });

  it("take the larger of init containers and all others, sidecars among these, and limits where no request is", () => {
    const spec = {
      initContainers: [
        { name: "migrate", resources: { requests: { cpu: "3", memory: "1Gi" } } },
        { name: "proxy", restartPolicy: "Always", resources: { requests: { cpu: "1", memory: "1Gi" } } },
      ],
      containers: [{ name: "main", resources: { limits: { cpu: "1", memory: "1Gi" } } }],
    };
    const [resource] = price([manifest("v1/Pod", { spec })]).resources;
    expect(linesOf(resource)).toEqual([
      "CPU requests | 2190 vCPU-hours | 219.00",
      "Memory requests | 1460 GiB-hours | 14.60",
    ]);
  });

  it("are priced by the machines that the same repository declares", () => {
    const group = aResource("aws_eks_node_group", {
      instance_types: ["m5.large"],
      scaling_config: [{ desired_size: 1 }],
    });
    const whole = deployment({ cpu: 2, memory: "8Gi" });
    const resource = price([group, whole], null).resources.find(({ type }) => type === "apps/v1/Deployment");
    expect(resource?.after).toBeCloseTo(0.096 * 730, 6);
    expect(resource?.assumptions[0]).toMatch(/of a m5\.large in us-east-1, the nodes of aws_eks_node_group\.this/);
    const named = price([whole], {
      ...figures,
      vcpu_hour: null,
      gib_hour: null,
      node_type: "m5.large",
      region: "eu-central-1",
    });
    expect(named.resources[0]?.after).toBeCloseTo(0.115 * 730, 6);
  });

  it("have no price where no cluster is known, and say what to do", () => {
    expect(price([deployment(requests)], null).not_priced[0]?.reason).toMatch(
      /name the nodes' machine type.*node_type/,
    );
    const gpu = deployment({ cpu: 1, memory: "1Gi", "nvidia.com/gpu": 1 });
    expect(price([gpu], { ...figures, gpu_hour: null }).not_priced[0]?.reason).toMatch(/GPU-hour/);
  });

  it.each([
    [{}, {}, /no container requests CPU or memory/],
    [{ cpu: "lots" }, {}, /main requests "lots" of cpu; expected a quantity such as 500m/],
    [{ cpu: -1 }, {}, /requests -1 of cpu/],
    [{ cpu: "1e18" }, {}, /requests 1000000000000000000 vcpus; expected at most 2000/],
    [{ memory: "1Pi" }, {}, /requests 1048576 GiB; expected at most 50000/],
    [{ cpu: 1 }, { replicas: -3 }, /spec\.replicas is -3; expected a whole number from 0 to 100000/],
    [{ cpu: 1 }, { replicas: "many" }, /spec\.replicas is "many"/],
    [null, {}, /no container requests/],
  ] as const)("%j, %j are named and not priced", (wrong, spec, reason) => {
    const { resources, not_priced } = price([deployment(wrong, spec)]);
    expect(resources).toEqual([]);
    expect(not_priced[0]?.reason).toMatch(reason);
  });

  it("count GPUs, of KServe's predictors as well", () => {
    const predictor = {
      minReplicas: 2,
      maxReplicas: 4,
      model: { modelFormat: { name: "x" }, resources: { limits: { cpu: 4, memory: "8Gi", "nvidia.com/gpu": 1 } } },
    };
    const [resource] = price([
      manifest("serving.kserve.io/v1beta1/InferenceService", { spec: { predictor } }),
    ]).resources;
    expect(linesOf(resource)).toContain("GPU requests | 1460 GPU-hours | 1460.00");
    expect(resource?.assumptions[0]).toMatch(/Scaled from 2 to 4 pods/);
    const idle = manifest("serving.kserve.io/v1beta1/InferenceService", {
      spec: { predictor: { ...predictor, minReplicas: 0 } },
    });
    expect(price([idle]).resources[0]?.components.map(({ quantity }) => quantity)).toEqual([null, null, null]);
  });

  it("of jobs depend on the minutes of a run, which only the usage file knows", () => {
    const job = manifest("batch/v1/CronJob", {
      spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template: { spec: pod({ cpu: 2, memory: "1Gi" }) } } } },
    });
    expect(price([job]).resources[0]?.components[0]?.monthly).toBeNull();
    const usage = "resource_usage:\n  batch/v1/CronJob.default/api: { run_minutes: 30 }\n";
    expect(price([job], figures, usage).resources[0]?.components[0]?.quantity).toBeCloseTo((730 / 24) * 0.5 * 2, 8);
    const daemon = manifest("apps/v1/DaemonSet", { spec: { template: { spec: pod(requests) } } });
    expect(price([daemon]).resources[0]?.components[0]?.quantity).toBeNull();
  });
});

describe("disks and load balancers", () => {
  const claim = (spec: JsonObject): Resource => manifest("v1/PersistentVolumeClaim", { spec });
  const size = { requests: { storage: "100Gi" } };

  it("are priced by their class", () => {
    const declared = {
      ...manifest(
        "storage.k8s.io/v1/StorageClass",
        { provisioner: "ebs.csi.aws.com", parameters: { type: "io2" } },
        "fast",
      ),
    };
    expect(linesOf(price([claim({ storageClassName: "gp3", resources: size })]).resources[0])).toEqual([
      "Storage (gp3) | 100 GB | 8.00",
    ]);
    const [fast] = price([claim({ storageClassName: "fast", resources: size }), declared]).resources;
    expect(linesOf(fast)).toEqual(["Storage (io2) | 100 GB | 12.50"]);
    expect(price([claim({ storageClassName: "ours", resources: size })]).not_priced[0]?.reason).toMatch(
      /storage class "ours"/,
    );
    expect(
      price([claim({ storageClassName: "gp3", resources: { requests: { storage: "1e18" } } })]).not_priced,
    ).toHaveLength(1);
  });

  it("of a StatefulSet are one for each pod", () => {
    const set = manifest("apps/v1/StatefulSet", {
      spec: {
        replicas: 3,
        template: { spec: pod(requests) },
        volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { storageClassName: "gp3", resources: size } }],
      },
    });
    expect(linesOf(price([set]).resources[0])).toContain("data / Storage (gp3) | 300 GB | 24.00");
  });

  it("are made by Services of type LoadBalancer", () => {
    const service = manifest("v1/Service", { spec: { type: "LoadBalancer" } });
    expect(linesOf(price([service]).resources[0])[0]).toBe("Classic load balancer | 730 hours | 18.25");
    expect(price([service]).resources[0]?.assumptions.join(" ")).not.toMatch(/region is not known/);
    expect(price([service], null).not_priced).toHaveLength(1);
    expect(price([manifest("v1/Service", { spec: { type: "ClusterIP" } })]).not_priced).toEqual([]);
  });
});

describe("runsAMonth", () => {
  const days = 730 / 24;
  it.each([
    ["0 3 * * *", days],
    ["*/15 * * * *", 730 * 4],
    ["0 9-17/2 * * 1-5", (5 * 5 * days) / 7],
    ["0 0 1 * *", 1],
    ["0 0 1 1 *", 1 / 12],
    ["@hourly", 730],
    ["0 0 * * sun,7", days / 7],
    ["5/20 0 * jan-jun *", (3 * days) / 2],
  ])("%s", (cron, expected) => {
    expect(runsAMonth(cron)).toBeCloseTo(expected, 8);
  });
  it.each(["", "* * * *", "60 * * * *", "5-1 * * * *", "* * * * *x", "*/0 * * * *", "constructor"])(
    "%s is none",
    (cron) => {
      expect(runsAMonth(cron)).toBeNull();
    },
  );
});

describe("amountOf", () => {
  it.each([
    ["500m", "0.5"],
    ["1.5Gi", "1610612736"],
    [".5", "0.5"],
    [".", null],
    ["2e9", "2000000000"],
    [4, "4"],
    ["1k", "1000"],
    ["1E", null],
    ["-1", null],
    ["", null],
    [null, null],
    ["9".repeat(400), null],
  ])("%j is %s", (text, expected) => {
    expect(amountOf(text)?.toFixed() ?? null).toBe(expected);
  });
});
