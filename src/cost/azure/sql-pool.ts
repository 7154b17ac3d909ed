import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { hourly, rate } from "../line.ts";
import { extraStorage, gb, licence, perCore, storage } from "./sql.ts";

/** GB that a premium pool includes by its eDTUs. */
const poolStorage: Readonly<Record<string, number>> = {
  "125": 250, "250": 500, "500": 750, "1000": 1024, "1500": 1536, "2000": 2048, "2500": 2560, "3000": 3072, "3500": 3584,
  "4000": 4096,
}; // prettier-ignore

/** The eDTUs by which the price of a pool's eDTU is known. */
const poolReference: Readonly<Record<string, number>> = { Basic: 100, Standard: 200, Premium: 500 };

const pool: Estimator = {
  estimate: (job) => {
    const sku = job.values.block("sku");
    const tier = sku.text("tier") ?? job.values.text("edition") ?? "Standard";
    const title = `${tier.charAt(0).toUpperCase()}${tier.slice(1)}`;
    const dtu = job.values.has("dtu") ? job.values.number("dtu", { min: 1, max: 4000, otherwise: 50 }) : null;
    const capacity = dtu ?? sku.number("capacity", { min: 1, max: 4000, otherwise: 50 });
    const bytes = job.values.number("max_size_bytes", { min: 0, max: 1e16, otherwise: 0 });
    const size = job.values.has("max_size_gb")
      ? job.values.number("max_size_gb", { ...gb, otherwise: 5 })
      : bytes > 0
        ? bytes / 1024 ** 3
        : null;
    if (Object.hasOwn(poolReference, title)) return dtuPool(job, title, capacity, size);
    return vCorePool(job, {
      name: sku.text("name") ?? "",
      tier: title,
      family: sku.text("family") ?? "Gen5",
      capacity,
      size,
    });
  },
  usage: [],
};

function dtuPool(job: Job, tier: string, amount: number, size: number | null): ReadonlyArray<Component> {
  const reference = poolReference[tier] ?? 100;
  const included = tier === "Standard" ? amount : tier === "Premium" ? (poolStorage[String(amount)] ?? 750) : null;
  const extra = size === null || included === null ? null : size - included;
  return [
    ...hourly(job, {
      name: `Compute (${tier}, ${amount} DTUs)`,
      price: rate("sql-compute", `pool ${tier}`),
      times: new Decimal(amount).div(reference),
    }),
    ...(tier === "Basic" ? [] : extraStorage(job, tier, extra)),
  ];
}

function vCorePool(
  job: Job,
  one: {
    readonly name: string;
    readonly tier: string;
    readonly family: string;
    readonly capacity: number;
    readonly size: number | null;
  },
): ReadonlyArray<Component> {
  const tier = one.tier.replaceAll(/([a-z])([A-Z])/g, "$1 $2");
  const short = Object.entries({ gp: "General Purpose", bc: "Business Critical", hs: "Hyperscale" }).find(
    ([, name]) => name === tier,
  )?.[0];
  if (short === undefined) {
    job.notes.refuse(
      `unknown tier "${one.tier}" of an elastic pool; expected Basic, Standard, Premium, GeneralPurpose, BusinessCritical or Hyperscale`,
    );
    return [];
  }
  const zoneRedundant = job.values.flag("zone_redundant");
  const licensed = job.values.choice("license_type", "LicenseIncluded").toLowerCase() === "licenseincluded";
  const name = one.name === "" ? `${short.toUpperCase()}_${one.family}` : one.name;
  const key = `${short} ${one.family.toLowerCase()}`;
  return [
    ...perCore(job, `Compute (${name}, ${one.capacity} vCore)`, key, one.capacity),
    ...(zoneRedundant && short === "gp"
      ? perCore(job, `Zone redundancy (${name}, ${one.capacity} vCore)`, `${key} zone`, one.capacity)
      : []),
    ...(licensed ? licence(job, tier, one.capacity) : []),
    ...storage(job, tier, one.size ?? 5, zoneRedundant),
  ];
}

/** Azure SQL elastic pools. */
export const sqlPools: EstimatorTable = {
  azurerm_mssql_elasticpool: pool,
  azurerm_sql_elasticpool: pool,
};
