import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, cell, hourly, rate } from "../line.ts";
import type { CellQuery } from "../price-book.ts";
import { spanOf, varied, type Span } from "../scenario.ts";
import { bought, reservedUsage } from "./reservations.ts";
import { isScaled, scaledDimension } from "./scalable-targets.ts";

const usage = ["monthly_hrs", "snapshot_storage_size_gb", ...reservedUsage];
const nodes = { min: 1, max: 500, otherwise: 1 };

const shardsDimension = "elasticache:replication-group:NodeGroups";
const replicasDimension = "elasticache:replication-group:Replicas";

const cluster: Estimator = {
  estimate: (job) => {
    // A member of a replication group is priced with its group.
    if (job.values.has("replication_group_id") || job.values.isUnknown("replication_group_id")) return [];
    const engine = job.values.choice("engine", "memcached").toLowerCase();
    return [...instances(job, engine, job.values.number("num_cache_nodes", nodes)), ...backup(job, engine)];
  },
  usage,
};

const replicationGroup: Estimator = {
  estimate: (job) => {
    const engine = job.values.choice("engine", "redis").toLowerCase();
    const older = job.values.block("cluster_mode");
    const grouped = job.values.has("num_node_groups") ? job.values : older;
    const shards = scaledDimension(job, shardsDimension, grouped.number("num_node_groups", nodes));
    const replicas = scaledDimension(
      job,
      replicasDimension,
      grouped.number("replicas_per_node_group", { min: 0, max: 5, otherwise: 0 }),
    );
    const flat = job.values.has("num_cache_clusters") ? "num_cache_clusters" : "number_cache_clusters";
    const count = job.values.has(flat) ? job.values.number(flat, nodes) : varied(job, nodesOf(shards, replicas));
    if (job.values.has("global_replication_group_id") && !job.values.has("node_type")) {
      job.notes.refuse("the node type is its global replication group's, which is not known");
      return [];
    }
    return [...instances(job, engine, count), ...backup(job, engine)];
  },
  usage,
};

/** Every shard has its primary node and its replicas. */
function nodesOf(shards: Span, replicas: Span): Span {
  return spanOf(
    shards.low * (replicas.low + 1),
    shards.expected * (replicas.expected + 1),
    shards.high * (replicas.high + 1),
  );
}

function instances(job: Job, engine: string, count: number): ReadonlyArray<Component> {
  if (engine !== "redis" && engine !== "valkey" && engine !== "memcached") {
    job.notes.refuse(`unknown cache engine "${engine}"; expected redis, valkey or memcached`);
    return [];
  }
  const type = job.values.required("node_type") ?? "unknown";
  const onDemand = (node: string): CellQuery => cell("elasticache", node, engine);
  const { purchase, price, times } = bought(job, { service: "elasticache", type, kind: engine, onDemand });
  const scaling = isScaled(job, [shardsDimension, replicasDimension]) ? ", autoscaling" : "";
  return hourly(job, { name: `ElastiCache (${purchase}, ${type}${scaling})`, count, price, times });
}

/** One snapshot is free. */
function backup(job: Job, engine: string): ReadonlyArray<Component> {
  const kept = job.values.number("snapshot_retention_limit", { min: 0, max: 35, otherwise: 0 });
  if (engine === "memcached" || kept <= 1) return [];
  return byUsage(job, {
    name: "Backup storage",
    unit: "GB",
    usage: "snapshot_storage_size_gb",
    times: kept - 1,
    price: rate("elasticache", "backup"),
  });
}

/** Amazon ElastiCache. */
export const elasticache: EstimatorTable = {
  aws_elasticache_cluster: cluster,
  aws_elasticache_replication_group: replicationGroup,
};
