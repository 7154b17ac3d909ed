import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import chain from "stream-chain";
import { parser } from "stream-json";
import { pick } from "stream-json/filters/pick.js";
import { streamValues } from "stream-json/streamers/stream-values.js";
import { z } from "zod";
import { download, fetchPage, type FetchLimits } from "./fetching.ts";
import { attributeKey, noTerm, type ListRow } from "./list-row.ts";
import { PriceListError } from "./lookup.ts";
import { compareText } from "../model/text.ts";

/** Where AWS publishes its offer files; the same everywhere, without an account. */
export const awsEndpoint = "https://pricing.us-east-1.amazonaws.com";

const indexSchema = z.object({
  formatVersion: z.string(),
  publicationDate: z.string(),
  offers: z.record(
    z.string(),
    z.object({ currentVersionUrl: z.string(), currentRegionIndexUrl: z.string().optional() }),
  ),
});

const regionsSchema = z.object({
  formatVersion: z.string(),
  publicationDate: z.string(),
  regions: z.record(z.string(), z.object({ currentVersionUrl: z.string() })),
});

/** One file of AWS's lists: an offer in one region, or in all (`global`). */
export interface OfferFile {
  readonly offer: string;
  readonly region: string;
  /** Path of its JSON version below the endpoint; changes with every version of the list. */
  readonly path: string;
}

/** The offers' paths by code. Throws PriceListError. */
export async function offerIndex(endpoint: string, limits: FetchLimits): Promise<z.infer<typeof indexSchema>> {
  const url = `${endpoint}/offers/v1.0/aws/index.json`;
  return shaped(url, indexSchema, await fetchPage(url, {}, limits));
}

/** The files of one offer in the regions that are wanted, `global` among them for all regions in one file. */
export async function offerFiles(
  endpoint: string,
  offer: { readonly code: string; readonly currentVersionUrl: string; readonly currentRegionIndexUrl?: string | undefined },
  regions: ReadonlySet<string>,
  limits: FetchLimits,
): Promise<ReadonlyArray<OfferFile>> {
  const whole = regions.has("global")
    ? [{ offer: offer.code, region: "global", path: offer.currentVersionUrl }]
    : [];
  if (offer.currentRegionIndexUrl === undefined || [...regions].every((region) => region === "global")) return whole;
  const url = `${endpoint}${offer.currentRegionIndexUrl}`;
  const index = shaped(url, regionsSchema, await fetchPage(url, {}, limits));
  const own = Object.entries(index.regions)
    .filter(([region]) => regions.has(region))
    .map(([region, { currentVersionUrl }]) => ({ offer: offer.code, region, path: currentVersionUrl }));
  return [...own, ...whole].toSorted((a, b) => compareText(a.region, b.region));
}

function shaped<T>(url: string, schema: z.ZodType<T>, value: unknown): T {
  const version = z.object({ formatVersion: z.string() }).safeParse(value);
  if (version.success && version.data.formatVersion !== "v1.0") {
    throw new PriceListError(`${url} has the format ${version.data.formatVersion}; expected v1.0. Update Tollgate.`);
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw new PriceListError(`${url} is no index of offers: ${z.prettifyError(checked.error).split("\n")[0] ?? ""}`);
}

/** The file's rows, one at a time, whatever its size; CSV where the server has it, else JSON. Throws PriceListError. */
export async function* offerRows(
  endpoint: string,
  file: OfferFile,
  { target, limits }: { readonly target: string; readonly limits: FetchLimits },
): AsyncGenerator<ListRow> {
  const csv = `${endpoint}${file.path.replace(/\.json$/, ".csv")}`;
  try {
    await download(csv, target, limits);
  } catch (error) {
    if (!(error instanceof PriceListError) || (error.status !== 404 && error.status !== 403)) throw error;
    await download(`${endpoint}${file.path}`, target, limits);
    yield* undamaged(file, jsonRows(target, file));
    return;
  }
  yield* undamaged(file, csvRows(target, file));
}

/** What a parser stumbles over is the list's fault. */
async function* undamaged({ offer, region }: OfferFile, rows: AsyncGenerator<ListRow>): AsyncGenerator<ListRow> {
  try {
    yield* rows;
  } catch (cause) {
    if (cause instanceof PriceListError) throw cause;
    const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new PriceListError(`The list ${offer} of ${region} is truncated or damaged: ${reason}`, { cause });
  }
}

const recordSchema = z.record(z.string(), z.string());

/** Five lines tell of the file, then a line names the columns, then each line is a price with all its attributes. */
async function* csvRows(path: string, { offer, region }: OfferFile): AsyncGenerator<ListRow> {
  const records = createReadStream(path).pipe(
    parse({ relax_column_count: true, skip_empty_lines: true, max_record_size: 1_000_000, bom: true }),
  );
  let header: ReadonlyArray<string> | null = null;
  let count = 0;
  for await (const record of records) {
    const cells = isRecord(record) ? record : [];
    if (header === null) {
      expectVersion(offer, cells);
      if (cells[0] === "SKU") header = cells.map(attributeKey);
      else if (++count > 20) break;
      continue;
    }
    if (cells.length !== header.length) {
      throw new PriceListError(`The list ${offer} of ${region} has a line of ${cells.length} cells; expected ${header.length}.`);
    }
    const row = csvRow(header, cells, region);
    if (row !== null) yield row;
  }
  if (header === null) throw new PriceListError(`The list ${offer} of ${region} has no line that begins with SKU.`);
}

function expectVersion(offer: string, [name, value]: ReadonlyArray<string>): void {
  if (name === "FormatVersion" && value !== "v1.0") {
    throw new PriceListError(`The list ${offer} has the format ${value ?? "unknown"}; expected v1.0. Update Tollgate.`);
  }
}

function isRecord(record: unknown): record is ReadonlyArray<string> {
  return Array.isArray(record);
}

/** `header` has the columns as attributes are named: a list has hundreds of thousands of lines. */
function csvRow(header: ReadonlyArray<string>, cells: ReadonlyArray<string>, place: string): ListRow | null {
  const attributes = new Map<string, string>();
  for (const [index, name] of header.entries()) {
    const cell = cells[index];
    if (cell !== undefined && cell !== "") attributes.set(name, cell);
  }
  const cell = (name: string): string => attributes.get(name) ?? "";
  if (cell("currency") !== "USD") return null;
  return {
    region: placeOf(place, cell("regioncode")),
    family: cell("productfamily"),
    attributes,
    unit: cell("unit"),
    usd: cell("priceperunit"),
    start: cell("startingrange") || "0",
    end: cell("endingrange") || "Inf",
    purchase: purchaseOf(cell("termtype")),
    term: { length: cell("leasecontractlength"), option: cell("purchaseoption"), offering: cell("offeringclass") },
    description: cell("pricedescription"),
  };
}

/** Each row says its own: a region's file has its local zones too, whose prices are others. */
function placeOf(place: string, code: string): string {
  return code === "" ? place : code;
}

function purchaseOf(term: string): string {
  return term.toLowerCase() === "ondemand" ? "on_demand" : term.toLowerCase();
}

const productSchema = z.object({
  sku: z.string(),
  productFamily: z.string().default(""),
  attributes: recordSchema,
});

const termsSchema = z.record(
  z.string(),
  z.object({
    sku: z.string(),
    termAttributes: z.object({
      LeaseContractLength: z.string().default(""),
      PurchaseOption: z.string().default(""),
      OfferingClass: z.string().default(""),
    }),
    priceDimensions: z.record(
      z.string(),
      z.object({
        description: z.string().default(""),
        beginRange: z.string().default("0"),
        endRange: z.string().default("Inf"),
        unit: z.string(),
        pricePerUnit: z.record(z.string(), z.string()),
      }),
    ),
  }),
);

const picked = /^(?:products|terms\.(?:OnDemand|Reserved))\.[^.]+$|^formatVersion$/;

/** Products come first, then the terms of each: what is known of the products is kept, the rest goes by. */
async function* jsonRows(path: string, { offer, region }: OfferFile): AsyncGenerator<ListRow> {
  const products = new Map<string, z.infer<typeof productSchema>>();
  let isOffer = false;
  const values = chain([createReadStream(path), parser(), pick({ filter: picked }), streamValues()]);
  for await (const entry of values) {
    const { value } = z.object({ value: z.unknown() }).parse(entry);
    if (typeof value === "string") {
      expectVersion(offer, ["FormatVersion", value]);
      isOffer = true;
      continue;
    }
    const product = productSchema.safeParse(value);
    if (product.success) products.set(product.data.sku, product.data);
    else yield* termRows(value, products, region);
  }
  if (!isOffer) throw new PriceListError(`The list ${offer} of ${region} has no formatVersion: it is no offer file.`);
}

function* termRows(
  value: unknown,
  products: ReadonlyMap<string, z.infer<typeof productSchema>>,
  place: string,
): Generator<ListRow> {
  const terms = termsSchema.safeParse(value);
  if (!terms.success) return;
  for (const { sku, termAttributes, priceDimensions } of Object.values(terms.data)) {
    const product = products.get(sku);
    if (product === undefined) continue;
    const attributes = new Map(Object.entries(product.attributes).map(([name, text]) => [attributeKey(name), text]));
    const { LeaseContractLength: length, PurchaseOption: option, OfferingClass: offering } = termAttributes;
    for (const dimension of Object.values(priceDimensions)) {
      const usd = dimension.pricePerUnit["USD"];
      if (usd === undefined) continue;
      yield {
        region: placeOf(place, attributes.get("regioncode") ?? ""),
        family: product.productFamily,
        attributes,
        unit: dimension.unit,
        usd,
        start: dimension.beginRange,
        end: dimension.endRange,
        purchase: length === "" ? "on_demand" : "reserved",
        term: length === "" ? noTerm : { length, option, offering },
        description: dimension.description,
      };
    }
  }
}
