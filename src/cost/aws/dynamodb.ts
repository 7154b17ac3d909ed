import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import { withValues, type Job } from "../job.ts";
import type { Attributes } from "../attributes.ts";
import { byUsage, fixed, rate } from "../line.ts";
import type { RateQuery } from "../price-book.ts";
import { varied } from "../scenario.ts";
import { isScaled, scaledDimension } from "./scalable-targets.ts";

const capacity = { min: 0, max: 10_000_000, otherwise: 0 };

const table: Estimator = {
  estimate: (job) => {
    const onDemand = job.values.choice("billing_mode", "PROVISIONED") === "PAY_PER_REQUEST";
    const price = classPrice(job);
    return [
      ...(onDemand ? requestUnits(job) : capacityUnits(job)),
      ...byUsage(job, { name: "Data storage", unit: "GB", usage: "storage_gb", price: price("storage") }),
      ...recovery(job.values.block("point_in_time_recovery").flag("enabled"), job),
      ...byUsage(job, {
        name: "On-demand backup storage",
        unit: "GB",
        usage: "on_demand_backup_storage_gb",
        price: rate("dynamodb", "backup"),
      }),
      ...byUsage(job, {
        name: "Table data restored",
        unit: "GB",
        usage: "monthly_data_restored_gb",
        price: rate("dynamodb", "restore"),
      }),
      ...byUsage(job, {
        name: "Streams read request unit (sRRU)",
        unit: "sRRUs",
        usage: "monthly_streams_read_request_units",
        price: rate("dynamodb", "streams"),
      }),
      ...replicas(job, onDemand),
    ];
  },
  usage: [
    "monthly_write_request_units",
    "monthly_read_request_units",
    "storage_gb",
    "pitr_backup_storage_gb",
    "on_demand_backup_storage_gb",
    "monthly_data_restored_gb",
    "monthly_streams_read_request_units",
  ],
};

/** Tables that are seldom read store for less and cost more a request. */
function classPrice(job: Job): (item: string) => RateQuery {
  const seldom = job.values.choice("table_class", "STANDARD") === "STANDARD_INFREQUENT_ACCESS";
  return (item) => rate("dynamodb", seldom ? `${item} ia` : item);
}

function requestUnits(job: Job): ReadonlyArray<Component> {
  const price = classPrice(job);
  return [
    ...byUsage(job, {
      name: "Write request unit (WRU)",
      unit: "WRUs",
      usage: "monthly_write_request_units",
      price: price("wru"),
    }),
    ...byUsage(job, {
      name: "Read request unit (RRU)",
      unit: "RRUs",
      usage: "monthly_read_request_units",
      price: price("rru"),
    }),
  ];
}

/** A global index has a capacity of its own, and is scaled by itself. */
function capacityUnits(job: Job): ReadonlyArray<Component> {
  const price = classPrice(job);
  const indexes = job.values.blocks("global_secondary_index");
  const total = (name: "read_capacity" | "write_capacity"): number =>
    [
      scaledUnits(job, "table", name, job.values),
      ...indexes.map((index) => scaledUnits(job, "index", name, index)),
    ].reduce((sum, units) => sum + units, 0);
  return [
    ...fixed(job, {
      name: `Write capacity unit (WCU${scales(job, "Write")})`,
      unit: "WCU",
      quantity: total("write_capacity"),
      price: price("wcu"),
    }),
    ...fixed(job, {
      name: `Read capacity unit (RCU${scales(job, "Read")})`,
      unit: "RCU",
      quantity: total("read_capacity"),
      price: price("rcu"),
    }),
  ];
}

function scales(job: Job, what: "Read" | "Write"): string {
  return isScaled(job, [`dynamodb:table:${what}CapacityUnits`]) ? ", autoscaling" : "";
}

function scaledUnits(
  job: Job,
  of: "table" | "index",
  name: "read_capacity" | "write_capacity",
  values: Attributes,
): number {
  const dimension = `dynamodb:${of}:${name === "read_capacity" ? "Read" : "Write"}CapacityUnits`;
  const index = of === "index" ? `/index/${values.text("name") ?? ""}` : "";
  return varied(job, scaledDimension(job, dimension, values.number(name, capacity), index));
}

function recovery(isOn: boolean, job: Job): ReadonlyArray<Component> {
  if (!isOn) return [];
  return byUsage(job, {
    name: "Point-In-Time Recovery (PITR) backup storage",
    unit: "GB",
    usage: "pitr_backup_storage_gb",
    price: rate("dynamodb", "pitr"),
  });
}

function replicas(job: Job, onDemand: boolean): ReadonlyArray<Component> {
  return job.values.blocks("replica").flatMap((replica) => {
    const region = replica.text("region_name") ?? job.region;
    const units = onDemand ? null : scaledUnits(job, "table", "write_capacity", job.values);
    return replicatedWrites({ ...job, region }, units, `Global table (${region})`);
  });
}

/** Every replica writes what the table writes, at the price of its own region; null units are billed by the request. */
function replicatedWrites(job: Job, units: number | null, part: string | null): ReadonlyArray<Component> {
  const price = classPrice(job);
  if (units === null) {
    return byUsage(job, {
      name: "Replicated write request unit (rWRU)",
      part,
      unit: "rWRU",
      usage: "monthly_write_request_units",
      price: price("rwru"),
    });
  }
  const name = "Replicated write capacity unit (rWCU)";
  return fixed(job, { name, part, unit: "rWCU", quantity: units, price: price("rwcu") });
}

/** A replica that is declared beside its table. */
const replica: Estimator = {
  estimate: (job) => {
    const source = job.others.referred(job.resource, ["aws_dynamodb_table"], job.values.text("global_table_arn"));
    if (source === null) {
      job.notes.refuse("its table, which says how its writes are billed, is not in this project");
      return [];
    }
    const onDemand = source.values.choice("billing_mode", "PROVISIONED") === "PAY_PER_REQUEST";
    const own = withValues({ ...job, resource: source.resource }, source.values);
    const units = onDemand ? null : scaledUnits(own, "table", "write_capacity", source.values);
    const here = withValues(job, source.values);
    return [
      ...replicatedWrites(here, units, null),
      ...byUsage(here, { name: "Data storage", unit: "GB", usage: "storage_gb", price: classPrice(here)("storage") }),
      ...recovery(job.values.flag("point_in_time_recovery"), job),
    ];
  },
  usage: ["monthly_write_request_units", "storage_gb", "pitr_backup_storage_gb"],
};

/** Amazon DynamoDB. */
export const dynamodb: EstimatorTable = { aws_dynamodb_table: table, aws_dynamodb_table_replica: replica };
