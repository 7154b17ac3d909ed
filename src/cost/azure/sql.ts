import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, measured, rate, usageOver } from "../line.ts";

/** Price of one vCore-hour: the item that shows it and for how many vCores. */
const vCores: Readonly<Record<string, { readonly item: string; readonly cores: number }>> = {
  "gp gen5": { item: "GP Gen5", cores: 4 },
  "gp gen5 zone": { item: "GP Gen5 zone", cores: 4 },
  "bc gen5": { item: "BC Gen5", cores: 8 },
  "bc m": { item: "BC M", cores: 8 },
  "bc dc": { item: "BC DC", cores: 8 },
  "hs gen5": { item: "HS Gen5", cores: 2 },
};

/** DTUs of the sizes whose price is linear in them; P11 and P15 are dearer. */
const dtus: Readonly<Record<string, number>> = {
  s0: 10, s1: 20, s2: 50, s3: 100, s4: 200, s6: 400, s7: 800, s9: 1600, s12: 3000, p1: 125, p2: 250, p4: 500, p6: 1000,
}; // prettier-ignore

const dtuSku = /^(?:basic|s\d{1,2}|p\d{1,2}|d[sw]\d+c?)$/i;

/** GB that a DTU database includes. */
const includedStandard = 250;
const includedPremium = 500;

const tierNames: Readonly<Record<string, string>> = {
  gp: "General Purpose",
  gp_s: "General Purpose",
  hs: "Hyperscale",
  bc: "Business Critical",
};

export const gb = { min: 0, max: 200_000 };

/** One database by vCores: `GP_S_Gen5_2` is tier `gp_s`, family `gen5`, 2 cores. */
interface VCoreDatabase {
  readonly sku: string;
  readonly tier: string;
  readonly family: string;
  readonly cores: number;
  readonly zoneRedundant: boolean;
  readonly licensed: boolean;
  readonly storage: number;
  readonly replicas: number;
}

const database: Estimator = {
  estimate: (job) => {
    if (job.values.has("elastic_pool_id") || job.values.isUnknown("elastic_pool_id")) return [];
    const sku = job.values.choice("sku_name", "GP_S_Gen5_2");
    if (sku.toLowerCase() === "elasticpool") return [];
    const backup = copies(job.values.choice("storage_account_type", "Geo"));
    if (dtuSku.test(sku)) return [...dtuComponents(job, sku, job.values), ...retention(job, backup)];
    return vCoreComponents(
      job,
      {
        ...parsed(sku),
        zoneRedundant: job.values.flag("zone_redundant"),
        licensed: job.values.choice("license_type", "LicenseIncluded").toLowerCase() === "licenseincluded",
        storage: job.values.number("max_size_gb", { ...gb, otherwise: 5 }),
        replicas: job.values.number("read_replica_count", { min: 0, max: 30, otherwise: 0 }),
      },
      backup,
    );
  },
  usage: ["monthly_vcore_hours", "long_term_retention_storage_gb", "backup_storage_gb", "extra_data_storage_gb"],
};

/** The older resource, with names of its own. */
const olderDatabase: Estimator = {
  estimate: (job) => {
    if (job.values.has("elastic_pool_name")) return [];
    const edition = job.values.choice("edition", "GeneralPurpose").toLowerCase();
    const defaults: Readonly<Record<string, string>> = {
      generalpurpose: "GP_Gen5_2",
      hyperscale: "HS_Gen5_2",
      businesscritical: "BC_Gen5_2",
      basic: "Basic",
      standard: "S0",
      premium: "P1",
    };
    const sku = job.values.choice(
      "requested_service_objective_name",
      (Object.hasOwn(defaults, edition) ? defaults[edition] : undefined) ?? "GP_Gen5_2",
    );
    if (sku.toLowerCase() === "elasticpool") return [];
    const bytes = job.values.number("max_size_bytes", { min: 0, max: 1e16, otherwise: 0 });
    const size = bytes > 0 ? bytes / 1024 ** 3 : null;
    if (dtuSku.test(sku)) return [...dtuComponents(job, sku, job.values, size), ...retention(job, "RA-GRS")];
    return vCoreComponents(
      job,
      {
        ...parsed(sku),
        zoneRedundant: job.values.flag("zone_redundant"),
        // The older resource cannot say whose licence it is: examples of its costs count none.
        licensed: false,
        storage: size ?? 5,
        replicas: job.values.flag("read_scale") ? 1 : 0,
      },
      "RA-GRS",
    );
  },
  usage: ["monthly_vcore_hours", "long_term_retention_storage_gb", "backup_storage_gb", "extra_data_storage_gb"],
};

function parsed(sku: string): Pick<VCoreDatabase, "sku" | "tier" | "family" | "cores"> {
  const parts = sku.split("_");
  return {
    sku,
    tier: parts.slice(0, -2).join("_").toLowerCase(),
    family: (parts.at(-2) ?? "").toLowerCase(),
    cores: Number(parts.at(-1)),
  };
}

function vCoreComponents(job: Job, db: VCoreDatabase, backup: string): ReadonlyArray<Component> {
  const tier = Object.hasOwn(tierNames, db.tier) ? tierNames[db.tier] : undefined;
  if (tier === undefined || !Number.isInteger(db.cores) || db.cores < 1 || db.cores > 256) {
    job.notes.refuse(
      `unknown size "${db.sku}"; expected one such as S1, P2, GP_Gen5_4, GP_S_Gen5_2, HS_Gen5_2 or BC_Gen5_8`,
    );
    return [];
  }
  const serverless = db.tier === "gp_s";
  const key = `${db.tier} ${db.family}`;
  return [
    ...(serverless
      ? serverlessComponents(job, db)
      : [
          ...perCore(job, `Compute (provisioned, ${db.sku})`, key, db.cores),
          ...(db.zoneRedundant && db.tier === "gp"
            ? perCore(job, `Zone redundancy (provisioned, ${db.sku})`, `${key} zone`, db.cores)
            : []),
        ]),
    ...(db.tier === "hs" && db.replicas > 0 ? perCore(job, "Read replicas", key, db.cores, db.replicas) : []),
    ...(!serverless && db.licensed ? licence(job, tier, db.cores) : []),
    ...storage(job, tier, db.storage, db.zoneRedundant),
    ...(db.tier === "hs" ? [] : retention(job, backup)),
  ];
}

function serverlessComponents(job: Job, db: VCoreDatabase): ReadonlyArray<Component> {
  const line = (name: string, item: string): ReadonlyArray<Component> =>
    byUsage(job, { name, unit: "vCore-hours", usage: "monthly_vcore_hours", price: rate("sql-compute", item) });
  return [
    ...line(`Compute (serverless, ${db.sku})`, "GP_S Gen5"),
    ...(db.zoneRedundant ? line(`Zone redundancy (serverless, ${db.sku})`, "GP_S Gen5 zone") : []),
  ];
}

/** Hours of some vCores; every size of a family costs the same for a core. */
export function perCore(job: Job, name: string, key: string, cores: number, count = 1): ReadonlyArray<Component> {
  const known = Object.hasOwn(vCores, key) ? vCores[key] : undefined;
  if (known === undefined) {
    job.notes.refuse(`the price book has no price of "${key.replace(" zone", ", zone redundant")}" (Azure SQL)`);
    return [];
  }
  return hourly(job, {
    name,
    count,
    price: rate("sql-compute", known.item),
    times: new Decimal(cores).div(known.cores),
  });
}

export function licence(job: Job, tier: string, cores: number): ReadonlyArray<Component> {
  return fixed(job, {
    name: "SQL license",
    unit: "vCore-hours",
    quantity: cores * 730,
    price: rate("sql", `SQL license [${tier} - SQL License]`),
  });
}

export function storage(job: Job, tier: string, size: number, zoneRedundant: boolean): ReadonlyArray<Component> {
  const sku = tier === "General Purpose" && zoneRedundant ? "General Purpose Zone Redundancy" : tier;
  return fixed(job, {
    name: "Storage",
    unit: "GB",
    quantity: size,
    price: rate("sql", `Storage [${tier} - Storage; ${sku}]`),
  });
}

function dtuComponents(
  job: Job,
  sku: string,
  values: Attributes,
  size: number | null = null,
): ReadonlyArray<Component> {
  const key = sku.toLowerCase();
  const amount = Object.hasOwn(dtus, key) ? dtus[key] : undefined;
  if (amount === undefined) {
    job.notes.refuse(`the price book has no price of the size "${sku}" (Azure SQL, DTU)`);
    return [];
  }
  const standard = key.startsWith("s");
  const reference = standard ? { item: "S3", dtus: 100 } : { item: "P1", dtus: 125 };
  const most = size ?? (values.has("max_size_gb") ? values.number("max_size_gb", { ...gb, otherwise: 0 }) : null);
  const extra = most === null ? null : most - (standard ? includedStandard : includedPremium);
  return [
    ...hourly(job, {
      name: `Compute (${sku.toUpperCase()})`,
      price: rate("sql-compute", reference.item),
      times: new Decimal(amount).div(reference.dtus),
    }),
    ...extraStorage(job, standard ? "Standard" : "Premium", extra),
  ];
}

export function extraStorage(job: Job, tier: string, declared: number | null): ReadonlyArray<Component> {
  const told = usageOver(job, "extra_data_storage_gb");
  const quantity = told ?? (declared === null ? null : new Decimal(Math.max(declared, 0)));
  if (quantity === null) return [];
  return measured(
    job,
    {
      name: "Extra data storage",
      unit: "GB",
      price: rate("sql", `Extra data storage [SQL Database ${tier} - Storage; ${tier}]`),
    },
    quantity,
  );
}

/** What backups are stored as, by the resource's word. */
function copies(word: string): string {
  const known: Readonly<Record<string, string>> = { geo: "RA-GRS", geozone: "RA-GRS", local: "LRS", zone: "ZRS" };
  return (Object.hasOwn(known, word.toLowerCase()) ? known[word.toLowerCase()] : undefined) ?? "RA-GRS";
}

function retention(job: Job, backup: string): ReadonlyArray<Component> {
  const line = (name: string, product: string, usage: string): ReadonlyArray<Component> =>
    byUsage(job, {
      name: `${name} (${backup})`,
      unit: "GB",
      usage,
      price: rate("sql", `${name} (${backup}) [${product}; Backup ${backup}]`),
    });
  return [
    ...line("Long-term retention", "SQL Database - LTR Backup Storage", "long_term_retention_storage_gb"),
    ...line("PITR backup storage", "PITR Backup Storage", "backup_storage_gb"),
  ];
}

/** Azure SQL: databases, pools, managed instances. */
export const sql: EstimatorTable = {
  azurerm_mssql_database: database,
  azurerm_sql_database: olderDatabase,
};
