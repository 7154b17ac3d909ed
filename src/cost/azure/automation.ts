import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { fixed, hourly, measured, rate, usageOver } from "../line.ts";
import { rowsOf } from "../rows.ts";

const automation: Estimator = {
  estimate: (job) => [
    ...measured(
      job,
      { name: "Job run time", unit: "minutes", price: rate("automation-account", "Job run time") },
      usageOver(job, "monthly_job_run_mins"),
    ),
    ...measured(
      job,
      { name: "Non-azure config nodes", unit: "nodes", price: rate("automation-account", "Non-azure config nodes") },
      usageOver(job, "non_azure_config_node_count"),
    ),
    ...(job.usage.number("monthly_watcher_hrs") === null
      ? []
      : componentsOf(job, rowsOf("automation-watcher").usage("Watcher", "hours", "monthly_watcher_hrs"))),
  ],
  usage: ["monthly_job_run_mins", "non_azure_config_node_count", "monthly_watcher_hrs"],
};

const configNodes = fromTable([
  rowsOf("automation-account").usage("Non-azure config nodes", "nodes", "non_azure_config_node_count"),
]);

/** What is protected, by disk utilisation. */
const vault: Estimator = {
  estimate: (job) => {
    const kind = job.values.choice("storage_mode_type", "GeoRedundant").toLowerCase();
    const crossRegion = job.values.flag("cross_region_restore_enabled");
    const copies = { locallyredundant: "LRS", zoneredundant: "ZRS" }[kind] ?? (crossRegion ? "RA-GRS" : "GRS");
    return job.others
      .referring(job.resource, ["azurerm_backup_protected_vm"])
      .flatMap((machine) => protectedMachine(job, machine.resource.address, copies));
  },
  usage: ["*.disk_utilization_gb", "*.additional_backup_retention_gb"],
};

function protectedMachine(job: Job, address: string, copies: string): ReadonlyArray<Component> {
  const number = (key: string): number | null => job.usage.under(address, key);
  const used = number("disk_utilization_gb");
  const kept = number("additional_backup_retention_gb") ?? 0;
  const size = (used ?? 0) > 500 ? "over 500 GB" : (used ?? 0) > 50 ? "under 500 GB" : "under 50 GB";
  const count = size === "over 500 GB" ? Math.floor((used ?? 0) / 500) : 1;
  const price = (name: string): ReturnType<typeof rate> => rate("recovery-services-vault", name);
  const name = `Instance backup (${size})`;
  return [
    ...fixed(job, {
      name,
      part: address,
      unit: "month",
      quantity: count,
      price: price("Instance backup (under 50 GB)"),
      times: size === "under 50 GB" ? 1 : 2,
      usageBased: true,
    }),
    ...measured(
      job,
      { name: `${copies} data stored`, part: address, unit: "GB", price: price(`${copies} data stored`) },
      used === null ? null : new Decimal(used).plus(kept),
    ),
  ];
}

/** Automation, and what is backed up. */
export const automations: EstimatorTable = {
  azurerm_automation_account: automation,
  azurerm_automation_dsc_configuration: configNodes,
  azurerm_automation_dsc_nodeconfiguration: configNodes,
  azurerm_automation_job_schedule: fromTable([
    rowsOf("automation-account").usage("Job run time", "minutes", "monthly_job_run_mins"),
  ]),
  azurerm_automation_watcher: {
    estimate: (job) => hourly(job, { name: "Watcher", price: rate("automation-watcher", "Watcher") }),
    usage: ["monthly_hrs"],
  },
  azurerm_recovery_services_vault: vault,
};
