import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bookFolder, chosenPriceBook, installBook, updatedBook } from "../../src/cost/book-folders.ts";
import { readFrom } from "../../src/cost/embedded-book.ts";
import { openPriceBook } from "../../src/cost/price-book.ts";
import type { UpdateRequest } from "../../src/prices/list-plan.ts";
import { updateBook } from "../../src/prices/update-book.ts";
import { aLookup, offerCsv, offerJson, retailItem, retailPage, sku, type OfferLine } from "./price-lists.ts";

const aws = "https://aws.test";
const azure = "https://azure.test";
const google = "https://google.test";
const clock = new Date("2026-11-21T00:00:00Z");

const oldFiles: Record<string, string> = {
  "aws/nat.json": '{"version":1,"service":"nat","sources":["Z 2026-09-21"],"items":{\n"gateway":{"unit":"hours","prices":{"us-east-1":[0.045,0],"eu-west-1":[0.048,0]}},\n"data":{"unit":"GB","prices":{"us-east-1":[0.045,0]}}\n}}\n',
  "aws/ec2/us-east-1.json": '{"version":1,"table":"ec2","region":"us-east-1","sources":["c 2025-05-28"],"columns":["vcpu","mem_gib","linux","windows","rhel","suse","spot","reserved-1","reserved-3"],"rows":{\n"m5.large":[0,2,8,0.096,0.188,null,null,0.03,0.06,0.04]\n}}\n',
  "aws/ec2/eu-west-1.json": '{"version":1,"table":"ec2","region":"eu-west-1","sources":["c 2025-05-28"],"columns":["vcpu","mem_gib","linux"],"rows":{\n"m5.large":[0,2,8,0.107]\n}}\n',
  "azurerm/vm/eastus.json": '{"version":1,"table":"vm","region":"eastus","sources":["KA 2026-06-18"],"columns":["linux","windows"],"rows":{\n"standard_d2_v3":[0,0.096,0.188]\n}}\n',
  "google/custom/us-central1.json": '{"version":1,"table":"custom","region":"us-central1","sources":["Y 2026-07-30"],"columns":["vcpu","gib"],"rows":{\n"n2":[0,0.0316,0.00424]\n}}\n',
};

const manifest = JSON.stringify({
  version: 1,
  date: "2026-09-21",
  sources: { Z: { title: "old", date: "2026-09-21", licence: "x" }, c: { title: "old", date: "2025-05-28", licence: "x" } },
  files: Object.fromEntries(Object.keys(oldFiles).map((path) => [path, "0"])),
});

const lookups = [
  aLookup({ service: "nat", item: "gateway", family: "NAT Gateway", filters: [{ key: "usagetype", value: "/^(?:[A-Z]{2,4}\\d?-)?NatGateway-Hours$/" }] }),
  aLookup({ service: "nat", item: "data", unit: "GB", family: "NAT Gateway", filters: [{ key: "usagetype", value: "/NatGateway-Bytes$/" }] }),
];

let folder: string;

function request(extra: Partial<UpdateRequest> = {}): UpdateRequest {
  return {
    providers: ["aws"],
    regions: ["us-east-1"],
    read: (path) => (path === "manifest.json" ? manifest : (oldFiles[path] ?? null)),
    lookups,
    work: join(folder, "work"),
    clock,
    googleKey: null,
    endpoints: { aws, azurerm: azure, google },
    factor: 3,
    accept: false,
    partial: false,
    limits: { attempts: 3, pause: 1, idle: 2000, bytes: 20_000 },
    progress: () => undefined,
    ...extra,
  };
}

const nat: ReadonlyArray<OfferLine> = [
  { SKU: "A", "Product Family": "NAT Gateway", usageType: "NatGateway-Hours", Unit: "Hrs", PricePerUnit: "0.0500000000", "Region Code": "us-east-1" },
  { SKU: "B", "Product Family": "NAT Gateway", usageType: "NatGateway-Bytes", Unit: "GB", PricePerUnit: "0.0450000000", "Region Code": "us-east-1" },
];
const server = (extra: OfferLine): OfferLine => ({
  SKU: "C",
  "Product Family": "Compute Instance",
  "Instance Type": "m5.large",
  Tenancy: "Shared",
  "Operating System": "Linux",
  "License Model": "No License required",
  CapacityStatus: "Used",
  "Pre Installed S/W": "NA",
  Unit: "Hrs",
  PricePerUnit: "0.0980000000",
  "Region Code": "us-east-1",
  ...extra,
});

/** The index, and the file of EC2 in us-east-1 whose answers the test gives. */
function offers(codes: ReadonlyArray<string> = ["AmazonEC2"], date = "2026-11-18T20:13:01Z"): void {
  nock(aws)
    .persist()
    .get("/offers/v1.0/aws/index.json")
    .reply(200, {
      formatVersion: "v1.0",
      publicationDate: date,
      offers: Object.fromEntries(codes.map((code) => [code, { offerCode: code, currentVersionUrl: `/${code}/1/index.json`, currentRegionIndexUrl: `/${code}/regions.json` }])),
    });
  for (const code of codes) {
    nock(aws)
      .persist()
      .get(`/${code}/regions.json`)
      .reply(200, { formatVersion: "v1.0", publicationDate: date, regions: { "us-east-1": { regionCode: "us-east-1", currentVersionUrl: `/${code}/1/us-east-1/index.json` }, "ap-east-1": { regionCode: "ap-east-1", currentVersionUrl: "/other" } } });
  }
}

const file = "/AmazonEC2/1/us-east-1/index.csv";
const priceIn = (files: ReadonlyMap<string, string>, service: string, item: string): unknown => {
  const price = openPriceBook((path) => files.get(path) ?? null).price("aws", "us-east-1", { kind: "rate", service, item });
  return price === null ? null : { usd: price.usd.toNumber(), source: price.source, date: price.date };
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tollgate-prices-"));
  nock.disableNetConnect();
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  rmSync(folder, { recursive: true, force: true });
});

describe("updateBook from AWS's offer files", () => {
  it("takes rates and machines of a region as CSV, and keeps what is not in the list", async () => {
    offers();
    const lines = [
      ...nat,
      server({}),
      server({ SKU: "W", "Operating System": "Windows", PricePerUnit: "0.1900000000" }),
      server({ SKU: "D", Tenancy: "Dedicated", PricePerUnit: "0.2" }),
      server({ SKU: "L", PricePerUnit: "0.3", "Region Code": "us-east-1-bos-1" }),
      server({ SKU: "N", "Instance Type": "m9.large", PricePerUnit: "0.11" }),
      server({ SKU: "R", TermType: "Reserved", LeaseContractLength: "1yr", PurchaseOption: "No Upfront", OfferingClass: "standard", PricePerUnit: "0.061" }),
      server({ SKU: "E", PricePerUnit: "0.7", Currency: "CNY" }),
    ];
    nock(aws).get(file).reply(200, offerCsv(lines), { "content-type": "text/csv" });
    const { book, lists, asked, answered } = await updateBook(request());
    expect({ lists, asked, answered }).toEqual({ lists: 1, asked: 2, answered: 2 });
    expect({ changed: book.changed, added: book.added, confirmed: book.confirmed }).toEqual({ changed: 4, added: 1, confirmed: 1 });
    expect(priceIn(book.files, "nat", "gateway")).toEqual({ usd: 0.05, source: "AL", date: "2026-11-18" });
    expect(priceIn(book.files, "nat", "data")).toEqual({ usd: 0.045, source: "AL", date: "2026-11-18" });
    expect(book.files.get("aws/ec2/us-east-1.json")).toContain('"m5.large":[1,2,8,0.098,0.19,null,null,0.03,0.061,0.04]');
    expect(book.files.get("aws/ec2/us-east-1.json")).toContain('"m9.large":[1,null,null,0.11,');
    expect(book.files.get("aws/ec2/eu-west-1.json")).toBe(oldFiles["aws/ec2/eu-west-1.json"]);
    expect(book.date).toBe("2026-11-18");
  });

  it("takes the JSON version where there is no CSV, its tiers by their beginning", async () => {
    const own = [aLookup({ service: "rds-storage", item: "proxy", unit: "1M requests", list: "AmazonRDS", filters: [{ key: "usagetype", value: "X" }] })];
    offers(["AmazonRDS"]);
    nock(aws).get("/AmazonRDS/1/us-east-1/index.csv").reply(404);
    const products = [
      { sku: "A", family: "F", attributes: { usagetype: "X", regionCode: "us-east-1" }, unit: "Requests", tiers: [["0", "1000", "0.0000000000"], ["1000", "5000", "0.0000004000"], ["5000", "Inf", "0.0000003"]] as const },
      { sku: "B", family: "F", attributes: { usagetype: "Y", regionCode: "us-east-1" }, unit: "Requests", tiers: [["0", "Inf", "9"]] as const },
    ];
    nock(aws).get("/AmazonRDS/1/us-east-1/index.json").reply(200, offerJson(products), { "content-type": "application/json" });
    const { book } = await updateBook(request({ lookups: own }));
    expect(priceIn(book.files, "rds-storage", "proxy")).toEqual({ usd: 0.4, source: "AL", date: "2026-11-18" });
  });

  it("finds every type of a service by one lookup", async () => {
    const own = [aLookup({ service: "memorydb", item: "Node ({type})", list: "AmazonMemoryDB", filters: [{ key: "usagetype", value: "/NodeUsage:(?<type>db\\.[\\w.]+)$/i" }] })];
    offers(["AmazonMemoryDB"]);
    const nodes = [
      { usageType: "NodeUsage:db.r6g.large", PricePerUnit: "0.2" },
      { usageType: "NodeUsage:db.R6G.xlarge", PricePerUnit: "0.4" },
      { usageType: "BackupUsage", PricePerUnit: "0.021" },
    ].map((line) => ({ ...line, Unit: "Hrs", "Region Code": "us-east-1" }));
    nock(aws).get("/AmazonMemoryDB/1/us-east-1/index.csv").reply(200, offerCsv(nodes));
    const { book, answered } = await updateBook(request({ lookups: own }));
    expect(answered).toBe(1);
    expect(book.files.get("aws/memorydb.json")).toBe(
      '{"version":1,"service":"memorydb","sources":["AL 2026-11-18"],"items":{\n"Node (db.r6g.large)":{"unit":"hours","prices":{"us-east-1":[0.2,0]}},\n"Node (db.r6g.xlarge)":{"unit":"hours","prices":{"us-east-1":[0.4,0]}}\n}}\n',
    );
  });

  it("goes on where a download broke off, and does not read again what is there", async () => {
    offers();
    const text = offerCsv(nat);
    nock(aws).get(file).reply(200, text.slice(0, 500), { etag: '"1"', "content-length": String(text.length) });
    nock(aws, { reqheaders: { range: "bytes=500-", "if-range": '"1"' } })
      .get(file)
      .reply(206, text.slice(500), { etag: '"1"', "content-length": String(text.length - 500) });
    await updateBook(request());
    const lines: string[] = [];
    const again = await updateBook(request({ progress: (line) => lines.push(line) }));
    expect(lines).toEqual(["1/1 aws AmazonEC2 us-east-1: kept from before"]);
    expect(again.book.changed).toBe(1);
  });

  it("waits where it is asked to, and for a server that is busy", async () => {
    offers();
    nock(aws).get(file).reply(429, "", { "retry-after": "0" }).get(file).reply(503).get(file).reply(200, offerCsv(nat));
    expect((await updateBook(request())).book.changed).toBe(1);
  });

  it.each([
    ["ends in the middle each time", () => nock(aws).persist().get(file).reply(200, offerCsv(nat).slice(0, 400), { "content-length": "9999" }), /AmazonEC2\/1\/us-east-1\/index\.csv .*, 3 times\. Run the command again/],
    ["is a page of a proxy", () => nock(aws).get(file).reply(200, "<html>", { "content-type": "text/html" }), /is of type text\/html; expected JSON or CSV/],
    ["answers 500 each time", () => nock(aws).persist().get(file).reply(500), /answered 500, 3 times/],
    ["is of another version", () => nock(aws).get(file).reply(200, offerCsv(nat, "v2.0")), /has the format v2\.0; expected v1\.0/],
    ["has a short line", () => nock(aws).get(file).reply(200, `${offerCsv(nat)}"X","Y"\n`), /has a line of 2 cells; expected 28/],
    ["has no columns", () => nock(aws).get(file).reply(200, "nothing,here\n"), /has no line that begins with SKU/],
    ["ends in a quoted cell", () => nock(aws).get(file).reply(200, `${offerCsv(nat)}"X`), /is truncated or damaged: Quote Not Closed/],
    ["is larger than any list", () => nock(aws).get(file).reply(200, "SKU", { "content-length": "20001" }), /is larger than 20000 bytes/],
    ["is JSON that ends in the middle", () => nock(aws).get(file).reply(404).get(file.replace("csv", "json")).reply(200, offerJson([]).slice(0, 150)), /is truncated or damaged/],
    ["is JSON of something else", () => nock(aws).get(file).reply(404).get(file.replace("csv", "json")).reply(200, "[1, 2]"), /has no formatVersion: it is no offer file/],
  ])("names a list that %s, and leaves the old book", async (_what, answer, message) => {
    offers();
    answer();
    await expect(updateBook(request())).rejects.toThrow(message);
  });

  it.each([
    ["of a day to come", (): void => { offers(["AmazonEC2"], "2031-01-01T00:00:00Z"); }, /is of 2031-01-01, later than today/],
    ["of another version", () => nock(aws).get("/offers/v1.0/aws/index.json").reply(200, { formatVersion: "v3", offers: [] }), /has the format v3; expected v1\.0/],
    ["of another shape", () => nock(aws).get("/offers/v1.0/aws/index.json").reply(200, { offers: 1 }), /is no index of offers/],
    ["that is truncated", () => nock(aws).persist().get("/offers/v1.0/aws/index.json").reply(200, '{"formatVersion"'), /is truncated or no JSON \(16 characters\), 3 times/],
  ])("names an index %s", async (_what, answer, message) => {
    answer();
    await expect(updateBook(request())).rejects.toThrow(message);
  });

  it("says which offers there are no more", async () => {
    nock(aws).get("/offers/v1.0/aws/index.json").reply(200, { formatVersion: "v1.0", publicationDate: "2026-11-18T20:13:01Z", offers: {} });
    await expect(updateBook(request())).rejects.toThrow("The lists have 0 of the 2 prices that estimators ask for");
  });

  it("keeps a price that the list tells very differently, unless it is accepted", async () => {
    offers();
    const dear = [{ ...nat[0], PricePerUnit: "0.5" }, nat[1] ?? {}];
    nock(aws).get(file).reply(200, offerCsv(dear));
    const { book } = await updateBook(request());
    expect(book.implausible).toEqual([{ place: "aws/nat: gateway in us-east-1", before: 0.045, after: [0.5] }]);
    expect(priceIn(book.files, "nat", "gateway")).toMatchObject({ usd: 0.045 });
    expect(priceIn((await updateBook(request({ accept: true }))).book.files, "nat", "gateway")).toMatchObject({ usd: 0.5 });
  });

  it("keeps a price where several of the list fit", async () => {
    offers();
    nock(aws).get(file).reply(200, offerCsv([...nat, { ...nat[0], SKU: "Z", PricePerUnit: "0.06" }]));
    const { book } = await updateBook(request());
    expect(book.ambiguous).toEqual([{ place: "aws/nat: gateway in us-east-1", before: 0.045, after: [0.05, 0.06] }]);
  });

  it("keeps the old prices of lists that cannot be had, where that is wanted", async () => {
    offers(["AmazonEC2", "AmazonRDS"]);
    nock(aws).get(file).reply(200, offerCsv(nat));
    nock(aws).get("/AmazonRDS/1/us-east-1/index.csv").reply(400);
    const { failures, book } = await updateBook(request({ partial: true }));
    expect(failures).toEqual(["aws AmazonRDS us-east-1: https://aws.test/AmazonRDS/1/us-east-1/index.csv answered 400; expected 200."]);
    expect(book.changed).toBe(1);
  });
});

describe("updateBook from Azure's retail prices", () => {
  const own = [aLookup({ provider: "azurerm", service: "storage", item: "writes", unit: "10k operations", list: "Virtual Machines", filters: [{ key: "meterName", value: "/Write/i" }] })];
  const azureRequest = (): UpdateRequest => request({ providers: ["azurerm"], regions: ["eastus"], lookups: own });

  it("leaves out prices that have ended or are to come, and meters that nobody is charged by", async () => {
    nock(azure)
      .get("/api/retail/prices")
      .query(true)
      .reply(200, retailPage([
        retailItem({ retailPrice: 0.2, effectiveEndDate: "2026-03-31T23:59:59Z" }),
        retailItem({ retailPrice: 0.3, effectiveStartDate: "2099-01-01T00:00:00Z" }),
        retailItem({ retailPrice: 0.4, isPrimaryMeterRegion: false }),
        retailItem({ retailPrice: 0.099, savingsPlan: [{ unitPrice: 0.05, retailPrice: 0.05, term: "3 Years" }] }),
        retailItem({ retailPrice: 0.19, productName: "Virtual Machines Dv3 Series Windows", effectiveEndDate: "2099-01-01T00:00:00Z" }),
        retailItem({ retailPrice: 0.5, unitOfMeasure: "100K", meterName: "Write Operations", armSkuName: "" }),
      ]));
    const { book } = await updateBook(azureRequest());
    expect(book.files.get("azurerm/vm/eastus.json")).toContain('"standard_d2_v3":[1,0.099,0.19]');
  });

  it("reads page after page, and goes on with the page that broke off", async () => {
    const next = `${azure}/api/retail/prices?page=2`;
    nock(azure)
      .get("/api/retail/prices")
      .query((query) => String(query["$filter"]).includes("armRegionName eq 'eastus'"))
      .reply(200, retailPage([retailItem({ retailPrice: 0.099 }), retailItem({ retailPrice: 0.02, skuName: "D2 v3 Spot", meterName: "D2 v3 Spot" })], next));
    nock(azure).get("/api/retail/prices").query({ page: "2" }).times(3).reply(500);
    await expect(updateBook(azureRequest())).rejects.toThrow("answered 500, 3 times");
    nock(azure)
      .get("/api/retail/prices")
      .query({ page: "2" })
      .reply(200, retailPage([
        retailItem({ retailPrice: 0.19, productName: "Virtual Machines Dv3 Series Windows" }),
        retailItem({ retailPrice: 0.5, unitOfMeasure: "100K", meterName: "Write Operations", armSkuName: "" }),
      ]));
    const { book } = await updateBook(azureRequest());
    expect(book.files.get("azurerm/vm/eastus.json")).toContain('"standard_d2_v3":[1,0.099,0.19]');
    expect(book.files.get("azurerm/storage.json")).toContain('"writes":{"unit":"10k operations","prices":{"eastus":[0.05,0]}}');
  });

  it.each([
    ["in another currency", { ...retailPage([]), BillingCurrency: "EUR" }, /is in EUR; expected USD/],
    ["that leads elsewhere", retailPage([], "https://elsewhere.test/x"), /leads on to https:\/\/elsewhere\.test; expected https:\/\/azure\.test/],
    ["with a price that is none", retailPage([retailItem({ retailPrice: -1 })]), /is not the list that was expected/],
  ])("refuses a page %s", async (_what, page, message) => {
    nock(azure).get("/api/retail/prices").query(true).reply(200, page);
    await expect(updateBook(azureRequest())).rejects.toThrow(message);
  });

  it("refuses pages that go in a circle", async () => {
    nock(azure).persist().get("/api/retail/prices").query(true).reply(200, retailPage([], `${azure}/api/retail/prices?page=1`));
    await expect(updateBook(azureRequest())).rejects.toThrow("leads back to a page that was read");
  });
});

describe("updateBook from Google's catalogue", () => {
  const own = [aLookup({ provider: "google", service: "disk", item: "pd-ssd", unit: "GB", list: "Compute Engine", filters: [{ key: "description", value: "/^SSD backed PD Capacity/" }] })];
  const googleRequest = (key: string | null): UpdateRequest => request({ providers: ["google"], regions: null, lookups: own, googleKey: key });

  it("sends the key in a header and reads a vCPU, a GiB and a disk", async () => {
    const keyed = nock(google, { reqheaders: { "x-goog-api-key": "k" } });
    keyed.get("/v1/services").query(true).reply(200, { services: [{ name: "services/6F", serviceId: "6F", displayName: "Compute Engine" }], nextPageToken: "" });
    keyed
      .get("/v1/services/6F/skus")
      .query((query) => query["pageToken"] === undefined)
      .reply(200, { skus: [sku("N2 Instance Core running in Iowa", 0.0321), sku("Spot Preemptible N2 Instance Core running in Iowa", 0.01, { usage: "Preemptible" })], nextPageToken: "t" });
    keyed
      .get("/v1/services/6F/skus")
      .query({ pageToken: "t", pageSize: "5000", currencyCode: "USD" })
      .reply(200, { skus: [sku("N2 Instance Ram running in Iowa", 0.0043, { unit: "GiBy.h" }), sku("SSD backed PD Capacity", 0.17, { unit: "GiBy.mo" })] });
    const { book } = await updateBook(googleRequest("k"));
    expect(book.files.get("google/custom/us-central1.json")).toContain('"n2":[1,0.0321,0.0043]');
    expect(book.files.get("google/disk.json")).toContain('"pd-ssd":{"unit":"GB","prices":{"us-central1":[0.17,0]}}');
  });

  it("says that a key is missing", async () => {
    const { skipped, lists } = await updateBook(googleRequest(null));
    expect({ skipped, lists }).toEqual({ skipped: ["google: its catalogue asks for a key; set GOOGLE_CLOUD_API_KEY."], lists: 0 });
  });

  it("never shows the key", async () => {
    nock(google).get("/v1/services").query(true).reply(403, { error: "API key not valid" });
    await expect(updateBook(googleRequest("secret"))).rejects.toThrow(/^https:\/\/google\.test\/v1\/services answered 403; expected 200\.$/);
  });
});

describe("installed books", () => {
  const files = new Map([["manifest.json", manifest], ...Object.entries(oldFiles)]);

  it("puts a book in the place of the one before, and keeps that one", async () => {
    expect(updatedBook(folder)).toBe(null);
    expect(() => bookFolder("updated", folder)).toThrow('run "tollgate prices update"');
    const first = await installBook(files, "a".repeat(64), folder);
    const second = await installBook(files, "b".repeat(64), folder);
    const third = await installBook(files, "c".repeat(64), folder);
    expect([first.before, second.before, third.before]).toEqual([null, first.folder, second.folder]);
    expect(updatedBook(folder)).toBe(third.folder);
    expect(readFrom(first.folder)("manifest.json")).toBe(null);
    expect(readFrom(second.folder)("manifest.json")).toBe(manifest);
  });

  it("gives reviews the book that the environment names, with its hash", async () => {
    const { folder: place } = await installBook(files, "d".repeat(64), join(folder, "tollgate", "prices"));
    const updated = chosenPriceBook({ XDG_DATA_HOME: folder, TOLLGATE_PRICE_BOOK: "updated" });
    expect({ origin: updated.origin, date: updated.date, length: updated.hash.length }).toEqual({ origin: "updated", date: "2026-09-21", length: 64 });
    expect(chosenPriceBook({ TOLLGATE_PRICE_BOOK: place }).hash).toBe(updated.hash);
    expect(chosenPriceBook({}).origin).toBe("embedded");
    expect(() => chosenPriceBook({ TOLLGATE_PRICE_BOOK: folder })).toThrow("is no price book: it has no manifest.json");
  });

  it("is not fooled by a pointer that names another place", async () => {
    await installBook(files, "e".repeat(64), folder);
    const { writeFileSync } = await import("node:fs");
    writeFileSync(join(folder, "current"), "../../etc\n");
    expect(updatedBook(folder)).toBe(null);
    expect(readFileSync(join(folder, "current"), "utf8")).toContain("etc");
  });
});
