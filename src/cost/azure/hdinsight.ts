import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, cell, fixed, hourly, rate } from "../line.ts";
import { count } from "./analytics.ts";

/** Nodes of an HDInsight cluster: role, component, how many where the role does not say. */
const roles: ReadonlyArray<readonly [role: string, name: string, fixedCount: number | null]> = [
  ["head_node", "Head node", 2],
  ["worker_node", "Worker node", null],
  ["zookeeper_node", "Zookeeper node", 3],
  ["edge_node", "Edge node", null],
];

function hdInsight(names: Readonly<Record<string, string>> = {}): Estimator {
  return {
    estimate: (job) => {
      const all = job.values.block("roles");
      return roles.flatMap(([role, name, fixedCount]) =>
        all.blocks(role).flatMap((node) => {
          const size = node.required("vm_size") ?? "";
          const nodes = fixedCount ?? node.number("target_instance_count", count);
          return nodeHours(job, names[role] ?? name, size, nodes);
        }),
      );
    },
    usage: ["monthly_hrs", "monthly_os_disk_operations"],
  };
}

/** HDInsight charges the machine and a fee for each core; examples show some sizes, the machine's list the rest. */
function nodeHours(job: Job, label: string, size: string, nodes: number): ReadonlyArray<Component> {
  const name = `${label} (${size})`;
  const known = ["Head node", "Worker node", "Zookeeper node", "Region node", "Edge node"]
    .map((node) => rate("hdinsight", `${node} (${size})`))
    .find((price) => job.book.price(job.provider, job.region, price) !== null);
  if (known !== undefined) return hourly(job, { name, count: nodes, price: known });
  const plain = size.toLowerCase().startsWith("standard_") || /^basic_/i.test(size) ? size : `Standard_${size}`;
  job.notes.assume(
    `${name}: the virtual machine's price is used; HDInsight's fee for its cores is not in the price book.`,
  );
  return hourly(job, { name, count: nodes, price: cell("vm", plain.toLowerCase(), "linux") });
}

const kafka: Estimator = {
  estimate: (job) => {
    const worker = job.values.block("roles").block("worker_node");
    const disks =
      worker.number("number_of_disks_per_node", { min: 0, max: 64, otherwise: 0 }) *
      worker.number("target_instance_count", count);
    const sku = job.values.choice("tier", "Standard").toLowerCase() === "premium" ? "P30" : "S30";
    return [
      ...hdInsight().estimate(job),
      ...(disks > 0
        ? fixed(job, {
            name: "Managed OS disks",
            unit: "months",
            quantity: disks,
            price: rate("hdinsight-disk", `Managed OS disks [${sku}]`),
          })
        : []),
      ...byUsage(job, {
        name: "Disk operations",
        unit: "100K operations",
        usage: "monthly_os_disk_operations",
        per: 100_000,
        times: disks,
        price: rate("hdinsight-disk", `Disk operations [${sku}]`),
      }),
    ];
  },
  usage: ["monthly_hrs", "monthly_os_disk_operations"],
};

/** HDInsight: machines, and a fee for each core. */
export const hdInsightClusters: EstimatorTable = {
  azurerm_hdinsight_hadoop_cluster: hdInsight(),
  azurerm_hdinsight_hbase_cluster: hdInsight({ worker_node: "Region node" }),
  azurerm_hdinsight_interactive_query_cluster: hdInsight(),
  azurerm_hdinsight_spark_cluster: hdInsight(),
  azurerm_hdinsight_kafka_cluster: kafka,
};
