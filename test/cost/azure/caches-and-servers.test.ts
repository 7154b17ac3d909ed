import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/resource.ts";
import type { ResourceEstimate } from "../../../src/model/estimate.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

const there = { provider: "azurerm", region: "eastus" } as const;

function priced(type: string, after: JsonObject, region: string = there.region): ResourceEstimate | undefined {
  return estimateOf([aResource(type, after, { ...there, region })]).resources[0];
}

function firstLine(type: string, after: JsonObject, region?: string): string | undefined {
  return linesOf(priced(type, after, region))[0];
}

function said(type: string, after: JsonObject, region?: string): string {
  return priced(type, after, region)?.assumptions.join(" ") ?? "";
}

describe("caches", () => {
  it.each([
    ["Basic", "C", 0, "eastus", "Cache usage (Basic_C0) | 1 nodes | 16.06"],
    ["Basic", "C", 1, "eastus", "Cache usage (Basic_C1) | 1 nodes | 40.30"],
    ["Basic", "C", 1, "uksouth", "Cache usage (Basic_C1) | 1 nodes | 50.37"],
    ["Basic", "C", 4, "eastus", "Cache usage (Basic_C4) | 1 nodes | 153.30"],
    ["Standard", "C", 1, "eastus", "Cache usage (Standard_C1) | 2 nodes | 100.74"],
    ["Standard", "C", 3, "eastus", "Cache usage (Standard_C3) | 2 nodes | 328.50"],
    ["Standard", "C", 3, "francecentral", "Cache usage (Standard_C3) | 2 nodes | 410.26"],
    ["Standard", "C", 6, "eastus", "Cache usage (Standard_C6) | 2 nodes | 1533.00"],
    ["Premium", "P", 2, "eastus", "Cache usage (Premium_P2) | 2 nodes | 810.30"],
    ["standard", "c", 1, "eastus", "Cache usage (standard_c1) | 2 nodes | 100.74"],
  ])("%s %s%i in %s", (sku_name, family, capacity, region, expected) => {
    expect(firstLine("azurerm_redis_cache", { sku_name, family, capacity }, region)).toBe(expected);
  });

  it("counts the replicas of each shard of a Premium cache", () => {
    const cache = { sku_name: "Premium", family: "P", capacity: 1, shard_count: 3, replicas_per_primary: 2 };
    expect(firstLine("azurerm_redis_cache", cache)).toBe("Cache usage (Premium_P1) | 9 nodes | 1819.89");
  });

  it("says what a size is estimated from, and nothing of one that is listed", () => {
    expect(said("azurerm_redis_cache", { sku_name: "Standard", family: "C", capacity: 4 })).toContain(
      "The price of Standard_C4 is estimated as 1.25 × that of a node of Basic_C4.",
    );
    expect(said("azurerm_redis_cache", { sku_name: "Standard", family: "C", capacity: 1 })).toBe("");
  });

  it("names a size that nothing tells the price of", () => {
    const [unpriced] = estimateOf([
      aResource("azurerm_redis_cache", { sku_name: "Standard", family: "C", capacity: 2 }, there),
    ]).not_priced;
    expect(unpriced?.reason).toContain('no price of "Cache usage (Standard_C2)"');
  });
});

it("a tier that is none is named", () => {
  const [unpriced] = estimateOf([
    aResource("azurerm_redis_cache", { sku_name: "Gold", family: "C", capacity: 1 }, there),
  ]).not_priced;
  expect(unpriced?.reason).toBe('unknown sku_name "Gold" of a cache; expected Basic, Standard or Premium');
});

describe("zones of DNS", () => {
  it.each([
    ["australiaeast", "0.50"],
    ["brazilsouth", "0.50"],
    ["germanywestcentral", "0.54"],
  ])("%s: %s", (region, monthly) => {
    expect(firstLine("azurerm_dns_zone", {}, region)).toBe(`Hosted zone | 1 months | ${monthly}`);
    expect(said("azurerm_dns_zone", {}, region)).toBe("");
  });
});

describe("flexible servers", () => {
  it.each([
    ["azurerm_postgresql_flexible_server", "B_Standard_B1ms", "eastus", "12.41"],
    ["azurerm_postgresql_flexible_server", "B_Standard_B2s", "eastus", "49.64"],
    ["azurerm_postgresql_flexible_server", "B_Standard_B2s", "uksouth", "55.48"],
    ["azurerm_postgresql_flexible_server", "B_Standard_B2ms", "westus", "128.48"],
    ["azurerm_postgresql_flexible_server", "GP_Standard_D4ds_v5", "eastus", "259.88"],
    ["azurerm_postgresql_flexible_server", "GP_Standard_D2s_v3", "northeurope", "144.25"],
    ["azurerm_postgresql_flexible_server", "GP_Standard_D4s_v3", "westus", "284.70"],
    ["azurerm_mysql_flexible_server", "B_Standard_B1s", "eastus", "6.21"],
    ["azurerm_mysql_flexible_server", "GP_Standard_D2ds_v4", "westeurope", "148.19"],
    ["azurerm_mysql_flexible_server", "GP_Standard_D2ads_v5", "westus", "142.35"],
  ])("%s %s in %s", (type, sku_name, region, monthly) => {
    expect(firstLine(type, { sku_name }, region)).toBe(`Compute (${sku_name}) | 730 hours | ${monthly}`);
  });

  it("takes a price of the region before that of the very series elsewhere, and says so", () => {
    expect(said("azurerm_postgresql_flexible_server", { sku_name: "GP_Standard_D4s_v3" })).toContain(
      "The price of GP_Standard_D4s_v3 is estimated from that of GP_Standard_D2ds_v4, by vCores.",
    );
  });

  it.each([
    ["azurerm_postgresql_flexible_server", { storage_mb: 65_536 }],
    ["azurerm_mysql_flexible_server", { storage: [{ size_gb: 64 }] }],
  ])("%s: a server that stands by has a disk of its own", (type, storage) => {
    const server = { sku_name: "GP_Standard_D2ds_v4", ...storage, high_availability: [{ mode: "ZoneRedundant" }] };
    expect(linesOf(priced(type, server)).slice(0, 2)).toEqual([
      expect.stringContaining("| 1460 hours |"),
      "Storage | 128 GB | 14.72",
    ]);
  });

  it.each(["B_Standard_B3", "GP_Standard_D0s_v3"])("names a size that is none: %s", (sku_name) => {
    const [unpriced] = estimateOf([aResource("azurerm_postgresql_flexible_server", { sku_name }, there)]).not_priced;
    expect(unpriced?.reason).toContain(`no price of the size "${sku_name}"`);
  });
});

describe("what images and disks add", () => {
  const machine = { size: "Standard_B2ms", os_disk: [{ storage_account_type: "Standard_LRS" }] };

  it.each([
    ["RedHat", "Red Hat Enterprise Linux"],
    ["SUSE", "SUSE Linux Enterprise"],
    ["MicrosoftSQLServer", "SQL Server"],
  ])("says that the licence in an image of %s is not counted", (publisher, name) => {
    const values = { ...machine, source_image_reference: [{ publisher }] };
    expect(said("azurerm_linux_virtual_machine", values)).toContain(`The licence of ${name} in its image`);
    const own = { ...values, license_type: "RHEL_BYOS" };
    expect(said("azurerm_linux_virtual_machine", own)).not.toContain("licence");
  });

  it("says nothing of an image that costs nothing", () => {
    const values = { ...machine, source_image_reference: [{ publisher: "Canonical" }] };
    expect(said("azurerm_linux_virtual_machine", values)).not.toContain("licence");
  });

  it("estimates a Standard SSD in three zones", () => {
    const disk = { storage_account_type: "StandardSSD_ZRS", disk_size_gb: 64 };
    expect(firstLine("azurerm_managed_disk", disk)).toBe("Storage (E6, ZRS) | 1 months | 7.20");
    expect(said("azurerm_managed_disk", disk)).toContain("The price of E6 ZRS is estimated as 1.5 × that of E6 LRS.");
  });
});

describe("gateways of private lines", () => {
  it("have no tunnels, and a price of their own", () => {
    expect(
      linesOf(priced("azurerm_virtual_network_gateway", { type: "ExpressRoute", sku: "Standard" }, "brazilsouth")),
    ).toEqual(["ExpressRoute gateway (Standard) | 730 hours | 138.70"]);
  });

  it("are not the gateways of tunnels", () => {
    expect(linesOf(priced("azurerm_virtual_network_gateway", { type: "Vpn", sku: "VpnGw1" }))[0]).toBe(
      "VPN gateway (VpnGw1) | 730 hours | 138.70",
    );
  });
});

describe("machines, jobs and workflows", () => {
  it("reserved machines cost what they would if they ran", () => {
    const reservation = { sku: [{ name: "Standard_D4s_v5", capacity: 2 }] };
    expect(firstLine("azurerm_capacity_reservation", reservation)).toBe(
      "Instance usage (Linux, pay as you go, Standard_D4s_v5) | 1460 hours | 280.32",
    );
  });

  it("a container job is active while it runs", () => {
    const container = { template: [{ container: [{ cpu: 0.5, memory: "1Gi" }] }] };
    const estimate = estimateOf(
      [aResource("azurerm_container_app_job", container, there)],
      "  azurerm_container_app_job.this: {monthly_active_hrs: 100}\n",
    );
    expect(linesOf(estimate.resources[0])).toEqual([
      "Active vCPU | 50 vCPU-hours | 4.32",
      "Active memory | 100 GiB-hours | 1.08",
    ]);
  });

  it("a workflow pays for its connectors; what actions cost is not known, and said", () => {
    expect(linesOf(priced("azurerm_logic_app_workflow", {}))).toHaveLength(3);
    expect(said("azurerm_logic_app_workflow", {})).toContain("Actions is not counted");
  });
});
