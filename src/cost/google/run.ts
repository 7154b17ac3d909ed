import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, measured, rate, usageOver } from "../line.ts";

/** Regions with the lower of Cloud Run's two prices: https://cloud.google.com/run/pricing */
const tierOne = new Set([
  "asia-east1", "asia-northeast1", "asia-northeast2", "asia-south1", "europe-north1", "europe-southwest1",
  "europe-west1", "europe-west4", "europe-west8", "europe-west9", "me-west1", "northamerica-south1", "us-central1",
  "us-east1", "us-east4", "us-east5", "us-south1", "us-west1",
]); // prettier-ignore

/** vCPUs of `2`, `1000m`. */
function cores(text: string | null): number {
  const match = /^(?<amount>\d{1,5}(?:\.\d{1,3})?)(?<milli>m?)$/.exec(text ?? "")?.groups;
  if (match === undefined) return 1;
  return Math.max(1, Math.floor(Number(match.amount) / (match.milli === "m" ? 1000 : 1)));
}

const units: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  K: 1e3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
};

/** GiB of `512Mi`, `2Gi`; 512 MiB where nothing is written. */
function gibibytes(text: string | null): Decimal {
  const match = /^(?<amount>\d{1,12}(?:\.\d{1,3})?)(?<unit>Ki|Mi|Gi|K|k|M|G)?$/.exec(text ?? "")?.groups;
  if (match?.amount === undefined) return new Decimal("0.5");
  return new Decimal(match.amount).times(units[match.unit ?? ""] ?? 1).div(2 ** 30);
}

interface Container {
  readonly cpu: number;
  readonly memory: Decimal;
}

function limitsOf(container: Attributes): Container {
  const limits = container.block("resources").block("limits");
  return { cpu: cores(limits.text("cpu")), memory: gibibytes(limits.text("memory")) };
}

function allocation(
  job: Job,
  billing: string,
  container: Container,
  seconds: Decimal | null,
): ReadonlyArray<Component> {
  const one = tierOne.has(job.region);
  const suffix = one ? "" : " (tier 2)";
  const line = (name: string, unit: string, item: string, amount: Decimal.Value): ReadonlyArray<Component> =>
    measured(
      job,
      { name: `${name}${suffix}`, unit, price: rate("run", `${item} ${billing}${one ? " tier 1" : ""}`) },
      seconds?.times(amount) ?? null,
    );
  return [
    ...line("CPU allocation time", "vCPU-seconds", "cpu", container.cpu),
    ...line("Memory allocation time", "GiB-seconds", "memory", container.memory),
  ];
}

/** Instances that are always there, and billed as long as they are. */
function kept(job: Job, least: number): Decimal | null {
  const told = usageOver(job, "instance_hrs");
  if (told !== null || least === 0) return told;
  job.notes.assume(`${least} ${least === 1 ? "instance is" : "instances are"} kept all month; more cost more.`);
  return new Decimal(hoursAMonth).times(least);
}

interface Scaling {
  readonly throttled: boolean;
  /** The least number of instances. */
  readonly least: number;
}

function serviceComponents(job: Job, container: Container, { throttled, least }: Scaling): ReadonlyArray<Component> {
  if (!throttled) return allocation(job, "instance", container, kept(job, least)?.times(3600) ?? null);
  if (least > 0) job.notes.assume("What the instances that are kept cost while they wait for requests is not counted.");
  const requests = usageOver(job, "monthly_requests");
  const duration = usageOver(job, "average_request_duration_ms");
  const together = job.usage.number("concurrent_requests_per_instance") ?? 1;
  const seconds =
    requests === null || duration === null || together === 0 ? null : requests.times(duration).div(1000).div(together);
  return [
    ...allocation(job, "request", container, seconds),
    ...byUsage(
      { ...job, region: "global" },
      { name: "Number of requests", unit: "requests", usage: "monthly_requests", price: rate("run", "requests") },
    ),
  ];
}

const instances = { min: 0, max: 10_000, otherwise: 0 };

const usage = ["monthly_requests", "average_request_duration_ms", "concurrent_requests_per_instance", "instance_hrs"];

const service: Estimator = {
  estimate: (job) => {
    const template = job.values.block("template");
    const annotations = template.block("metadata").block("annotations");
    const throttled = annotations.text("run.googleapis.com/cpu-throttling") !== "false";
    const least = annotations.number("autoscaling.knative.dev/minScale", instances);
    return serviceComponents(job, limitsOf(template.block("spec").block("containers")), { throttled, least });
  },
  usage,
};

const serviceV2: Estimator = {
  estimate: (job) => {
    const template = job.values.block("template");
    const container = template.block("containers");
    const scaled = [template.block("scaling"), job.values.block("scaling")];
    const least = Math.max(...scaled.map((scaling) => scaling.number("min_instance_count", instances)));
    const throttled = container.block("resources").flag("cpu_idle", true);
    return serviceComponents(job, limitsOf(container), { throttled, least });
  },
  usage,
};

const jobV2: Estimator = {
  estimate: (job) => {
    const outer = job.values.block("template");
    const tasks = outer.number("task_count", { min: 1, max: 10_000, otherwise: 1 });
    const runs = usageOver(job, "monthly_job_executions");
    const minutes = usageOver(job, "average_task_execution_mins");
    const seconds = runs === null || minutes === null ? null : runs.times(tasks).times(minutes).times(60);
    return allocation(job, "instance", limitsOf(outer.block("template").block("containers")), seconds);
  },
  usage: ["monthly_job_executions", "average_task_execution_mins"],
};

/** A function of the second generation runs on Cloud Run; by default with 256 MB and a sixth of a vCPU. */
const functionV2: Estimator = {
  estimate: (job) => {
    const config = job.values.block("service_config");
    const memory = gibibytes(config.text("available_memory") ?? "256M");
    const cpu = Number(config.text("available_cpu") ?? "0.1666");
    const container = { cpu: Number.isFinite(cpu) && cpu > 0 ? cpu : 1, memory };
    return serviceComponents(job, container, { throttled: true, least: 0 });
  },
  usage,
};

/** GHz of a function by its memory in MB: https://cloud.google.com/functions/pricing-1stgen */
const clock: Readonly<Record<string, number>> = {
  "128": 0.2,
  "256": 0.4,
  "512": 0.8,
  "1024": 1.4,
  "2048": 2.4,
  "4096": 4.8,
  "8192": 4.8,
};

const cloudFunction: Estimator = {
  estimate: (job) => {
    const memory = job.values.number("available_memory_mb", { min: 128, max: 32_768, otherwise: 256 });
    const size =
      Object.keys(clock)
        .map(Number)
        .find((one) => memory <= one) ?? 8192;
    const invocations = usageOver(job, "monthly_function_invocations");
    const told = job.usage.number("request_duration_ms");
    // A started tenth of a second counts as a whole one.
    const seconds = new Decimal(told ?? 100).div(100).ceil().div(10);
    const name = "cloudfunctions-function";
    const line = (label: string, unit: string, amount: Decimal.Value): ReadonlyArray<Component> =>
      measured(job, { name: label, unit, price: rate(name, label) }, invocations?.times(seconds).times(amount) ?? null);
    return [
      ...line("CPU", "GHz-seconds", clock[String(size)] ?? 4.8),
      ...line("Memory", "GB-seconds", new Decimal(memory).div(1024)),
      ...byUsage(
        { ...job, region: "global" },
        {
          name: "Invocations",
          unit: "invocations",
          usage: "monthly_function_invocations",
          price: rate(name, "Invocations"),
        },
      ),
      ...byUsage(job, {
        name: "Outbound data transfer",
        unit: "GB",
        usage: "monthly_outbound_data_gb",
        price: rate(name, "Outbound data transfer"),
      }),
    ];
  },
  usage: ["request_duration_ms", "monthly_function_invocations", "monthly_outbound_data_gb"],
};

/** Cloud Run and Cloud Functions. */
export const run: EstimatorTable = {
  google_cloud_run_service: service,
  google_cloud_run_v2_service: serviceV2,
  google_cloud_run_v2_job: jobV2,
  google_cloudfunctions_function: cloudFunction,
  google_cloudfunctions2_function: functionV2,
};
