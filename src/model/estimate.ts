import type { Edit, PatchOperation } from "./fix.ts";

/** USD a month when little, the usual and much is used, and at the least, expected and largest number of machines. */
export interface CostRange {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** A usage key that nobody tells, and the stated default that stands in for it in the range, units a month. */
export interface AssumedUsage {
  readonly key: string;
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** One line of a resource's cost: `monthly = quantity × unit_price`, unrounded. */
export interface Component {
  readonly name: string;
  /** The block that it belongs to (`root_block_device`, `ebs_block_device[0]`), null for the resource itself. */
  readonly part: string | null;
  /** What `quantity` counts, e.g. `hours`, `GB`, `1M requests`. */
  readonly unit: string;
  /** Units a month; null where the usage is not known. */
  readonly quantity: number | null;
  /** USD for one unit; null where the price book has no price: the component is named and adds nothing. */
  readonly unit_price: number | null;
  /** USD a month; null where the quantity or the price is. */
  readonly monthly: number | null;
  readonly usage_based: boolean;
  /** What it may come to by stated defaults and bounds of scaling, beside `monthly`; absent where nothing is assumed. */
  readonly range?: CostRange;
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

/**
 * Why a cost differs: the thing is new or gone, there are more or fewer of it (`count`), more or less of what it
 * consumes (`quantity`), another type, another region, another price of the same, or a usage that only one side knows.
 */
export type Cause = "new" | "removed" | "price" | "quantity" | "type" | "region" | "count" | "usage";

/** The part of a difference that one cause has, USD a month. */
export interface CauseShare {
  readonly cause: Cause;
  readonly delta: number;
}

/** A component that costs something else than before; the causes sum up to `delta`. */
export interface ComponentDifference {
  readonly name: string;
  readonly part: string | null;
  /** USD a month; null where the base does not have it or its usage is not known. */
  readonly before: number | null;
  /** USD a month; null where the head does not have it or its usage is not known. */
  readonly after: number | null;
  readonly delta: number;
  readonly causes: ReadonlyArray<CauseShare>;
}

/** An estimate of emissions, kg of CO2 equivalent a month, from published coefficients. */
export interface Emissions {
  readonly before: number;
  readonly after: number;
  /** Who published the coefficients, and when. */
  readonly source: string;
}

/** What a provider sells a resource as. */
export interface CloudService {
  /** The company, e.g. `AWS`. */
  readonly provider: string;
  /** E.g. `Amazon EC2`. */
  readonly name: string;
  /** A service category of the FOCUS specification, e.g. `Compute`. */
  readonly category: string;
}

/** Something that does the same and costs less. */
export interface CostChoice {
  /** E.g. `gp3 instead of gp2`. */
  readonly title: string;
  /** USD a month. */
  readonly saving: number;
  /** In which way it is equal, and what has to be looked at. */
  readonly why: string;
  /** What would change, on the attributes; empty where it is no matter of attributes, such as a reservation. */
  readonly patch: ReadonlyArray<PatchOperation>;
  /** Why it is only told and not offered as an edit; null where an edit may be tried. */
  readonly only_told: string | null;
  /** The proven edit of the source; absent where none was tried or none holds. */
  readonly edits?: ReadonlyArray<Edit>;
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
  /** Components that cost something else than before; absent where none does. */
  readonly differences?: ReadonlyArray<ComponentDifference>;
  /** Why the resource costs something else than before, largest first; they sum up to `delta`. Absent where it does not. */
  readonly causes?: ReadonlyArray<CauseShare>;
  /** Absent for types that no estimator knows. */
  readonly service?: CloudService;
  /** Module address; absent in the root and in formats without modules. */
  readonly module?: string;
  /** Value of the tag or label that names the team; absent without one. */
  readonly team?: string;
  /** Cheaper equals of what the change declares: those that an edit may bring first, then by saving; absent where there is none. */
  readonly choices?: ReadonlyArray<CostChoice>;
  /** What the service gives an account for free, which is not deducted; absent where it gives nothing for good. */
  readonly free_tier?: string;
  /** What it emits; absent where no coefficient is published for anything that it is made of. */
  readonly emissions?: Emissions;
  /** What base and head may come to; absent where the costs are certain. */
  readonly range?: { readonly before: CostRange; readonly after: CostRange };
  /** What the range rests on besides the components. */
  readonly assumed_usage?: ReadonlyArray<AssumedUsage>;
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
