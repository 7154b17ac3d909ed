import type { Component } from "../../model/estimate.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, rate, tiered } from "../line.ts";
import { rowsOf, tiersOf } from "../rows.ts";

type Row = readonly [name: string, unit: string, usage: string, item: string];

const onDemand: ReadonlyArray<Row> = [
  ["Data ingested", "GB", "monthly_on_demand_data_in_gb", "on-demand-in"],
  ["Data retrieval", "GB", "monthly_on_demand_data_out_gb", "on-demand-out"],
  ["Enhanced Fan Out (EFO) Data retrieval", "GB", "monthly_on_demand_efo_data_out_gb", "on-demand-fan-out"],
  ["Extended retention (24H to 7D)", "GB", "monthly_on_demand_extended_retention_gb", "on-demand-extended"],
  ["Long term retention (7D+)", "GB", "monthly_on_demand_long_term_retention_gb", "on-demand-long"],
];

const provisioned: ReadonlyArray<Row> = [
  ["Put request unit", "units", "monthly_provisioned_put_units", "put"],
  ["Extended retention (24H to 7D)", "GB", "monthly_provisioned_extended_retention_gb", "extended"],
  ["Long term retention (7D+)", "GB", "monthly_provisioned_long_term_retention_gb", "long"],
  ["Extended retention retrieval (7D+)", "GB", "monthly_provisioned_long_term_retrieval_gb", "long-read"],
  ["Enhanced Fan Out (EFO) Data retrieval", "GB", "monthly_provisioned_efo_data_out_gb", "fan-out"],
  ["Enhanced Fan Out (EFO)", "consumer-shard hour", "monthly_provisioned_efo_consumer_hours", "fan-out-hours"],
];

const stream: Estimator = {
  estimate: (job) => {
    const mode = job.values.block("stream_mode_details").choice("stream_mode", "PROVISIONED");
    if (mode === "ON_DEMAND")
      return [...hourly(job, { name: "ON_DEMAND", price: rate("kinesis", "on-demand") }), ...used(job, onDemand)];
    const count = job.values.number("shard_count", { min: 1, max: 100_000, otherwise: 1 });
    return [...hourly(job, { name: "PROVISIONED", count, price: rate("kinesis", "shard") }), ...used(job, provisioned)];
  },
  usage: ["monthly_hrs", ...[...onDemand, ...provisioned].map(([, , key]) => key)],
};

function used(job: Job, rows: ReadonlyArray<Row>): ReadonlyArray<Component> {
  return rows.flatMap(([name, unit, usage, item]) =>
    componentsOf(job, { kind: "usage", name, unit, usage, price: rate("kinesis", item) }),
  );
}

const firehose = "kinesis-firehose-delivery-stream";
const ingested = "monthly_data_ingested_gb";

const delivery: Estimator = {
  estimate: (job) => {
    const rows = rowsOf(firehose);
    const targets = ["extended_s3_configuration", "elasticsearch_configuration", "opensearch_configuration"].flatMap(
      (name) => job.values.blocks(name),
    );
    const converts = targets
      .flatMap((target) => target.blocks("data_format_conversion_configuration"))
      .some((conversion) => conversion.flag("enabled", true));
    const networks = targets.flatMap((target) => target.blocks("vpc_config"));
    const zones = networks.reduce((sum, network) => sum + Math.max(1, network.list("subnet_ids").length), 0);
    return [
      ...tiered(
        job,
        { name: "Data ingested", unit: "GB", usage: ingested },
        tiersOf(firehose, "Data ingested", [
          ["first 500TB", 512_000],
          ["next 1.5PB", 1_536_000],
          ["next 3PB", null],
        ]),
      ),
      ...(converts ? componentsOf(job, rows.usage("Format conversion", "GB", ingested)) : []),
      ...(zones === 0
        ? []
        : [
            ...componentsOf(job, rows.usage("VPC data", "GB", ingested)),
            ...hourly(job, { name: "VPC AZ delivery", count: zones, price: rate(firehose, "VPC AZ delivery") }),
          ]),
    ];
  },
  usage: [ingested, "monthly_hrs"],
};

const analysis = "kinesisanalyticsv2-application";
const units = "kinesis_processing_units";
const snapshot = rowsOf(analysis).usage("Backup", "GB", "durable_application_backup_gb");

/** Each processing unit of Flink comes with 50 GB, and each application with one unit that directs the others. */
const application: Estimator = {
  estimate: (job) => {
    const rows = rowsOf(analysis);
    const stream = componentsOf(job, rows.usage("Processing (stream)", "KPU", units));
    if (!job.values.choice("runtime_environment", "FLINK").toUpperCase().startsWith("FLINK")) return stream;
    const orchestration = "Processing (orchestration)";
    return [
      ...stream,
      ...fixed(job, { name: orchestration, unit: "KPU", quantity: 1, price: rate(analysis, orchestration) }),
      ...byUsage(job, {
        name: "Running storage",
        unit: "GB",
        usage: units,
        times: 50,
        price: rate(analysis, "Running storage"),
      }),
      ...componentsOf(job, snapshot),
    ];
  },
  usage: [units, "durable_application_backup_gb"],
};

/** Amazon Kinesis: streams, Firehose and analytics. */
export const streams: EstimatorTable = {
  aws_kinesis_stream: stream,
  aws_kinesis_firehose_delivery_stream: delivery,
  aws_kinesis_analytics_application: fromTable([rowsOf(analysis).usage("Processing (stream)", "KPU", units)]),
  aws_kinesisanalyticsv2_application: application,
  aws_kinesisanalyticsv2_application_snapshot: fromTable([snapshot]),
};
