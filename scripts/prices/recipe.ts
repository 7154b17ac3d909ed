import type { Row } from "./csv.ts";

/** Where a rate's figures are found in prices/sources; the first that has a region wins there. */
export type Origin = FactOrigin | ExampleOrigin | RowsOrigin | FiguresOrigin;

/** A region's price with the source and date that it was read at. */
export interface Figure {
  readonly region: string;
  readonly usd: number;
  readonly source: string;
}

/** Figures by region that are the item's own; those that correct others stand before them. */
export interface FiguresOrigin {
  readonly kind: "figures";
  readonly figures: ReadonlyArray<Figure>;
  readonly corrects: boolean;
}

/** Rows of <provider>-rates.csv by service and component. */
export interface FactOrigin {
  readonly kind: "fact";
  readonly service: string;
  readonly component: string;
  /** Units of the row in one unit of the rate, e.g. 1e6 for a row per request and a rate per 1M requests. */
  readonly times: number;
}

/** Rows of worked-examples.csv by resource type and component; `filter` is a part of the row's product family, filters and price filter. */
export interface ExampleOrigin {
  readonly kind: "example";
  readonly type: string;
  readonly component: string;
  readonly filter: string;
  /** Code of the offer that the row is of; empty for any. */
  readonly list: string;
}

/** Rows of worked-examples.csv that were picked already. */
export interface RowsOrigin {
  readonly kind: "rows";
  readonly rows: ReadonlyArray<Row>;
}

/** The rows of the worked examples that an origin means, for a recipe's unit. */
export function exampleRows(
  origin: ExampleOrigin,
  { unit }: Pick<Recipe, "unit">,
  examples: ReadonlyArray<Row>,
): ReadonlyArray<Row> {
  return examples.filter(
    (row) =>
      row.resource_type === origin.type &&
      row.component === origin.component &&
      row.unit === unit &&
      (origin.list === "" || row.service === origin.list) &&
      `${row.product_family!}|${row.attribute_filters!}|${row.price_filter!}|`.includes(origin.filter),
  );
}

/** How one rate of the book is made. */
export interface Recipe {
  readonly service: string;
  readonly item: string;
  readonly unit: string;
  readonly from: ReadonlyArray<Origin>;
}

/**
 * Every component of some resource types, each as an item named as the component, without the region in it. Where a
 * region has several prices of a component, the price list's meter is added: `Storage [General Purpose - Storage]`.
 */
export interface Wholesale {
  readonly service: string;
  readonly types: ReadonlyArray<string>;
  /** Components that are left out: other services' prices. */
  readonly without?: RegExp;
  /** Filters that every item is named by, whether ambiguous or not. */
  readonly by?: ReadonlyArray<string>;
  /** The filter that names the region where the row does not. */
  readonly regionBy?: string;
}

/** Every fact of a service whose component begins with a text: the rest of it is the item's name. */
export interface FactList {
  readonly service: string;
  readonly from: string;
  readonly beginning: string;
  readonly unit: string;
}

/** One resource type as a service named after it: `azurerm_redis_cache` is `redis-cache`. */
export function whole(type: string, options: Omit<Wholesale, "service" | "types"> = {}): Wholesale {
  return { service: type.slice(type.indexOf("_") + 1).replaceAll("_", "-"), types: [type], ...options };
}

/** Hours of a month: rates per hour become rates per month where the component counts months. */
export const hoursAMonth = 730;

export function fact(service: string, component: string, times = 1): FactOrigin {
  return { kind: "fact", service, component, times };
}

export function example(type: string, component: string, filter = "", list = ""): ExampleOrigin {
  return { kind: "example", type, component, filter, list };
}

/** Recipes of one service, as `[item, unit, ...origins]`. */
export function recipes(
  service: string,
  rows: ReadonlyArray<readonly [item: string, unit: string, ...from: Origin[]]>,
): ReadonlyArray<Recipe> {
  return rows.map(([item, unit, ...from]) => ({ service, item, unit, from }));
}
