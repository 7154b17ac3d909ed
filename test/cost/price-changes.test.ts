import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { embeddedPriceBook } from "../../src/cost/embedded-book.ts";
import { priceChanges } from "../../src/cost/price-changes.ts";
import { noUsage } from "../../src/cost/usage.ts";
import { aChange, aResource, estimateOf } from "./builders.ts";

const request = { book: embeddedPriceBook(), usage: noUsage };
const small = { instance_type: "t3.small", root_block_device: [{ volume_size: 8 }] };
const large = { instance_type: "t3.large", root_block_device: [{ volume_size: 8 }] };

describe("priceChanges", () => {
  it("gives the estimate as the report shows it", () => {
    const gateway = aResource("aws_nat_gateway", {});
    const origin = { source: "Z", date: "2026-09-21", region: "us-east-1", scaled: null, adjusted: null };
    expect(
      priceChanges([aChange([gateway, aResource("aws_x", {}), aResource("aws_iam_role", {})])], request).estimate,
    ).toEqual({
      currency: "USD",
      before: 0,
      after: 32.85,
      delta: 32.85,
      resources: [
        {
          project: "envs/prod",
          address: "aws_nat_gateway.this",
          type: "aws_nat_gateway",
          region: "us-east-1",
          assumptions: [],
          before: 0,
          after: 32.85,
          delta: 32.85,
          differences: [
            {
              name: "NAT gateway",
              part: null,
              before: null,
              after: 32.85,
              delta: 32.85,
              causes: [{ cause: "new", delta: 32.85 }],
            },
          ],
          causes: [{ cause: "new", delta: 32.85 }],
          service: { provider: "AWS", name: "Amazon VPC", category: "Networking" },
          range: {
            before: { low: 0, expected: 0, high: 0 },
            after: { low: 33.3, expected: 37.35, high: 77.85 },
          },
          assumed_usage: [{ key: "monthly_data_processed_gb", low: 10, expected: 100, high: 1000 }],
          components: [
            {
              name: "NAT gateway",
              part: null,
              unit: "hours",
              quantity: 730,
              unit_price: 0.045,
              monthly: 32.85,
              usage_based: false,
              price_source: "embedded 2026-09",
              origin: { ...origin, item: '"gateway" (nat)', usage_keys: [] },
            },
            {
              name: "Data processed",
              part: null,
              unit: "GB",
              quantity: null,
              unit_price: 0.045,
              monthly: null,
              usage_based: true,
              range: { low: 0.45, expected: 4.5, high: 45 },
              price_source: "embedded 2025-10",
              origin: {
                ...origin,
                source: "W",
                date: "2025-10-28",
                item: '"data" (nat)',
                usage_keys: ["monthly_data_processed_gb"],
              },
            },
          ],
        },
      ],
      not_priced: [
        {
          project: "envs/prod",
          address: "aws_x.this",
          type: "aws_x",
          reason: "no estimator of this type yet; its cost is in no total",
        },
      ],
    });
  });

  it.each([
    ["create", null, large, 0, 61.536],
    ["update", small, large, 15.984, 61.536],
    ["replace", small, large, 15.984, 61.536],
    ["delete", large, null, 61.536, 0],
    ["none", large, large, 61.536, 61.536],
  ] as const)("%s: before, after and delta", (action, before, after, was, will) => {
    const { estimate, changes } = priceChanges(
      [aChange([aResource("aws_instance", {}, { action, before, after })])],
      request,
    );
    const cost = { before: was, after: will, delta: new Decimal(will).minus(was).toNumber() };
    expect(changes[0]?.resources[0]?.cost).toEqual(cost);
    expect(estimate).toMatchObject(cost);
    expect(estimate.resources[0]?.components.map((one) => one.name)[0]).toBe(
      "Instance usage (Linux/UNIX, on-demand, t3.large)",
    );
  });

  it("fills in the cost of every resource: free is zero, not priced is null", () => {
    const { changes } = priceChanges(
      [aChange([aResource("aws_subnet", {}), aResource("aws_unheard_of", {})])],
      request,
    );
    expect(changes[0]?.resources.map((one) => one.cost)).toEqual([{ before: 0, after: 0, delta: 0 }, null]);
  });

  it("has totals that are the sums of what is listed, to the last decimal", () => {
    const resources = Array.from({ length: 300 }, (_, index) =>
      aResource("aws_ebs_volume", { size: 1 + (index % 7), type: "gp3" }, { name: `v${index}` }),
    );
    const estimate = estimateOf(resources);
    const total = estimate.resources
      .flatMap((one) => one.components)
      .reduce((sum, one) => sum.plus(one.monthly ?? 0), new Decimal(0));
    expect(estimate.after).toBe(total.toNumber());
    expect(estimate.delta).toBe(estimate.after - estimate.before);
  });

  it("is the same twice", () => {
    const change = aChange([
      aResource("aws_instance", large),
      aResource("aws_db_instance", { engine: "mysql", instance_class: "db.t3.large" }),
    ]);
    expect(JSON.stringify(priceChanges([change], request))).toBe(
      JSON.stringify(priceChanges([structuredClone(change)], request)),
    );
  });

  it("prices what exists in an unknown number once, and says so", () => {
    const [estimate] = estimateOf([aResource("aws_nat_gateway", {}, { address: "aws_nat_gateway.this[*]" })]).resources;
    expect(estimate).toMatchObject({ after: 32.85, assumptions: ["How many there are is not known: one is counted."] });
  });

  it.each([
    [null, "The region is not known; us-east-1 is assumed."],
    ["mars-north-1", 'The price book does not know the region "mars-north-1"; us-east-1 is assumed.'],
  ])("prices the region %s in us-east-1, and says so", (region, sentence) => {
    const [estimate] = estimateOf([aResource("aws_nat_gateway", {}, { region })]).resources;
    expect(estimate).toMatchObject({ region: "us-east-1", after: 32.85, assumptions: [sentence] });
  });

  it("says when a price is another region's", () => {
    const [estimate] = estimateOf([aResource("aws_lb", {}, { region: "eu-central-1" })]).resources;
    expect(estimate?.after).toBeCloseTo(730 * 0.027, 8);
    expect(estimate?.assumptions).toEqual([
      "Load balancer capacity units: the price book has no price in eu-central-1; the price in us-east-1 is used.",
    ]);
  });

  it("says it in one sentence for all components", () => {
    const [estimate] = estimateOf([aResource("aws_transfer_server", {}, { region: "us-west-2" })]).resources;
    expect(estimate?.assumptions).toEqual([
      "SFTP protocol enabled, Data downloaded, Data uploaded: " +
        "the price book has no price in us-west-2; the price in us-east-1 is used.",
    ]);
  });

  it("estimates a type that the region's list does not have, and says so", () => {
    const [estimate] = estimateOf([
      aResource("aws_instance", { ...large, instance_type: "m7i.large" }, { region: "af-south-1" }),
    ]).resources;
    expect(estimate?.assumptions).toContainEqual(
      expect.stringMatching(/no price of "m7i.large" .* in af-south-1; estimated as 1\.\d+ × the price in us-east-1/),
    );
  });
});

describe("bad values", () => {
  it.each([
    [
      "aws_instance",
      { instance_type: "t99.huge" },
      [],
      'the price book has no price of "t99.huge" (ec2, linux) in us-east-1',
    ],
    [
      "aws_instance",
      { instance_type: "constructor" },
      [],
      'the price book has no price of "constructor" (ec2, linux) in us-east-1',
    ],
    ["aws_instance", { instance_type: null }, [["instance_type"]], "instance_type is known only after apply"],
    ["aws_instance", {}, [], "instance_type is not set"],
    ["aws_ebs_volume", { size: 1e18 }, [], "size is 1000000000000000000; expected a number from 1 to 65536"],
    ["aws_ebs_volume", { size: -1 }, [], "size is -1; expected a number from 1 to 65536"],
    ["aws_ebs_volume", { size: "big" }, [], 'size is "big"; expected a number from 1 to 65536'],
    ["aws_ebs_volume", { size: "NaN" }, [], 'size is "NaN"; expected a number from 1 to 65536'],
    ["aws_ebs_volume", { size: [1] }, [], "size is [1]; expected a number from 1 to 65536"],
    [
      "aws_ebs_volume",
      { size: 10, type: "gp7" },
      [],
      'unknown volume type "gp7"; expected one of gp2, gp3, io1, io2, st1, sc1, standard',
    ],
    [
      "aws_lb",
      { load_balancer_type: "magic" },
      [],
      'load_balancer_type is "magic"; expected application, network or gateway',
    ],
  ] as const)("%s %j is named, the rest is priced", (type, values, unknown, reason) => {
    const estimate = estimateOf([aResource(type, values, { unknown }), aResource("aws_nat_gateway", {})]);
    expect(estimate.not_priced).toEqual([{ project: "envs/prod", address: `${type}.this`, type, reason }]);
    expect(estimate.after).toBe(32.85);
  });

  it("assumes the default of a value known only after apply, and says so", () => {
    const [estimate] = estimateOf([aResource("aws_ebs_volume", { size: null }, { unknown: [["size"]] })]).resources;
    expect(estimate).toMatchObject({ after: 0.8, assumptions: ["size is known only after apply; 8 is assumed."] });
  });

  it("names the base where only the base is wrong", () => {
    const broken = aResource("aws_ebs_volume", {}, { action: "update", before: { size: -1 }, after: { size: 10 } });
    expect(estimateOf([broken]).not_priced[0]?.reason).toBe(
      "size is -1; expected a number from 1 to 65536 (on the base)",
    );
  });
});

describe("time", () => {
  it("prices 2,000 resources within half a second", () => {
    const resources = Array.from({ length: 2000 }, (_, index) =>
      aResource("aws_instance", large, { name: `i${index}`, before: small }),
    );
    const start = performance.now();
    priceChanges([aChange(resources)], request);
    expect(performance.now() - start).toBeLessThan(1500); // half a second on an idle machine, three times that on a busy one
  });
});
