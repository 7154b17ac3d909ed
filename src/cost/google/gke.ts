import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, hourly, rate } from "../line.ts";
import { scaled, spanOf } from "../scenario.ts";
import { diskComponents } from "./disk.ts";
import { gpusOf, machineComponents, shortName } from "./machine.ts";

const nodeCount = { min: 0, max: 15_000 };
const gb = { min: 0, max: 65_536, otherwise: 100 };

/** Nodes that a cluster gets in each zone where it does not say. */
const defaultNodes = 3;

/** `us-central1-a` is one zone; a region has three unless it lists others. */
function zonesOf(location: string, values: Attributes): number {
  const listed = values.list("node_locations");
  if (/-[a-z]$/.test(location)) return new Set([location, ...listed]).size;
  return listed.length > 0 ? listed.length : 3;
}

/** Nodes of one kind with their disks. */
function nodes(job: Job, config: Attributes, count: number, part: string | null): ReadonlyArray<Component> {
  const type = shortName(config.choice("machine_type", "e2-medium"));
  return [
    ...machineComponents(
      job,
      {
        type,
        spot: config.flag("preemptible") || config.flag("spot"),
        part,
        gpus: gpusOf(config),
        isOneOfSeveral: part !== null,
        localSsds: config.number("local_ssd_count", { min: 0, max: 24, otherwise: 0 }),
      },
      count,
    ),
    ...diskComponents(
      job,
      { kind: config.choice("disk_type", "pd-standard"), size: config.number("disk_size_gb", gb), part },
      count,
    ),
  ];
}

/** Nodes in each zone: the usage file's, else what is declared, else the least that scaling keeps. */
function perZone(job: Job, pool: Attributes, usage: string, otherwise: number): number {
  const told = job.usage.number(`${usage}nodes`);
  if (told !== null) return told;
  for (const name of ["node_count", "initial_node_count"]) {
    if (pool.has(name)) return pool.number(name, { ...nodeCount, otherwise });
  }
  const scaling = pool.block("autoscaling");
  return scaling.has("min_node_count") ? scaling.number("min_node_count", { ...nodeCount, otherwise }) : otherwise;
}

/** Nodes of a pool in all zones, within the bounds of its scaling, which are a zone's or the pool's. */
function poolSize(job: Job, pool: Attributes, expected: number, zones: number): number {
  const all = expected * zones;
  const scaling = pool.block("autoscaling");
  const bound = (name: string): number =>
    scaling.has(`total_${name}`)
      ? scaling.number(`total_${name}`, { ...nodeCount, otherwise: all })
      : scaling.number(name, { ...nodeCount, otherwise: expected }) * zones;
  return scaled(job, `${all} nodes`, spanOf(bound("min_node_count"), all, bound("max_node_count")));
}

const cluster: Estimator = {
  estimate: (job) => {
    const location = job.values.choice("location", job.region);
    job.notes.assume("One zonal or Autopilot cluster of a billing account is free; that is not deducted.");
    if (job.values.flag("enable_autopilot")) return autopilot(job);
    return [
      ...hourly(job, { name: "Cluster management fee", price: rate("gke", "cluster") }),
      ...defaultPool(job, location),
      ...job.values.blocks("node_pool").flatMap((pool, index) => {
        const part = `node_pool[${index}]`;
        const zones = zonesOf(location, pool.has("node_locations") ? pool : job.values);
        const count = poolSize(job, pool, perZone(job, pool, `${part}.`, 3), zones);
        return nodes(job, pool.block("node_config"), count, part);
      }),
    ];
  },
  usage: [
    "nodes",
    "autopilot_vcpu_count",
    "autopilot_memory_gb",
    "autopilot_ephemeral_storage_gb",
    ...Array.from({ length: 20 }, (_, index) => `node_pool[${index}].nodes`),
  ],
};

function autopilot(job: Job): ReadonlyArray<Component> {
  const line = (name: string, unit: string, usage: string, item: string): ReadonlyArray<Component> =>
    byUsage(job, { name, unit, usage, price: rate("gke", item) });
  return [
    ...hourly(job, { name: "Autopilot", price: rate("gke", "cluster") }),
    ...line("Autopilot vCPU", "vCPU", "autopilot_vcpu_count", "autopilot cpu"),
    ...line("Autopilot memory", "GB", "autopilot_memory_gb", "autopilot memory"),
    ...line("Autopilot ephemeral storage", "GB", "autopilot_ephemeral_storage_gb", "autopilot storage"),
  ];
}

/** A cluster that declares its pools inside has no other. */
function defaultPool(job: Job, location: string): ReadonlyArray<Component> {
  if (job.values.flag("remove_default_node_pool") || job.values.blocks("node_pool").length > 0) return [];
  const count = perZone(job, job.values, "", defaultNodes) * zonesOf(location, job.values);
  job.notes.assume(`${count} nodes of the default pool are counted.`);
  return nodes(job, job.values.block("node_config"), count, "default_pool");
}

const nodePool: Estimator = {
  estimate: (job) => {
    const parent = job.others.referred(job.resource, ["google_container_cluster"], job.values.text("cluster"))?.values;
    const location = job.values.text("location") ?? parent?.text("location") ?? job.region;
    const zones = zonesOf(location, job.values.has("node_locations") || parent === undefined ? job.values : parent);
    const count = poolSize(job, job.values, perZone(job, job.values, "", defaultNodes), zones);
    return nodes(job, job.values.block("node_config"), count, null);
  },
  usage: ["nodes", "monthly_hrs"],
};

/** Google Kubernetes Engine. */
export const gke: EstimatorTable = {
  google_container_cluster: cluster,
  google_container_node_pool: nodePool,
};
