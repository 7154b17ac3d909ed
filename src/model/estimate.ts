/** One line of a resource's cost: `monthly = quantity × unit_price`, unrounded. */
export interface Component {
  readonly name: string;
  /** The block that it belongs to (`root_block_device`, `ebs_block_device[0]`), null for the resource itself. */
  readonly part: string | null;
  /** What `quantity` counts, e.g. `hours`, `GB`, `1M requests`. */
  readonly unit: string;
  /** Units a month; null where the usage is not known. */
  readonly quantity: number | null;
  /** USD for one unit. */
  readonly unit_price: number;
  /** USD a month; null with the quantity. */
  readonly monthly: number | null;
  readonly usage_based: boolean;
  /** Where the unit price comes from, e.g. `embedded 2026-09`. */
  readonly price_source: string;
  /** What the figures can be traced to; no part of the JSON report. */
  readonly origin?: ComponentOrigin;
}

/** The price that was looked up for a component, and the usage keys that its quantity comes from. */
export interface ComponentOrigin {
  /** What the price book was asked for, e.g. `"gp3" (ebs)`. */
  readonly item: string;
  /** Code of the price's source in the book. */
  readonly source: string;
  /** Day or month of the price. */
  readonly date: string;
  /** The region that the price is of. */
  readonly region: string;
  /** Set where the price is another region's times this factor. */
  readonly scaled: number | null;
  /** What was made of the book's price before it was multiplied, e.g. a discount; null where nothing was. */
  readonly adjusted: string | null;
  /** Keys of the usage file; empty where the quantity comes from attributes or was computed from several. */
  readonly usage_keys: ReadonlyArray<string>;
}

/** What one resource costs a month, USD. The components are the head's, or the base's for a deleted resource. */
export interface ResourceEstimate {
  readonly project: string;
  readonly address: string;
  readonly type: string;
  readonly region: string | null;
  /** What was assumed, in sentences. */
  readonly assumptions: ReadonlyArray<string>;
  readonly before: number;
  readonly after: number;
  readonly delta: number;
  readonly components: ReadonlyArray<Component>;
}

/** A resource whose cost is not known. Never counted as free. */
export interface NotPriced {
  readonly project: string;
  readonly address: string;
  readonly type: string;
  readonly reason: string;
}

/** What the reviewed projects cost a month; the totals are the sums of what is listed. */
export interface Estimate {
  readonly currency: "USD";
  readonly before: number;
  readonly after: number;
  readonly delta: number;
  readonly resources: ReadonlyArray<ResourceEstimate>;
  readonly not_priced: ReadonlyArray<NotPriced>;
}

/** A usage key of a resource: its value, and the entry of the usage file that tells it; null without one. */
export interface UsageReading {
  readonly key: string;
  readonly value: string | number | null;
  readonly entry: string | null;
}

/** Where a price was published. */
export interface PriceSource {
  readonly title: string;
  readonly date: string;
  readonly licence: string;
}

/** One resource's cost with everything that it can be traced to. */
export interface CostExplanation {
  readonly estimate: ResourceEstimate;
  /** Lines that declare it, `path:line`. */
  readonly declared: string;
  readonly usage: ReadonlyArray<UsageReading>;
  /** Name of the usage file; null without one. */
  readonly usage_file: string | null;
  /** By the code in the components' origins. */
  readonly sources: Readonly<Record<string, PriceSource>>;
}
