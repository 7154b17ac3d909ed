import { fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import { byUsage, hourly, rate, tiered } from "../line.ts";
import type { RateQuery } from "../price-book.ts";

const natGateway = fromTable([
  { kind: "hours", name: "NAT gateway", price: rate("nat", "gateway") },
  { kind: "usage", name: "Data processed", unit: "GB", usage: "monthly_data_processed_gb", price: rate("nat", "data") },
]);

/** Types whose reference to an address means that it is in use. */
const addressUsers = [
  "aws_nat_gateway",
  "aws_eip_association",
  "aws_lb",
  "aws_alb",
  "aws_instance",
  "aws_network_interface",
];

const address: Estimator = {
  estimate: (job) => {
    const attached = ["instance", "network_interface", "customer_owned_ipv4_pool", "associate_with_private_ip"].some(
      (name) => job.values.has(name) || job.values.isUnknown(name),
    );
    const inUse = attached || job.others.referring(job.resource, addressUsers).length > 0;
    if (!inUse) return hourly(job, { name: "IP address (if unused)", price: rate("ec2", "idle-address") });
    job.notes.assume("The address is in use: it is counted only with `monthly_hrs` in the usage file.");
    return byUsage(job, {
      name: "IP address (if unused)",
      unit: "hours",
      usage: "monthly_hrs",
      price: rate("ec2", "idle-address"),
    });
  },
  usage: ["monthly_hrs"],
};

const endpoint: Estimator = {
  estimate: (job) => {
    const type = job.values.choice("vpc_endpoint_type", "Gateway");
    const data = { name: "Data processed", unit: "GB", usage: "monthly_data_processed_gb" };
    const zones = Math.max(1, job.values.list("subnet_ids").length);
    if (type === "GatewayLoadBalancer") {
      return [
        ...hourly(job, {
          name: "Endpoint (GatewayLoadBalancer)",
          count: zones,
          price: rate("vpc-endpoint", "gateway-load-balancer"),
        }),
        ...byUsage(job, { ...data, price: rate("vpc-endpoint", "gateway-load-balancer-data") }),
      ];
    }
    if (type !== "Interface") return [];
    if (!job.values.has("subnet_ids")) job.notes.assume("One network interface is assumed: the subnets are not known.");
    return [
      ...tiered(job, data, [
        { label: "first 1PB", size: 1_048_576, price: rate("vpc-endpoint", "data:0") },
        { label: "next 4PB", size: 4_194_304, price: rate("vpc-endpoint", "data:1") },
        { label: "over 5PB", size: null, price: rate("vpc-endpoint", "data:2") },
      ]),
      ...hourly(job, { name: "Endpoint (Interface)", count: zones, price: rate("vpc-endpoint", "interface") }),
    ];
  },
  usage: ["monthly_data_processed_gb", "monthly_hrs"],
};

const vpn: Estimator = {
  estimate: (job) => {
    const transit = job.values.has("transit_gateway_id") || job.values.isUnknown("transit_gateway_id");
    const own = hourly(job, { name: "VPN connection", price: rate("vpn-connection", "VPN connection") });
    if (!transit) return own;
    return [
      ...own,
      ...hourly(job, {
        name: "Transit gateway attachment",
        price: rate("vpn-connection", "Transit gateway attachment"),
      }),
      ...byUsage(job, {
        name: "Data processed",
        unit: "GB",
        usage: "monthly_data_processed_gb",
        price: rate("vpn-connection", "Data processed"),
      }),
    ];
  },
  usage: ["monthly_hrs", "monthly_data_processed_gb"],
};

const attachment = fromTable([
  {
    kind: "hours",
    name: "Transit gateway attachment",
    price: rate("ec2-transit-gateway-vpc-attachment", "Transit gateway attachment"),
  },
  {
    kind: "usage",
    name: "Data processed",
    unit: "GB",
    usage: "monthly_data_processed_gb",
    price: rate("ec2-transit-gateway-vpc-attachment", "Data processed"),
  },
]);

/** Each subnet, one in a zone, has an endpoint of its own. */
const networkFirewall: Estimator = {
  estimate: (job) => {
    const item = (name: string): RateQuery => rate("networkfirewall-firewall", name);
    const name = "Network Firewall Endpoint";
    const count = Math.max(1, job.values.blocks("subnet_mapping").length);
    return [
      ...hourly(job, { name, count, price: item(name) }),
      ...byUsage(job, {
        name: "Data Processed",
        unit: "GB",
        usage: "monthly_data_processed_gb",
        price: item("Data Processed"),
      }),
    ];
  },
  usage: ["monthly_data_processed_gb", "monthly_hrs"],
};

/** Amazon VPC and its gateways. */
export const network: EstimatorTable = {
  aws_nat_gateway: natGateway,
  aws_eip: address,
  aws_vpc_endpoint: endpoint,
  aws_vpn_connection: vpn,
  aws_ec2_transit_gateway_vpc_attachment: attachment,
  aws_ec2_transit_gateway_peering_attachment: fromTable([
    {
      kind: "hours",
      name: "Transit gateway attachment",
      price: rate("ec2-transit-gateway-peering-attachment", "Transit gateway attachment"),
    },
  ]),
  aws_ec2_traffic_mirror_session: fromTable([
    { kind: "hours", name: "Traffic mirror", price: rate("ec2-traffic-mirror-session", "Traffic mirror") },
  ]),
  aws_ec2_client_vpn_network_association: fromTable([
    {
      kind: "hours",
      name: "Endpoint association",
      price: rate("ec2-client-vpn-network-association", "Endpoint association"),
    },
  ]),
  aws_networkfirewall_firewall: networkFirewall,
  aws_globalaccelerator_accelerator: fromTable([
    { kind: "hours", name: "Fixed fee", price: rate("globalaccelerator-accelerator", "Fixed fee") },
  ]),
};
