import { componentsOf, type Estimator, type EstimatorTable } from "../estimator.ts";
import { hourly, rate } from "../line.ts";
import { rowsOf } from "../rows.ts";
import { dnsZoneOf, inZone } from "./places.ts";

const sizes = [
  ["first 1B", 1e9],
  ["over 1B", null],
] as const;

const zone: Estimator = {
  estimate: (job) =>
    componentsOf(inZone(job, dnsZoneOf(job.region)), rowsOf("dns-zone").fixed("Hosted zone", "months", 1)),
  usage: [],
};

const record: Estimator = {
  estimate: (job) =>
    componentsOf(
      inZone(job, dnsZoneOf(job.region)),
      rowsOf("dns").tiers("DNS queries", "1M queries", "monthly_queries", 1e6, sizes),
    ),
  usage: ["monthly_queries"],
};

function resolver(name: string): Estimator {
  return {
    estimate: (job) => componentsOf(inZone(job), rowsOf("dns-resolver").fixed(name, "months", 1)),
    usage: [],
  };
}

/** Traffic Manager is billed for the world, and apart for Germany, China and the US government. */
function billed(region: string): string {
  return region.startsWith("germany") ? "Germany" : "Global";
}

const profile: Estimator = {
  estimate: (job) => {
    if (job.values.choice("profile_status", "Enabled").toLowerCase() === "disabled") return [];
    const rows = rowsOf("traffic-manager-profile");
    return [
      rows.tiers("DNS queries", "1M queries", "monthly_dns_queries", 1e6, sizes),
      ...(job.values.flag("traffic_view_enabled")
        ? [rows.usage("Traffic view", "1M data points", "monthly_traffic_view_data_points", 1e6)]
        : []),
    ].flatMap((row) => componentsOf(job, row));
  },
  usage: ["monthly_dns_queries", "monthly_traffic_view_data_points"],
};

function endpoint(service: string): Estimator {
  return {
    estimate: (job) => {
      const parent = job.others.referred(job.resource, ["azurerm_traffic_manager_profile"], null)?.values;
      if (parent?.choice("profile_status", "Enabled").toLowerCase() === "disabled") return [];
      const interval =
        parent?.block("monitor_config").number("interval_in_seconds", { min: 10, max: 30, otherwise: 30 }) ?? 30;
      const place = billed(job.region);
      const there = { ...job, region: place === "Global" ? "global" : place };
      const line = (name: string): ReturnType<typeof hourly> =>
        hourly(there, { name: `${name} (${place})`, price: rate(service, name) });
      return [...line("Basic health check"), ...(interval < 30 ? line("Fast interval health checks add-on") : [])];
    },
    usage: ["monthly_hrs"],
  };
}

const recordTypes = [
  ...["a", "aaaa", "caa", "cname", "mx", "ns", "ptr", "srv", "txt"].map((kind) => `azurerm_dns_${kind}_record`),
  ...["a", "aaaa", "cname", "mx", "ptr", "srv", "txt"].map((kind) => `azurerm_private_dns_${kind}_record`),
];

/** Zones, records, resolvers and Traffic Manager. */
export const dns: EstimatorTable = {
  azurerm_dns_zone: zone,
  azurerm_private_dns_zone: zone,
  ...Object.fromEntries(recordTypes.map((type) => [type, record])),
  azurerm_private_dns_resolver_inbound_endpoint: resolver("Inbound endpoint"),
  azurerm_private_dns_resolver_outbound_endpoint: resolver("Outbound endpoint"),
  azurerm_private_dns_resolver_dns_forwarding_ruleset: resolver("Forwarding ruleset"),
  azurerm_traffic_manager_profile: profile,
  azurerm_traffic_manager_azure_endpoint: endpoint("traffic-manager-azure-endpoint"),
  azurerm_traffic_manager_nested_endpoint: endpoint("traffic-manager-azure-endpoint"),
  azurerm_traffic_manager_external_endpoint: endpoint("traffic-manager-external-endpoint"),
};
