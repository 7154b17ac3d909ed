import { describe, expect, it } from "vitest";

import { cronTimes } from "../../src/cost/cron-times.ts";
import { estimators } from "../../src/cost/estimators.ts";
import { usageDefault } from "../../src/cost/usage-defaults.ts";
import type { ResourceEstimate } from "../../src/model/estimate.ts";
import type { JsonObject, Resource } from "../../src/model/resource.ts";
import { aResource, estimateOf } from "./builders.ts";

function only(resources: ReadonlyArray<Resource>, usage = ""): ResourceEstimate {
  const [first] = estimateOf(resources, usage).resources;
  if (first === undefined) throw new Error("nothing is priced");
  return first;
}

/** Low, expected and high of the head. */
function after(resource: ResourceEstimate): ReadonlyArray<number> | undefined {
  return resource.range === undefined ? undefined : Object.values(resource.range.after);
}

const template = aResource("aws_launch_template", { instance_type: "m5.large" }, { name: "t" });

function group(values: JsonObject, schedules: ReadonlyArray<JsonObject> = []): ReadonlyArray<Resource> {
  const launch_template = [{ id: null }];
  const own = aResource(
    "aws_autoscaling_group",
    { launch_template, ...values },
    { name: "g", references: ["aws_launch_template.t"] },
  );
  const actions = schedules.map((one, index) =>
    aResource("aws_autoscaling_schedule", one, { name: `s${index}`, references: ["aws_autoscaling_group.g"] }),
  );
  return [own, template, ...actions];
}

/** Equal but for what binary fractions leave. */
function near(amount: number): unknown {
  return expect.closeTo(amount, 8);
}

/** What one m5.large with 8 GB of gp2 costs in us-east-1. */
const server = 730 * 0.096 + 8 * 0.1;

describe("usage that nobody tells", () => {
  it("is in no total, and in a range beside it", () => {
    const queue = only([aResource("aws_sqs_queue", {})]);
    expect(queue).toMatchObject({ after: 0, delta: 0 });
    expect(queue.components[0]).toMatchObject({ quantity: null, monthly: null });
    expect(after(queue)).toEqual([0.04, 0.4, 4]);
    expect(queue.assumed_usage).toContainEqual({ key: "monthly_requests", low: 1e5, expected: 1e6, high: 1e7 });
  });

  it("leaves no range where the usage file tells it", () => {
    const queue = only(
      [aResource("aws_sqs_queue", {})],
      "  aws_sqs_queue.this: { monthly_requests: 2000000, request_size_kb: 64 }\n",
    );
    expect(queue.after).toBe(0.8);
    expect(queue.range).toBeUndefined();
  });

  it("counts what is told and assumes only the rest", () => {
    const lambda = only(
      [aResource("aws_lambda_function", { memory_size: 1024 })],
      "  aws_lambda_function.this: { monthly_requests: 1000000 }\n",
    );
    expect(lambda.after).toBe(0.2);
    expect(lambda.assumed_usage).toEqual([{ key: "request_duration_ms", low: 50, expected: 200, high: 1000 }]);
    // A million requests of 50, 200 and 1,000 ms with 1 GB.
    expect(after(lambda)?.map((amount) => Math.round(amount * 1000) / 1000)).toEqual([1.033, 3.533, 16.867]);
  });

  it("goes through the tiers of a price", () => {
    const bucket = only(
      [aResource("aws_s3_bucket", {})],
      "  aws_s3_bucket.this: { standard: { storage_gb: 5, monthly_tier_1_requests: 0 } }\n",
    );
    expect(bucket.after).toBe(0.115);
    const [low = 0, expected = 0, high = 0] = after(bucket) ?? [];
    expect([low < expected, expected < high, low > 0.115]).toEqual([true, true, true]);
  });

  it("has for each type a stated default of nearly every key", () => {
    const certain = /monthly_hrs|instances|vcpu_count|reserved|operating_system|nodes|\*|payment|term$|sku|_enabled$/;
    const keys = Object.entries(estimators).flatMap(([type, { usage }]) =>
      usage.filter((key) => !certain.test(key)).map((key) => ({ type, key })),
    );
    const without = keys.filter(({ type, key }) => usageDefault(type, key) === null);
    expect(keys.length).toBeGreaterThan(700);
    expect(without.length / keys.length).toBeLessThan(0.05);
    const crooked = keys.filter(({ type, key }) => {
      const { low, expected, high } = usageDefault(type, key) ?? { low: 0, expected: 0, high: 0 };
      return low > expected || expected > high || low < 0;
    });
    expect(crooked).toEqual([]);
  });

  it("keeps ranges in order for every estimator that can price an empty resource", () => {
    const resources = Object.keys(estimators).map((type) =>
      aResource(type, {}, { provider: type.startsWith("aws_") ? "aws" : (type.split("_")[0] ?? "aws"), region: null }),
    );
    const wrong = estimateOf(resources).resources.filter((resource) => {
      const [low = 0, expected = 0, high = 0] = after(resource) ?? [];
      return low > expected || expected > high || (resource.range !== undefined && resource.after > high);
    });
    expect(wrong.map(({ type }) => type)).toEqual([]);
  });
});

describe("things that are scaled", () => {
  it("are counted as desired, and between their bounds beside it", () => {
    const resource = only(group({ min_size: 2, desired_capacity: 4, max_size: 10 }));
    expect(resource.after).toBeCloseTo(4 * server, 8);
    expect(after(resource)).toEqual([2, 4, 10].map((many) => near(many * server)));
    expect(resource.assumptions).toContain("Counted: desired_capacity = 4, scaled between 2 and 10.");
  });

  it("have no range where they cannot scale", () => {
    expect(only(group({ min_size: 3, max_size: 3 })).range).toBeUndefined();
  });

  it("are counted on average where actions are scheduled, with the largest maximum as the worst case", () => {
    const day = { recurrence: "0 8 * * *", min_size: 4, desired_capacity: 4, max_size: 12 };
    const night = { recurrence: "0 20 * * *", min_size: 0, desired_capacity: 0, max_size: 4 };
    const resource = only(group({ min_size: 2, desired_capacity: 2, max_size: 6 }, [day, night]));
    expect(resource.after).toBeCloseTo(2 * server, 8); // four servers half of the day
    expect(after(resource)).toEqual([0, 2, 12].map((many) => near(many * server)));
  });

  it("leave what an action does not say", () => {
    const night = { recurrence: "0 20 * * *", min_size: -1, desired_capacity: 1, max_size: -1 };
    const day = { recurrence: "0 8 * * *", desired_capacity: 5 };
    const resource = only(group({ min_size: 1, desired_capacity: 3, max_size: 4 }, [night, day]));
    expect(resource.after).toBeCloseTo(2.5 * server, 8); // 5 is more than the group may have: 4
  });

  it("say which recurrence is not understood", () => {
    const resource = only(group({ min_size: 1, max_size: 2 }, [{ recurrence: "every day", max_size: 9 }]));
    expect(resource.assumptions).toContain(
      "The recurrence of aws_autoscaling_schedule.s0 is not understood; it counts for the bounds alone.",
    );
    expect(after(resource)?.[2]).toBeCloseTo(9 * server, 8);
  });

  it("cost at the worst what they cost on demand where they are spot", () => {
    const spot = only([
      aResource("aws_instance", { instance_type: "m5.large", instance_market_options: [{ market_type: "spot" }] }),
    ]);
    const [low = 0, expected = 0, high = 0] = after(spot) ?? [];
    expect([low, expected]).toEqual([spot.after, spot.after]);
    expect(high).toBeCloseTo(server, 8);
  });

  it("share spot and on demand as a mixed group says, at every size", () => {
    const mixed_instances_policy = [
      {
        instances_distribution: [{ on_demand_base_capacity: 1, on_demand_percentage_above_base_capacity: 50 }],
        launch_template: [{ launch_template_specification: [{ launch_template_id: null }] }],
      },
    ];
    const resource = only(group({ min_size: 1, desired_capacity: 3, max_size: 5, mixed_instances_policy }));
    const hours = resource.components.filter(({ unit }) => unit === "hours");
    expect(hours.map(({ quantity, name }) => [name.includes("spot"), quantity])).toEqual([
      [false, 1460],
      [true, 730],
    ]);
    expect(after(resource)?.[2]).toBeCloseTo(5 * server, 8);
    const sum = resource.components.reduce((total, { range, monthly }) => total + (range?.high ?? monthly ?? 0), 0);
    expect(sum).toBeCloseTo(after(resource)?.[2] ?? 0, 8);
  });

  it("are nodes of EKS, AKS and GKE between the bounds of their pools", () => {
    const [eks, aks, gke] = estimateOf([
      aResource("aws_eks_node_group", { scaling_config: [{ min_size: 1, desired_size: 2, max_size: 5 }] }),
      aResource(
        "azurerm_kubernetes_cluster_node_pool",
        { vm_size: "Standard_D2s_v3", auto_scaling_enabled: true, min_count: 2, max_count: 6 },
        { provider: "azurerm", region: "eastus" },
      ),
      aResource(
        "google_container_node_pool",
        { location: "us-central1-a", autoscaling: [{ min_node_count: 1, max_node_count: 4 }] },
        { provider: "google", region: "us-central1" },
      ),
    ]).resources;
    const ratio = (one: ResourceEstimate | undefined): ReadonlyArray<number> | undefined =>
      one === undefined ? undefined : after(one)?.map((amount) => Math.round((amount / one.after) * 100) / 100);
    expect(ratio(eks)).toEqual([0.5, 1, 2.5]);
    expect(ratio(aks)).toEqual([1, 1, 3]);
    expect(ratio(gke)).toEqual([1, 1, 4]);
  });

  it("are tasks of ECS by the target that scales them", () => {
    const definition = aResource("aws_ecs_task_definition", { cpu: "1024", memory: "2048" }, { name: "d" });
    const service = aResource(
      "aws_ecs_service",
      { launch_type: "FARGATE", desired_count: 2 },
      { name: "s", references: ["aws_ecs_task_definition.d"] },
    );
    const target = aResource(
      "aws_appautoscaling_target",
      { scalable_dimension: "ecs:service:DesiredCount", min_capacity: 1, max_capacity: 8 },
      { references: ["aws_ecs_service.s"] },
    );
    const resource = only([service, definition, target]);
    expect(after(resource)?.map((amount) => amount / resource.after)).toEqual([0.5, 1, 4]);
    expect(resource.assumptions).toContain("Counted: desired_count = 2, scaled between 1 and 8.");

    const higher = { ...target, after: { ...target.after, min_capacity: 4 } };
    const raised = only([service, definition, higher]);
    expect(raised.after / resource.after).toBe(2);
    expect(raised.assumptions).toContain("Counted: 4 tasks (desired_count = 2), scaled between 4 and 8.");
  });

  it.each<readonly [string, string, JsonObject, ReadonlyArray<JsonObject>, ReadonlyArray<number>]>([
    [
      "capacity units of a table and of its index, each by its own target",
      "aws_dynamodb_table",
      {
        billing_mode: "PROVISIONED",
        read_capacity: 10,
        write_capacity: 0,
        global_secondary_index: [{ name: "by-day", read_capacity: 10, write_capacity: 0 }],
      },
      [
        { scalable_dimension: "dynamodb:table:ReadCapacityUnits", min_capacity: 5, max_capacity: 30 },
        {
          scalable_dimension: "dynamodb:index:ReadCapacityUnits",
          resource_id: "table/orders/index/by-day",
          min_capacity: 5,
          max_capacity: 50,
        },
        {
          scalable_dimension: "dynamodb:index:ReadCapacityUnits",
          resource_id: "table/orders/index/by-night",
          min_capacity: 5,
          max_capacity: 5000,
        },
      ],
      [1, 1, 8],
    ],
    [
      "shards and replicas of a cache",
      "aws_elasticache_replication_group",
      { node_type: "cache.m5.large", num_node_groups: 2, replicas_per_node_group: 1 },
      [
        { scalable_dimension: "elasticache:replication-group:NodeGroups", min_capacity: 2, max_capacity: 4 },
        { scalable_dimension: "elasticache:replication-group:Replicas", min_capacity: 0, max_capacity: 3 },
      ],
      [1, 1, 8],
    ],
  ])("are %s", (_, type, values, targets, expected) => {
    const scaling = targets.map((target, index) =>
      aResource("aws_appautoscaling_target", target, { name: `t${index}`, references: [`${type}.this`] }),
    );
    const { components } = only([aResource(type, values), ...scaling]);
    const scaled = components.find(({ range, monthly }) => range !== undefined && (monthly ?? 0) > 0);
    const { low = 0, expected: usual = 1, high = 0 } = scaled?.range ?? {};

    expect([low / usual, usual / (scaled?.monthly ?? 1), high / usual]).toEqual(expected.map(near));
  });
});

describe("cronTimes", () => {
  const day = 24 * 60;

  it.each([
    ["0 8 * * 1-5", 261, 8 * 60], // the year begins on a Monday and has 52 weeks and a day
    ["30 6 1 * *", 12, 6 * 60 + 30],
    ["0 0 * * 0", 52, 6 * day],
    ["0 0 1 1 *", 1, 0],
    ["0 0 13 * 5", 12 + 52 - 2, 4 * day], // the 13th or a Friday; two Fridays are a 13th
  ])("%s comes up %d times a year", (expression, times, first) => {
    const found = cronTimes(expression) ?? [];
    expect([found.length, found[0]]).toEqual([times, first]);
  });

  it.each(["* * * * *", "0 8 * *", "a b c d e", "0 25 * * *", ""])("refuses %j", (expression) => {
    expect(cronTimes(expression)).toBeNull();
  });
});
