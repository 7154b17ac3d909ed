import { describe, expect, it } from "vitest";

import type { CauseShare, ResourceEstimate } from "../../src/model/estimate.ts";
import type { JsonObject, Resource } from "../../src/model/resource.ts";
import { aResource, estimateOf } from "./builders.ts";

function updated(type: string, before: JsonObject, after: JsonObject, extra: Partial<Resource> = {}): Resource {
  return aResource(type, after, { before, action: "update", ...extra });
}

function only(resource: Resource, usage = "", others: ReadonlyArray<Resource> = []): ResourceEstimate {
  const [first] = estimateOf([resource, ...others], usage).resources;
  if (first === undefined) throw new Error("nothing is priced");
  return first;
}

function causes(resource: ResourceEstimate): ReadonlyArray<string> {
  return (resource.causes ?? []).map(({ cause, delta }) => `${cause} ${delta.toFixed(3)}`);
}

function total(shares: ReadonlyArray<Pick<CauseShare, "delta">> = []): number {
  return shares.reduce((sum, { delta }) => sum + delta, 0);
}

const disk = { type: "gp2", size: 100 };

describe("causes of a difference", () => {
  it.each<readonly [string, Resource, ReadonlyArray<string>]>([
    ["a larger disk", updated("aws_ebs_volume", disk, { ...disk, size: 150 }), ["quantity 5.000"]],
    ["another kind of disk", updated("aws_ebs_volume", disk, { ...disk, type: "gp3" }), ["type -2.000"]],
    [
      "both, the type at the old size and the size at the new price",
      updated("aws_ebs_volume", disk, { type: "gp3", size: 200 }),
      ["quantity 8.000", "type -2.000"],
    ],
    [
      "another region",
      updated("aws_ebs_volume", disk, disk, { region: "eu-central-1", base_region: "us-east-1", action: "none" }),
      ["region 1.900"],
    ],
    [
      "another region, type and size",
      updated("aws_ebs_volume", disk, { type: "gp3", size: 200 }, { region: "eu-central-1", base_region: "us-east-1" }),
      ["quantity 9.520", "type -2.380", "region 1.900"],
    ],
    ["a new resource", aResource("aws_nat_gateway", {}), ["new 32.850"]],
    [
      "a resource that is gone",
      aResource("aws_nat_gateway", {}, { before: {}, after: null, action: "delete" }),
      ["removed -32.850"],
    ],
    [
      "spot instead of on demand",
      updated(
        "aws_eks_node_group",
        { scaling_config: [{ desired_size: 1 }], disk_size: 20, capacity_type: "ON_DEMAND" },
        { scaling_config: [{ desired_size: 1 }], disk_size: 20, capacity_type: "SPOT" },
      ),
      ["price -17.613"],
    ],
    [
      "more nodes of another type",
      updated(
        "aws_eks_node_group",
        { scaling_config: [{ desired_size: 2 }], instance_types: ["t3.medium"] },
        { scaling_config: [{ desired_size: 3 }], instance_types: ["t3.large"] },
      ),
      ["count 62.736", "type 60.736"],
    ],
  ])("%s", (_, resource, expected) => {
    const estimate = only(resource);
    expect(causes(estimate)).toEqual(expected);
    expect(total(estimate.causes)).toBeCloseTo(estimate.delta, 9);
  });

  it("are none where nothing differs", () => {
    const same = only(aResource("aws_ebs_volume", disk, { before: disk, action: "none" }));
    expect([same.causes, same.differences, same.delta]).toEqual([undefined, undefined, 0]);
  });

  it("name a component that came or went beside those that differ", () => {
    const estimate = only(updated("aws_ebs_volume", disk, { type: "io1", size: 100, iops: 1000 }));
    expect(estimate.differences).toEqual([
      {
        name: "Storage (provisioned IOPS SSD, io1)",
        part: null,
        before: 10,
        after: 12.5,
        delta: 2.5,
        causes: [{ cause: "type", delta: 2.5 }],
      },
      {
        name: "Provisioned IOPS",
        part: null,
        before: null,
        after: 65,
        delta: 65,
        causes: [{ cause: "quantity", delta: 65 }],
      },
    ]);
  });

  it("say that there is one more of the same where instances of one block come or go", () => {
    const first = aResource("aws_nat_gateway", {}, { address: "aws_nat_gateway.n[0]", before: {}, action: "none" });
    const second = aResource("aws_nat_gateway", {}, { address: "aws_nat_gateway.n[1]" });
    const estimate = estimateOf([first, second]);
    expect(estimate.resources.map((one) => causes(one))).toEqual([[], ["count 32.850"]]);
  });

  it("count a moved resource once, with the usage of its old address", () => {
    const moved = aResource(
      "aws_sqs_queue",
      {},
      {
        address: "aws_sqs_queue.now",
        before: {},
        action: "none",
        moved_from: "aws_sqs_queue.then",
      },
    );
    const estimate = estimateOf([moved], "  aws_sqs_queue.then: { monthly_requests: 1000000, request_size_kb: 64 }\n");
    expect(estimate).toMatchObject({ before: 0.4, after: 0.4, delta: 0 });
  });

  it("see what a resource it refers to changes", () => {
    const template = updated(
      "aws_launch_template",
      { instance_type: "t3.small" },
      { instance_type: "t3.large" },
      { name: "t" },
    );
    const values = { min_size: 2, max_size: 2, launch_template: [{ id: null }] };
    const group = aResource("aws_autoscaling_group", values, {
      before: values,
      action: "none",
      references: ["aws_launch_template.t"],
    });
    expect(causes(only(group, "", [template]))).toEqual(["type 91.104"]);
  });

  it("sum up to the difference for random changes", () => {
    const sizes = [1, 7, 33, 100, 4096];
    const types = ["gp2", "gp3", "io1", "st1", "standard"];
    const regions = ["us-east-1", "eu-central-1", "ap-southeast-2"];
    const resources = sizes.flatMap((from, a) =>
      types.flatMap((was, b) =>
        regions.map((region, c) =>
          updated(
            "aws_ebs_volume",
            { type: was, size: from, iops: 4000 },
            { type: types[(a + b + c) % 5] ?? "gp2", size: sizes[(a + c) % 5] ?? 1, iops: 4000 },
            { address: `aws_ebs_volume.v${a}${b}${c}`, region, base_region: regions[(b + c) % 3] ?? null },
          ),
        ),
      ),
    );
    for (const estimate of estimateOf(resources).resources) {
      expect(total(estimate.causes)).toBeCloseTo(estimate.delta, 8);
      expect(total(estimate.differences)).toBeCloseTo(estimate.delta, 8);
      for (const one of estimate.differences ?? []) expect(total(one.causes)).toBeCloseTo(one.delta, 8);
    }
  });
});
