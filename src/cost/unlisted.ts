import { fromTable, type EstimatorTable, type TableRow } from "./estimator.ts";
import { rowsOf, type TierSizes } from "./rows.ts";

/**
 * One component: name, unit, usage key (null: one all month), units of the usage in one of the component's, and the
 * tiers of its price in the usage's units.
 */
export type Unlisted = readonly [name: string, unit: string, usage: string | null, per?: number, tiers?: TierSizes];

/** Components by resource type. */
export type UnlistedTypes = Readonly<Record<string, ReadonlyArray<Unlisted>>>;

/** Estimators of types that are tables of components: an item is named as its component, its service as the type. */
export function unlistedEstimators(types: UnlistedTypes): EstimatorTable {
  return Object.fromEntries(
    Object.entries(types).map(([type, rows]) => [type, fromTable(rows.map((row) => rowOf(type, row)))]),
  );
}

function rowOf(type: string, [name, unit, usage, per = 1, tiers]: Unlisted): TableRow {
  // `aws_athena_workgroup` is the book's `athena-workgroup`.
  const rows = rowsOf(type.slice(type.indexOf("_") + 1).replaceAll("_", "-"));
  if (usage !== null && tiers !== undefined) return rows.tiers(name, unit, usage, per, tiers);
  if (usage !== null) return rows.usage(name, unit, usage, per);
  return unit === "hours" ? rows.hours(name) : rows.fixed(name, unit, 1);
}
