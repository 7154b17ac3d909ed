import { describe, expect, it } from "vitest";

import { parsePriceOverrides } from "../../src/config/price-overrides.ts";
import { diffBooks, listPrices } from "../../src/cost/book-listing.ts";
import { embeddedFolder, embeddedPriceBook, readFrom } from "../../src/cost/embedded-book.ts";
import { overriddenBook, unknownPrices } from "../../src/cost/overridden-book.ts";
import { priceChanges } from "../../src/cost/price-changes.ts";
import { noUsage } from "../../src/cost/usage.ts";
import { aChange, aResource } from "./builders.ts";

const book = embeddedPriceBook();

function overrides(text: string) {
  const { overrides, problems } = parsePriceOverrides(text, "prices.yml");
  expect(problems).toEqual([]);
  return overrides;
}

function monthly(text: string, type: string, region = "us-east-1"): number | undefined {
  const request = { book: overriddenBook(book, overrides(text)), usage: noUsage };
  const resource = aResource(
    "aws_instance",
    { instance_type: type, root_block_device: [{ volume_size: 8 }] },
    { region },
  );
  return priceChanges([aChange([resource])], request).estimate.resources[0]?.components[0]?.monthly ?? undefined;
}

describe("overriddenBook", () => {
  const list = 0.096 * 730; // m5.large
  it.each([
    ["discounts:\n  - {provider: aws, service: ec2, percent: 10}", list * 0.9],
    ["discounts:\n  - {provider: aws, service: '*', percent: 100}", 0],
    [
      "discounts:\n  - {provider: aws, service: ec2, item: m5.*, percent: 50}\n  - {provider: aws, service: ec2, percent: 1}",
      list / 2,
    ],
    ["discounts:\n  - {provider: aws, service: ec2, item: '*.xlarge', percent: 50}", list],
    ["discounts:\n  - {provider: aws, service: ec2, regions: [eu-*], percent: 50}", list],
    ["discounts:\n  - {provider: azurerm, service: ec2, percent: 50}", list],
    [
      "prices:\n  - {provider: aws, service: ec2, item: m5.large, column: linux, usd: 0.01}\ndiscounts:\n  - {provider: aws, service: ec2, percent: 50}",
      7.3,
    ],
    ["prices:\n  - {provider: aws, service: ec2, item: m5.large, column: windows, usd: 0.01}", list],
  ])("%s", (text, expected) => {
    expect(monthly(text, "m5.large")).toBeCloseTo(expected, 8);
  });

  it("prices what the book does not have, and tells where the figure comes from", () => {
    const text = "prices:\n  - {provider: aws, service: ec2, item: m99.large, usd: 0.1, reason: contract 7}";
    const over = overriddenBook(book, overrides(text));
    const resource = aResource("aws_instance", { instance_type: "m99.large" });
    const [component] =
      priceChanges([aChange([resource])], { book: over, usage: noUsage }).estimate.resources[0]?.components ?? [];
    expect([component?.monthly, component?.price_source, component?.origin?.adjusted]).toEqual([
      73,
      "overrides",
      "contract 7",
    ]);
    expect(over.source("overrides")?.title).toBe("price overrides in prices.yml");
    expect(unknownPrices(book, overrides(text))).toHaveLength(1);
  });

  it("names a misspelt item with what may have been meant, and no right one", () => {
    const text = `prices:
  - {provider: aws, service: ec2, item: m5.lrage, column: linux, usd: 1}
  - {provider: aws, service: ec2, item: m5.large, column: linux, usd: 1}
  - {provider: aws, service: lambda, item: requests, usd: 1}
  - {provider: aws, service: lambda, item: reqests, usd: 1}
`;
    const told = unknownPrices(book, overrides(text));
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/^prices.yml: the price book has no "m5.lrage" \(aws, ec2\); is "m5\.\w+" meant\?$/);
    expect(told[1]).toBe('prices.yml: the price book has no "reqests" (aws, lambda)');
  });

  it("is not slowed down by a pattern made for it", () => {
    const text = `discounts:\n  - {provider: aws, service: ec2, item: "${"*a".repeat(90)}", percent: 5}`;
    const started = performance.now();
    monthly(text, "a".repeat(100_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("parsePriceOverrides", () => {
  it.each([
    ["discounts:\n  - {provider: aws, service: ec2, percent: 120}", 2, /percent.*100/],
    ["discounts:\n  - {provider: aws, service: ec2, percent: lots}", 2, /percent/],
    ["prices:\n  - {provider: aws, service: ec2, item: x, usd: -1}", 2, /usd/],
    ["prices:\n  - {provider: aws, service: ec2, usd: 1}", 2, /item/],
    ["discount: []", 1, /discount/],
    ["discounts: [", 1, /YAML/],
    ["version: 2", 1, /version/],
  ])("names the line of %s", (text, line, message) => {
    const { overrides, problems } = parsePriceOverrides(text, "prices.yml");
    expect(overrides.path).toBeNull();
    expect(problems[0]).toMatchObject({ path: "prices.yml", line });
    expect(problems[0]?.message).toMatch(message);
  });
});

describe("listings of books", () => {
  const read = readFrom(embeddedFolder);

  it("lists what a look-up gives", () => {
    let seen = 0;
    for (const { provider, service, item, column, region, usd } of listPrices(read, {
      provider: "aws",
      region: "eu-west-1",
    })) {
      if (region === "global" || ++seen % 50 !== 0) continue;
      const query =
        column === null
          ? { kind: "rate" as const, service, item }
          : { kind: "cell" as const, table: service, row: item, column };
      expect(book.price(provider, region, query)?.usd.toNumber()).toBe(usd);
    }
    expect(seen).toBeGreaterThan(1000);
  });

  it("tells what differs between two books", () => {
    const other = (path: string): string | null =>
      path === "aws/lambda.json"
        ? (read(path)?.replace('"us-east-1":[0.2,', '"us-east-1":[0.25,').replace('"eu-west-1":[0.2,0],', "") ?? null)
        : read(path);
    const told = diffBooks(read, other, { provider: "aws", region: null });
    expect(told.map(({ price, before, after }) => [price.service, price.item, price.region, before, after])).toEqual([
      ["lambda", "requests", "us-east-1", 0.2, 0.25],
      ["lambda", "requests", "eu-west-1", 0.2, null],
    ]);
    expect(diffBooks(read, read, { provider: "google", region: null })).toEqual([]);
  });

  it("refuses a book that ends in the middle", () => {
    const cut = (path: string): string | null => read(path)?.slice(0, 500) ?? null;
    expect(() => diffBooks(cut, read, { provider: null, region: null })).toThrow(/manifest.json.*truncated/);
    const half = (path: string): string | null => (path === "manifest.json" ? read(path) : cut(path));
    expect(() => diffBooks(read, half, { provider: "aws", region: null })).toThrow(/truncated or no JSON/);
  });
});
