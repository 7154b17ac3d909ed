import { fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import { fixed, hourly, rate, tiered } from "../line.ts";

const queries = [
  ["Standard queries", "monthly_standard_queries"],
  ["Latency based routing queries", "monthly_latency_based_queries"],
  ["Geo DNS queries", "monthly_geo_queries"],
] as const;

const record: Estimator = {
  estimate: (job) => {
    // Queries for an alias of an AWS resource are free.
    if (job.values.has("alias") || job.values.isUnknown("alias")) return [];
    return queries.flatMap(([name, usage]) => {
      if (name !== "Standard queries" && job.usage.number(usage) === null && !isRouted(name)) return [];
      return tiered(job, { name, unit: "1M queries", usage, per: 1e6 }, [
        { label: "first 1B", size: 1e9, price: rate("route53-record", `${name} (first 1B)`) },
        { label: "over 1B", size: null, price: rate("route53-record", `${name} (over 1B)`) },
      ]);
    });

    function isRouted(name: string): boolean {
      return job.values.has(name.startsWith("Geo") ? "geolocation_routing_policy" : "latency_routing_policy");
    }
  },
  usage: queries.map(([, key]) => key),
};

const healthCheck: Estimator = {
  estimate: (job) => {
    const own = job.usage.text("endpoint_type") === "non_aws" ? "other" : "aws";
    if (job.usage.text("endpoint_type") === null) job.notes.assume("The endpoint is assumed to be in AWS.");
    const type = job.values.choice("type", "HTTP");
    const options = [
      type.startsWith("HTTPS"),
      type.endsWith("_STR_MATCH"),
      job.values.number("request_interval", { min: 10, max: 30, otherwise: 30 }) === 10,
      job.values.flag("measure_latency"),
    ].filter(Boolean).length;
    return [
      ...fixed(job, { name: "Health check", unit: "months", quantity: 1, price: rate("route53-health-check", own) }),
      ...(options === 0
        ? []
        : fixed(job, {
            name: "Optional features",
            unit: "months",
            quantity: options,
            price: rate("route53-health-check", `${own}-option`),
          })),
    ];
  },
  usage: ["endpoint_type"],
};

const resolverEndpoint: Estimator = {
  estimate: (job) => [
    ...hourly(job, {
      name: "Resolver endpoints",
      count: Math.max(1, job.values.blocks("ip_address").length),
      price: rate("route53-resolver-endpoint", "Resolver endpoints"),
    }),
    ...tiered(job, { name: "DNS queries", unit: "1M queries", usage: "monthly_queries", per: 1e6 }, [
      { label: "first 1B", size: 1e9, price: rate("route53-resolver-endpoint", "DNS queries (first 1B)") },
      { label: "over 1B", size: null, price: rate("route53-resolver-endpoint", "DNS queries (over 1B)") },
    ]),
  ],
  usage: ["monthly_hrs", "monthly_queries"],
};

const zone = fromTable([
  { kind: "fixed", name: "Hosted zone", unit: "months", quantity: 1, price: rate("route53-zone", "Hosted zone") },
]);

/** Amazon Route 53, and the zones that namespaces of AWS Cloud Map make there. */
export const route53: EstimatorTable = {
  aws_route53_zone: zone,
  aws_service_discovery_private_dns_namespace: zone,
  aws_service_discovery_public_dns_namespace: zone,
  aws_route53_record: record,
  aws_route53_health_check: healthCheck,
  aws_route53_resolver_endpoint: resolverEndpoint,
};
