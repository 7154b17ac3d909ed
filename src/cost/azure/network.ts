import type { Component } from "../../model/estimate.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable, type TableRow } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, measured, rate, tiered, usageOver } from "../line.ts";
import { rowsOf, tiersOf } from "../rows.ts";
import { inZone, regionName, zoneOf } from "./places.ts";

const publicIp: Estimator = {
  estimate: (job) => {
    const kind = job.values.choice("allocation_method", "Static").toLowerCase();
    const sku = job.values.choice("sku", kind === "dynamic" ? "Basic" : "Standard").toLowerCase();
    const tier = job.values.choice("sku_tier", "Regional").toLowerCase();
    const name = `IP address (${kind}, ${tier})`;
    if (kind === "dynamic" || tier === "global") return hourly(job, { name, price: rate("public-ip", name) });
    const price = sku === "basic" ? rate("public-ip", `${name} [Basic]`) : rate("address", "static Standard");
    return hourly(job, { name, price });
  },
  usage: ["monthly_hrs"],
};

/** Whether the load balancer that a rule belongs to is charged for its rules. */
function isStandard(job: Job): boolean {
  const balancer = job.others.referred(job.resource, ["azurerm_lb"], null)?.values;
  return balancer !== undefined && balancer.choice("sku", "Basic").toLowerCase() === "standard";
}

const lb: Estimator = {
  estimate: (job) => {
    if (!job.values.has("sku")) job.notes.assume("sku is not set; Basic, which costs nothing, is assumed.");
    return job.values.choice("sku", "Basic").toLowerCase() === "basic"
      ? []
      : componentsOf(job, rowsOf("load-balancer").usage("Data processed", "GB", "monthly_data_processed_gb"));
  },
  usage: ["monthly_data_processed_gb"],
};

const lbRule: Estimator = {
  estimate: (job) =>
    isStandard(job) ? hourly(job, { name: "Rule usage", price: rate("load-balancer", "Rule usage") }) : [],
  usage: ["monthly_hrs"],
};

const capacity = { min: 0, max: 125, otherwise: 1 };

const applicationGateway: Estimator = {
  estimate: (job) => {
    const sku = job.values.block("sku");
    const [kind = "", size = ""] = (sku.text("name") ?? "Standard_v2").toLowerCase().split("_");
    const scaling = job.values.block("autoscale_configuration");
    const units = sku.has("capacity")
      ? sku.number("capacity", capacity)
      : (job.usage.number("monthly_v2_capacity_units") ??
        job.usage.number("capacity_units") ??
        scaling.number("min_capacity", capacity));
    if (size !== "v2") {
      job.notes.refuse("the price book has no prices of application gateways before v2; move to Standard_v2 or WAF_v2");
      return [];
    }
    const tier = kind === "waf" ? "WAF" : "basic";
    return [
      ...hourly(job, {
        name: `Gateway usage (${tier} v2)`,
        price: rate("application-gateway", `Gateway usage (${tier} v2)`),
      }),
      ...fixed(job, {
        name: `V2 capacity units (${tier})`,
        unit: "CU",
        quantity: units * 730,
        price: rate("application-gateway", `V2 capacity units (${tier})`),
      }),
    ];
  },
  usage: ["monthly_v2_capacity_units", "capacity_units", "monthly_data_processed_gb", "monthly_hrs"],
};

/** A gateway of a private line has no tunnels, and its data is the line's. */
function expressRoute(job: Job, sku: string): ReadonlyArray<Component> {
  const name = `ExpressRoute gateway (${sku})`;
  return hourly(job, { name, price: rate("virtual-network-gateway", name) });
}

const vpnGateway: Estimator = {
  estimate: (job) => {
    const sku = job.values.choice("sku", "Basic");
    const name = `VPN gateway (${sku})`;
    if (job.values.choice("type", "Vpn").toLowerCase() === "expressroute") return expressRoute(job, sku);
    const transferred: TableRow = {
      kind: "usage",
      name: "VPN gateway data tranfer",
      unit: "GB",
      usage: "monthly_data_transfer_gb",
      price: rate("virtual-network-gateway", "VPN gateway data tranfer"),
    };
    return [
      ...hourly(job, { name, price: rate("virtual-network-gateway", name) }),
      ...measured(
        job,
        {
          name: "VPN gateway P2S tunnels (over 128)",
          unit: "tunnel",
          price: rate("virtual-network-gateway", "VPN gateway P2S tunnels (over 128)"),
        },
        usageOver(job, "p2s_connection", 128),
      ),
      ...componentsOf(inZone(job), transferred),
    ];
  },
  usage: ["p2s_connection", "monthly_data_transfer_gb", "monthly_hrs"],
};

const vpnConnection: Estimator = {
  estimate: (job) => {
    const gateway = job.others.referred(job.resource, ["azurerm_virtual_network_gateway"], null)?.values;
    const sku = gateway?.choice("sku", "Basic") ?? "Basic";
    const type = job.values.choice("type", "IPsec").toLowerCase();
    if (sku.toLowerCase() === "basic" || type !== "ipsec") return [];
    return hourly(job, {
      name: `VPN gateway (${sku})`,
      price: rate("virtual-network-gateway-connection", "VPN gateway (VpnGw1)"),
    });
  },
  usage: ["monthly_hrs"],
};

const scaleUnits = { min: 0, max: 1000, otherwise: 1 };

function gatewayUnits(service: string, name: string, attribute: string): (job: Job) => ReadonlyArray<Component> {
  return (job) =>
    fixed(job, {
      name,
      unit: "scale units",
      quantity: job.values.number(attribute, scaleUnits),
      price: rate(service, name),
    });
}

const peering: Estimator = {
  estimate: (job) => {
    const remote = job.others
      .referredAll(job.resource, ["azurerm_virtual_network"])
      .map((network) => regionName(network.values.text("location") ?? network.resource.region ?? job.region));
    const destination = remote.find((region) => region !== job.region) ?? job.region;
    const line = (name: string, place: string): ReadonlyArray<Component> =>
      byUsage(inZone(job, place), {
        name,
        unit: "GB",
        usage: "monthly_data_transfer_gb",
        price: rate("virtual-network-peering", name),
      });
    const global = destination !== job.region;
    return [
      ...line("Inbound data transfer", global ? zoneOf(destination) : "global"),
      ...line("Outbound data transfer", global ? zoneOf(job.region) : "global"),
    ];
  },
  usage: ["monthly_data_transfer_gb"],
};

const hub: Estimator = {
  estimate: (job) =>
    job.values.choice("sku", "Standard").toLowerCase() === "basic"
      ? []
      : [
          ...hourly(job, { name: "Deployment", price: rate("virtual-hub", "Deployment") }),
          ...componentsOf(job, rowsOf("virtual-hub").usage("Data processed", "GB", "monthly_data_processed_gb")),
        ],
  usage: ["monthly_data_processed_gb", "monthly_hrs"],
};

const firewall: Estimator = {
  estimate: (job) => {
    const tier = job.values.choice("sku_tier", "Standard");
    const title = `${tier.charAt(0).toUpperCase()}${tier.slice(1).toLowerCase()}`;
    const secured = title === "Standard" ? "Standard Secure Virtual Hub" : `${title} Secured Virtual Hub`;
    const name = `Deployment (${job.values.has("virtual_hub") ? secured : title})`;
    const data = "Data processed";
    return [
      ...hourly(job, { name, price: rate("firewall", name) }),
      ...componentsOf(
        job,
        rowsOf("firewall").usage(
          data,
          "GB",
          "monthly_data_processed_gb",
          1,
          title === "Basic" ? `${data} (Basic)` : data,
        ),
      ),
    ];
  },
  usage: ["monthly_data_processed_gb", "monthly_hrs"],
};

const endpointTiers = [
  ["first 1PB", 1e6],
  ["next 4PB", 4e6],
  ["over 5PB", null],
] as const;

const privateEndpoint: Estimator = {
  estimate: (job) => [
    ...fixed(job, {
      name: "Private endpoint",
      unit: "hour",
      quantity: 730,
      price: rate("private-endpoint", "Private endpoint"),
    }),
    ...["inbound", "outbound"].flatMap((way) => {
      const name = `${way === "inbound" ? "Inbound" : "Outbound"} data processed`;
      const usage = `monthly_${way}_data_processed_gb`;
      return tiered(job, { name, unit: "GB", usage }, tiersOf("private-endpoint", name, endpointTiers));
    }),
  ],
  usage: ["monthly_inbound_data_processed_gb", "monthly_outbound_data_processed_gb"],
};

const bastion: Estimator = {
  estimate: (job) => {
    const sku = job.values.choice("sku", "Basic").toLowerCase();
    if (sku === "developer") return [];
    if (sku !== "basic") job.notes.assume(`The price book has no price of the ${sku} tier; the Basic tier's is used.`);
    const name = "Outbound data transfer";
    const sizes = [
      ["first 10TB", 10_000],
      ["next 40TB", 40_000],
      ["next 100TB", 100_000],
      ["next 350TB", 350_000],
      ["over 500TB", null],
    ] as const;
    return [
      ...hourly(job, { name: "Bastion host", price: rate("bastion-host", "Bastion host") }),
      ...tiered(job, { name, unit: "GB", usage: "monthly_outbound_data_gb" }, tiersOf("bastion-host", name, sizes)),
    ];
  },
  usage: ["monthly_outbound_data_gb", "monthly_hrs"],
};

const nat = rowsOf("nat-gateway");

/** Addresses, balancers, gateways, firewalls and what watches them. */
export const network: EstimatorTable = {
  azurerm_public_ip: publicIp,
  azurerm_public_ip_prefix: fromTable([rowsOf("public-ip-prefix").hours("IP prefix")]),
  azurerm_nat_gateway: fromTable([
    nat.hours("NAT gateway"),
    nat.usage("Data processed", "GB", "monthly_data_processed_gb"),
  ]),
  azurerm_lb: lb,
  azurerm_lb_rule: lbRule,
  azurerm_lb_outbound_rule: lbRule,
  azurerm_application_gateway: applicationGateway,
  azurerm_virtual_network_gateway: vpnGateway,
  azurerm_virtual_network_gateway_connection: vpnConnection,
  azurerm_vpn_gateway: { estimate: gatewayUnits("vpn-gateway", "S2S scale units (500 Mbps)", "scale_unit"), usage: [] },
  azurerm_vpn_gateway_connection: fromTable([rowsOf("vpn-gateway-connection").hours("S2S Connections")]),
  azurerm_point_to_site_vpn_gateway: {
    estimate: (job) => [
      ...gatewayUnits("point-to-site-vpn-gateway", "P2S scale units (500 Mbps)", "scale_unit")(job),
      ...componentsOf(
        job,
        rowsOf("point-to-site-vpn-gateway").usage("P2S connections", "hours", "monthly_p2s_connections_hrs"),
      ),
    ],
    usage: ["monthly_p2s_connections_hrs"],
  },
  azurerm_express_route_gateway: {
    estimate: gatewayUnits("express-route-gateway", "ER scale units (2 Gbps)", "scale_units"),
    usage: [],
  },
  azurerm_express_route_connection: fromTable([rowsOf("express-route-connection").hours("ER Connections")]),
  azurerm_virtual_network_peering: peering,
  azurerm_virtual_hub: hub,
  azurerm_firewall: firewall,
  azurerm_private_endpoint: privateEndpoint,
  azurerm_bastion_host: bastion,
};
