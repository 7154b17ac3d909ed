import type { Component } from "../../model/estimate.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { fixed, hourly, rate } from "../line.ts";
import { scaled, spanOf } from "../scenario.ts";
import { templateOf } from "./instance.ts";
import { serverComponents, serverUsage, templateServer, type Server } from "./server.ts";

/** Days on which the standard support of Kubernetes 1.x ends; older versions have none, newer ones are in it. */
const supportEnds: Readonly<Record<number, string>> = {
  29: "2025-03-23",
  30: "2025-07-23",
  31: "2025-11-26",
  32: "2026-03-23",
  33: "2026-07-29",
};

const cluster: Estimator = {
  estimate: (job) => {
    const version = /^1\.(?<minor>\d{1,3})/.exec(job.values.text("version") ?? "")?.groups?.minor;
    if (version === undefined || !isExtended(Number(version), job.book.date)) {
      return hourly(job, { name: "EKS cluster", price: rate("eks", "cluster") });
    }
    job.notes.assume(`Kubernetes 1.${version} is in extended support on the day of the price book, ${job.book.date}.`);
    return hourly(job, { name: "EKS cluster (extended support)", price: rate("eks", "cluster-extended-support") });
  },
  usage: ["monthly_hrs"],
};

function isExtended(minor: number, day: string): boolean {
  const ends = supportEnds[minor];
  return minor < 29 || (ends !== undefined && ends < day);
}

const nodeGroup: Estimator = {
  estimate: (job) => {
    const scaling = job.values.block("scaling_config");
    const bound = (name: string, otherwise: number): number => scaling.number(name, { min: 0, max: 10_000, otherwise });
    const desired = job.usage.number("instances") ?? bound("desired_size", 1);
    const span = spanOf(bound("min_size", desired), desired, bound("max_size", desired));
    const count = scaled(job, `desired_size = ${desired}`, span);
    const template = job.values.has("launch_template") ? templateOf(job, job.values.block("launch_template")) : null;
    const type = job.values.list("instance_types")[0] ?? template?.text("instance_type") ?? "t3.medium";
    const spot = job.values.text("capacity_type")?.toUpperCase() === "SPOT";
    const server: Server = {
      ...(template === null ? plainNode : templateServer(template)),
      type,
      ...(spot ? { purchase: "spot" as const } : {}),
    };
    const servers = serverComponents(job, server, count);
    return template === null ? [...servers, ...nodeDisk(job, count)] : servers;
  },
  usage: [...serverUsage, "instances"],
};

const plainNode: Server = {
  type: "t3.medium",
  purchase: "on-demand",
  tenancy: "default",
  ebsOptimized: false,
  monitored: false,
  unlimitedCredits: null,
  volumes: [],
};

/** Nodes without a launch template have one gp2 disk, of 20 GB unless set. */
function nodeDisk(job: Job, count: number): ReadonlyArray<Component> {
  const size = job.values.number("disk_size", { min: 1, max: 65_536, otherwise: 20 });
  return fixed(job, {
    name: "Storage (general purpose SSD, gp2)",
    unit: "GB",
    quantity: size * count,
    price: rate("ebs", "gp2"),
  });
}

/** One pod of one vCPU and one GB: what runs on a profile is not known from it. */
const fargateProfile: Estimator = {
  estimate: (job) => {
    job.notes.assume("One pod with 1 vCPU and 1 GB is assumed: the profile does not say what runs on it.");
    return [
      ...fixed(job, { name: "Per GB per hour", unit: "GB", quantity: 1, price: rate("fargate", "memory") }),
      ...fixed(job, { name: "Per vCPU per hour", unit: "CPU", quantity: 1, price: rate("fargate", "vcpu") }),
    ];
  },
  usage: [],
};

/** Amazon EKS. */
export const eks: EstimatorTable = {
  aws_eks_cluster: cluster,
  aws_eks_node_group: nodeGroup,
  aws_eks_fargate_profile: fargateProfile,
};
