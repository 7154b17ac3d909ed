/** Which prices of the book are meant; `*` in a text stands for anything. */
export interface PricePattern {
  /** `aws`, `azurerm`, `google`, `github`, … */
  readonly provider: string;
  /** The book's service or table, e.g. `lambda`, `ec2`. */
  readonly service: string;
  /** The book's item, or a table's row, e.g. `m5.large`. */
  readonly item: string;
  /** A table's column, e.g. `linux`; for services any. */
  readonly column: string;
  /** Any of these; empty for everywhere. */
  readonly regions: ReadonlyArray<string>;
  /** Why, or by which contract; shown where the price is explained. */
  readonly reason: string | null;
}

/** A share of the list price that is not paid, per cent. */
export interface PriceDiscount extends PricePattern {
  readonly percent: number;
}

/** A price that was agreed on, USD for one of the book's units. */
export interface ContractPrice extends PricePattern {
  readonly usd: number;
}

/** What an hour of a cluster costs: of a machine of the book, or by figures of one's own. */
export interface ClusterPrice {
  /** Where the cluster's machines are priced. */
  readonly provider: string;
  readonly region: string | null;
  /** A machine type of the book; its price is shared out between vCPUs and GiB. */
  readonly node_type: string | null;
  /** USD; null takes the machine's. */
  readonly vcpu_hour: number | null;
  readonly gib_hour: number | null;
  readonly gpu_hour: number | null;
}

/** What stands over the price book, as one file says it. */
export interface PriceOverrides {
  /** Path of the file; null without one. */
  readonly path: string | null;
  readonly discounts: ReadonlyArray<PriceDiscount>;
  readonly prices: ReadonlyArray<ContractPrice>;
  readonly kubernetes: ClusterPrice | null;
}

/** List prices as they are. */
export const noOverrides: PriceOverrides = { path: null, discounts: [], prices: [], kubernetes: null };
