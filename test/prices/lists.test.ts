import { describe, expect, it } from "vitest";
import { compileLookup, loadLookups } from "../../src/prices/lookup.ts";
import { tableCell } from "../../src/prices/table-cells.ts";
import { unitFactor } from "../../src/prices/units.ts";
import { embeddedPriceBook } from "../../src/cost/embedded-book.ts";
import { estimators } from "../../src/cost/estimators.ts";
import { aLookup, aRow } from "./price-lists.ts";

describe("unitFactor", () => {
  it.each([
    ["Hrs", "hours", 1],
    ["GB-Mo", "GB", 1],
    ["Requests", "1M requests", 1e6],
    ["Requests", "10k requests", 1e4],
    ["LCU-Hrs", "LCU", 730],
    ["vCPU-Hours", "CPU", 730],
    ["vCPU-Hours", "vCPU-hours", 1],
    ["GB-Hours", "GB", 730],
    ["Hrs", "months", 730],
    ["GB-Second", "GB-hours", 3600],
    ["Lambda-GB-Second", "GB-seconds", 1],
    ["GiBps-mo", "Mbps", 1 / 1024],
    ["ReadCapacityUnit-Hrs", "RCU", 730],
    ["1 Hour", "hours", 1],
    ["100 Hours", "hours", 0.01],
    ["10K", "10k operations", 1],
    ["1M", "1K transactions", 0.001],
    ["1 GB/Month", "GB", 1],
    ["100 GB/Month", "GB", 0.01],
    ["1/Day", "days", 1],
    ["1/Month", "months", 1],
    ["1 GB/Hour", "GB", 730],
    ["h", "hours", 1],
    ["GiBy.h", "GB", 730],
    ["GiBy.mo", "GB", 1],
    ["count", "1M requests", 1e6],
    ["s", "vCPU-seconds", 1],
    ["GiBy.s", "GiB-seconds", 1],
    ["1 Second", "vCPU-hours", 3600],
    ["1 GiB Second", "GiB-hours", 3600],
    ["DPU-Hour", "hours (1 DPU)", 1],
    ["DPU-Hour", "hours (0.0625 DPUs)", 0.0625],
  ])("of a list's %s and a component's %s is %d", (listed, wanted, factor) => {
    expect(unitFactor(listed, wanted).toNumber()).toBeCloseTo(factor, 9);
  });
});

describe("compileLookup", () => {
  const of = (...filters: ReadonlyArray<readonly [string, string]>): ReturnType<typeof compileLookup> =>
    compileLookup(aLookup({ service: "s", item: "i", filters: filters.map(([key, value]) => ({ key, value })) }));
  const row = aRow({ attributes: new Map([["usagetype", "EUC1-LCUUsage"], ["group", ""]]) });

  it.each([
    [of(["usagetype", "EUC1-LCUUsage"]), true],
    [of(["usagetype", "/LCUUsage$/"]), true],
    [of(["usagetype", "/^LCUUsage$/"]), false],
    [of(["usageType", "/lcuusage/i"]), true],
    [of(["group", ""]), true],
    [of(["absent", ""]), true],
    [of(["absent", "x"]), false],
  ])("compares attributes (%#)", (lookup, matches) => {
    expect(lookup.matches(row)).toBe(matches);
  });

  it("takes what is on demand, unless the lookup says how", () => {
    const reserved = aRow({ purchase: "reserved", term: { length: "1yr", option: "No Upfront", offering: "standard" } });
    const terms = [
      { key: "termLength", value: "1yr" },
      { key: "termPurchaseOption", value: "NoUpfront" },
    ];
    const wanted = compileLookup(aLookup({ service: "s", item: "i", price: terms }));
    expect([of().matches(reserved), wanted.matches(reserved), wanted.matches(aRow())]).toEqual([false, true, false]);
    expect(wanted.matches({ ...reserved, unit: "Quantity" })).toBe(false);
  });

  it("compares tiers as numbers", () => {
    const tier = compileLookup(aLookup({ service: "s", item: "i", price: [{ key: "startUsageAmount", value: "1000" }, { key: "endUsageAmount", value: "Inf" }] }));
    expect(tier.matches(aRow({ start: "1000.0" }))).toBe(true);
    expect(tier.matches(aRow({ start: "0" }))).toBe(false);
    expect(tier.matches(aRow({ start: "1000", end: "5000" }))).toBe(false);
  });
});

describe("tableCell", () => {
  const attributes = (values: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(values));
  const database = { instancetype: "db.m5.large", deploymentoption: "Single-AZ" };

  it.each([
    ["aws", "AmazonRDS", aRow({ family: "Database Instance", attributes: attributes({ ...database, databaseengine: "PostgreSQL" }) }), ["rds", "db.m5.large", "postgres"]],
    ["aws", "AmazonRDS", aRow({ family: "Database Instance", attributes: attributes({ ...database, databaseengine: "Oracle", databaseedition: "Standard Two", licensemodel: "License included" }) }), ["rds", "db.m5.large", "oracle_se2_li"]],
    ["aws", "AmazonRDS", aRow({ family: "Database Instance", attributes: attributes({ ...database, databaseengine: "Aurora MySQL", usagetype: "InstanceUsageIOOptimized:db.m5.large" }) }), ["rds", "db.m5.large", "aurora_io_optimized"]],
    ["aws", "AmazonRDS", aRow({ family: "Database Instance", attributes: attributes({ ...database, databaseengine: "MySQL", deploymentoption: "Multi-AZ" }) }), null],
    ["aws", "AmazonRDS", aRow({ family: "Database Instance", attributes: attributes({ ...database, databaseengine: "Oracle", databaseedition: "Standard Two", licensemodel: "License included", deploymentmodel: "Custom" }) }), null],
    ["aws", "AmazonRDS", aRow({ family: "Database Storage", attributes: attributes({ ...database, databaseengine: "MySQL" }) }), null],
    ["aws", "AmazonElastiCache", aRow({ family: "Cache Instance", attributes: attributes({ instancetype: "cache.m5.large", cacheengine: "Redis", usagetype: "NodeUsage:cache.m5.large" }) }), ["elasticache", "cache.m5.large", "redis"]],
    ["aws", "AmazonElastiCache", aRow({ family: "Cache Instance", attributes: attributes({ instancetype: "cache.m5.large", cacheengine: "Redis", usagetype: "ExtendedSupportYr1-Yr2:cache.m5.large" }) }), null],
    ["aws", "AmazonES", aRow({ family: "Amazon OpenSearch Service Instance", attributes: attributes({ instancetype: "r6g.large.search" }) }), ["opensearch", "r6g.large.search", "usd_h"]],
    ["azurerm", "Virtual Machines", aRow({ purchase: "consumption", region: "eastus", unit: "1 Hour", attributes: attributes({ armskuname: "Standard_D2_v5", skuname: "D2 v5", productname: "Virtual Machines Dv5 Series Windows" }) }), ["vm", "standard_d2_v5", "windows"]],
    ["azurerm", "Virtual Machines", aRow({ purchase: "consumption", region: "eastus", unit: "1 Hour", attributes: attributes({ armskuname: "Standard_D2_v5", skuname: "D2 v5 Low Priority", productname: "Virtual Machines Dv5 Series" }) }), null],
    ["google", "Compute Engine", aRow({ attributes: attributes({ description: "C2D AMD Instance Core running in Iowa" }) }), ["custom", "c2d", "vcpu"]],
    ["google", "Compute Engine", aRow({ purchase: "preemptible", attributes: attributes({ description: "N2 Instance Ram running in Iowa" }) }), null],
    ["aws", "AmazonVPC", aRow(), null],
  ] as const)("of %s %s (%#)", (provider, list, row, cell) => {
    const found = tableCell(provider, list, row);
    expect(found === null ? null : [found.table, found.row, found.column]).toEqual(cell);
  });
});

describe("the lookups that come with Tollgate", () => {
  const lookups = loadLookups();

  it("compile, each of them", () => {
    expect(lookups.length).toBeGreaterThan(1500);
    for (const lookup of lookups) compileLookup(lookup).matches(aRow());
  });

  it.each([
    ["LoadBalancerUsage", true],
    ["EUC1-LoadBalancerUsage", true],
    ["EU-LoadBalancerUsage", true],
    ["TS-LoadBalancerUsage", false],
    ["Outposts-LoadBalancerUsage", false],
  ])("take %s for a load balancer's hours: %s", (usagetype, expected) => {
    const [lookup] = lookups.filter(({ service, item }) => service === "elb" && item === "application");
    const row = aRow({ family: "Load Balancer-Application", attributes: new Map([["usagetype", usagetype]]) });
    expect(lookup === undefined ? null : compileLookup(lookup).matches(row)).toBe(expected);
  });

  it("convert hours to months without a remainder", () => {
    expect(unitFactor("LCU-Hrs", "LCU").times("0.008").toString()).toBe("5.84");
  });

  it("name items of the book, or of services that the book has no figure of yet", () => {
    const book = embeddedPriceBook();
    const unknown = lookups.filter(({ provider, service, item }) => !book.items(provider, service).includes(item));
    const known = new Set(Object.keys(estimators).map((type) => type.slice(type.indexOf("_") + 1).replaceAll("_", "-")));
    const services = [...new Set(unknown.filter(({ provider, service }) => book.items(provider, service).length === 0).map(({ service }) => service))];
    expect(services.filter((service) => !known.has(service))).toEqual([]);
  });

  it("find every rate of the AWS book, but for those whose source does not say where it is listed", () => {
    const book = embeddedPriceBook();
    const found = new Set(lookups.map(({ provider, service, item }) => `${provider}/${service}/${item}`));
    const services = ["ebs", "nat", "elb", "lambda", "fargate", "s3", "rds-storage", "dynamodb", "efs", "sqs", "kms", "secretsmanager", "vpc-endpoint", "cloudwatch-logs"];
    const missing = services.flatMap((service) => book.items("aws", service).filter((item) => !found.has(`aws/${service}/${item}`)).map((item) => `${service}/${item}`));
    expect(missing).toEqual([]);
  });
});
