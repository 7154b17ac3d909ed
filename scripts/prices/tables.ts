import { Decimal } from "decimal.js";
import { numberIn, type Row } from "./csv.ts";
import type { Source } from "./make-book.ts";

type ReadCsv = (name: string) => ReadonlyArray<Row>;

interface Table {
  readonly file: string;
  readonly name: string;
  readonly key: string;
  readonly columns: ReadonlyArray<string>;
  /** The column's name in the CSV file where it differs. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** Instance tables of AWS: one row per type, one file per region. */
const regionTables: ReadonlyArray<Table> = [
  {
    file: "aws-ec2.csv",
    name: "ec2",
    key: "type",
    columns: ["vcpu", "mem_gib", "linux", "windows", "rhel", "suse", "spot", "reserved-1", "reserved-3"],
    renamed: { spot: "spot_linux_avg", "reserved-1": "ri1y_std_noupfront", "reserved-3": "ri3y_std_noupfront" },
  },
  {
    file: "aws-rds.csv",
    name: "rds",
    key: "class",
    columns: [
      "vcpu", "mem_gib", "mysql", "postgres", "mariadb", "aurora_mysql", "aurora_postgres", "aurora_io_optimized",
      "oracle_se2_li", "oracle_byol", "sqlserver_ex", "sqlserver_web", "sqlserver_se", "sqlserver_ee",
      "db2_se_byol", "db2_ae_byol",
    ], // prettier-ignore
  },
  { file: "aws-elasticache.csv", name: "elasticache", key: "node_type", columns: ["vcpu", "mem_gib", "redis", "valkey", "memcached"] },
  { file: "aws-opensearch.csv", name: "opensearch", key: "instance_type", columns: ["vcpu", "mem_gib", "usd_h"] },
];

/** Files of the instance tables: `{version, table, region, sources, columns, rows: {type: [source index, …]}}`. */
export function tableFiles(read: ReadCsv, sources: ReadonlyMap<string, Source>): ReadonlyArray<readonly [string, string]> {
  const regions = regionTables.flatMap((table) =>
    [...Map.groupBy(read(table.file), (row) => row.region!)].map(
      ([region, rows]) => [`aws/${table.name}/${region}.json`, tableFile(table, region, rows, sources)] as const,
    ),
  );
  const factors = tableFile(
    { file: "aws-region-factors.csv", name: "region-factors", key: "key", columns: ["median_ratio_to_us_east_1"] },
    "all",
    read("aws-region-factors.csv").map((row) => ({ ...row, key: `${row.region!}/${row.ec2_family_prefix!}`, src: "c" })),
    sources,
  );
  return [...regions, ["aws/region-factors/all.json", factors] as const];
}

function tableFile(table: Table, region: string, rows: ReadonlyArray<Row>, sources: ReadonlyMap<string, Source>): string {
  const used = [...new Set(rows.map((row) => row.src!))].sort();
  const lines = rows
    .toSorted((a, b) => (a[table.key]! < b[table.key]! ? -1 : 1))
    .map((row) => {
      const cells = table.columns.map((column) => cell(numberIn(row, table.renamed?.[column] ?? column)));
      return `${JSON.stringify(row[table.key])}:[${[used.indexOf(row.src!), ...cells].join(",")}]`;
    });
  const head = {
    version: 1,
    table: table.name,
    region,
    sources: used.map((code) => `${code} ${sourceDate(code, sources)}`),
    columns: table.columns,
  };
  return `${JSON.stringify(head).slice(0, -1)},"rows":{\n${lines.join(",\n")}\n}}\n`;
}

function sourceDate(code: string, sources: ReadonlyMap<string, Source>): string {
  const source = sources.get(code);
  if (source === undefined) throw new Error(`Source "${code}" is not described in sources.json.`);
  return source.date;
}

function cell(value: number | null): string {
  return value === null ? "null" : new Decimal(value).toFixed();
}
