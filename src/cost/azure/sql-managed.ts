import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import { byUsage, fixed, hourly, rate } from "../line.ts";

/** 32 GB are included. */
function managedInstance(words: { readonly cores: string; readonly storage: string }): Estimator {
  return {
    estimate: (job) => {
      const sku = job.values.required("sku_name") ?? "GP_Gen5";
      const cores = job.values.number("vcores", { min: 2, max: 128, otherwise: 4 });
      const size = job.values.number("storage_size_in_gb", { min: 32, max: 32_768, otherwise: 32 });
      const told = job.values.choice("storage_account_type", "LRS");
      const backup = told === "GRS" ? "RA-GRS" : told;
      const premium = /^BC/i.test(sku);
      const licensed = job.values.choice("license_type", "LicenseIncluded").toLowerCase() === "licenseincluded";
      const paid = (name: string, usage: string): ReadonlyArray<Component> =>
        byUsage(job, {
          name: `${name} (${backup})`,
          unit: "GB",
          usage,
          price: rate("sql-managed", `${name} (${backup})`),
        });
      return [
        ...hourly(job, {
          name: `Compute (${sku.toUpperCase()} ${cores} ${words.cores})`,
          price: rate("sql-managed", premium ? "Compute (BC_GEN5 40 cores)" : "Compute (GP_GEN5 4 cores)"),
          times: new Decimal(cores).div(premium ? 40 : 4),
        }),
        ...(size > 32
          ? fixed(job, {
              name: words.storage,
              unit: "GB",
              quantity: size - 32,
              price: rate("sql-managed", "Additional Storage"),
            })
          : []),
        ...paid("PITR backup storage", "backup_storage_gb"),
        ...(licensed
          ? fixed(job, {
              name: "SQL license",
              unit: "vCore-hours",
              quantity: cores * 730,
              price: rate("sql-managed", "SQL license"),
            })
          : []),
        ...paid("LTR backup storage", "long_term_retention_storage_gb"),
      ];
    },
    usage: ["backup_storage_gb", "long_term_retention_storage_gb", "monthly_hrs"],
  };
}

/** Azure SQL managed instances. */
export const sqlManaged: EstimatorTable = {
  azurerm_mssql_managed_instance: managedInstance({ cores: "cores", storage: "Additional Storage" }),
  azurerm_sql_managed_instance: managedInstance({ cores: "Cores", storage: "Storage" }),
};
