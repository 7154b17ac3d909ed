import { expect, it } from "vitest";
import { loadLookups } from "../../../src/prices/lookup.ts";
import { aResource, estimateOf } from "../builders.ts";

const azure = { provider: "azurerm", region: "eastus" };

it.each([
  [
    "azurerm_container_group",
    {
      container: [
        { cpu: 0.5, memory: 1.5 },
        { cpu: 1, memory: 2 },
      ],
    },
    'the price book has no price of "vCPU" (container-group) in eastus',
  ],
  [
    "azurerm_cdn_frontdoor_profile",
    { sku_name: "Premium_AzureFrontDoor" },
    'the price book has no price of "Base fee (Premium)" (cdn-frontdoor-profile) in eastus',
  ],
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
