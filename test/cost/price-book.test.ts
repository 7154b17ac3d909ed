import { describe, expect, it } from "vitest";
import { PriceBookError } from "../../src/cost/book-file.ts";
import { embeddedPriceBook, readFrom } from "../../src/cost/embedded-book.ts";
import { cell, rate } from "../../src/cost/line.ts";
import { openPriceBook } from "../../src/cost/price-book.ts";

const book = embeddedPriceBook();

describe("the embedded price book", () => {
  it.each([
    ["us-east-1", cell("ec2", "t3.medium", "linux"), 0.0416, "embedded 2026-07"],
    ["eu-west-1", cell("ec2", "t3.medium", "linux"), 0.0456, "embedded 2025-05"],
    ["us-east-1", cell("rds", "db.t3.large", "postgres"), 0.145, "embedded 2025-05"],
    ["us-east-1", rate("nat", "gateway"), 0.045, "embedded 2026-09"],
    ["eu-west-2", rate("nat", "gateway"), 0.05, "embedded 2026-09"],
    ["eu-west-2", rate("elb", "application"), 0.02646, "embedded 2026-09"],
    ["us-east-1", rate("lambda", "requests"), 0.2, "embedded 2026-08"],
    ["us-east-1", rate("fargate", "vcpu"), 29.5504, "embedded 2026-09"],
  ])("%s %j", (region, query, usd, label) => {
    const price = book.price("aws", region, query);
    expect([price?.usd.toNumber(), price?.label, price?.region, price?.scaled]).toEqual([usd, label, region, null]);
  });

  it("has a title and a licence for each price's source", () => {
    const price = book.price("aws", "us-east-1", rate("ebs", "gp3"));
    expect(book.source(price?.source ?? "")).toEqual({
      title: "AWS Price List API, figures listed by xbill9/zombiescan (commits 07715513, 350cba96)",
      date: "2026-09-21",
      licence: "figures only, re-typed",
    });
  });

  it.each([
    [rate("ebs", "gp9")],
    [rate("no-such-service", "gp2")],
    [rate("../manifest", "gp2")],
    [rate("ebs", "__proto__")],
    [cell("ec2", "t99.huge", "linux")],
    [cell("ec2", "toString", "linux")],
    [cell("ec2", "t3.medium", "no-such-column")],
    [cell("no-such-table", "t3.medium", "linux")],
  ])("has no price of %j", (query) => {
    expect(book.price("aws", "us-east-1", query)).toBeNull();
  });

  it("marks another region's price and a scaled one", () => {
    expect(book.price("aws", "eu-central-1", rate("elb", "application-lcu"))?.region).toBe("us-east-1");
    const scaled = book.price("aws", "af-south-1", cell("ec2", "m7i.large", "linux"));
    expect(scaled?.scaled?.toNumber()).toBe(1.3229);
    expect(scaled?.usd.toNumber()).toBe(0.13334832);
  });

  it("answers in microseconds", () => {
    const start = performance.now();
    for (let i = 0; i < 20_000; i++) book.price("aws", "us-east-1", cell("ec2", "t3.medium", "linux"));
    expect((performance.now() - start) / 20_000).toBeLessThan(0.05);
  });
});

describe("a damaged price book", () => {
  const good = readFrom(`${import.meta.dirname}/../../prices/book`);
  const nat = rate("nat", "gateway");

  it.each([
    ["no manifest", (): string | null => null, /has no file "manifest.json"/],
    [
      "another version",
      (text: string | null): string | null => text?.replace('"version":1', '"version":2') ?? null,
      /"aws\/nat.json" is not of version 1, but of 2; make it again with `tollgate prices update`/,
    ],
    [
      "a truncated file",
      (text: string | null): string | null => text?.slice(0, 200) ?? null,
      /is truncated or no JSON/,
    ],
    [
      "a negative price",
      (text: string | null): string | null => text?.replace(/\[0\.\d+,0\]/, "[-1,0]") ?? null,
      /"aws\/nat.json" is not of version 1/,
    ],
    [
      "an edited price",
      (text: string | null): string | null => text?.replace("0.045", "0.0045") ?? null,
      /"aws\/nat.json" is not the one that its manifest lists/,
    ],
  ])("%s is named", (name, spoil, message) => {
    const read = (path: string): string | null =>
      path === "manifest.json" && name !== "no manifest" ? good(path) : spoil(good(path));
    const use = (): unknown => openPriceBook(read).price("aws", "us-east-1", nat);
    expect(use).toThrow(PriceBookError);
    expect(use).toThrow(message);
  });
});
