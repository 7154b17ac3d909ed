import { Decimal } from "decimal.js";

import type { Component } from "../../model/estimate.ts";
import type { Json, JsonObject, Resource } from "../../model/resource.ts";
import { hoursAMonth } from "../amounts.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { pricedLine } from "../line.ts";
import { counted, spanOf } from "../scenario.ts";
import { claimComponents } from "./disk.ts";
import { at, objectsAt, textAt } from "./json.ts";
import { podRequests } from "./pod.ts";
import { runsAMonth } from "./schedule.ts";

/** How many pods there are, on average over a month; null where nobody knows. */
interface Pods {
  readonly expected: Decimal | null;
  /** How many there may be at most; null where that is not said. */
  readonly most: number | null;
  /** Usage keys that `expected` comes from. */
  readonly keys: ReadonlyArray<string>;
}

type CountPods = (job: Job, values: JsonObject) => Pods;

/** More replicas than this are a slip of the pen. */
const maxReplicas = 100_000;

function workload(specAt: ReadonlyArray<string>, countPods: CountPods, usage: ReadonlyArray<string> = []): Estimator {
  return {
    estimate: (job) => {
      const values = job.side;
      const pods = countPods(job, values);
      return [...podComponents(job, at(values, ...specAt), pods), ...claims(job, values, pods)];
    },
    usage,
  };
}

function podComponents(job: Job, spec: Json | undefined, { expected, most, keys }: Pods): ReadonlyArray<Component> {
  const requests = podRequests(spec, job.notes);
  const prices = job.nodes;
  if (requests === null) return [];
  if (typeof prices === "string") {
    job.notes.refuse(prices);
    return [];
  }
  if (requests.gpus.gt(0) && prices.gpu === null) {
    job.notes.refuse("no price of a GPU-hour is known; say it in the file of cost.overrides (kubernetes.gpu_hour)");
    return [];
  }
  for (const sentence of prices.assumptions) job.notes.assume(sentence);
  const hours = expected?.times(hoursAMonth) ?? null;
  const lines = [
    { name: "CPU requests", unit: "vCPU-hours", amount: requests.vcpus, price: prices.vcpu },
    { name: "Memory requests", unit: "GiB-hours", amount: requests.memory, price: prices.gib },
    ...(prices.gpu === null
      ? []
      : [{ name: "GPU requests", unit: "GPU-hours", amount: requests.gpus, price: prices.gpu }]),
  ];
  const components = lines.flatMap(({ name, unit, amount, price }) =>
    amount.isZero()
      ? []
      : [pricedLine({ name, unit, item: `a ${unit.slice(0, -1)}` }, price, hours?.times(amount) ?? null, keys)],
  );
  tellMost(job, components, expected, most);
  return components;
}

/** Autoscaling: what it may come to is said beside what is counted. */
function tellMost(job: Job, components: ReadonlyArray<Component>, expected: Decimal | null, most: number | null): void {
  if (most === null || expected === null || expected.gte(most) || expected.isZero()) return;
  const monthly = components.reduce((sum, one) => sum.plus(one.monthly ?? 0), new Decimal(0));
  const worst = monthly.times(most).div(expected);
  job.notes.assume(
    `Scaled from ${expected.toString()} to ${most} pods: ${expected.toString()} are counted; ${most} would cost $${worst.toFixed(2)} a month.`,
  );
}

/** `spec.replicas`, or the bounds of an autoscaler that aims at it. */
function replicated(job: Job, values: JsonObject): Pods {
  const scaler = job.others.ofTypes(scalers).find((other) => aimsAt(other.resource, other.raw, job.resource));
  if (scaler !== undefined) {
    const least = replicaCount(job, at(scaler.raw, "spec", "minReplicas"), "minReplicas", 1);
    const most = replicaCount(job, at(scaler.raw, "spec", "maxReplicas"), "maxReplicas", least);
    const pods = counted(job, spanOf(least, least, most));
    return { expected: new Decimal(pods), most, keys: [] };
  }
  const replicas = replicaCount(job, at(values, "spec", "replicas"), "spec.replicas", 1);
  return { expected: new Decimal(counted(job, spanOf(replicas, replicas, replicas))), most: null, keys: [] };
}

const scalers = ["autoscaling/v1", "autoscaling/v2", "autoscaling/v2beta2"].map(
  (one) => `${one}/HorizontalPodAutoscaler`,
);

function aimsAt(scaler: Resource, values: JsonObject, target: Resource): boolean {
  const aim = at(values, "spec", "scaleTargetRef");
  return (
    textAt(aim, "kind") === target.type.split("/").at(-1) &&
    textAt(aim, "name") === target.name &&
    (scaler.namespace ?? "default") === (target.namespace ?? "default")
  );
}

function replicaCount(job: Job, value: Json | undefined, name: string, otherwise: number): number {
  if (value === undefined || value === null) return otherwise;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= maxReplicas) return value;
  job.notes.refuse(
    `${name} is ${JSON.stringify(value).slice(0, 40)}; expected a whole number from 0 to ${maxReplicas}`,
  );
  return otherwise;
}

const one: CountPods = () => ({ expected: new Decimal(1), most: null, keys: [] });

/** One on each node: how many nodes there are only the usage file knows. */
const onEachNode: CountPods = (job) => {
  const nodes = job.usage.number("nodes");
  return { expected: nodes === null ? null : new Decimal(nodes), most: null, keys: ["nodes"] };
};

/** Pods of jobs live for the minutes of their runs. */
function timed(job: Job, runs: number | null, parallelism: Json | undefined, keys: ReadonlyArray<string>): Pods {
  const minutes = job.usage.number("run_minutes");
  const pods = replicaCount(job, parallelism, "parallelism", 1);
  const expected =
    runs === null || minutes === null ? null : new Decimal(runs).times(minutes).times(pods).div(60).div(hoursAMonth);
  return { expected, most: null, keys };
}

const asJob: CountPods = (job, values) =>
  timed(job, job.usage.number("monthly_runs"), at(values, "spec", "parallelism"), ["monthly_runs", "run_minutes"]);

const asCronJob: CountPods = (job, values) => {
  const schedule = textAt(values, "spec", "schedule");
  const told = job.usage.number("monthly_runs");
  const planned = schedule === null ? null : runsAMonth(schedule);
  if (told === null && planned === null && schedule !== null)
    job.notes.assume(`The schedule "${schedule.slice(0, 60)}" is not understood: the runs are not counted.`);
  if (told === null && planned !== null)
    job.notes.assume(`Its schedule comes up ${String(Math.round(planned * 10) / 10)} times a month.`);
  const suspended = at(values, "spec", "suspend") === true;
  const parallelism = at(values, "spec", "jobTemplate", "spec", "parallelism");
  return timed(job, suspended ? 0 : (told ?? planned), parallelism, ["monthly_runs", "run_minutes"]);
};

/** KServe: the predictor's bounds; from none, the usage file says how many run on average. */
const asInference: CountPods = (job, values) => {
  const predictor = at(values, "spec", "predictor");
  return scaledFromZero(job, at(predictor, "minReplicas") ?? 1, at(predictor, "maxReplicas"));
};

/** Knative scales from none unless an annotation says otherwise. */
const asKnative: CountPods = (job, values) => {
  const annotation = (name: string): Json | undefined => {
    const text = textAt(values, "spec", "template", "metadata", "annotations", `autoscaling.knative.dev/${name}`);
    return text === null ? undefined : /^\d+$/.test(text) ? Number(text) : text;
  };
  return scaledFromZero(job, annotation("min-scale") ?? annotation("minScale") ?? 0, annotation("max-scale"));
};

function scaledFromZero(job: Job, min: Json, max: Json | undefined): Pods {
  const least = replicaCount(job, min, "the least number of replicas", 1);
  const top = replicaCount(job, max, "the largest number of replicas", 0);
  const told = job.usage.number("average_replicas");
  const known = told ?? (least === 0 ? null : least);
  const expected = known === null ? null : counted(job, spanOf(least, known, top));
  return {
    expected: expected === null ? null : new Decimal(expected),
    most: top === 0 ? null : top,
    keys: told !== null || least === 0 ? ["average_replicas"] : [],
  };
}

/** Disks of a StatefulSet: each pod has its own of each template. */
function claims(job: Job, values: JsonObject, { expected }: Pods): ReadonlyArray<Component> {
  return objectsAt(values, "spec", "volumeClaimTemplates").flatMap((template) =>
    claimComponents(job, template, textAt(template, "metadata", "name"), expected ?? new Decimal(1)),
  );
}

const template = ["spec", "template", "spec"];
const runs = ["monthly_runs", "run_minutes"];

/** What manifests written before Kubernetes 1.16, and jobs before 1.25, call the same kinds. */
const formerly: Readonly<Record<string, ReadonlyArray<string>>> = {
  "apps/v1/Deployment": ["extensions/v1beta1", "apps/v1beta1", "apps/v1beta2"],
  "apps/v1/StatefulSet": ["apps/v1beta1", "apps/v1beta2"],
  "apps/v1/ReplicaSet": ["extensions/v1beta1", "apps/v1beta2"],
  "apps/v1/DaemonSet": ["extensions/v1beta1", "apps/v1beta2"],
  "batch/v1/CronJob": ["batch/v1beta1", "batch/v2alpha1"],
};

function withFormerNames(table: EstimatorTable): EstimatorTable {
  const former = Object.entries(table).flatMap(([type, estimator]) =>
    (formerly[type] ?? []).map((version) => [`${version}/${type.split("/").at(-1) ?? ""}`, estimator] as const),
  );
  return { ...table, ...Object.fromEntries(former) };
}

/** Argo's rollouts are deployments with steps; the pods of one that names a Deployment are counted there. */
function rollout(): Estimator {
  const own = workload(template, replicated);
  return { ...own, estimate: (job) => (at(job.side, "spec", "workloadRef") === undefined ? own.estimate(job) : []) };
}

/** Workloads of a cluster, by apiVersion and kind. */
export const workloads: EstimatorTable = withFormerNames({
  "apps/v1/Deployment": workload(template, replicated),
  "apps/v1/StatefulSet": workload(template, replicated),
  "apps/v1/ReplicaSet": workload(template, replicated),
  "v1/ReplicationController": workload(template, replicated),
  "argoproj.io/v1alpha1/Rollout": rollout(),
  "v1/Pod": workload(["spec"], one),
  "apps/v1/DaemonSet": workload(template, onEachNode, ["nodes"]),
  "batch/v1/Job": workload(template, asJob, runs),
  "batch/v1/CronJob": workload(["spec", "jobTemplate", "spec", "template", "spec"], asCronJob, runs),
  "serving.knative.dev/v1/Service": workload(template, asKnative, ["average_replicas"]),
  "serving.kserve.io/v1beta1/InferenceService": {
    estimate: (job) => podComponents(job, predictorPod(job.side), asInference(job, job.side)),
    usage: ["average_replicas"],
  },
});

/** A predictor has containers of its own, or one framework (`model`, `sklearn`, …) that is a container. */
function predictorPod(values: JsonObject): JsonObject {
  const predictor = at(values, "spec", "predictor");
  const containers = objectsAt(predictor, "containers");
  const frameworks =
    typeof predictor === "object" && predictor !== null
      ? Object.entries(predictor).flatMap(([name, value]) =>
          at(value, "resources") === undefined || Array.isArray(value)
            ? []
            : [{ name, resources: at(value, "resources") ?? {} }],
        )
      : [];
  return { containers: [...containers, ...frameworks] };
}
