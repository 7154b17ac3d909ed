/** A step-by-step path to an attribute; numbers are list indices: `["ingress", 0, "cidr_blocks"]`. */
export type AttributePath = ReadonlyArray<string | number>;

/** What the change does to a resource. `replace` is a delete and a create of one address. */
export type Action = "create" | "update" | "replace" | "delete" | "none";

/** A span of source lines, 1-based, `end_line` inclusive; `path` is relative to the tree, with `/`. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly end_line: number;
}

/** The languages that a Resource can come from. */
export type Format = "terraform" | "kubernetes" | "cloudformation" | "workflow" | "dockerfile";

/** Any JSON value. Attribute values are JSON; an unknown value is `null` with its path in `unknown`. */
export type Json = string | number | boolean | null | ReadonlyArray<Json> | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = Readonly<Record<string, Json>>;

/**
 * One thing that a project declares, as one side (base or head) of the change declares it.
 * `compare` turns pairs of declarations into `Resource`s with an action.
 */
export interface Declaration {
  /** Unique within a project, e.g. `module.vpc.aws_subnet.private[0]` or `Deployment.apps/shop/api`. */
  readonly address: string;
  readonly format: Format;
  /** `aws_subnet`, `apps/v1/Deployment`, … */
  readonly type: string;
  /** `aws`, `azurerm`, `google`, `kubernetes`, …; null where the format has none. */
  readonly provider: string | null;
  readonly region: string | null;
  /** Module address (`module.vpc`), null in the root and in formats without modules. */
  readonly module: string | null;
  readonly name: string;
  readonly namespace: string | null;
  /** Tags or labels, provider defaults merged in; only string values that are known. */
  readonly tags: Readonly<Record<string, string>>;
  /** The attributes; nested blocks are lists of objects, unknown values null. */
  readonly values: JsonObject;
  /** Paths in `values` that are known only after apply. */
  readonly unknown: ReadonlyArray<AttributePath>;
  /**
   * JSON Pointers of those in `unknown` for which nothing is written: the provider or the account decides. Absent where
   * there is none, and in formats without schemas.
   */
  readonly unset?: ReadonlyArray<string>;
  /**
   * JSON Pointers of sets whose elements stand in another order than they are written in → where the source has each,
   * counted from 0. Absent where there is none.
   */
  readonly written_order?: Readonly<Record<string, ReadonlyArray<number>>>;
  /** Paths in `values` whose value must never be shown. */
  readonly sensitive: ReadonlyArray<AttributePath>;
  /** Addresses that this one refers to, sorted. */
  readonly references: ReadonlyArray<string>;
  readonly location: Location;
  /** The module calls that lead here, outermost first. */
  readonly called_from: ReadonlyArray<Location>;
  /** JSON Pointer of an attribute → its 1-based line in `location.path`. */
  readonly lines: Readonly<Record<string, number>>;
  /** JSON Pointer → the file of its line, where that is not `location.path`: override files. Absent where there is none. */
  readonly line_paths?: Readonly<Record<string, string>>;
  /**
   * A text that changes when what an unknown attribute depends on changes (JSON Pointer → expression source and
   * what it refers to), so that unknown-on-both-sides can be told from changed. Absent where nothing is unknown.
   */
  readonly expressions?: Readonly<Record<string, string>>;
  /**
   * JSON Pointer of an unknown text → what is known of it: `(known after apply: <address>)` stands for what is not.
   * Absent where there is none.
   */
  readonly sketches?: Readonly<Record<string, string>>;
  /** How Terraform treats it; absent where its block says nothing of it. */
  readonly lifecycle?: Lifecycle;
  /** The address that this one had on the base, by a `moved` block. */
  readonly moved_from?: string;
  /** Addresses that `moved` blocks say it may have had, the latest first, whatever the base has. */
  readonly formerly?: ReadonlyArray<string>;
  /** What a plan says will happen to it, instead of what the comparison would find. */
  readonly planned?: Action;
}

/** What a `lifecycle` block says in constants. */
export interface Lifecycle {
  readonly prevent_destroy: boolean;
  readonly create_before_destroy: boolean;
  /** Every difference is left to others. */
  readonly ignore_all: boolean;
  /** Attribute paths whose differences are left to others. */
  readonly ignore_changes: ReadonlyArray<AttributePath>;
}

/** Monthly cost of one resource in USD; null when it is not priced. */
export interface ResourceCost {
  readonly before: number;
  readonly after: number;
  readonly delta: number;
}

/** One thing that a project declares, base and head in one: what policies and estimators see. */
export interface Resource extends Omit<
  Declaration,
  "values" | "expressions" | "moved_from" | "formerly" | "planned" | "lifecycle"
> {
  readonly action: Action;
  /** Attributes at the head; null when deleted. */
  readonly after: JsonObject | null;
  /** Attributes at the base; null when created. */
  readonly before: JsonObject | null;
  /** Attribute paths that differ between base and head. */
  readonly changed: ReadonlyArray<AttributePath>;
  readonly cost: ResourceCost | null;
  /** The base's address when a `moved` block renamed it, else null. */
  readonly moved_from: string | null;
  /** The base's region where it is another one, e.g. another provider's; absent where it is the same. */
  readonly base_region?: string | null;
}
