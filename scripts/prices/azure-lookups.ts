import type { LookupEntry } from "./lookups.ts";

type Filters = Readonly<Record<string, string>>;
type Line = readonly [item: string, unit: string, filters: Filters];

function lookups(service: string, list: string, lines: ReadonlyArray<Line>): ReadonlyArray<LookupEntry> {
  return lines.map(([item, unit, filters]) => ({
    provider: "azurerm",
    service,
    item,
    unit,
    list,
    family: "",
    filters: Object.entries(filters).map(([key, value]) => ({ key, value })),
    price: [],
    place: "region",
  }));
}

/** Disks by size and redundancy: an item is named as the list's SKU. */
const disks: ReadonlyArray<Line> = [["{sku}", "months", { skuName: "/^(?<sku>[EPS]\\d{1,2} (?:LRS|ZRS))$/", productName: "/Managed Disks$/", meterName: "/ Disk$/" }]];

/** Items that no worked example has the filters of. */
export const azureFactLookups: ReadonlyArray<LookupEntry> = [
  ...lookups("disk", "Storage", disks),
  ...lookups("container-apps", "Azure Container Apps", [
    ["vcpu", "vCPU-hours", { meterName: "/^Standard vCPU Active Usage$/" }],
    ["memory", "GiB-hours", { meterName: "/^Standard Memory Active Usage$/" }],
    ["requests", "1M requests", { meterName: "/^Standard Requests$/" }],
  ]),
  ...lookups("container-group", "Container Instances", [
    ["vCPU", "vCPU-hours", { productName: "Container Instances", meterName: "Standard vCPU Duration" }],
    ["Memory", "GB-hours", { productName: "Container Instances", meterName: "Standard Memory Duration" }],
    ["Windows licence", "vCPU-hours", { productName: "Container Instances", meterName: "Standard Windows Software Duration" }],
  ]),
  ...lookups("cdn-frontdoor-profile", "Azure Front Door Service", ["Standard", "Premium"].flatMap((tier): Line[] => [
    [`Base fee (${tier})`, "months", { skuName: tier, meterName: `/^${tier} Base Fees$/` }],
    [`Requests (${tier})`, "10k requests", { skuName: tier, meterName: `/^${tier} Requests$/` }],
    [`Data transfer out to clients (${tier})`, "GB", { skuName: tier, meterName: `/^${tier} Data Transfer Out$/` }],
  ])),
  ...lookups("netapp-pool", "Azure NetApp Files", ["Standard", "Premium", "Ultra"].map((level): Line => [`${level} capacity`, "GiB", { skuName: level, meterName: `/^${level} Capacity$/` }])),
];
