import type { JsonObject, Resource } from "../model/resource.ts";
import type { Attributes } from "./attributes.ts";
import type { NodePrices } from "./kubernetes/cluster.ts";
import type { Neighbourhood } from "./neighbourhood.ts";
import type { Notes } from "./notes.ts";
import type { PriceBook } from "./price-book.ts";
import type { Scenario } from "./scenario.ts";
import type { ResourceUsage } from "./usage.ts";

/** Everything that an estimator may look at: one side (base or head) of one resource. */
export interface Job {
  readonly resource: Resource;
  readonly provider: string;
  /** A region that the book knows. */
  readonly region: string;
  readonly values: Attributes;
  /** The attributes as they are: manifests have no schema. */
  readonly side: JsonObject;
  /** Prices of the cluster that manifests are for, or why there are none. */
  readonly nodes: NodePrices | string;
  readonly usage: ResourceUsage;
  /** What the usage file tells of another resource, such as what scales this one. */
  readonly usageOf: (other: Resource) => ResourceUsage;
  /** The totals, or one of the levels beside them. */
  readonly scenario: Scenario;
  readonly book: PriceBook;
  /** The project's other resources, seen on the same side. */
  readonly others: Neighbourhood;
  readonly notes: Notes;
}

/** Reads other attributes (a block, a launch template) in the same job. */
export function withValues(job: Job, values: Attributes): Job {
  return { ...job, values };
}
