import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import { withValues, type Job } from "../job.ts";
import { byUsage, cell, fixedOrNamed, hourly, rate } from "../line.ts";
import { instanceServer, serverComponents, serverUsage, type Purchase } from "./server.ts";
import { sizedItem, typedItems } from "./sizes.ts";

const some = { min: 0, max: 10_000, otherwise: 1 };

/** Hours of an instance whose type is part of the item's name. */
function machineHours(
  job: Job,
  machine: { readonly service: string; readonly name: string; readonly type: string; readonly part?: string },
  count: number,
): ReadonlyArray<Component> {
  const { service, type, part = null } = machine;
  const name = `${machine.name} (${type})`;
  const items = typedItems(job, service, /\((?<type>[\w.-]+)\)$/).filter(({ item }) =>
    item.startsWith(`${machine.name} (`),
  );
  const found = sizedItem(job, type, items);
  const times = found === null ? {} : { times: found.times };
  return hourly(job, { name, part, count, price: rate(service, found?.item ?? name), ...times });
}

const learning = "sagemaker";

/** An endpoint runs what its configuration says. */
const endpoint: Estimator = {
  estimate: (job) => {
    const types = ["aws_sagemaker_endpoint_configuration"];
    const found = job.others.referred(job.resource, types, job.values.text("endpoint_config_name"));
    const variants = (found?.values.blocks("production_variants") ?? []).concat(
      found?.values.blocks("shadow_production_variants") ?? [],
    );
    if (variants.length === 0) {
      job.notes.refuse("its endpoint configuration is not in this project, or has no variants");
      return [];
    }
    return variants.flatMap((variant, index) => variantComponents(job, variant, index));
  },
  usage: ["monthly_hrs", "monthly_inference_gb_seconds", "monthly_data_processed_gb"],
};

function variantComponents(job: Job, variant: Attributes, index: number): ReadonlyArray<Component> {
  const part = variant.text("variant_name") ?? `variant[${index}]`;
  if (variant.has("serverless_config")) {
    const name = "Serverless inference";
    const usage = "monthly_inference_gb_seconds";
    return byUsage(job, { name, part, unit: "GB-seconds", usage, price: rate(learning, name) });
  }
  const type = variant.required("instance_type") ?? "unknown";
  const count = variant.number("initial_instance_count", some);
  return machineHours(job, { service: learning, name: "Hosting", type, part }, count);
}

const notebook: Estimator = {
  estimate: (job) => {
    const type = job.values.required("instance_type") ?? "unknown";
    const size = job.values.number("volume_size", { min: 5, max: 16_384, otherwise: 5 });
    const storage = "Notebook storage";
    return [
      ...machineHours(job, { service: learning, name: "Notebook", type }, 1),
      ...fixedOrNamed(job, { name: storage, unit: "GB", quantity: size, price: rate(learning, storage) }),
    ];
  },
  usage: ["monthly_hrs"],
};

const memory: Estimator = {
  estimate: (job) => {
    const type = job.values.required("node_type") ?? "unknown";
    const shards = job.values.number("num_shards", some);
    const replicas = job.values.number("num_replicas_per_shard", { min: 0, max: 5, otherwise: 1 });
    const isValkey = job.values.choice("engine", "redis").toLowerCase() === "valkey";
    const [node, written] = isValkey ? ["Valkey node", "Data written (valkey)"] : ["Node", "Data written"];
    return [
      ...machineHours(job, { service: "memorydb", name: node, type }, shards * (replicas + 1)),
      ...byUsage(job, {
        name: written,
        unit: "GB",
        usage: "monthly_data_written_gb",
        price: rate("memorydb", written),
      }),
      ...byUsage(job, {
        name: "Snapshot storage",
        unit: "GB",
        usage: "snapshot_storage_size_gb",
        price: rate("memorydb", "Snapshot storage"),
      }),
    ];
  },
  usage: ["monthly_hrs", "monthly_data_written_gb", "snapshot_storage_size_gb"],
};

const cache: Estimator = {
  estimate: (job) => {
    const type = job.values.required("node_type") ?? "unknown";
    const count = job.values.number("replication_factor", { min: 1, max: 11, otherwise: 1 });
    return machineHours(job, { service: "dax", name: "Node", type }, count);
  },
  usage: ["monthly_hrs"],
};

/** A cluster's servers cost what EC2's cost, and a fee each. */
const mapReduce: Estimator = {
  estimate: (job) =>
    ["master_instance_group", "core_instance_group"].flatMap((name) =>
      job.values.blocks(name).flatMap((group) => groupComponents(job, group, name)),
    ),
  usage: serverUsage,
};

const mapReduceTask: Estimator = {
  estimate: (job) => groupComponents(job, job.values, null),
  usage: serverUsage,
};

function groupComponents(job: Job, group: Attributes, part: string | null): ReadonlyArray<Component> {
  const type = group.required("instance_type") ?? "unknown";
  const count = group.number("instance_count", some);
  const purchase: Purchase = group.has("bid_price") ? "spot" : "on-demand";
  const disks = group.blocks("ebs_config").flatMap((disk, index) =>
    Array.from({ length: disk.number("volumes_per_instance", { min: 1, max: 25, otherwise: 1 }) }, () => ({
      part: `ebs_config[${index}]`,
      values: withSize(disk),
      type: "gp2",
      defaultSize: 32,
    })),
  );
  const server = {
    type,
    purchase,
    tenancy: "default",
    ebsOptimized: false,
    monitored: false,
    unlimitedCredits: false,
    volumes: disks,
  };
  const fee = `EMR fee (${type})`;
  const components = [
    ...serverComponents(withValues(job, group), server, count),
    ...fixedOrNamed(job, { name: fee, unit: "hours", quantity: 730 * count, price: rate("emr", fee) }),
  ];
  return part === null
    ? components
    : components.map((one) => ({ ...one, part: one.part === null ? part : `${part}.${one.part}` }));
}

/** EMR's disks are described as others are, with `size` for `volume_size` and `type` for `volume_type`. */
function withSize(disk: Attributes): Attributes {
  const names: Readonly<Record<string, string>> = { volume_size: "size", volume_type: "type" };
  const own = (name: string): string => (Object.hasOwn(names, name) ? (names[name] ?? name) : name);
  return {
    ...disk,
    text: (name) => disk.text(own(name)),
    choice: (name, otherwise) => disk.choice(own(name), otherwise),
    number: (name, rule) => disk.number(own(name), rule),
    has: (name) => disk.has(own(name)),
    isUnknown: (name) => disk.isUnknown(own(name)),
  };
}

const throughput: Estimator = {
  estimate: (job) => {
    const units = job.values.number("model_units", { min: 1, max: 1000, otherwise: 1 });
    const model = (job.values.required("model_arn") ?? "").split("/").at(-1) ?? "";
    const term = job.values.choice("commitment_duration", "none");
    const name = `Model units (${model}, ${term === "none" ? "no commitment" : term})`;
    return hourly(job, { name, count: units, price: rate("bedrock", name) });
  },
  usage: ["monthly_hrs"],
};

const spotRequest: Estimator = {
  estimate: (job) => serverComponents(job, { ...instanceServer(job.values, null), purchase: "spot" }),
  usage: serverUsage,
};

/** Platforms of a capacity reservation as columns of the price table. */
const platforms: Readonly<Record<string, string>> = {
  "Linux/UNIX": "linux",
  Windows: "windows",
  "Red Hat Enterprise Linux": "rhel",
  "SUSE Linux": "suse",
};

/** Reserved capacity costs the on-demand price, whether it is used or not. */
const capacityReservation: Estimator = {
  estimate: (job) => {
    const type = job.values.required("instance_type") ?? "unknown";
    const platform = job.values.choice("instance_platform", "Linux/UNIX");
    const column = Object.hasOwn(platforms, platform) ? platforms[platform] : undefined;
    if (column === undefined) {
      job.notes.refuse(`no price of capacity for "${platform}"; known are ${Object.keys(platforms).join(", ")}`);
      return [];
    }
    const count = job.values.number("instance_count", some);
    job.notes.assume(
      "Instances that run in this reservation cost nothing more; they are counted by themselves as well.",
    );
    return hourly(job, { name: `Reserved capacity (${platform}, ${type})`, count, price: cell("ec2", type, column) });
  },
  usage: ["monthly_hrs"],
};

/** Machines that other services than EC2 sell, and other ways to buy EC2's. */
export const machines: EstimatorTable = {
  aws_sagemaker_endpoint: endpoint,
  aws_sagemaker_notebook_instance: notebook,
  aws_memorydb_cluster: memory,
  aws_dax_cluster: cache,
  aws_emr_cluster: mapReduce,
  aws_emr_instance_group: mapReduceTask,
  aws_bedrock_provisioned_model_throughput: throughput,
  aws_spot_instance_request: spotRequest,
  aws_ec2_capacity_reservation: capacityReservation,
};
