import { regionAt } from "../../src/cost/aws/locations.ts";
import type { Row } from "./csv.ts";
import type { Recipe, Wholesale } from "./recipe.ts";

/** What tells the prices of one component apart, the first that does; `meterName` often repeats the component. */
const discriminators: ReadonlyArray<ReadonlyArray<string>> = [
  ["skuName"],
  ["productName"],
  ["productName", "skuName"],
  ["productName", "skuName", "meterName"],
  ["resourceGroup"],
  ["description"],
];

/** The recipes of every component of some types. Throws where nothing tells two prices of one component apart. */
export function unfold(whole: Wholesale, examples: ReadonlyArray<Row>): ReadonlyArray<Recipe> {
  const rows = examples
    .filter((row) => whole.types.includes(row.resource_type!) && whole.without?.test(row.component!) !== true)
    .flatMap((row) => located(row, whole));
  if (rows.length === 0) throw new Error(`No worked example has ${whole.types.join(", ")}.`);
  const components = Map.groupBy(rows, (row) => `${componentOf(row)}|${row.unit!}`);
  return [...components.values()].flatMap((own) => {
    const keys = whole.by ?? discriminatorOf(own, whole);
    return [...Map.groupBy(own, (row) => itemOf(row, keys))].map(
      ([item, found]): Recipe => ({ service: whole.service, item, unit: found[0]!.unit!, from: [{ kind: "rows", rows: found }] }),
    );
  });
}

/** A row with its region; one of a place that is no region is left out. */
function located(row: Row, whole: Wholesale): ReadonlyArray<Row> {
  if (whole.regionBy === undefined || row.region !== "") return [row];
  const region = regionAt(filtersOf(row).get(whole.regionBy) ?? "");
  return region === null ? [] : [{ ...row, region }];
}

function discriminatorOf(rows: ReadonlyArray<Row>, whole: Wholesale): ReadonlyArray<string> {
  const found = [[], ...discriminators].find((keys) =>
    Map.groupBy(rows, (row) => `${itemOf(row, keys)}|${row.region!}`)
      .values()
      .every((own) => new Set(own.map((row) => row.price!)).size === 1),
  );
  if (found === undefined) {
    throw new Error(`${whole.service}: no filter tells the prices of "${rows[0]!.component!}" apart.`);
  }
  return found;
}

/** `Storage`, `Storage [General Purpose - Storage]`; hours of different things differ by their unit. */
function itemOf(row: Row, keys: ReadonlyArray<string>): string {
  const name = row.unit!.startsWith("hours (") ? `${componentOf(row)} (${row.unit!})` : componentOf(row);
  const filters = filtersOf(row);
  const meter = keys.flatMap((key) => filters.get(key) ?? []);
  return meter.length === 0 ? name : `${name} [${meter.join("; ")}]`;
}

/** Without the region's name: `Transactional storage (West US)` in westus is `Transactional storage`. */
function componentOf(row: Row): string {
  return row.component!.replace(/(?: \(|, )(?<place>[^(),]+)\)$/, (whole, place: string) => {
    if (place.toLowerCase().replaceAll(" ", "") !== row.region!.toLowerCase()) return whole;
    return whole.startsWith(",") ? ")" : "";
  });
}

/** `skuName=A; productName~/^B$/i` as names to values, regular expressions without their marks. */
function filtersOf(row: Row): ReadonlyMap<string, string> {
  return new Map(
    row.attribute_filters!.split("; ").flatMap((filter) => {
      const match = /^(?<key>\w+)[=~](?<value>.*)$/.exec(filter);
      const value = match?.groups?.value?.replaceAll(/^\/\^?|\$?\/i?$/g, "");
      return match?.groups?.key === undefined || value === undefined ? [] : [[match.groups.key, value] as const];
    }),
  );
}
