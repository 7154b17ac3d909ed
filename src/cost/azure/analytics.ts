import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { componentsOf, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, hourly, measured, rate, usageOver } from "../line.ts";
import { rowsOf } from "../rows.ts";

export const count = { min: 0, max: 10_000, otherwise: 1 };

/** Price of a vCore-hour by kind of data flow: the example that shows it and its vCores. */
const flows: Readonly<Record<string, readonly [label: string, item: string, cores: number]>> = {
  general: ["General Purpose", "Compute (General Purpose, 8 vCores)", 8],
  computeoptimized: ["Compute Optimized", "Compute (Compute Optimized, 16 vCores)", 16],
  memoryoptimized: ["Memory Optimized", "Compute (Memory Optimized, 272 vCores)", 272],
};

function activities(service: string): (job: Job) => ReadonlyArray<Component> {
  const rows = rowsOf(service);
  return (job) =>
    [
      rows.usage("Orchestration", "1k runs", "monthly_orchestration_runs", 1000),
      rows.usage("Data movement activity", "hours", "monthly_data_movement_hrs"),
      rows.usage("Pipeline activity", "hours", "monthly_pipeline_activity_hrs"),
      rows.usage("External pipeline activity", "hours", "monthly_external_pipeline_activity_hrs"),
    ].flatMap((row) => componentsOf(job, row));
}

const activityUsage = [
  "monthly_orchestration_runs",
  "monthly_data_movement_hrs",
  "monthly_pipeline_activity_hrs",
  "monthly_external_pipeline_activity_hrs",
];

const azureRuntime: Estimator = {
  estimate: (job) => {
    const service = "data-factory-integration-runtime-azure";
    const kind = job.values.choice("compute_type", "General").toLowerCase();
    const flow = Object.hasOwn(flows, kind) ? flows[kind] : undefined;
    const cores = job.values.number("core_count", { min: 1, max: 10_000, otherwise: 8 });
    if (flow === undefined) {
      job.notes.refuse(`unknown compute_type "${kind}"; expected General, ComputeOptimized or MemoryOptimized`);
      return [];
    }
    if (job.usage.number("monthly_hrs") === null)
      job.notes.assume(
        "Compute is billed while data flows run; all hours of the month are counted, fewer with `monthly_hrs` in the usage file.",
      );
    return [
      ...hourly(job, {
        name: `Compute (${flow[0]}, ${cores} vCores)`,
        price: rate(service, flow[1]),
        times: new Decimal(cores).div(flow[2]),
      }),
      ...activities(service)(job),
    ];
  },
  usage: [...activityUsage, "monthly_hrs"],
};

/** `Standard_D8_v3` with its edition and licence, as the price list writes it. */
function ssisComponents(job: Job): ReadonlyArray<Component> {
  const size = (job.values.required("node_size") ?? "").replace(/^Standard_/, "").replaceAll("_", " ");
  const edition = job.values.choice("edition", "Standard");
  const licensed = job.values.choice("license_type", "LicenseIncluded").toLowerCase() === "licenseincluded";
  const name = `Compute (${size}, ${edition}${licensed ? ", license included" : ""})`;
  return hourly(job, { name, count: job.values.number("number_of_nodes", count), price: rate("ssis", name) });
}

const managedRuntime: Estimator = {
  estimate: (job) => [...ssisComponents(job), ...activities("data-factory-integration-runtime-managed")(job)],
  usage: [...activityUsage, "monthly_hrs"],
};

const databricks: Estimator = {
  estimate: (job) => {
    const sku = job.values.choice("sku", "standard").toLowerCase();
    if (sku === "trial") return [];
    const title = `${sku.charAt(0).toUpperCase()}${sku.slice(1)}`;
    const line = (name: string, meter: string, usage: string): ReadonlyArray<Component> =>
      byUsage(job, {
        name,
        unit: "DBU-hours",
        usage,
        price: rate("databricks-workspace", `${name} [${title} ${meter}]`),
      });
    return [
      ...line("All-purpose compute DBUs", "All-purpose Compute", "monthly_all_purpose_compute_dbu_hrs"),
      ...line("Jobs compute DBUs", "Jobs Compute", "monthly_jobs_compute_dbu_hrs"),
      ...line("Jobs light compute DBUs", "Jobs Light Compute", "monthly_jobs_light_compute_dbu_hrs"),
    ];
  },
  usage: ["monthly_all_purpose_compute_dbu_hrs", "monthly_jobs_compute_dbu_hrs", "monthly_jobs_light_compute_dbu_hrs"],
};

const synapse = rowsOf("synapse-workspace");

const synapseWorkspace: Estimator = {
  estimate: (job) => {
    const runtime = job.values.flag("managed_virtual_network_enabled")
      ? "Azure Hosted Managed VNET IR"
      : "Azure Hosted IR";
    const units = usageOver(job, "monthly_datapipeline_azure_hosted_data_integration_units");
    const hours = usageOver(job, "monthly_datapipeline_azure_hosted_data_integration_hours");
    const diu = "Data pipeline azure hosted data integration units";
    const line = (name: string, usage: string, meter = ""): ReadonlyArray<Component> =>
      componentsOf(job, synapse.usage(name, "hours", `monthly_datapipeline_${usage}`, 1, `${name}${meter}`));
    const runs = (name: string, usage: string): ReadonlyArray<Component> =>
      componentsOf(job, synapse.usage(name, "1k activity runs", `monthly_datapipeline_${usage}`, 1000));
    return [
      ...componentsOf(job, synapse.usage("Serverless SQL pool size", "TB", "serverless_sql_pool_size_tb")),
      ...["basic", "standard"].flatMap((tier) => dataFlow(job, tier)),
      ...runs("Data pipeline azure hosted activity runs", "azure_hosted_activity_runs"),
      ...measured(
        job,
        { name: diu, unit: "DIU-hours", price: rate("synapse-workspace", diu) },
        units === null || hours === null ? null : units.times(hours),
      ),
      ...line(
        "Data pipeline azure hosted integration runtime",
        "azure_hosted_integration_runtime_hours",
        ` [${runtime}]`,
      ),
      ...line(
        "Data pipeline azure hosted external integration runtime",
        "azure_hosted_external_integration_runtime_hours",
        ` [${runtime}]`,
      ),
      ...runs("Data pipeline self hosted activity runs", "self_hosted_activity_runs"),
      ...line("Data pipeline self hosted data movement", "self_hosted_data_movement_hours"),
      ...line("Data pipeline self hosted integration runtime", "self_hosted_integration_runtime_hours"),
      ...line(
        "Data pipeline self hosted external integration runtime",
        "self_hosted_external_integration_runtime_hours",
      ),
    ];
  },
  usage: [
    "serverless_sql_pool_size_tb", "dataflow_basic_instances", "dataflow_basic_vcores", "monthly_dataflow_basic_hours",
    "dataflow_standard_instances", "dataflow_standard_vcores", "monthly_dataflow_standard_hours",
    "monthly_datapipeline_azure_hosted_activity_runs", "monthly_datapipeline_azure_hosted_data_integration_units",
    "monthly_datapipeline_azure_hosted_data_integration_hours",
    "monthly_datapipeline_azure_hosted_integration_runtime_hours",
    "monthly_datapipeline_azure_hosted_external_integration_runtime_hours",
    "monthly_datapipeline_self_hosted_activity_runs", "monthly_datapipeline_self_hosted_data_movement_hours",
    "monthly_datapipeline_self_hosted_integration_runtime_hours",
    "monthly_datapipeline_self_hosted_external_integration_runtime_hours",
  ], // prettier-ignore
};

function dataFlow(job: Job, tier: string): ReadonlyArray<Component> {
  const name = `Data flow (${tier})`;
  const factors = [`dataflow_${tier}_instances`, `dataflow_${tier}_vcores`, `monthly_dataflow_${tier}_hours`].map(
    (key) => usageOver(job, key),
  );
  const product = factors.reduce<Decimal | null>(
    (total, factor) => (total === null || factor === null ? null : total.times(factor)),
    new Decimal(1),
  );
  return measured(job, { name, unit: "vCore-hours", price: rate("synapse-workspace", name) }, product);
}

const nodeCores: Readonly<Record<string, number>> = { small: 4, medium: 8, large: 16, xlarge: 32, xxlarge: 64 };

const sparkPool: Estimator = {
  estimate: (job) => {
    const size = job.values.choice("node_size", "Small").toLowerCase();
    const nodes = job.values.has("node_count")
      ? job.values.number("node_count", count)
      : job.values.block("auto_scale").number("min_node_count", { ...count, otherwise: 3 });
    const hours = usageOver(job, "monthly_hours");
    const cores = Object.hasOwn(nodeCores, size) ? (nodeCores[size] ?? 4) : 4;
    return measured(
      job,
      { name: `${size} (${nodes} nodes)`, unit: "vCore-hours", price: rate("synapse-spark-pool", "small (3 nodes)") },
      hours?.times(cores).times(nodes) ?? null,
    );
  },
  usage: ["monthly_hours"],
};

const sqlPool: Estimator = {
  estimate: (job) => {
    const sku = job.values.required("sku_name") ?? "DW100c";
    const units = Number(/^DW(?<units>\d{3,5})c$/i.exec(sku)?.groups?.units);
    if (!Number.isInteger(units)) {
      job.notes.refuse(`unknown size "${sku}" of a dedicated SQL pool; expected one such as DW100c`);
      return [];
    }
    const rows = rowsOf("synapse-sql-pool");
    const backup = job.usage.text("disaster_recovery_enabled")?.toLowerCase() === "false";
    return [
      ...hourly(job, {
        name: `DWU blocks (${sku})`,
        price: rate("synapse-sql-pool", "DWU blocks (DW200c)"),
        times: new Decimal(units).div(200),
      }),
      ...componentsOf(job, rows.usage("Storage", "TB", "storage_tb")),
      ...(backup ? [] : componentsOf(job, rows.usage("Geo-redundant disaster recovery", "TB", "storage_tb"))),
    ];
  },
  usage: ["storage_tb", "disaster_recovery_enabled", "monthly_hrs"],
};

/** Data factories, Databricks, Synapse, HDInsight and search. */
export const analytics: EstimatorTable = {
  azurerm_data_factory: {
    estimate: (job) => [
      ...componentsOf(
        job,
        rowsOf("data-factory").usage(
          "Read/Write operations",
          "50k entities",
          "monthly_read_write_operation_entities",
          50_000,
        ),
      ),
      ...componentsOf(
        job,
        rowsOf("data-factory").usage(
          "Monitoring operations",
          "50k entities",
          "monthly_monitoring_operation_entities",
          50_000,
        ),
      ),
    ],
    usage: ["monthly_read_write_operation_entities", "monthly_monitoring_operation_entities"],
  },
  azurerm_data_factory_integration_runtime_azure: azureRuntime,
  azurerm_data_factory_integration_runtime_azure_ssis: { estimate: ssisComponents, usage: ["monthly_hrs"] },
  azurerm_data_factory_integration_runtime_managed: managedRuntime,
  azurerm_data_factory_integration_runtime_self_hosted: {
    estimate: activities("data-factory-integration-runtime-self-hosted"),
    usage: activityUsage,
  },
  azurerm_databricks_workspace: databricks,
  azurerm_synapse_workspace: synapseWorkspace,
  azurerm_synapse_spark_pool: sparkPool,
  azurerm_synapse_sql_pool: sqlPool,
};
