import { Decimal } from "decimal.js";

import type { ClusterPrice } from "../../model/price-overrides.ts";
import type { ProjectChange } from "../../model/project.ts";
import { isList } from "../../model/json.ts";
import type { Json, JsonObject, Resource } from "../../model/resource.ts";
import { compareText } from "../../model/text.ts";
import type { Price, PriceBook } from "../price-book.ts";
import { homeOf } from "../regions.ts";
import { at } from "./json.ts";

/** What an hour on a cluster's nodes costs, and why. */
export interface NodePrices {
  readonly provider: string;
  readonly region: string;
  readonly vcpu: Price;
  readonly gib: Price;
  /** Null where nobody says. */
  readonly gpu: Price | null;
  /** Sentences that have to be said. */
  readonly assumptions: ReadonlyArray<string>;
}

/** A machine of a cluster, as a node group declares it. */
export interface ClusterNode {
  readonly address: string;
  readonly provider: string;
  readonly region: string | null;
  readonly node_type: string;
}

/** vCPU-hours that cost as much as a GiB-hour: OpenCost's default prices, 0.031611 and 0.004237. */
const coreInGib = new Decimal("0.031611").div("0.004237");

/** Where the book has a provider's machines: their prices, and how large they are. */
const machines: Readonly<Record<string, readonly [table: string, column: string, sizes: string]>> = {
  aws: ["ec2", "linux", "ec2"],
  azurerm: ["vm", "linux", "vm-specs"],
  google: ["machine", "ondemand", "machine-specs"],
};

/** Where a node group's machine type is written, by its Terraform type. */
const nodeTypes: Readonly<Record<string, ReadonlyArray<ReadonlyArray<string | number>>>> = {
  aws_eks_node_group: [["instance_types", 0]],
  azurerm_kubernetes_cluster: [["default_node_pool", 0, "vm_size"]],
  azurerm_kubernetes_cluster_node_pool: [["vm_size"]],
  google_container_node_pool: [["node_config", 0, "machine_type"]],
  google_container_cluster: [["node_config", 0, "machine_type"]],
};

/** The first node group that the reviewed projects declare, by address. */
export function declaredNode(changes: ReadonlyArray<ProjectChange>): ClusterNode | null {
  const nodes = changes.flatMap(({ resources }) => resources.flatMap((resource) => nodeOf(resource) ?? []));
  return nodes.toSorted((a, b) => compareText(a.address, b.address))[0] ?? null;
}

function nodeOf(resource: Resource): ClusterNode | null {
  const paths = Object.hasOwn(nodeTypes, resource.type) ? nodeTypes[resource.type] : undefined;
  const { address, provider, region, type } = resource;
  if (paths === undefined || provider === null) return null;
  const found = paths.map((path) => valueAt(resource.after ?? undefined, path)).find((one) => typeof one === "string");
  if (typeof found === "string" && found !== "") return { address, provider, region, node_type: found };
  const isDefault = type === "aws_eks_node_group" && resource.after !== null && isUnset(resource.after);
  return isDefault ? { address, provider, region, node_type: eksDefault } : null;
}

/** What EKS starts where a group names no machine, and no launch template does. */
const eksDefault = "t3.medium";

function isUnset(values: JsonObject): boolean {
  return [values["instance_types"], values["launch_template"]].every((one) => !isList(one) || one.length === 0);
}

function valueAt(value: Json | undefined, path: ReadonlyArray<string | number>): Json | undefined {
  return path.reduce<Json | undefined>(
    (found, step) => (typeof step === "string" ? at(found, step) : isList(found) ? found[step] : undefined),
    value,
  );
}

/** Prices of the configured cluster, else of the declared node; a text says why there are none. */
export function nodePrices(
  book: PriceBook,
  configured: ClusterPrice | null,
  declared: ClusterNode | null,
): NodePrices | string {
  const node = configured?.node_type ?? null;
  const provider = configured?.provider ?? declared?.provider ?? "aws";
  const region = (configured === null ? declared?.region : configured.region) ?? homeOf(provider);
  const own = (usd: number | null | undefined): Price | null =>
    usd === null || usd === undefined ? null : ownPrice(usd, region, book.date);
  const figures = { vcpu: own(configured?.vcpu_hour), gib: own(configured?.gib_hour), gpu: own(configured?.gpu_hour) };
  const place = { provider, region, gpu: figures.gpu };
  if (figures.vcpu !== null && figures.gib !== null)
    return { ...place, vcpu: figures.vcpu, gib: figures.gib, assumptions: [] };
  const type = node ?? (configured === null ? declared?.node_type : undefined);
  if (type === undefined) {
    return "no price of a vCPU-hour is known; name the nodes' machine type in the file of cost.overrides (kubernetes.node_type)";
  }
  const shared = shareOut(book, provider, region, type);
  if (typeof shared === "string") return shared;
  const from = node === null ? `of ${declared?.address ?? "the cluster"}` : "that the price overrides name";
  const assumptions = [
    `A vCPU-hour and a GiB-hour cost what they are of a ${type} in ${region}, the nodes ${from}: of its price a vCPU has the share of ${coreInGib.toFixed(2)} GiB.`,
    ...(node === null
      ? [
          `${declared?.address ?? "The cluster"} is priced too: what workloads cost is their share of its nodes, and the total has both.`,
        ]
      : []),
  ];
  return { ...place, vcpu: figures.vcpu ?? shared.vcpu, gib: figures.gib ?? shared.gib, assumptions };
}

function ownPrice(usd: number, region: string, date: string): Price {
  const adjusted = "a figure of the price overrides";
  return { usd: new Decimal(usd), label: "overrides", source: "overrides", date, region, scaled: null, adjusted };
}

function shareOut(
  book: PriceBook,
  provider: string,
  region: string,
  type: string,
): { readonly vcpu: Price; readonly gib: Price } | string {
  const [table, column, sizes] = machines[provider] ?? ["ec2", "linux", "ec2"];
  const row = provider === "azurerm" ? type.toLowerCase() : type;
  const price = book.price(provider, region, { kind: "cell", table, row, column });
  const [cores, memory] = ["vcpu", "mem_gib"].map((one) =>
    book.figure(provider, region, { kind: "cell", table: sizes, row, column: one }),
  );
  if (price === null || !cores || !memory)
    return `the price book has no price, vCPUs and memory of the nodes' "${type}"`;
  const one = price.usd.div(coreInGib.times(cores).plus(memory));
  const adjusted = `a share of $${price.usd.toString()} an hour for ${cores} vCPU and ${memory} GiB`;
  return { vcpu: { ...price, usd: one.times(coreInGib), adjusted }, gib: { ...price, usd: one, adjusted } };
}
