import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, hourly, measured, rate, tiered, usageOver } from "../line.ts";
import { rowsOf, tiersOf } from "../rows.ts";

/** An address in use by a machine costs less than an idle one, and internal ones nothing. */
const address: Estimator = {
  estimate: (job) => {
    if (job.values.choice("address_type", "EXTERNAL").toUpperCase() === "INTERNAL") return [];
    // Other purposes are internal.
    if (job.values.choice("purpose", "GCE_ENDPOINT").toUpperCase() !== "GCE_ENDPOINT") return [];
    const machine = machineOf(job);
    const [name, item] =
      machine === null
        ? ["IP address (unused)", "unused"]
        : machine === "spot"
          ? ["IP address (preemptible VM)", "spot vm"]
          : ["IP address (standard VM)", "vm"];
    const there = machine === null ? job : { ...job, region: machine === "spot" ? "global" : job.region };
    return hourly(there, { name, price: rate("address", item) });
  },
  usage: ["monthly_hrs"],
};

/** Whether a machine refers to the address, and how that is bought. */
function machineOf(job: Job): "spot" | "standard" | null {
  const machine = job.others.referring(job.resource, ["google_compute_instance"])[0]?.values;
  if (machine === undefined) return null;
  const scheduling = machine.block("scheduling");
  return scheduling.flag("preemptible") || scheduling.text("provisioning_model") === "SPOT" ? "spot" : "standard";
}

const forwarding: Estimator = {
  estimate: (job) => [
    ...hourly(job, { name: "Forwarding rules", price: rate("forwarding", "rule") }),
    ...byUsage(job, {
      name: "Ingress data",
      unit: "GB",
      usage: "monthly_ingress_data_gb",
      price: rate("forwarding", "ingress"),
    }),
  ],
  usage: ["monthly_ingress_data_gb", "monthly_hrs"],
};

const proxy: Estimator = {
  estimate: (job) => {
    const instances = usageOver(job, "monthly_proxy_instances");
    const service = "compute-target-http-proxy";
    return [
      ...measured(
        job,
        { name: "Proxy instance", unit: "hours", price: rate(service, "Proxy instance") },
        instances?.times(730) ?? null,
      ),
      ...componentsOf(job, rowsOf(service).usage("Data processed", "GB", "monthly_data_processed_gb")),
    ];
  },
  usage: ["monthly_proxy_instances", "monthly_data_processed_gb"],
};

/** A gateway serves 32 machines for the price of each; more cost nothing more. */
const nat: Estimator = {
  estimate: (job) => {
    const machines = usageOver(job, "assigned_vms");
    const name = "Assigned VMs (first 32)";
    return [
      ...measured(
        job,
        { name, unit: "VM-hours", price: rate("nat", name) },
        machines === null ? null : Decimal.min(machines, 32).times(730),
      ),
      ...byUsage(job, {
        name: "Data processed",
        unit: "GB",
        usage: "monthly_data_processed_gb",
        price: rate("nat", "data"),
      }),
    ];
  },
  usage: ["assigned_vms", "monthly_data_processed_gb"],
};

/** Traffic between places: key of the usage file, what the component says. */
const places: ReadonlyArray<readonly [key: string, label: string, region: string]> = [
  ["same_region", "within the same region", "us-central1"],
  ["us_or_canada", "within the US or Canada", "us-central1"],
  ["europe", "within Europe", "europe-west1"],
  ["asia", "within Asia", "asia-northeast1"],
  ["south_america", "within South America", "southamerica-east1"],
  ["oceania", "to/from Indonesia and Oceania", "australia-southeast1"],
  ["worldwide", "between continents (excludes Oceania)", "europe-north1"],
];

const transfer = "monthly_egress_data_transfer_gb";

/** Prices of traffic are those of the places that it runs between, whatever the region of the resource. */
function traffic(service: string, word: string): Estimator {
  return {
    estimate: (job) =>
      places.flatMap(([key, label, region]) => {
        const usage = `${transfer}.${key}`;
        const name = `${word} ${label}`;
        return byUsage(
          { ...job, region },
          { name, part: "Network egress", unit: "GB", usage, price: rate(service, name) },
        );
      }),
    usage: places.map(([key]) => `${transfer}.${key}`),
  };
}

const internetSizes = [
  ["first 1TB", 1024],
  ["next 9TB", 9216],
  ["over 10TB", null],
] as const;

const destinations: ReadonlyArray<readonly [key: string, label: string]> = [
  ["worldwide", "to worldwide excluding China, Australia but including Hong Kong"],
  ["china", "to China excluding Hong Kong"],
  ["australia", "to Australia"],
];

const externalVpn: Estimator = {
  estimate: (job) =>
    destinations.flatMap(([key, label]) => {
      const name = `IPSec traffic ${label}`;
      const usage = `${transfer}.${key}`;
      return tiered(
        job,
        { name, part: "Network egress", unit: "GB", usage },
        tiersOf("compute-external-vpn-gateway", name, internetSizes),
      );
    }),
  usage: destinations.map(([key]) => `${transfer}.${key}`),
};

/** Traffic of buckets and registries to the internet, and within their continent. */
const egressPlaces: ReadonlyArray<readonly [key: string, label: string]> = [
  ["worldwide", "to worldwide excluding Asia, Australia"],
  ["asia", "to Asia excluding China, but including Hong Kong"],
  ["china", "to China excluding Hong Kong"],
  ["australia", "to Australia"],
];

/** Components of what a bucket or a registry sends out. */
export function egressComponents(job: Job): ReadonlyArray<Component> {
  const part = "Network egress";
  const continent = job.region.startsWith("asia") ? "same continent asia" : "same continent";
  return [
    ...byUsage(
      { ...job, region: "global" },
      {
        name: "Data transfer in same continent",
        part,
        unit: "GB",
        usage: `${transfer}.same_continent`,
        price: rate("storage", continent),
      },
    ),
    ...egressPlaces.flatMap(([key, label]) => {
      const name = `Data transfer ${label}`;
      return tiered(
        job,
        { name, part, unit: "GB", usage: `${transfer}.${key}` },
        tiersOf("egress", name, internetSizes),
      );
    }),
  ];
}

/** Keys of the usage file for `egressComponents`. */
export const egressUsage: ReadonlyArray<string> = [
  `${transfer}.same_continent`,
  ...egressPlaces.map(([key]) => `${transfer}.${key}`),
];

/** Addresses, load balancing, NAT and VPN. */
export const network: EstimatorTable = {
  google_compute_address: address,
  google_compute_global_address: address,
  google_compute_forwarding_rule: forwarding,
  google_compute_global_forwarding_rule: forwarding,
  google_compute_target_http_proxy: proxy,
  google_compute_target_https_proxy: proxy,
  google_compute_target_grpc_proxy: proxy,
  google_compute_target_ssl_proxy: proxy,
  google_compute_target_tcp_proxy: proxy,
  google_compute_region_target_http_proxy: proxy,
  google_compute_region_target_https_proxy: proxy,
  google_compute_region_target_tcp_proxy: proxy,
  google_compute_router_nat: nat,
  google_compute_vpn_tunnel: {
    estimate: (job) => hourly(job, { name: "VPN Tunnel", price: rate("vpn", "tunnel") }),
    usage: ["monthly_hrs"],
  },
  google_compute_vpn_gateway: traffic("compute-vpn-gateway", "IPSec traffic"),
  google_compute_ha_vpn_gateway: traffic("compute-vpn-gateway", "IPSec traffic"),
  google_compute_external_vpn_gateway: externalVpn,
  google_service_networking_connection: traffic("service-networking-connection", "Traffic"),
  google_dns_managed_zone: fromTable([rowsOf("dns-managed-zone").fixed("Managed zone", "months", 1)]),
  google_dns_record_set: fromTable([rowsOf("dns-record-set").usage("Queries", "1M queries", "monthly_queries", 1e6)]),
};
