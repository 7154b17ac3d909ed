import { z } from "zod";

import type { FileContent, Tree } from "../model/change-set.ts";
import { noOverrides, type PriceOverrides, type PricePattern } from "../model/price-overrides.ts";
import type { Problem } from "../model/problem.ts";
import { problemAt, readYamlFile } from "./yaml-file.ts";

const pattern = z.string().trim().min(1).max(200);
const usd = z.number().min(0).max(1e9);

const where = {
  provider: z.enum(["aws", "azurerm", "google", "github", "kubernetes"]),
  service: pattern.describe("service or table of the price book, as `tollgate prices show` prints it; * for any"),
  regions: z.array(pattern).describe("any of these, with *; everywhere when left out").optional(),
  reason: pattern.describe("shown where the price is explained").optional(),
};

const discount = z
  .strictObject({
    ...where,
    item: pattern.describe("item of the service or row of the table; * for any").optional(),
    percent: z.number().min(0).max(100).describe("share of the list price that is not paid"),
  })
  .describe("a discount; of several that match, the first counts");

const price = z
  .strictObject({
    ...where,
    item: pattern.describe("item of the service or row of the table"),
    column: pattern.describe("column of a table, e.g. linux; any when left out").optional(),
    usd: usd.describe("USD for one of the book's units"),
  })
  .describe("a price that was agreed on; no discount is taken off it");

const kubernetes = z
  .strictObject({
    provider: z.enum(["aws", "azurerm", "google"]).default("aws"),
    region: pattern.describe("of the machines; the provider's home region when left out").optional(),
    node_type: pattern.describe("machine type whose price is shared out between vCPUs and GiB").optional(),
    vcpu_hour: usd.optional(),
    gib_hour: usd.optional(),
    gpu_hour: usd.optional(),
  })
  .describe("what workloads of a cluster are priced by; figures go before the machine's");

/** The file that `cost.overrides` names. */
export const priceOverridesSchema = z
  .strictObject({
    version: z.literal(1).default(1),
    discounts: z.array(discount).max(1000).default([]),
    prices: z.array(price).max(10_000).default([]),
    kubernetes: kubernetes.optional(),
  })
  .describe("Prices of one's own over Tollgate's price book");

/** Overrides, and what is wrong with their file. A file with a problem is not in force at all. */
export interface LoadedOverrides {
  readonly overrides: PriceOverrides;
  readonly problems: ReadonlyArray<Problem>;
}

/** The overrides that the configuration names, from the trusted tree. */
export async function loadPriceOverrides(gate: Tree, path: string | null): Promise<LoadedOverrides> {
  if (path === null) return { overrides: noOverrides, problems: [] };
  const content: FileContent = (await gate.read([path])).get(path) ?? { kind: "missing" };
  if (content.kind === "text") return parsePriceOverrides(content.text, path);
  const message = `the file of price overrides that the configuration names is ${content.kind}; expected YAML text at this path on the base; list prices are used`;
  return { overrides: noOverrides, problems: [problemAt(path, null, message)] };
}

/** Parses a file of overrides. Every error names its line. */
export function parsePriceOverrides(text: string, path: string): LoadedOverrides {
  const file = readYamlFile(text, path, priceOverridesSchema);
  if (!file.ok) return { overrides: noOverrides, problems: file.problems };
  const { discounts, prices, kubernetes: cluster } = file.value;
  return {
    overrides: {
      path,
      discounts: discounts.map((one) => ({ ...patternOf(one), percent: one.percent })),
      prices: prices.map((one) => ({ ...patternOf(one), usd: one.usd })),
      kubernetes:
        cluster === undefined
          ? null
          : {
              provider: cluster.provider,
              region: cluster.region ?? null,
              node_type: cluster.node_type ?? null,
              vcpu_hour: cluster.vcpu_hour ?? null,
              gib_hour: cluster.gib_hour ?? null,
              gpu_hour: cluster.gpu_hour ?? null,
            },
    },
    problems: [],
  };
}

interface WrittenPattern {
  readonly provider: string;
  readonly service: string;
  readonly item?: string | undefined;
  readonly column?: string | undefined;
  readonly regions?: ReadonlyArray<string> | undefined;
  readonly reason?: string | undefined;
}

function patternOf({ provider, service, item, column, regions, reason }: WrittenPattern): PricePattern {
  return {
    provider,
    service,
    item: item ?? "*",
    column: column ?? "*",
    regions: regions ?? [],
    reason: reason ?? null,
  };
}
