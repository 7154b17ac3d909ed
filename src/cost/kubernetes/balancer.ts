import type { Component } from "../../model/estimate.ts";
import type { JsonObject } from "../../model/resource.ts";
import { capacityUnits, capacityUsage } from "../aws/load-balancer.ts";
import type { EstimatorTable } from "../estimator.ts";
import { balancedClasses, ingressClass } from "../free/kubernetes.ts";
import type { Job } from "../job.ts";
import { byUsage, hourly, rate } from "../line.ts";
import { homeOf } from "../regions.ts";
import { objectsAt, textAt } from "./json.ts";

/** What a Service of type LoadBalancer makes, by the provider of the cluster's nodes. */
const makers: Readonly<Record<string, (job: Job) => ReadonlyArray<Component>>> = {
  aws: elasticBalancer,
  azurerm: balancerRules,
  google: forwardingRules,
};

function balancer(job: Job): ReadonlyArray<Component> {
  if (textAt(job.side, "spec", "type") !== "LoadBalancer") return [];
  const cluster = job.nodes;
  const provider = typeof cluster === "string" ? "" : cluster.provider;
  const make = Object.hasOwn(makers, provider) ? makers[provider] : undefined;
  if (typeof cluster === "string" || make === undefined) {
    job.notes.refuse("what load balancer this Service makes depends on the cluster, which is not known");
    return [];
  }
  return make({ ...job, provider, region: cluster.region });
}

function annotation(job: Job, name: string): string | null {
  return textAt(job.side, "metadata", "annotations", name);
}

function elasticBalancer(job: Job): ReadonlyArray<Component> {
  const type = annotation(job, "service.beta.kubernetes.io/aws-load-balancer-type") ?? "";
  const isNetwork =
    ["nlb", "nlb-ip", "external"].includes(type) || textAt(job.side, "spec", "loadBalancerClass") !== null;
  const name = isNetwork ? "Network load balancer" : "Classic load balancer";
  const hours = hourly(job, { name, price: rate("elb", isNetwork ? "network" : "classic") });
  if (isNetwork) return [...hours, ...capacityUnits(job, "network")];
  const data = {
    name: "Data processed",
    unit: "GB",
    usage: "monthly_data_processed_gb",
    price: rate("elb", "classic-data"),
  };
  return [...hours, ...byUsage(job, data)];
}

/** Each port is a rule of the balancer that the cluster has anyway; from outside it is reached by an address of its own. */
function balancerRules(job: Job): ReadonlyArray<Component> {
  const isInternal = annotation(job, "service.beta.kubernetes.io/azure-load-balancer-internal") === "true";
  const count = Math.max(1, objectsAt(job.side, "spec", "ports").length);
  return [
    ...hourly(job, { name: "Rule usage", count, price: rate("load-balancer", "Rule usage") }),
    ...(isInternal
      ? []
      : hourly(job, { name: "IP address (static, regional)", price: rate("address", "static Standard") })),
  ];
}

/** One rule has all ports of a Service. */
function forwardingRules(job: Job): ReadonlyArray<Component> {
  const data = { name: "Ingress data", unit: "GB", usage: "monthly_data_processed_gb" };
  return [
    ...hourly(job, { name: "Forwarding rules", price: rate("forwarding", "rule") }),
    ...byUsage(job, { ...data, price: rate("forwarding", "ingress") }),
  ];
}

const ingressTypes = ["networking.k8s.io/v1", "networking.k8s.io/v1beta1", "extensions/v1beta1"].map(
  (version) => `${version}/Ingress`,
);

/** An Ingress is a balancer of its own only where its class's controller belongs to the cloud. */
function ingress(job: Job): ReadonlyArray<Component> {
  const provider = balancedClasses.get(ingressClass(job.side) ?? "");
  if (provider === undefined) return [];
  if (isCountedElsewhere(job)) return [];
  const cluster = job.nodes;
  const known = typeof cluster !== "string" && cluster.provider === provider;
  const region = known ? cluster.region : homeOf(provider);
  if (!known) job.notes.assume(`The cluster's region is not known; ${region} is assumed.`);
  const there = { ...job, provider, region };
  if (provider === "google") return forwardingRules(there);
  const hours = hourly(there, { name: "Application load balancer", price: rate("elb", "application") });
  return [...hours, ...capacityUnits(there, "application")];
}

/** Ingresses of a group share one load balancer, which is counted at the first of them. */
function isCountedElsewhere(job: Job): boolean {
  const groupOf = (values: JsonObject): string | null =>
    textAt(values, "metadata", "annotations", "alb.ingress.kubernetes.io/group.name");
  const group = groupOf(job.side);
  if (group === null) return false;
  const [first] = job.others
    .ofTypes(ingressTypes)
    .filter(({ raw }) => groupOf(raw) === group && balancedClasses.has(ingressClass(raw) ?? ""));
  return first !== undefined && first.resource.address !== job.resource.address;
}

const data = ["monthly_hrs", "monthly_data_processed_gb"];

/** Load balancers of a cluster. */
export const balancers: EstimatorTable = {
  "v1/Service": { estimate: balancer, usage: [...data, ...capacityUsage] },
  ...Object.fromEntries(ingressTypes.map((type) => [type, { estimate: ingress, usage: [...data, ...capacityUsage] }])),
};
