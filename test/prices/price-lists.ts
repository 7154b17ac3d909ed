import type { ListRow } from "../../src/prices/list-row.ts";
import type { Lookup } from "../../src/prices/lookup.ts";

/** Lists in the providers' shapes, made small; figures are invented. */

const columns = [
  "SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate", "StartingRange", "EndingRange",
  "Unit", "PricePerUnit", "Currency", "LeaseContractLength", "PurchaseOption", "OfferingClass", "Product Family",
  "serviceCode", "Location", "Instance Type", "Tenancy", "Operating System", "License Model", "usageType", "operation",
  "CapacityStatus", "Pre Installed S/W", "Volume API Name", "Region Code", "Group",
] as const; // prettier-ignore

export type OfferLine = Partial<Record<(typeof columns)[number], string>>;

const quoted = (cells: ReadonlyArray<string>): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");

/** An offer file as CSV: five lines about the file, the columns, a line for each price. */
export function offerCsv(lines: ReadonlyArray<OfferLine>, version = "v1.0"): string {
  const usual: OfferLine = { TermType: "OnDemand", Currency: "USD", StartingRange: "0", EndingRange: "Inf" };
  const rows = lines.map((line) => quoted(columns.map((name) => ({ ...usual, ...line })[name] ?? "")));
  const head = [
    `"FormatVersion","${version}"`,
    '"Disclaimer","This pricing list is for informational purposes only."',
    '"Publication Date","2026-11-18T20:13:01Z"',
    '"Version","20261118201301"',
    '"OfferCode","AmazonEC2"',
    quoted(columns),
  ];
  return `${[...head, ...rows].join("\n")}\n`;
}

/** An offer file as JSON: products, then the terms of each. */
export function offerJson(
  products: ReadonlyArray<{
    readonly sku: string;
    readonly family: string;
    readonly attributes: Record<string, string>;
    readonly unit: string;
    readonly tiers: ReadonlyArray<readonly [begin: string, end: string, usd: string]>;
  }>,
): string {
  const terms = products.map(({ sku, unit, tiers }): readonly [string, unknown] => {
    const dimensions = tiers.map(([beginRange, endRange, usd], index): readonly [string, unknown] => [
      `${sku}.JRTCKXETXF.${index}`,
      { rateCode: `${sku}.JRTCKXETXF.${index}`, description: `${usd} per ${unit}`, beginRange, endRange, unit, pricePerUnit: { USD: usd }, appliesTo: [] },
    ]);
    const term = { offerTermCode: "JRTCKXETXF", sku, effectiveDate: "2026-11-01T00:00:00Z", priceDimensions: Object.fromEntries(dimensions), termAttributes: {} };
    return [sku, { [`${sku}.JRTCKXETXF`]: term }];
  });
  return JSON.stringify({
    formatVersion: "v1.0",
    disclaimer: "…",
    offerCode: "AmazonRDS",
    version: "20261118",
    publicationDate: "2026-11-18T20:13:01Z",
    products: Object.fromEntries(products.map(({ sku, family, attributes }) => [sku, { sku, productFamily: family, attributes }])),
    terms: { OnDemand: Object.fromEntries(terms), Reserved: {} },
    attributesList: {},
  });
}

export const retailItem = (item: Record<string, unknown>): Record<string, unknown> => ({
  currencyCode: "USD",
  tierMinimumUnits: 0,
  unitPrice: item["retailPrice"],
  armRegionName: "eastus",
  location: "US East",
  effectiveStartDate: "2026-01-01T00:00:00Z",
  meterId: "m",
  meterName: "D2 v3",
  productId: "p",
  skuId: "p/s",
  productName: "Virtual Machines Dv3 Series",
  skuName: "D2 v3",
  serviceName: "Virtual Machines",
  serviceId: "s",
  serviceFamily: "Compute",
  unitOfMeasure: "1 Hour",
  type: "Consumption",
  isPrimaryMeterRegion: true,
  armSkuName: "Standard_D2_v3",
  ...item,
});

export const retailPage = (items: ReadonlyArray<Record<string, unknown>>, next: string | null = null): Record<string, unknown> => ({
  BillingCurrency: "USD",
  CustomerEntityId: "Default",
  CustomerEntityType: "Retail",
  Items: items,
  NextPageLink: next,
  Count: items.length,
});

export const sku = (description: string, usd: number, extra: { region?: string; unit?: string; usage?: string; group?: string } = {}): Record<string, unknown> => ({
  name: "services/X/skus/Y",
  skuId: "Y",
  description,
  category: { serviceDisplayName: "Compute Engine", resourceFamily: "Compute", resourceGroup: extra.group ?? "CPU", usageType: extra.usage ?? "OnDemand" },
  serviceRegions: [extra.region ?? "us-central1"],
  pricingInfo: [
    {
      summary: "",
      pricingExpression: {
        usageUnit: extra.unit ?? "h",
        displayQuantity: 1,
        tieredRates: [{ startUsageAmount: 0, unitPrice: { currencyCode: "USD", units: String(Math.floor(usd)), nanos: Math.round((usd % 1) * 1e9) } }],
        baseUnit: "s",
      },
      effectiveTime: "2026-11-01T00:00:00Z",
    },
  ],
  serviceProviderName: "Google",
});

export function aLookup(extra: Partial<Lookup> & Pick<Lookup, "service" | "item">): Lookup {
  return { provider: "aws", unit: "hours", list: "AmazonEC2", family: "", filters: [], price: [], place: "region", ...extra };
}

export function aRow(extra: Partial<ListRow> = {}): ListRow {
  return {
    region: "us-east-1",
    family: "",
    attributes: new Map(),
    unit: "Hrs",
    usd: "0.1",
    start: "0",
    end: "Inf",
    purchase: "on_demand",
    term: { length: "", option: "", offering: "" },
    description: "",
    ...extra,
  };
}
