import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nock from "nock";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { diffPrices } from "../../src/cli/prices.ts";
import { updatePrices } from "../../src/cli/prices-update.ts";
import { updatedBook } from "../../src/cost/book-folders.ts";
import { readFrom } from "../../src/cost/embedded-book.ts";
import { openPriceBook } from "../../src/cost/price-book.ts";
import { loadLookups, type Lookup } from "../../src/prices/lookup.ts";
import { unitFactor } from "../../src/prices/units.ts";
import { embeddedPriceBook } from "../../src/cost/embedded-book.ts";
import { retailItem, retailPage } from "./price-lists.ts";

const endpoint = "https://azure.test";

/** A text that the filter accepts: the expression without what only an expression has. */
const textOf = (value: string): string =>
  value.startsWith("/") ? value.replaceAll(/^\/|\/i?$/g, "").replaceAll(/\(\?![^)]*\)\$?\)?|\.\*|[\^$\\?()]|\(\?:|\|.*$/g, "") : value;

/** The list's item behind a lookup, dearer by `share` than the embedded book has it. */
function itemOf(lookup: Lookup, share: number): Record<string, unknown> | null {
  const price = embeddedPriceBook().price("azurerm", "eastus", { kind: "rate", service: lookup.service, item: lookup.item });
  if (price === null || price.region !== "eastus") return null;
  const filters = Object.fromEntries(lookup.filters.map(({ key, value }) => [key, textOf(value)]));
  const start = lookup.price.find(({ key }) => key === "startUsageAmount")?.value ?? "0";
  const unit = /hours?/.test(lookup.unit) ? "1 Hour" : "1";
  const retailPrice = price.usd.div(unitFactor(unit, lookup.unit)).times(share).toNumber();
  const common = { serviceName: lookup.list, serviceFamily: lookup.family, unitOfMeasure: unit, tierMinimumUnits: Number(start), armSkuName: "" };
  return retailItem({ productName: "x", skuName: "x", meterName: "x", ...common, ...filters, retailPrice });
}

describe("tollgate prices update", () => {
  let folder: string;
  let printed = "";

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tollgate-update-"));
    vi.stubEnv("XDG_DATA_HOME", join(folder, "data"));
    vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      printed += String(text);
      return true;
    });
    nock.disableNetConnect();
    const lookups = loadLookups().filter(({ provider }) => provider === "azurerm");
    nock(endpoint)
      .persist()
      .get("/api/retail/prices")
      .query(true)
      .reply(200, (request: { readonly url: string }) => {
        const list = /serviceName eq '(?<list>(?:[^']|'')+)'/.exec(decodeURIComponent(request.url))?.groups?.["list"]?.replaceAll("''", "'");
        const items = lookups.filter((one) => one.list === list).map((one) => itemOf(one, 1.1)).filter((item) => item !== null);
        return JSON.stringify(retailPage(items));
      });
    await updatePrices({ provider: ["azurerm"], region: ["eastus"], endpoint: [`azurerm=${endpoint}/`], maxChange: 3 });
  });

  afterAll(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    nock.cleanAll();
    nock.enableNetConnect();
    rmSync(folder, { recursive: true, force: true });
  });

  it("puts a book in the user's folder and says what it did", () => {
    expect(printed).toMatch(/^Price book of \d{4}-\d\d-\d\d from \d+ lists: \d+ prices changed, \d+ added, \d+ confirmed\.\nThe lists have \d+ of \d+ items/);
    expect(updatedBook()).not.toBe(null);
    expect(readdirSync(join(folder, "cache", "tollgate"))).toEqual([]);
  });

  it("has the lists' price of most items, and nobody else's", () => {
    const updated = openPriceBook(readFrom(updatedBook() ?? ""), "updated");
    const azure = loadLookups().filter(({ provider }) => provider === "azurerm");
    const query = ({ service, item }: Lookup): { kind: "rate"; service: string; item: string } => ({ kind: "rate", service, item });
    const ratios = azure.flatMap((one) => {
      const [old, fresh] = [embeddedPriceBook(), updated].map((book) => book.price("azurerm", "eastus", query(one)));
      return old?.region === "eastus" && fresh != null && !old.usd.isZero() ? [fresh.usd.div(old.usd).toNumber()] : [];
    });
    const read = ratios.filter((ratio) => Math.abs(ratio - 1.1) < 1e-6).length;
    const kept = ratios.filter((ratio) => Math.abs(ratio - 1) < 1e-6).length;
    expect(read / ratios.length).toBeGreaterThan(0.6);
    expect(read + kept).toBe(ratios.length);
    expect(updated.price("aws", "us-east-1", { kind: "rate", service: "nat", item: "gateway" })?.usd.toNumber()).toBe(0.045);
  });

  it("is what prices diff compares with the embedded one", () => {
    printed = "";
    expect(diffPrices("embedded", "updated", { format: "json" })).toBe(1);
    const [first] = JSON.parse(printed) as ReadonlyArray<{ price: { provider: string; source: string } }>;
    expect(first?.price.provider).toBe("azurerm");
    expect(first?.price.source).toMatch(/^AR \d{4}-\d\d-\d\d$/);
  });

  it("refuses an endpoint that is none", async () => {
    await expect(updatePrices({ provider: ["aws"], endpoint: ["aws"], maxChange: 3 })).rejects.toThrow('--endpoint is "aws"; expected provider=url');
  });
});
