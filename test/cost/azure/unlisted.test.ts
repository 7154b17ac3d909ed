import { expect, it } from "vitest";
import { loadLookups } from "../../../src/prices/lookup.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

const azure = { provider: "azurerm", region: "eastus" };

it.each([
  [
    "azurerm_netapp_pool",
    { service_level: "Premium", size_in_tb: 4 },
    'the price book has no price of "Premium capacity" (netapp-pool) in eastus',
  ],
  ["azurerm_dashboard_grafana", {}, "the price book has no price of Active users"],
])("names what the book has no price of: %s", (type, values, reason) => {
  expect(estimateOf([aResource(type, values, azure)]).not_priced.map((one) => one.reason)).toEqual([reason]);
  const service = type.replace("azurerm_", "").replaceAll("_", "-");
  if (service !== "dashboard-grafana") expect(loadLookups().some((one) => one.service === service)).toBe(true);
});

it.each([
  ["azurerm_cdn_frontdoor_profile", { sku_name: "Premium_AzureFrontDoor" }, "Base fee (Premium) | 1 months | 330.00"],
  ["azurerm_cdn_frontdoor_profile", { sku_name: "Standard_AzureFrontDoor" }, "Base fee (Standard) | 1 months | 35.00"],
  ["azurerm_api_management", { sku_name: "StandardV2_2" }, "API management (standardv2) | 2 units | 1399.99"],
  ["azurerm_service_plan", { sku_name: "P1v4", os_type: "Linux" }, "Instance usage (P1v4) | 730 hours | 106.58"],
  ["azurerm_service_plan", { sku_name: "I1mv2", os_type: "Windows" }, "Instance usage (I1mv2) | 730 hours | 456.98"],
])("prices %s %j", (type, values, line) => {
  expect(linesOf(estimateOf([aResource(type, values, azure)]).resources[0])).toContain(line);
});

it.each([
  ["eastus", "Linux", ["vCPU | 1095 vCPU-hours | 44.35", "Memory | 2555 GB-hours | 11.37"], 0],
  ["indonesiacentral", "Linux", ["vCPU | 1095 vCPU-hours | 49.87", "Memory | 2555 GB-hours | 12.72"], 0],
  [
    "eastus",
    "Windows",
    ["vCPU | 1095 vCPU-hours | 44.35", "Memory | 2555 GB-hours | 11.37", "Windows licence | 1095 vCPU-hours | 47.30"],
    1,
  ],
] as const)("prices what containers keep in %s on %s", (region, os_type, lines, borrowed) => {
  const container = [
    { cpu: 0.5, memory: 1.5 },
    { cpu: 1, memory: 2 },
  ];
  const group = aResource("azurerm_container_group", { os_type, container }, { ...azure, region });
  const [estimate] = estimateOf([group]).resources;
  expect(linesOf(estimate)).toEqual(lines);
  expect(estimate?.assumptions).toHaveLength(borrowed);
});

it("prices requests of the tier Standard, and names those of Premium", () => {
  const usage = "  azurerm_cdn_frontdoor_profile.this: {monthly_requests: 1000000}\n";
  const requests = (sku_name: string): string | undefined =>
    linesOf(estimateOf([aResource("azurerm_cdn_frontdoor_profile", { sku_name }, azure)], usage).resources[0])[1];
  expect(requests("Standard_AzureFrontDoor")).toBe("Requests | 100 10k requests | 0.90");
  expect(requests("Premium_AzureFrontDoor")).toBe("Requests | 100 10k requests | ?");
});

it("has the prices of blobs in eastus itself", () => {
  const usage = "  azurerm_storage_account.this: {storage_gb: 60000, monthly_write_operations: 10000}\n";
  const account = { account_tier: "Standard", account_replication_type: "ZRS", access_tier: "Hot" };
  const [estimate] = estimateOf([aResource("azurerm_storage_account", account, azure)], usage).resources;
  expect(linesOf(estimate).slice(0, 3)).toEqual([
    "Capacity (first 50TB) | 51200 GB | 1331.20",
    "Capacity (next 450TB) | 8800 GB | 219.65",
    "Write operations | 1 10k operations | 0.06",
  ]);
});
