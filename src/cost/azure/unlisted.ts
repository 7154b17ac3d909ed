import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import { fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, rate } from "../line.ts";
import { rowsOf } from "../rows.ts";
import { unlistedEstimators } from "../unlisted.ts";

const amount = { min: 0, max: 10_000, otherwise: 0 };

/** What a group's containers ask for is kept for them as long as the group is there. */
const containerGroup: Estimator = {
  estimate: (job) => {
    const windows = job.values.choice("os_type", "Linux").toLowerCase() === "windows";
    const containers = job.values.blocks("container");
    const total = (name: string): number => containers.reduce((sum, one) => sum + one.number(name, amount), 0);
    const line = (name: string, unit: string, quantity: number): ReadonlyArray<Component> =>
      quantity === 0
        ? []
        : fixed(job, { name, unit, quantity: quantity * hours(job), price: rate("container-group", name) });
    return [
      ...line("vCPU", "vCPU-hours", total("cpu")),
      ...line("Memory", "GB-hours", total("memory")),
      ...(windows ? line("Windows licence", "vCPU-hours", total("cpu")) : []),
    ];
  },
  usage: ["monthly_hrs"],
};

function hours(job: Job): number {
  return job.usage.number("monthly_hrs") ?? hoursAMonth;
}

const frontDoor: Estimator = {
  estimate: (job) => {
    const tier = job.values.choice("sku_name", "Standard_AzureFrontDoor").split("_")[0] ?? "Standard";
    const service = "cdn-frontdoor-profile";
    const base = `Base fee (${tier})`;
    return [
      ...fixed(job, { name: base, unit: "months", quantity: 1, price: rate(service, base) }),
      ...byUsage(job, {
        name: "Requests",
        unit: "10k requests",
        usage: "monthly_requests",
        per: 10_000,
        price: rate(service, `Requests (${tier})`),
      }),
      ...byUsage(job, {
        name: "Data transfer out to clients",
        unit: "GB",
        usage: "monthly_outbound_data_transfer_gb",
        price: rate(service, `Data transfer out to clients (${tier})`),
      }),
    ];
  },
  usage: ["monthly_requests", "monthly_outbound_data_transfer_gb"],
};

/** Capacity is bought by the TiB and the level of service, whatever the volumes in it take. */
const filePool: Estimator = {
  estimate: (job) => {
    const level = job.values.required("service_level") ?? "";
    const size = job.values.number("size_in_tb", { min: 1, max: 2048, otherwise: 1 });
    const name = `${level} capacity`;
    return fixed(job, { name, unit: "GiB", quantity: size * 1024, price: rate("netapp-pool", name) });
  },
  usage: [],
};

const connectors = rowsOf("logic-app-standard");

/** A workflow of the consumption plan: its connectors cost what they cost in the other plan. */
const workflow = fromTable([
  rowsOf("logic-app-workflow").usage("Actions", "actions", "monthly_actions"),
  connectors.usage("Standard connectors", "calls", "monthly_standard_connector_calls"),
  connectors.usage("Enterprise connectors", "calls", "monthly_enterprise_connector_calls"),
]);

/** Azure services that are named until a book has their prices. */
export const unlisted: EstimatorTable = {
  ...unlistedEstimators({
    azurerm_data_protection_backup_vault: [["Backup storage", "GB", "storage_gb"]],
    azurerm_route_server: [["Route server", "hours", null]],
    azurerm_express_route_circuit: [["Circuit", "months", null]],
    azurerm_site_recovery_replicated_vm: [["Replicated machine", "months", null]],
    azurerm_communication_service: [
      ["Messages", "messages", "monthly_messages"],
      ["Emails", "emails", "monthly_emails"],
    ],
    azurerm_digital_twins_instance: [
      ["Operations", "1M operations", "monthly_operations", 1e6],
      ["Messages", "1M messages", "monthly_messages", 1e6],
    ],
    azurerm_purview_account: [["Capacity units", "capacity-unit-hours", "monthly_capacity_unit_hours"]],
    azurerm_stream_analytics_job: [["Streaming units", "unit-hours", "monthly_streaming_unit_hours"]],
    azurerm_dashboard_grafana: [["Active users", "users", "active_users"]],
    azurerm_monitor_workspace: [["Samples ingested", "10M samples", "monthly_samples", 1e7]],
  }),
  azurerm_cdn_frontdoor_profile: frontDoor,
  azurerm_container_group: containerGroup,
  azurerm_logic_app_workflow: workflow,
  azurerm_netapp_pool: filePool,
};
