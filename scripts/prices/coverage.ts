import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import { embeddedPriceBook } from "../../src/cost/embedded-book.ts";
import { estimatorOf } from "../../src/cost/estimators.ts";
import { priceChanges } from "../../src/cost/price-changes.ts";
import type { JsonObject, Resource } from "../../src/model/resource.ts";
import { compareText } from "../../src/model/text.ts";

/** One type of components.tsv: what it should show, and what its resources in resources.yml show when they are priced. */
export interface TypeCoverage {
  readonly type: string;
  readonly provider: string;
  readonly state: "complete" | "partial" | "absent";
  /** `component (unit)`, in the order of components.tsv. */
  readonly shown: ReadonlyArray<string>;
  readonly missing: ReadonlyArray<string>;
  /** Those of `shown` that the book has no price of: named, and not counted. */
  readonly unpriced: ReadonlyArray<string>;
  /** Why resources of resources.yml have no price: an estimator or an example to mend. */
  readonly refusals: ReadonlyArray<string>;
}

const folder = join(import.meta.dirname, "..", "..", "prices", "components");

/** Filled in for every usage key of an estimator: enough to reach the last tier of every price. */
const plenty = 1e13;

const variantSchema = z.record(z.string(), z.unknown());
const otherSchema = z.array(z.object({ type: z.string(), values: variantSchema.default({}), refers: z.boolean().default(false) }));
const variantsSchema = z.record(z.string(), z.array(variantSchema));

/** Prices every resource of resources.yml, and `{}` for types without one, and compares with components.tsv. */
export function measureCoverage(): ReadonlyArray<TypeCoverage> {
  const variants = variantsSchema.parse(load(readFileSync(join(folder, "resources.yml"), "utf8")));
  const wanted = Map.groupBy(rowsOf("components.tsv"), ([type]) => type ?? "");
  return [...wanted].map(([type, rows]) => {
    const priced = (variants[type] ?? [{}]).map((variant) => priceVariant(type, variant));
    const emitted = new Set(priced.flatMap((one) => one.components.map(({ name }) => name)));
    const known = new Set(priced.flatMap((one) => one.components.flatMap((part) => (part.isPriced ? part.name : []))));
    const names = rows.map(([, component, unit]) => `${component ?? ""} (${unit ?? ""})`);
    const missing = names.filter((name) => !emitted.has(name));
    const shown = names.filter((name) => emitted.has(name));
    return {
      type,
      provider: providerOf(type),
      state: missing.length === 0 ? "complete" : shown.length === 0 ? "absent" : "partial",
      shown,
      missing,
      unpriced: shown.filter((name) => !known.has(name)),
      refusals: estimatorOf(type) === null ? [] : [...new Set(priced.flatMap((one) => one.refusals))],
    };
  });
}

/** The committed floor: `type<TAB>component (unit)` lines that must stay shown with a price. */
export function readFloor(): ReadonlyArray<string> {
  return rowsOf("floor.tsv").map((cells) => cells.join("\t"));
}

export function floorOf(coverage: ReadonlyArray<TypeCoverage>): ReadonlyArray<string> {
  return coverage
    .flatMap((one) => one.shown.filter((name) => !one.unpriced.includes(name)).map((name) => `${one.type}\t${name}`))
    .sort(compareText);
}

export const floorPath = join(folder, "floor.tsv");

function rowsOf(name: string): ReadonlyArray<ReadonlyArray<string>> {
  const [, ...lines] = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  return lines.filter((line) => line !== "").map((line) => line.split("\t"));
}

function providerOf(type: string): string {
  return type.split("_", 1)[0] ?? type;
}

const homes: Readonly<Record<string, string>> = { aws: "us-east-1", azurerm: "eastus", google: "us-central1" };

interface ShownComponent {
  readonly name: string;
  readonly isPriced: boolean;
}

/** `$region`, `$usage` and `$others` beside the attributes: where it is, quantities, and resources that it refers to. */
function priceVariant(
  type: string,
  variant: Readonly<Record<string, unknown>>,
): { readonly components: ReadonlyArray<ShownComponent>; readonly refusals: ReadonlyArray<string> } {
  const { $region, $usage, $others, ...values } = variant;
  const region = z.string().default(homes[providerOf(type)] ?? "").parse($region);
  const others = otherSchema.parse($others ?? []).map((other, index) => ({ ...other, address: `${other.type}.other${index}` }));
  const subject = resourceOf(type, `${type}.this`, values, region, others.map((other) => other.address));
  const rest = others.map((other) =>
    resourceOf(other.type, other.address, other.values, region, other.refers ? [subject.address] : []),
  );
  const keys = estimatorOf(type)?.usage ?? [];
  const usage = { ...nested(keys), ...variantSchema.parse($usage ?? {}) } as JsonObject;
  const { estimate } = priceChanges(
    [{ project: { name: ".", path: ".", format: "terraform" }, resources: [subject, ...rest] }],
    { book: embeddedPriceBook(), usage: { resources: new Map([[subject.address, usage]]), types: new Map() } },
  );
  const own = estimate.resources.filter((one) => one.address === subject.address);
  return {
    components: own.flatMap((one) =>
      one.components.map((part) => ({ name: `${bare(part.name)} (${part.unit})`, isPriced: part.unit_price !== null })),
    ),
    refusals: estimate.not_priced.filter((one) => one.address === subject.address).map((one) => one.reason),
  };
}

/** Component names without what stands in brackets: type, tier, region. */
function bare(name: string): string {
  return name.replaceAll(/ ?\([^()]*\)/g, "").trim();
}

function nested(keys: ReadonlyArray<string>): Readonly<Record<string, unknown>> {
  const root: Record<string, unknown> = {};
  for (const key of keys) {
    const steps = key.split(".");
    const last = steps.pop() ?? key;
    let at = root;
    for (const step of steps) at = (at[step] ??= {}) as Record<string, unknown>;
    at[last] ??= plenty;
  }
  return root;
}

function resourceOf(
  type: string,
  address: string,
  values: Readonly<Record<string, unknown>>,
  region: string,
  references: ReadonlyArray<string>,
): Resource {
  return {
    address,
    format: "terraform",
    type,
    provider: providerOf(type),
    region,
    module: null,
    name: address.split(".")[1] ?? "",
    namespace: null,
    tags: {},
    unknown: [],
    sensitive: [],
    references,
    location: { path: "main.tf", line: 1, end_line: 1 },
    called_from: [],
    lines: {},
    action: "create",
    after: values as JsonObject,
    before: null,
    changed: [],
    cost: null,
    moved_from: null,
  };
}
