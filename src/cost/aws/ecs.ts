import { Decimal } from "decimal.js";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { fixed, rate } from "../line.ts";
import { counted, scaled } from "../scenario.ts";
import { scaledDimension } from "./scalable-targets.ts";

const service: Estimator = {
  estimate: (job) => {
    if (!runsOnFargate(job)) return [];
    const count = tasks(job);
    const definition = job.others.referred(
      job.resource,
      ["aws_ecs_task_definition"],
      job.values.text("task_definition"),
    );
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
  const desired = job.values.number("desired_count", { ...bounds, otherwise: 1 });
  const span = scaledDimension(job, "ecs:service:DesiredCount", desired);
  return span.low === span.high ? counted(job, span) : scaled(job, `desired_count = ${desired}`, span);
}

/** Services on EC2 cost what their instances cost. */
function runsOnFargate(job: Job): boolean {
  if (job.values.text("launch_type")?.toUpperCase() === "FARGATE") return true;
  return job.values
    .blocks("capacity_provider_strategy")
    .some((one) => one.text("capacity_provider")?.startsWith("FARGATE") ?? false);
}

/** `1024`, `1 vCPU`, `2 GB`: units of CPU or MB, in vCPUs or GB. */
function amount(job: Job, written: string | null, name: string, perUnit: number): Decimal {
  const parts = /^(?<number>\d+(?:\.\d+)?)\s*(?<unit>vcpu|gb)?$/i.exec((written ?? "").trim())?.groups;
  const value = new Decimal(parts?.number ?? 0).div(parts?.unit === undefined ? perUnit : 1);
  if (parts === undefined || value.gt(1000)) {
    job.notes.refuse(`the task definition's ${name} is "${written ?? ""}"; expected a number, or one with vCPU or GB`);
    return new Decimal(0);
  }
  return value;
}

/** Amazon ECS on Fargate. */
export const ecs: EstimatorTable = { aws_ecs_service: service };
