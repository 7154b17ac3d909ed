import { Decimal } from "decimal.js";
import { numberIn, type Row } from "./csv.ts";
import type { Source } from "./make-book.ts";

type ReadCsv = (name: string) => ReadonlyArray<Row>;
type File = readonly [path: string, text: string];

/** One column of a table that is spread over the regions' columns of a CSV file. */
interface Spread {
  readonly path: string;
  readonly table: string;
  readonly key: string;
  /** Column that says which price a line has, such as `os`. */
  readonly kind: string;
  readonly kinds: ReadonlyArray<string>;
  readonly specs: ReadonlyArray<string>;
  /** The file's columns that are no regions. */
  readonly other: ReadonlyArray<string>;
  readonly source: string;
  readonly home: string;
}

const azure: Spread = {
  path: "azurerm/vm",
  table: "vm",
  key: "sku",
  kind: "os",
  kinds: ["linux", "windows"],
  specs: ["vcpu", "mem_gib"],
  other: ["sku", "os", "vcpu", "mem_gib", "gpu", "arch"],
  source: "KA",
  home: "eastus",
};

const google: Spread = {
  path: "google/machine",
  table: "machine",
  key: "machine",
  kind: "kind",
  kinds: ["ondemand", "spot"],
  specs: ["vcpu", "mem_gib", "month_factor_sud"],
  other: ["machine", "kind", "vcpu", "mem_gib", "gpu", "month_factor_sud"],
  source: "Y",
  home: "us-central1",
};

/** Machine tables of Azure and Google: one file a region with prices, one for all with vCPUs and memory. */
export function wideTables(read: ReadCsv, sources: ReadonlyMap<string, Source>): ReadonlyArray<File> {
  const stamp = (code: string): string => `${code} ${sources.get(code)?.date ?? ""}`;
  return [
    ...spread(read("azure-vm.csv"), azure, stamp("KA")),
    ...spread(read("gcp-compute.csv"), google, stamp("Y")),
    ...coresAndMemory(read("gcp-core-ram.csv"), stamp("Y")),
  ];
}

function spread(rows: ReadonlyArray<Row>, table: Spread, stamp: string): ReadonlyArray<File> {
  const regions = Object.keys(rows[0] ?? {}).filter((column) => !table.other.includes(column));
  // Azure writes one size in several spellings: keys are in lower case.
  const byKey = Map.groupBy(rows, (row) => row[table.key]!.toLowerCase());
  const names = [...byKey.keys()].sort();
  const prices = regions.map((region): File => {
    const lines = names.flatMap((name) => {
      const cells = table.kinds.map((kind) => {
        const row = byKey.get(name)?.find((one) => one[table.kind] === kind);
        return row === undefined ? null : numberIn(row, region);
      });
      return cells.every((value) => value === null) ? [] : [line(name, cells)];
    });
    return [`${table.path}/${region}.json`, file(table.table, region, stamp, table.kinds, lines)];
  });
  const specs = names.map((name) => line(name, table.specs.map((column) => numberIn(byKey.get(name)?.[0] ?? {}, column))));
  return [
    ...prices,
    [`${table.path}-specs/all.json`, file(`${table.table}-specs`, "all", stamp, table.specs, specs)],
    [`${table.path.split("/")[0]!}/region-factors/all.json`, factors(rows, table, regions, stamp)],
  ];
}

/** Median ratio of a region's prices to those of the home region, for sizes that the region's list does not have. */
function factors(rows: ReadonlyArray<Row>, table: Spread, regions: ReadonlyArray<string>, stamp: string): string {
  const own = rows.filter((row) => row[table.kind] === table.kinds[0]);
  const lines = regions.flatMap((region) => {
    const ratios = own
      .flatMap((row) => {
        const [here, home] = [numberIn(row, region), numberIn(row, table.home)];
        return here === null || home === null || home === 0 ? [] : [here / home];
      })
      .sort((a, b) => a - b);
    const median = ratios[Math.floor(ratios.length / 2)];
    return median === undefined ? [] : [line(`${region}/*`, [Number(median.toFixed(4))])];
  });
  return file("region-factors", "all", stamp, [`median_ratio_to_${table.home}`], lines);
}

/** Price of a vCPU and of a GiB by family, for machines of custom sizes. */
function coresAndMemory(rows: ReadonlyArray<Row>, stamp: string): ReadonlyArray<File> {
  return [...Map.groupBy(rows, (row) => row.region!)].map(([region, own]) => {
    const lines = own.map((row) =>
      line(row.family!, [numberIn(row, "usd_per_vcpu_hour"), numberIn(row, "usd_per_gib_hour")]),
    );
    return [`google/custom/${region}.json`, file("custom", region, stamp, ["vcpu", "gib"], lines)];
  });
}

function line(key: string, cells: ReadonlyArray<number | null>): string {
  return `${JSON.stringify(key)}:[${[0, ...cells.map((cell) => (cell === null ? "null" : new Decimal(cell).toFixed()))].join(",")}]`;
}

function file(
  table: string,
  region: string,
  stamp: string,
  columns: ReadonlyArray<string>,
  lines: ReadonlyArray<string>,
): string {
  const head = { version: 1, table, region, sources: [stamp], columns };
  return `${JSON.stringify(head).slice(0, -1)},"rows":{\n${lines.join(",\n")}\n}}\n`;
}
