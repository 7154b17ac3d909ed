import { Decimal } from "decimal.js";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { fixed, rate } from "../line.ts";
import type { Neighbour } from "../neighbourhood.ts";
import { counted, scaled } from "../scenario.ts";
import { scaledDimension } from "./scalable-targets.ts";

const service: Estimator = {
  estimate: (job) => {
    if (!runsOnFargate(job)) return [];
    const count = tasks(job);
    const definition = definitionOf(job);
    if (definition === null) {
      job.notes.refuse("its task definition, which says how much CPU and memory it takes, is not in this project");
      return [];
    }
    const cpu = amount(job, definition.values.required("cpu"), "cpu", 1024);
    const memory = amount(job, definition.values.required("memory"), "memory", 1024);
    const platform = platformOf(definition.values.block("runtime_platform"));
    const extra = definition.values.block("ephemeral_storage").number("size_in_gib", storage) - storage.otherwise;
    return [
      ...fixed(job, {
        name: "Per GB per hour",
        unit: "GB",
        quantity: memory.times(count),
        price: rate("fargate", `memory${platform}`),
      }),
      ...fixed(job, {
        name: "Per vCPU per hour",
        unit: "CPU",
        quantity: cpu.times(count),
        price: rate("fargate", `vcpu${platform}`),
      }),
      ...(platform === ":windows"
        ? fixed(job, {
            name: "Windows licence",
            unit: "CPU",
            quantity: cpu.times(count),
            price: rate("fargate", "licence:windows"),
          })
        : []),
      ...(extra <= 0
        ? []
        : fixed(job, { name: "Storage", unit: "GB", quantity: extra * count, price: rate("fargate", "storage") })),
    ];
  },
  usage: [],
};

/** GiB of a task's storage: the first 20 cost nothing. */
const storage = { min: 20, max: 200, otherwise: 20 };

/** The end of the price's name: Arm and Windows have prices of their own. */
function platformOf(platform: Attributes): string {
  if (platform.text("operating_system_family")?.toUpperCase().startsWith("WINDOWS") === true) return ":windows";
  return platform.text("cpu_architecture")?.toUpperCase() === "ARM64" ? ":arm64" : "";
}

/** Tasks that are desired, within the bounds of what scales them. */
function tasks(job: Job): number {
  const bounds = { min: 0, max: 100_000 };
  // The provider starts none where none are desired.
  const otherwise = job.values.isUnknown("desired_count") ? 1 : 0;
  const desired = job.values.number("desired_count", { ...bounds, otherwise });
  const span = scaledDimension(job, "ecs:service:DesiredCount", desired);
  if (span.low === span.high) return counted(job, span);
  const declared = `desired_count = ${desired}`;
  return scaled(job, span.expected === desired ? declared : `${span.expected} tasks (${declared})`, span);
}

/** The definition of the service's tasks, or of its task sets' where those are deployed by somebody else. */
function definitionOf(job: Job): Neighbour | null {
  const types = ["aws_ecs_task_definition"];
  const own = job.others.referred(job.resource, types, job.values.text("task_definition"));
  return (
    own ??
    job.others
      .referring(job.resource, ["aws_ecs_task_set"])
      .map(({ resource, values }) => job.others.referred(resource, types, values.text("task_definition")))
      .find((found) => found !== null) ??
    null
  );
}

/** What is assumed of Fargate's spot capacity. */
export const fargateSpot = "The price book has no prices of Fargate Spot; the on-demand price is used.";

/** Services on EC2 cost what their instances cost. A service that does not say starts where its cluster does. */
function runsOnFargate(job: Job): boolean {
  const launchType = job.values.text("launch_type");
  if (launchType !== null) return launchType.toUpperCase() === "FARGATE";
  const strategy = job.values.blocks("capacity_provider_strategy");
  const providers = strategy.length > 0 ? strategy : clusterStrategy(job);
  const used = providers.filter(isUsed);
  const named = (used.length > 0 ? used : providers).flatMap(
    (one) => one.text("capacity_provider")?.toUpperCase() ?? [],
  );
  if (named.includes("FARGATE_SPOT")) job.notes.assume(fargateSpot);
  return named.some((one) => one.startsWith("FARGATE"));
}

/** A provider with neither weight nor base starts nothing beside others that have one. */
function isUsed(strategy: Attributes): boolean {
  const share = { min: 0, max: 100_000, otherwise: 0 };
  const weight = strategy.isUnknown("weight") ? 1 : strategy.number("weight", share);
  return weight > 0 || strategy.number("base", share) > 0;
}

/** What starts the tasks of services that say nothing; a cluster without a strategy starts them on EC2. */
function clusterStrategy(job: Job): ReadonlyArray<Attributes> {
  const cluster = job.others.referred(job.resource, ["aws_ecs_cluster"], job.values.text("cluster"));
  if (cluster === null) return [];
  return [cluster, ...job.others.referring(cluster.resource, ["aws_ecs_cluster_capacity_providers"])].flatMap(
    ({ values }) => values.blocks("default_capacity_provider_strategy"),
  );
}

/** `1024`, `1 vCPU`, `2 GB`: units of CPU or MB, in vCPUs or GB. */
function amount(job: Job, written: string | null, name: string, perUnit: number): Decimal {
  const parts = /^(?<number>\d{0,7}\.?\d{1,7})\s*(?<unit>vcpu|gb)?$/i.exec((written ?? "").trim())?.groups;
  const value = new Decimal(parts?.number ?? 0).div(parts?.unit === undefined ? perUnit : 1);
  if (parts === undefined || value.gt(1000)) {
    job.notes.refuse(`the task definition's ${name} is "${written ?? ""}"; expected a number, or one with vCPU or GB`);
    return new Decimal(0);
  }
  return value;
}

/** Amazon ECS on Fargate. */
export const ecs: EstimatorTable = { aws_ecs_service: service };
