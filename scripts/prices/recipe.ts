/** Where a rate's figures are found in prices/sources; the first that has a region wins there. */
export type Origin = FactOrigin | ExampleOrigin;

/** Rows of <provider>-rates.csv by service and component. */
export interface FactOrigin {
  readonly kind: "fact";
  readonly service: string;
  readonly component: string;
  /** Units of the row in one unit of the rate, e.g. 1e6 for a row per request and a rate per 1M requests. */
  readonly times: number;
}

/** Rows of worked-examples.csv by resource type and component; `filter` is a part of the row's product family and filters. */
export interface ExampleOrigin {
  readonly kind: "example";
  readonly type: string;
  readonly component: string;
  readonly filter: string;
}

/** How one rate of the book is made. */
export interface Recipe {
  readonly service: string;
  readonly item: string;
  readonly unit: string;
  readonly from: ReadonlyArray<Origin>;
}

/** Every component of a resource type, each as an item named as the component (types without ambiguous rows). */
export interface Wholesale {
  readonly service: string;
  readonly type: string;
}

/** Hours of a month: rates per hour become rates per month where the component counts months. */
export const hoursAMonth = 730;

export function fact(service: string, component: string, times = 1): FactOrigin {
  return { kind: "fact", service, component, times };
}

export function example(type: string, component: string, filter = ""): ExampleOrigin {
  return { kind: "example", type, component, filter };
}

/** Recipes of one service, as `[item, unit, ...origins]`. */
export function recipes(
  service: string,
  rows: ReadonlyArray<readonly [item: string, unit: string, ...from: Origin[]]>,
): ReadonlyArray<Recipe> {
  return rows.map(([item, unit, ...from]) => ({ service, item, unit, from }));
}
