import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, rate } from "../line.ts";
import { sizedItem, typedItems } from "./sizes.ts";

const kafka = "msk-cluster";
const brokers = { min: 1, max: 300, otherwise: 3 };
/** AWS's bounds of a broker's volume, GiB. */
const volume = { min: 1, max: 16_384, otherwise: 1000 };

const kafkaCluster: Estimator = {
  estimate: (job) => {
    const group = job.values.block("broker_node_group_info");
    const type = group.required("instance_type") ?? "unknown";
    const count = job.values.number("number_of_broker_nodes", brokers);
    const found = sizedItem(job, type, typedItems(job, kafka, /^Instance \((?<type>kafka\.[\w.]+)\)$/));
    const disk = group.has("storage_info") ? group.block("storage_info").block("ebs_storage_info") : null;
    const size = disk === null ? group.number("ebs_volume_size", volume) : disk.number("volume_size", volume);
    const scales = job.others.referring(job.resource, ["aws_appautoscaling_target"]).length > 0;
    if (scales) job.notes.assume("Storage that grows by itself is counted at its first size.");
    if (disk?.block("provisioned_throughput").flag("enabled") === true)
      job.notes.assume("Provisioned storage throughput is not counted: the price book has no price of it.");
    return [
      ...hourly(job, {
        name: `Instance (${type})`,
        count,
        price: rate(kafka, found?.item ?? `Instance (${type})`),
        ...(found === null ? {} : { times: found.times }),
      }),
      // Express brokers have storage of their own, which is billed by what is kept.
      ...(type.startsWith("express.")
        ? byUsage(job, { name: "Storage", unit: "GB", usage: "storage_gb", price: rate(kafka, "Storage (express)") })
        : fixed(job, {
            name: scales ? "Storage (autoscaling)" : "Storage",
            unit: "GB",
            quantity: size * count,
            price: rate(kafka, "Storage"),
          })),
    ];
  },
  usage: ["monthly_hrs", "storage_gb"],
};

const queue = "mq-broker";
const engines: Readonly<Record<string, string>> = { activemq: "ActiveMQ", rabbitmq: "RabbitMQ" };
/** How many brokers a deployment has; the price list's items are of whole deployments. */
const deployments: Readonly<Record<string, number>> = {
  single_instance: 1,
  active_standby_multi_az: 2,
  cluster_multi_az: 3,
};

const broker: Estimator = {
  estimate: (job) => {
    const told = job.values.required("engine_type") ?? "";
    const engine = Object.hasOwn(engines, told.toLowerCase()) ? engines[told.toLowerCase()] : undefined;
    const mode = job.values.choice("deployment_mode", "SINGLE_INSTANCE").toLowerCase();
    const count = Object.hasOwn(deployments, mode) ? deployments[mode] : undefined;
    if (engine === undefined || count === undefined) {
      job.notes.refuse(
        engine === undefined
          ? `unknown engine "${told}"; expected ActiveMQ or RabbitMQ`
          : `unknown deployment mode "${mode}"; expected one of ${Object.keys(deployments).join(", ").toUpperCase()}`,
      );
      return [];
    }
    const type = job.values.required("host_instance_type") ?? "unknown";
    const name = `Instance usage (${engine}, ${type}, ${mode})`;
    const found = brokerItem(job, name, engine, type);
    return [
      ...hourly(job, {
        name,
        price: rate(queue, found?.item ?? name),
        ...(found === null || found.item === name ? {} : { times: found.times.times(count) }),
      }),
      ...brokerStorage(job, engine, count),
    ];
  },
  usage: ["monthly_hrs", "storage_size_gb"],
};

function brokerItem(job: Job, name: string, engine: string, type: string): ReturnType<typeof sizedItem> {
  const items = job.book.items(job.provider, queue).flatMap((item) => {
    const groups = /^Instance usage \((?<engine>\w+), (?<type>[\w.]+), (?<mode>\w+)\)$/.exec(item)?.groups;
    return groups?.type === undefined || groups.engine !== engine
      ? []
      : [{ item, type: groups.type, holds: deployments[groups.mode ?? ""] ?? 1 }];
  });
  const exact = items.find((one) => one.item === name);
  return sizedItem(job, type, exact === undefined ? items : [exact]);
}

/** RabbitMQ keeps a copy on each broker; ActiveMQ's file system is shared. */
function brokerStorage(job: Job, engine: string, count: number): ReadonlyArray<Component> {
  const type = engine === "RabbitMQ" ? "EBS" : job.values.choice("storage_type", "efs").toUpperCase();
  const name = `Storage (${engine}, ${type})`;
  const times = engine === "RabbitMQ" ? count : 1;
  return byUsage(job, { name, unit: "GB", usage: "storage_size_gb", times, price: rate(queue, name) });
}

/** Amazon MSK and Amazon MQ. */
export const messageBrokers: EstimatorTable = { aws_msk_cluster: kafkaCluster, aws_mq_broker: broker };
