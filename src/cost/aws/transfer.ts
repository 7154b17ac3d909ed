import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, hourly, measured, rate, tiered } from "../line.ts";
import { rowsOf, tiersOf } from "../rows.ts";
import { locations } from "./locations.ts";

const transferred = "data-transfer";
const internet = "Outbound data transfer to Internet";

/** The usage file's own type: data that no resource of a configuration stands for. */
const dataTransfer: Estimator = {
  estimate: (there) => {
    const job = { ...there, region: there.usage.text("region") ?? there.region };
    const toRegions = (name: string, usage: string): ReadonlyArray<Component> =>
      byUsage(job, { name, unit: "GB", usage, price: rate(transferred, name) });
    return [
      // Billed on the way out and on the way in.
      ...byUsage(job, {
        name: "Intra-region data transfer",
        unit: "GB",
        usage: "monthly_intra_region_gb",
        times: 2,
        price: rate(transferred, "Intra-region data transfer"),
      }),
      ...(job.region.startsWith("us-east-")
        ? toRegions("Outbound data transfer to US East regions", "monthly_outbound_us_east_to_us_east_gb")
        : []),
      ...toRegions("Outbound data transfer to other regions", "monthly_outbound_other_regions_gb"),
      ...tiered(
        job,
        { name: internet, unit: "GB", usage: "monthly_outbound_internet_gb" },
        tiersOf(transferred, internet, [
          ["first 10TB", 10_240],
          ["next 40TB", 40_960],
          ["next 100TB", 102_400],
          ["over 150TB", null],
        ]),
      ),
    ];
  },
  usage: [
    "region",
    "monthly_intra_region_gb",
    "monthly_outbound_us_east_to_us_east_gb",
    "monthly_outbound_other_regions_gb",
    "monthly_outbound_internet_gb",
  ],
};

/** Continents of Global Accelerator: key of the usage file, name, code of the price list. */
const continents = [
  ["us", "US, Mexico, Canada", "NA"],
  ["europe", "Europe", "EU"],
  ["south_africa", "South Africa, Kenya", "ZA"],
  ["south_america", "South America", "SA"],
  ["south_korea", "South Korea", "KR"],
  ["middle_east", "Middle East", "ME"],
  ["australia", "Australia, New Zealand", "AU"],
  ["asia_pacific", "Asia Pacific", "AP"],
  ["india", "India, Indonesia, Philippines, Thailand", "IN"],
] as const;

const directions = [
  ["Inbound", "monthly_inbound_data_transfer_gb"],
  ["Outbound", "monthly_outbound_data_transfer_gb"],
] as const;

const endpointGroup: Estimator = {
  estimate: (job) => {
    const from = continentOf(job.values.text("endpoint_group_region") ?? job.region);
    const told = directions.filter(([, key]) => continents.some(([to]) => job.usage.number(`${key}.${to}`) !== null));
    return (told.length === 0 ? directions : told).flatMap(([direction, key]) =>
      continents
        .filter(([to], index) => job.usage.number(`${key}.${to}`) !== null || (told.length === 0 && index === 0))
        .flatMap(([to, part, code]) => {
          const name = `${direction} DT-premium fee`;
          const item = `${name} [${from}; ${code}]`;
          return byUsage(job, { name, part, unit: "GB", usage: `${key}.${to}`, price: rate(accelerated, item) });
        }),
    );
  },
  usage: directions.flatMap(([, key]) => continents.map(([to]) => `${key}.${to}`)),
};

const accelerated = "globalaccelerator-endpoint-group";

function continentOf(region: string): string {
  if (region === "ap-northeast-2") return "KR";
  if (region === "ap-southeast-2" || region === "ap-southeast-4") return "AU";
  if (region.startsWith("ap-south-") || region === "ap-southeast-3") return "IN";
  const prefixes = { af: "ZA", ap: "AP", ca: "NA", eu: "EU", il: "ME", me: "ME", mx: "NA", sa: "SA", us: "NA" };
  return Object.entries(prefixes).find(([prefix]) => region.startsWith(`${prefix}-`))?.[1] ?? "NA";
}

const direct = "dx-connection";
const outbound = "monthly_outbound_from_region_to_dx_connection_location";

/** `1Gbps` as the price list has it: `1G`. */
const directConnection: Estimator = {
  estimate: (job) => {
    const bandwidth = job.values.choice("bandwidth", "1Gbps").replace(/bps$/, "");
    const place = job.values.text("location") ?? "";
    const hosted = job.usage.text("dx_connection_type") === "hosted";
    const item =
      hosted || bandwidth !== "1G" ? `DX connection (${hosted ? "hosted, " : ""}${bandwidth})` : "DX connection";
    return [
      ...hourly(job, { name: "DX connection", price: rate(direct, item) }),
      ...Object.keys(locations).flatMap((region) => outboundFrom(job, region, place)),
    ];
  },
  usage: [
    "monthly_hrs",
    "dx_connection_type",
    "dx_virtual_interface_type",
    "monthly_outbound_region_to_dx_location_gb",
    ...Object.keys(locations).map((region) => `${outbound}.${region.replaceAll("-", "_")}`),
  ],
};

/** Data from a region to the connection's place; private and public interfaces cost the same where both are listed. */
function outboundFrom(job: Job, region: string, place: string): ReadonlyArray<Component> {
  const own = `${outbound}.${region.replaceAll("-", "_")}`;
  // The older key stands for the connection's own region where the newer one does not tell it.
  const isOld = region === job.region && job.usage.number(own) === null;
  const keys = isOld ? [own, "monthly_outbound_region_to_dx_location_gb"] : [own];
  const told = keys.flatMap((key) => job.usage.number(key) ?? []);
  if (told.length === 0 && region !== job.region) return [];
  const name = `Outbound data transfer (from ${region}, to ${place})`;
  const items = job.book.items(job.provider, direct);
  const same = items.find((item) => item.startsWith(`Outbound data transfer (from ${region}, `));
  if (!items.includes(name) && same !== undefined) job.notes.assume(`${name}: the price to another location is used.`);
  const total = told.reduce((sum, one) => sum.plus(one), new Decimal(0));
  const line = { name, unit: "GB", price: rate(direct, items.includes(name) ? name : (same ?? name)) };
  return told.length === 0 ? byUsage(job, { ...line, usage: keys }) : measured(job, line, total);
}

const gateway = rowsOf("dx-gateway-association");

/** Only a transit gateway is billed for being associated. */
const gatewayAssociation: Estimator = {
  estimate: (job) => {
    const isVirtual = job.others.referred(job.resource, ["aws_vpn_gateway"], job.values.text("associated_gateway_id"));
    if (isVirtual !== null || job.values.has("vpn_gateway_id")) return [];
    return [
      ...componentsOf(job, gateway.hours("Transit gateway attachment")),
      ...componentsOf(job, gateway.usage("Data processed", "GB", "monthly_data_processed_gb")),
    ];
  },
  usage: ["monthly_hrs", "monthly_data_processed_gb"],
};

const clientVpn: Estimator = {
  estimate: (job) => {
    job.notes.assume("One client that is connected all month is counted; `monthly_hrs` tells the hours of all.");
    return componentsOf(job, rowsOf("ec2-client-vpn-endpoint").hours("Connection"));
  },
  usage: ["monthly_hrs"],
};

/** Data between places, and the doors that it goes through. */
export const transfer: EstimatorTable = {
  aws_data_transfer: dataTransfer,
  aws_globalaccelerator_endpoint_group: endpointGroup,
  aws_globalaccelerator_custom_routing_accelerator: fromTable([
    rowsOf("globalaccelerator-accelerator").hours("Fixed fee"),
  ]),
  aws_dx_connection: directConnection,
  aws_dx_gateway_association: gatewayAssociation,
  aws_ec2_client_vpn_endpoint: clientVpn,
};
