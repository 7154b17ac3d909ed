import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, rate, tiered } from "../line.ts";
import { rowsOf, tiersOf } from "../rows.ts";
import { sizedItem, typedItems } from "./sizes.ts";

const warehouse = "redshift-cluster";
const warehouseRows = rowsOf(warehouse);

const redshift: Estimator = {
  estimate: (job) => {
    const type = job.values.required("node_type") ?? "unknown";
    const nodes = job.values.number("number_of_nodes", { min: 1, max: 128, otherwise: 1 });
    const found = sizedItem(job, type, typedItems(job, warehouse, /^Cluster usage \(on-demand, (?<type>[\w.]+)\)$/));
    const name = `Cluster usage (on-demand, ${type})`;
    const times = found === null ? {} : { times: found.times };
    const scaling = found?.item.replace("Cluster usage (on-demand, ", "Concurrency scaling (");
    return [
      ...hourly(job, { name, count: nodes, price: rate(warehouse, found?.item ?? name), ...times }),
      ...(type.startsWith("ra3.") ? managedStorage(job, type) : []),
      ...byUsage(job, {
        name: `Concurrency scaling (${type})`,
        unit: "node-seconds",
        usage: "excess_concurrency_scaling_secs",
        times: nodes,
        price: rate(warehouse, scaling ?? `Concurrency scaling (${type})`),
        ...(found === null ? {} : { priceTimes: found.times }),
      }),
      ...componentsOf(job, warehouseRows.usage("Spectrum", "TB", "spectrum_data_scanned_tb")),
      ...componentsOf(
        job,
        warehouseRows.tiers("Backup storage", "GB", "backup_storage_gb", 1, [
          ["first 50 TB", 51_200],
          ["next 450 TB", 460_800],
          ["over 500 TB", null],
        ]),
      ),
    ];
  },
  usage: [
    "monthly_hrs",
    "managed_storage_gb",
    "excess_concurrency_scaling_secs",
    "spectrum_data_scanned_tb",
    "backup_storage_gb",
  ],
};

/** The same price for every node of the family. */
function managedStorage(job: Job, type: string): ReadonlyArray<Component> {
  const own = `Managed storage (${type})`;
  const items = job.book.items(job.provider, warehouse);
  const item = items.includes(own) ? own : (items.find((one) => one.startsWith("Managed storage (ra3.")) ?? own);
  return byUsage(job, { name: own, unit: "GB", usage: "managed_storage_gb", price: rate(warehouse, item) });
}

const airflow: Estimator = {
  estimate: (job) => {
    const service = "mwaa-environment";
    const told = job.values.choice("environment_class", "mw1.small").replace("mw1.", "");
    const size = `${told.charAt(0).toUpperCase()}${told.slice(1)}`.replace(/xlarge$/i, "XLarge");
    const perHour = (what: string, usage: string): ReadonlyArray<Component> =>
      byUsage(job, {
        name: `${what} (${size})`,
        unit: "hours",
        usage,
        times: hoursAMonth,
        price: rate(service, `${what} (${size})`),
      });
    return [
      ...hourly(job, { name: `Environment (${size})`, price: rate(service, `Environment (${size})`) }),
      ...perHour("Worker", "additional_workers"),
      ...perHour("Scheduler", "additional_schedulers"),
      ...byUsage(job, {
        name: "Meta database",
        unit: "GB",
        usage: "meta_database_gb",
        price: rate(service, "Meta database"),
      }),
    ];
  },
  usage: ["monthly_hrs", "additional_workers", "additional_schedulers", "meta_database_gb"],
};

const expressTiers = tiersOf("sfn-state-machine", "Duration", [
  ["first 1K", 1000],
  ["next 4K", 4000],
  ["over 5K", null],
]);

const stateMachine: Estimator = {
  estimate: (job) => {
    const rows = rowsOf("sfn-state-machine");
    if (job.values.choice("type", "STANDARD").toUpperCase() !== "EXPRESS") {
      return componentsOf(job, rows.usage("Transitions", "1K transitions", "monthly_transitions", 1000));
    }
    const hours = expressHours(job);
    const duration = { name: "Duration", unit: "GB-hours" };
    return [
      ...componentsOf(job, rows.usage("Requests", "1M requests", "monthly_requests", 1e6)),
      ...tiered(job, hours === null ? { ...duration, usage: [] } : { ...duration, quantity: hours }, expressTiers),
    ];
  },
  usage: ["monthly_transitions", "monthly_requests", "memory_mb", "workflow_duration_ms"],
};

/** Memory is billed in chunks of 64 MB, time in chunks of 100 ms. */
function expressHours(job: Job): Decimal | null {
  const [requests, milliseconds] = [job.usage.number("monthly_requests"), job.usage.number("workflow_duration_ms")];
  if (requests === null || milliseconds === null) return null;
  const memory = new Decimal(job.usage.number("memory_mb") ?? 64).div(64).ceil().times(64);
  const seconds = new Decimal(milliseconds).div(100).ceil().times(100).div(1000);
  return seconds.times(requests).times(memory).div(1024).div(3600);
}

const users = rowsOf("grafana-workspace");
const catalogue = rowsOf("glue-catalog-database");

const hsm = fromTable([rowsOf("cloudhsm-v2-hsm").hours("HSM usage")]);

const activation: Estimator = {
  estimate: (job) => {
    const limit = job.values.number("registration_limit", { min: 0, max: 1_000_000, otherwise: 1 });
    const tier = job.usage.text("instance_tier") ?? (limit > 1000 ? "advanced" : "standard");
    if (tier !== "advanced") return [];
    const name = "On-prem managed instances (advanced)";
    const line = { name, unit: "hours", price: rate("ssm-activation", name) };
    const instances = job.usage.number("instances");
    if (instances === null) return byUsage(job, { ...line, usage: "instances" });
    return fixed(job, { ...line, quantity: new Decimal(instances).times(hoursAMonth), usageBased: true });
  },
  usage: ["instance_tier", "instances"],
};

/** What works on data, and what is billed by the hour or the user beside it. */
export const analytics: EstimatorTable = {
  aws_redshift_cluster: redshift,
  aws_mwaa_environment: airflow,
  aws_sfn_state_machine: stateMachine,
  aws_cloudhsm_v2_hsm: hsm,
  aws_ssm_activation: activation,
  aws_grafana_workspace: fromTable([
    users.usage("Editor/administrator licenses", "users", "editors_administrator_licenses"),
    users.usage("Viewer licenses", "users", "viewer_licenses"),
  ]),
  aws_glue_catalog_database: fromTable([
    catalogue.usage("Storage", "100k objects", "monthly_objects", 1e5),
    catalogue.usage("Requests", "1M requests", "monthly_requests", 1e6),
  ]),
  aws_glue_crawler: fromTable([rowsOf("glue-crawler").usage("Duration", "hours", "monthly_hours")]),
};
