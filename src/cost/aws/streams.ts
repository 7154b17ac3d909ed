import type { Component } from "../../model/estimate.ts";
import { componentsOf, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { hourly, rate } from "../line.ts";

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

/** Amazon Kinesis Data Streams. */
export const streams: EstimatorTable = { aws_kinesis_stream: stream };
