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
