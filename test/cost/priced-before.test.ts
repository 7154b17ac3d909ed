import { describe, expect, it } from "vitest";

import { embeddedPriceBook } from "../../src/cost/embedded-book.ts";
import { priceChanges } from "../../src/cost/price-changes.ts";
import { noUsage } from "../../src/cost/usage.ts";
import type { JsonObject, Resource } from "../../src/model/resource.ts";
import { aChange, aResource } from "./builders.ts";

const book = embeddedPriceBook();

function after(resources: ReadonlyArray<Resource>): ReadonlyArray<number> {
  return priceChanges([aChange(resources)], { book, usage: noUsage }).estimate.resources.map((one) => one.after);
}

function group(instance_type: string, extra: JsonObject = {}): ReadonlyArray<Resource> {
  const values = { min_size: 1, max_size: 1, launch_template: [{ id: null }], ...extra };
  return [
    aResource("aws_autoscaling_group", values, { references: ["aws_launch_template.t"] }),
    aResource("aws_launch_template", { instance_type }, { name: "t" }),
  ];
}

describe("a side that was priced before", () => {
  it("is the same again", () => {
    expect(after(group("m5.large"))).toEqual(after(structuredClone(group("m5.large"))));
  });

  it("is priced again where what it refers to is another", () => {
    const [large = 0] = after(group("m5.large"));
    const [xlarge = 0] = after(group("m5.xlarge"));
    expect(xlarge - large).toBeCloseTo(730 * 0.096, 8);
    expect(after(group("m5.large"))).toEqual([large]);
  });

  it("is priced again where something refers to it that did not", () => {
    const bucket = aResource("aws_s3_bucket", {});
    const rule = aResource(
      "aws_s3_bucket_lifecycle_configuration",
      { rule: [{ transition: [{ storage_class: "GLACIER" }] }] },
      { references: ["aws_s3_bucket.this"] },
    );
    const components = (resources: ReadonlyArray<Resource>): number =>
      priceChanges([aChange(resources)], { book, usage: noUsage }).estimate.resources[0]?.components.length ?? 0;
    const alone = components([bucket]);
    expect(components([bucket, rule])).toBeGreaterThan(alone);
    expect(components([bucket])).toBe(alone);
  });

  it("makes one changed resource of 2,000 cheap to price", () => {
    const values = { instance_type: "t3.large", root_block_device: [{ volume_size: 8 }] };
    const project = (size: number): ReadonlyArray<Resource> =>
      Array.from({ length: 2000 }, (_, index) => {
        const own = { ...values, tags: { n: String(index) } };
        const changed = { ...own, instance_type: index === size ? "t3.small" : "t3.large" };
        return aResource("aws_instance", own, {
          name: `i${index}`,
          before: changed,
          action: index === size ? "update" : "none",
        });
      });
    after(project(1));
    const start = process.cpuUsage();
    after(project(2));
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(300); // 60 ms on an idle machine
  });
});
