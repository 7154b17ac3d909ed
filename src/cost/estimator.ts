import type { Component } from "../model/estimate.ts";
import type { Job } from "./job.ts";
import { byUsage, fixed, hourly, tiered, type FixedLine, type Tier, type UsageLine } from "./line.ts";

/** Turns one resource into components; what it assumes or cannot price it says in the job's notes. */
export interface Estimator {
  readonly estimate: (job: Job) => ReadonlyArray<Component>;
  /** Keys that the usage file may have for the type; nested keys with dots. */
  readonly usage: ReadonlyArray<string>;
}

/** Estimators by resource type. */
export type EstimatorTable = Readonly<Record<string, Estimator>>;

/** One row of a table-driven estimator. */
export type TableRow =
  | ({ readonly kind: "hours" } & Omit<FixedLine, "unit" | "quantity">)
  | ({ readonly kind: "fixed" } & FixedLine)
  | ({ readonly kind: "usage" } & UsageLine)
  | ({ readonly kind: "tiers"; readonly tiers: ReadonlyArray<Tier> } & Omit<UsageLine, "price">);

/** An estimator whose components do not depend on the attributes. */
export function fromTable(rows: ReadonlyArray<TableRow>): Estimator {
  return {
    estimate: (job) => rows.flatMap((row) => componentsOf(job, row)),
    usage: [...new Set(rows.flatMap(usageKeys))],
  };
}

/** The components of one row. */
export function componentsOf(job: Job, row: TableRow): ReadonlyArray<Component> {
  switch (row.kind) {
    case "hours":
      return hourly(job, row);
    case "fixed":
      return fixed(job, row);
    case "usage":
      return byUsage(job, row);
    case "tiers":
      return tiered(job, row, row.tiers);
  }
}

function usageKeys(row: TableRow): ReadonlyArray<string> {
  if (row.kind === "hours") return ["monthly_hrs"];
  if (row.kind === "fixed") return [];
  return typeof row.usage === "string" ? [row.usage] : row.usage;
}
