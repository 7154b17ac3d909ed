import { z } from "zod";
import { fetchPage, type FetchLimits } from "./fetching.ts";
import { attributeKey, noTerm, type ListRow } from "./list-row.ts";
import { PriceListError } from "./lookup.ts";

/** Microsoft's list of retail prices; without an account. */
export const azureEndpoint = "https://prices.azure.com";

/** Google's Cloud Billing catalogue; asks for a key. */
export const googleEndpoint = "https://cloudbilling.googleapis.com";

/** One page of a list, and what the next one is asked for by; null after the last. */
export interface Page {
  readonly rows: ReadonlyArray<ListRow>;
  readonly next: string | null;
}

const retailSchema = z.object({
  BillingCurrency: z.string(),
  Items: z.array(
    z.object({
      currencyCode: z.string(),
      tierMinimumUnits: z.number().default(0),
      retailPrice: z.number().nonnegative(),
      armRegionName: z.string().default(""),
      meterName: z.string().default(""),
      productName: z.string().default(""),
      skuName: z.string().default(""),
      serviceName: z.string().default(""),
      serviceFamily: z.string().default(""),
      unitOfMeasure: z.string(),
      type: z.string(),
      armSkuName: z.string().nullable().default(""),
      reservationTerm: z.string().nullish(),
      effectiveStartDate: z.string().nullish(),
      effectiveEndDate: z.string().nullish(),
      isPrimaryMeterRegion: z.boolean().default(true),
      // `savingsPlan` is what the same costs with a commitment: the row itself stays the price of what is paid as used.
    }),
  ),
  NextPageLink: z.string().nullish(),
});

/** The first page's address of one service's consumption prices, in some regions or in all. */
export function retailUrl(endpoint: string, service: string, regions: ReadonlyArray<string> | null): string {
  const places = regions === null ? [] : ["", "Global", "Zone 1", ...regions];
  const clause = places.map((region) => `armRegionName eq '${region}'`).join(" or ");
  const filter = `serviceName eq '${service.replaceAll("'", "''")}' and priceType eq 'Consumption'`;
  const whole = clause === "" ? filter : `${filter} and (${clause})`;
  return `${endpoint}/api/retail/prices?api-version=2023-01-01-preview&$filter=${encodeURIComponent(whole)}`;
}

/** One page of Azure's list, without what is no price at that time. Throws PriceListError. */
export async function retailPage(url: string, endpoint: string, limits: FetchLimits, clock: Date): Promise<Page> {
  const page = shaped(url, retailSchema, await fetchPage(url, {}, limits));
  if (page.BillingCurrency !== "USD") {
    throw new PriceListError(`${url} is in ${page.BillingCurrency}; expected USD.`);
  }
  const next = page.NextPageLink ?? null;
  if (next !== null && new URL(next).origin !== new URL(endpoint).origin) {
    throw new PriceListError(`${url} leads on to ${new URL(next).origin}; expected ${new URL(endpoint).origin}.`);
  }
  return { rows: page.Items.filter((item) => isCharged(item, clock)).map(retailRow), next };
}

type RetailItem = z.infer<typeof retailSchema>["Items"][number];

/** Prices that have ended or are yet to come stay in the list, and so do meters that nobody is charged by. */
function isCharged({ effectiveStartDate, effectiveEndDate, isPrimaryMeterRegion }: RetailItem, clock: Date): boolean {
  const now = clock.getTime();
  const isToCome = Date.parse(effectiveStartDate ?? "") > now;
  const hasEnded = Date.parse(effectiveEndDate ?? "") <= now;
  return isPrimaryMeterRegion && !isToCome && !hasEnded;
}

function retailRow(item: RetailItem): ListRow {
  const { meterName, productName, skuName, serviceName } = item;
  const attributes = { meterName, productName, skuName, serviceName, armSkuName: item.armSkuName ?? "" };
  return {
    region: item.armRegionName === "" || item.armRegionName === "Global" ? "global" : item.armRegionName,
    family: item.serviceFamily,
    attributes: new Map(Object.entries(attributes).map(([name, value]) => [attributeKey(name), value])),
    unit: item.unitOfMeasure,
    usd: String(item.retailPrice),
    start: String(item.tierMinimumUnits),
    end: "Inf",
    purchase: item.type.toLowerCase(),
    term: { ...noTerm, length: item.reservationTerm ?? "" },
    description: meterName,
  };
}

const servicesSchema = z.object({
  services: z.array(z.object({ serviceId: z.string(), displayName: z.string() })).default([]),
  nextPageToken: z.string().default(""),
});

const skusSchema = z.object({
  skus: z
    .array(
      z.object({
        description: z.string().default(""),
        category: z.object({
          resourceFamily: z.string().default(""),
          resourceGroup: z.string().default(""),
          usageType: z.string().default(""),
        }),
        serviceRegions: z.array(z.string()).default([]),
        pricingInfo: z
          .array(
            z.object({
              pricingExpression: z.object({
                usageUnit: z.string(),
                tieredRates: z
                  .array(
                    z.object({
                      startUsageAmount: z.number().default(0),
                      unitPrice: z.object({
                        currencyCode: z.string(),
                        units: z.union([z.string(), z.number()]).default("0"),
                        nanos: z.number().default(0),
                      }),
                    }),
                  )
                  .default([]),
              }),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  nextPageToken: z.string().default(""),
});

type Sku = z.infer<typeof skusSchema>["skus"][number];

/** What a key is sent as: never in an address, which is logged. */
export function googleHeaders(key: string): Readonly<Record<string, string>> {
  return { "x-goog-api-key": key };
}

/** Google's services by the name that people know. Throws PriceListError. */
export async function catalogueServices(
  endpoint: string,
  key: string,
  limits: FetchLimits,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let token = ""; ; ) {
    const url = `${endpoint}/v1/services?pageSize=5000${token === "" ? "" : `&pageToken=${encodeURIComponent(token)}`}`;
    const page = shaped(url, servicesSchema, await fetchPage(url, googleHeaders(key), limits));
    for (const { displayName, serviceId } of page.services) found.set(displayName, serviceId);
    if (page.nextPageToken === "" || page.nextPageToken === token) return found;
    token = page.nextPageToken;
  }
}

/** One page of a service's prices; `token` is empty for the first. Throws PriceListError. */
export async function cataloguePage(
  request: { readonly endpoint: string; readonly key: string; readonly service: string; readonly token: string },
  limits: FetchLimits,
): Promise<Page> {
  const { endpoint, key, service, token } = request;
  const more = token === "" ? "" : `&pageToken=${encodeURIComponent(token)}`;
  const url = `${endpoint}/v1/services/${encodeURIComponent(service)}/skus?currencyCode=USD&pageSize=5000${more}`;
  const page = shaped(url, skusSchema, await fetchPage(url, googleHeaders(key), limits));
  return { rows: page.skus.flatMap(skuRows), next: page.nextPageToken === "" ? null : page.nextPageToken };
}

function skuRows(sku: Sku): ReadonlyArray<ListRow> {
  const { resourceFamily, resourceGroup, usageType } = sku.category;
  const expression = sku.pricingInfo.at(-1)?.pricingExpression;
  if (expression === undefined) return [];
  const attributes = new Map([
    ["description", sku.description],
    ["resourcegroup", resourceGroup],
    ["usagetype", usageType],
  ]);
  const rates = expression.tieredRates.filter(({ unitPrice }) => unitPrice.currencyCode === "USD");
  return rates.flatMap((rate, index) =>
    sku.serviceRegions.map((region) => ({
      region,
      family: resourceFamily,
      attributes,
      unit: expression.usageUnit,
      usd: usdOf(rate.unitPrice),
      start: String(rate.startUsageAmount),
      end: index + 1 < rates.length ? String(rates[index + 1]?.startUsageAmount ?? "Inf") : "Inf",
      purchase: usageType.toLowerCase() === "ondemand" ? "on_demand" : usageType.toLowerCase(),
      term: noTerm,
      description: sku.description,
    })),
  );
}

/** Whole dollars and billionths. */
function usdOf({ units, nanos }: { readonly units: string | number; readonly nanos: number }): string {
  return `${units}.${String(nanos).padStart(9, "0")}`;
}

function shaped<T>(url: string, schema: z.ZodType<T>, value: unknown): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [address] = url.split("?");
  throw new PriceListError(
    `${address ?? url} is not the list that was expected: ${z.prettifyError(checked.error).split("\n").slice(0, 2).join(" ")}`,
  );
}
