import { Decimal } from "decimal.js";
import { attribute, type ListRow } from "./list-row.ts";

/** One figure of one of the book's tables. */
export interface TableCell {
  readonly provider: string;
  readonly table: string;
  readonly region: string;
  readonly row: string;
  readonly column: string;
  readonly usd: string;
}

/** The lists that tables are made from, by provider. */
export const tableLists: Readonly<Record<string, ReadonlyArray<string>>> = {
  aws: ["AmazonEC2", "AmazonRDS", "AmazonElastiCache", "AmazonES"],
  azurerm: ["Virtual Machines"],
  google: ["Compute Engine"],
};

/** The table's cell that a row of a list is, null for all others. */
export function tableCell(provider: string, list: string, row: ListRow): TableCell | null {
  if (!/^\d+(?:\.\d+)?$/.test(row.usd) || new Decimal(row.usd).isZero()) return null;
  const found = cellOf(provider, list, row);
  return found === null ? null : { provider, region: row.region, usd: row.usd, ...found };
}

type Place = Pick<TableCell, "table" | "row" | "column">;

function cellOf(provider: string, list: string, row: ListRow): Place | null {
  switch (`${provider}/${list}`) {
    case "aws/AmazonEC2":
      return serverCell(row);
    case "aws/AmazonRDS":
      return databaseCell(row);
    case "aws/AmazonElastiCache":
      return cacheCell(row);
    case "aws/AmazonES":
      return searchCell(row);
    case "azurerm/Virtual Machines":
      return azureMachineCell(row);
    case "google/Compute Engine":
      return customMachineCell(row);
    default:
      return null;
  }
}

const systems: Readonly<Record<string, string>> = { Linux: "linux", Windows: "windows", RHEL: "rhel", SUSE: "suse" };

function serverCell(row: ListRow): Place | null {
  const system = attribute(row, "operatingsystem");
  const column = Object.hasOwn(systems, system) ? systems[system] : undefined;
  const isPlain =
    row.family.startsWith("Compute Instance") &&
    attribute(row, "tenancy") === "Shared" &&
    attribute(row, "preinstalledsw") === "NA" &&
    attribute(row, "capacitystatus") === "Used" &&
    attribute(row, "licensemodel") !== "Bring your own license" &&
    // Blocks of capacity are sold ahead, by the same names.
    ["", "OnDemand"].includes(attribute(row, "marketoption"));
  const type = attribute(row, "instancetype");
  if (column === undefined || !isPlain || type === "") return null;
  if (row.purchase === "on_demand") return { table: "ec2", row: type, column };
  const { length, option, offering } = row.term;
  const isListed = column === "linux" && offering === "standard" && option === "No Upfront" && row.unit === "Hrs";
  const years = /^(?<years>[13]) ?yr$/.exec(length)?.groups?.years;
  return isListed && years !== undefined ? { table: "ec2", row: type, column: `reserved-${years}` } : null;
}

const engines: Readonly<Record<string, string>> = {
  MySQL: "mysql",
  PostgreSQL: "postgres",
  MariaDB: "mariadb",
  "Aurora MySQL": "aurora_mysql",
  "Aurora PostgreSQL": "aurora_postgres",
};

const editions: Readonly<Record<string, string>> = {
  Express: "sqlserver_ex",
  Web: "sqlserver_web",
  Standard: "sqlserver_se",
  Enterprise: "sqlserver_ee",
};

function databaseCell(row: ListRow): Place | null {
  const type = attribute(row, "instancetype");
  const deployment = attribute(row, "deploymentoption");
  if (row.family !== "Database Instance" || row.purchase !== "on_demand" || deployment !== "Single-AZ") return null;
  // RDS Custom has prices of its own for the same types.
  if (attribute(row, "deploymentmodel") === "Custom") return null;
  const column = databaseColumn(row);
  return column === null || type === "" ? null : { table: "rds", row: type, column };
}

function databaseColumn(row: ListRow): string | null {
  const engine = attribute(row, "databaseengine");
  const optimized = /IOOptimized/i.test(attribute(row, "usagetype"));
  if (engine.startsWith("Aurora")) {
    if (optimized) return engine === "Aurora MySQL" ? "aurora_io_optimized" : null;
  }
  const own = attribute(row, "licensemodel") === "Bring your own license";
  const edition = attribute(row, "databaseedition");
  if (engine === "Oracle") return own ? "oracle_byol" : edition === "Standard Two" ? "oracle_se2_li" : null;
  if (engine === "SQL Server") return own ? null : ((Object.hasOwn(editions, edition) ? editions[edition] : null) ?? null);
  return (Object.hasOwn(engines, engine) ? engines[engine] : null) ?? null;
}

function cacheCell(row: ListRow): Place | null {
  const engine = attribute(row, "cacheengine").toLowerCase();
  const type = attribute(row, "instancetype");
  const isNode = row.family === "Cache Instance" && row.purchase === "on_demand" && type.startsWith("cache.");
  // Extended support and Outposts are further prices of the same node.
  const isPlain = /NodeUsage/.test(attribute(row, "usagetype")) && attribute(row, "locationtype") !== "AWS Outposts";
  return isNode && isPlain && ["redis", "valkey", "memcached"].includes(engine)
    ? { table: "elasticache", row: type, column: engine }
    : null;
}

function searchCell(row: ListRow): Place | null {
  const type = attribute(row, "instancetype");
  const isNode = /OpenSearch Service Instance|Elastic Search Instance/.test(row.family) && row.purchase === "on_demand";
  return isNode && type !== "" ? { table: "opensearch", row: type, column: "usd_h" } : null;
}

function azureMachineCell(row: ListRow): Place | null {
  const size = attribute(row, "armskuname");
  const variant = attribute(row, "skuname");
  const product = attribute(row, "productname");
  const isPlain = !/Spot|Low Priority|Expired|Free$/.test(`${variant} ${attribute(row, "metername")}`);
  if (!isPlain || size === "" || row.unit !== "1 Hour" || row.region === "global") return null;
  if (!/ Series/.test(product) || /CloudServices|Cloud Services|Dedicated Host/i.test(product)) return null;
  return { table: "vm", row: size.toLowerCase(), column: / Windows$/.test(product) ? "windows" : "linux" };
}

/** A vCPU and a GiB of a family; machines of the list are made of both. */
function customMachineCell(row: ListRow): Place | null {
  const groups = /^(?<family>[A-Z]\d[A-Z]?)(?: AMD| Arm| Predefined)? Instance (?<what>Core|Ram) running in /.exec(
    attribute(row, "description"),
  )?.groups;
  if (groups?.family === undefined || row.purchase !== "on_demand") return null;
  return { table: "custom", row: groups.family.toLowerCase(), column: groups.what === "Core" ? "vcpu" : "gib" };
}
