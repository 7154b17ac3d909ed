import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, rate } from "../line.ts";

/** A size whose price is known, and how many times that price costs what was asked for. */
interface Reference {
  readonly size: string;
  readonly times: Decimal;
}

/** Sizes of flexible servers whose price is known, by tier and series: the price of a vCore is the same for the rest. */
const references: Readonly<Record<string, ReadonlyArray<readonly [pattern: RegExp, size: string, cores: number]>>> = {
  "postgresql-flexible-server": [
    [/^GP_Standard_D\d+s_v3$/i, "GP_Standard_D4s_v3", 4],
    [/^GP_Standard_D\d+ads_v5$/i, "GP_Standard_D2ads_v5", 2],
    [/^GP_Standard_D\d+ds_v4$/i, "GP_Standard_D2ds_v4", 2],
    [/^GP_Standard_D/i, "GP_Standard_D2ds_v5", 2],
    [/^GP_Standard_D/i, "GP_Standard_D2ds_v4", 2],
    [/^MO_Standard_E/i, "MO_Standard_E4s_v3", 4],
  ],
  "mysql-flexible-server": [
    [/^GP_Standard_D\d+ds_v4$/i, "GP_Standard_D2ds_v4", 2],
    [/^GP_Standard_D/i, "GP_Standard_D2ads_v5", 2],
    [/^GP_Standard_D/i, "GP_Standard_D2ds_v4", 2],
    [/^MO_Standard_E/i, "MO_Standard_E4ds_v4", 4],
  ],
};

/** What burstable sizes cost, B1ms being one: B2s and B2ms as listed beside it, the larger ones by their vCores. */
const burstable: Readonly<Record<string, number>> = {
  b1s: 0.5, b1ms: 1, b2s: 4, b2ms: 8, b4ms: 16, b8ms: 32, b12ms: 48, b16ms: 64, b20ms: 80,
}; // prettier-ignore

/** Hours of a flexible server by its size, `tier_Standard_size`. */
function serverHours(job: Job, service: string, sku: string, count: number): ReadonlyArray<Component> {
  const name = `Compute (${sku})`;
  const regionOf = (size: string): string | undefined =>
    job.book.price(job.provider, job.region, rate(service, `Compute (${size})`))?.region;
  const exact: Reference = { size: sku, times: new Decimal(1) };
  const known = [exact, ...referencesOf(service, sku)].filter(({ size }) => regionOf(size) !== undefined);
  // A price of this region goes before a better fitting one of another.
  const chosen = known.find(({ size }) => regionOf(size) === job.region) ?? known[0];
  if (chosen === undefined) {
    job.notes.refuse(
      `the price book has no price of the size "${sku}"; expected one such as B_Standard_B1ms, GP_Standard_D2ds_v5 or MO_Standard_E4s_v3`,
    );
    return [];
  }
  if (chosen.size !== sku) {
    const how = chosen.size === "B_Standard_B1ms" ? `as ${chosen.times.toString()} × that` : "by vCores";
    job.notes.assume(`The price of ${sku} is estimated from that of ${chosen.size}, ${how}.`);
  }
  return hourly(job, {
    name,
    count,
    price: rate(service, `Compute (${chosen.size})`),
    ...(chosen.times.eq(1) ? {} : { times: chosen.times }),
  });
}

function referencesOf(service: string, sku: string): ReadonlyArray<Reference> {
  const size = /^B_Standard_(?<size>B\d{1,2}m?s)$/i.exec(sku)?.groups?.size?.toLowerCase();
  const times = size !== undefined && Object.hasOwn(burstable, size) ? burstable[size] : undefined;
  if (times !== undefined) return [{ size: "B_Standard_B1ms", times: new Decimal(times) }];
  const cores = Number(/^[A-Z]+_Standard_[A-Z]+(?<cores>\d{1,3})/i.exec(sku)?.groups?.cores);
  if (!Number.isInteger(cores) || cores === 0) return [];
  return (references[service] ?? []).flatMap(([pattern, known, knownCores]) =>
    pattern.test(sku) ? [{ size: known, times: new Decimal(cores).div(knownCores) }] : [],
  );
}

function extraBackup(job: Job, service: string, item = "Additional backup storage"): ReadonlyArray<Component> {
  return byUsage(job, {
    name: "Additional backup storage",
    unit: "GB",
    usage: "additional_backup_storage_gb",
    price: rate(service, item),
  });
}

/** One that stands by is a server with storage of its own. */
function serversOf({ values }: Job): number {
  return values.block("high_availability").has("mode") ? 2 : 1;
}

const postgresFlexible: Estimator = {
  estimate: (job) => {
    const service = "postgresql-flexible-server";
    const size = job.values.number("storage_mb", { min: 0, max: 1e9, otherwise: 32_768 });
    const servers = serversOf(job);
    return [
      ...serverHours(job, service, job.values.choice("sku_name", "B_Standard_B1ms"), servers),
      ...fixed(job, {
        name: "Storage",
        unit: "GB",
        quantity: Math.floor(size / 1024) * servers,
        price: rate(service, "Storage"),
      }),
      ...extraBackup(job, service),
    ];
  },
  usage: ["additional_backup_storage_gb", "monthly_hrs"],
};

/** IOPS that every server has, and those that each GB adds. */
const freeIops = 360;

const mysqlFlexible: Estimator = {
  estimate: (job) => {
    const service = "mysql-flexible-server";
    const storage = job.values.block("storage");
    const iops = storage.number("iops", { min: 0, max: 100_000, otherwise: freeIops });
    const servers = serversOf(job);
    return [
      ...serverHours(job, service, job.values.choice("sku_name", "B_Standard_B1ms"), servers),
      ...fixed(job, {
        name: "Storage",
        unit: "GB",
        quantity: storage.number("size_gb", { min: 0, max: 100_000, otherwise: 20 }) * servers,
        price: rate(service, "Storage"),
      }),
      ...(iops > freeIops
        ? fixed(job, {
            name: "Additional IOPS",
            unit: "IOPS",
            quantity: iops - freeIops,
            price: rate(service, "Additional IOPS"),
          })
        : []),
      ...extraBackup(job, service),
    ];
  },
  usage: ["additional_backup_storage_gb", "monthly_hrs"],
};

/** Tiers of single servers: the size that shows the price of a vCore, and what their storage is called. */
const singleTiers: Readonly<
  Record<string, { readonly item: string; readonly cores: number; readonly storage: string }>
> = {
  b: { item: "Compute (B_Gen5_2) [Basic - Compute Gen5; 2 vCore]", cores: 2, storage: "Basic - Storage" },
  gp: {
    item: "Compute (GP_Gen5_4) [General Purpose - Compute Gen5; 4 vCore]",
    cores: 4,
    storage: "General Purpose - Storage",
  },
  mo: {
    item: "Compute (MO_Gen5_16) [Memory Optimized - Compute Gen5; 16 vCore]",
    cores: 16,
    storage: "General Purpose - Storage",
  },
};

/** MySQL, PostgreSQL and MariaDB single servers have the same prices. */
const singleServer: Estimator = {
  estimate: (job) => {
    const sku = job.values.required("sku_name") ?? "";
    const [tier = "", family = "", cores = ""] = sku.toLowerCase().split("_");
    const known = Object.hasOwn(singleTiers, tier) ? singleTiers[tier] : undefined;
    if (known === undefined || family !== "gen5" || !/^\d{1,3}$/.test(cores)) {
      job.notes.refuse(`unknown size "${sku}"; expected one such as B_Gen5_2, GP_Gen5_4 or MO_Gen5_16`);
      return [];
    }
    const profile = job.values.block("storage_profile");
    const declared = profile.has("storage_mb") ? profile : job.values;
    const size = declared.number("storage_mb", { min: 0, max: 1e9, otherwise: 5120 });
    const geo = job.values.flag("geo_redundant_backup_enabled") || profile.text("geo_redundant_backup") === "Enabled";
    return [
      ...hourly(job, {
        name: `Compute (${sku})`,
        price: rate("single-server", known.item),
        times: new Decimal(cores).div(known.cores),
      }),
      ...fixed(job, {
        name: "Storage",
        unit: "GB",
        quantity: Math.floor(size / 1024),
        price: rate("single-server", `Storage [${known.storage}]`),
      }),
      ...extraBackup(
        job,
        "single-server",
        `Additional backup storage [Single Server - Backup Storage; Backup ${geo ? "GRS" : "LRS"}]`,
      ),
    ];
  },
  usage: ["additional_backup_storage_gb", "monthly_hrs"],
};

/** Databases by server. */
export const databases: EstimatorTable = {
  azurerm_postgresql_flexible_server: postgresFlexible,
  azurerm_mysql_flexible_server: mysqlFlexible,
  azurerm_postgresql_server: singleServer,
  azurerm_mysql_server: singleServer,
  azurerm_mariadb_server: singleServer,
};
