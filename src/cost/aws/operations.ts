import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import { byUsage, fixed, rate, type UsageLine } from "../line.ts";
import { rowsOf } from "../rows.ts";

const alarm: Estimator = {
  estimate: (job) => {
    const metrics = job.values.blocks("metric_query").flatMap((query) => query.blocks("metric"));
    const periods = [job.values, ...metrics].flatMap((one) =>
      one.has("period") ? [one.number("period", period)] : [],
    );
    const expressions = job.values.blocks("metric_query").map((query) => query.text("expression") ?? "");
    const anomaly = expressions.some((expression) => expression.includes("ANOMALY_DETECTION_BAND"));
    const resolution = periods.some((seconds) => seconds < 60) ? "High resolution" : "Standard resolution";
    const count = Math.max(1, metrics.length);
    const price = rate("cloudwatch-metric-alarm", anomaly ? "High resolution" : resolution);
    // An anomaly alarm is billed for the metric and for the two bounds of its band.
    return anomaly
      ? fixed(job, {
          name: `${resolution} anomaly detection`,
          unit: "alarms",
          quantity: 3 * count,
          price: rate("cloudwatch-metric-alarm", resolution),
        })
      : fixed(job, { name: resolution, unit: "alarm metrics", quantity: count, price });
  },
  usage: [],
};

const period = { min: 1, max: 86_400 * 7, otherwise: 300 };

const logs = rowsOf("cloudwatch-logs");

/** Groups of the class for infrequent access cost less to write to. */
const logGroup: Estimator = {
  estimate: (job) => {
    const rare = job.values.text("log_group_class")?.toUpperCase() === "INFREQUENT_ACCESS";
    const item = rare ? "ingested infrequent access" : "ingested";
    return [
      logs.usage("Data ingested", "GB", "monthly_data_ingested_gb", 1, item),
      logs.usage("Archival Storage", "GB", "storage_gb", 1, "archived"),
      logs.usage("Insights queries data scanned", "GB", "monthly_data_scanned_gb", 1, "scanned"),
    ].flatMap((row) => componentsOf(job, row));
  },
  usage: ["monthly_data_ingested_gb", "storage_gb", "monthly_data_scanned_gb"],
};

const kmsKey: Estimator = {
  estimate: (job) => {
    const spec = job.values.choice("customer_master_key_spec", job.values.choice("key_spec", "SYMMETRIC_DEFAULT"));
    const requests = (name: string, item: string): UsageLine => ({
      name,
      unit: "10k requests",
      usage: "monthly_requests",
      per: 10_000,
      price: rate("kms", item),
    });
    const usage =
      spec === "RSA_2048"
        ? [requests("Requests (RSA 2048)", "rsa-2048")]
        : spec === "SYMMETRIC_DEFAULT"
          ? [
              requests("Requests", "requests"),
              {
                ...requests("ECC GenerateDataKeyPair requests", "ecc-pairs"),
                usage: "monthly_ecc_generate_data_key_pair_requests",
              },
              {
                ...requests("RSA GenerateDataKeyPair requests", "rsa-pairs"),
                usage: "monthly_rsa_generate_data_key_pair_requests",
              },
            ]
          : [requests("Requests (asymmetric)", "asymmetric")];
    return [
      ...fixed(job, { name: "Customer master key", unit: "months", quantity: 1, price: rate("kms", "key") }),
      ...usage.flatMap((line) => byUsage(job, line)),
    ];
  },
  usage: [
    "monthly_requests",
    "monthly_ecc_generate_data_key_pair_requests",
    "monthly_rsa_generate_data_key_pair_requests",
  ],
};

/** A key of one's own material, or a copy of a key in another region: each is charged as a key is. */
const plainKey = fromTable([
  { kind: "fixed", name: "Customer master key", unit: "months", quantity: 1, price: rate("kms", "key") },
]);

const trail: Estimator = {
  estimate: (job) => {
    const events = (name: string, usage: string): UsageLine => ({
      name,
      unit: "100k events",
      usage,
      per: 1e5,
      price: rate("cloudtrail", name),
    });
    return [
      ...(job.values.flag("include_global_service_events", true)
        ? byUsage(job, events("Management events (additional copies)", "monthly_additional_management_events"))
        : []),
      ...byUsage(job, events("Data events", "monthly_data_events")),
      ...(job.values.has("insight_selector") || job.usage.number("monthly_insight_events") !== null
        ? byUsage(job, events("Insight events", "monthly_insight_events"))
        : []),
    ];
  },
  usage: ["monthly_additional_management_events", "monthly_data_events", "monthly_insight_events"],
};

const parameter: Estimator = {
  estimate: (job) => {
    const advanced = job.values.choice("tier", "Standard") === "Advanced";
    if (!advanced) return [];
    const hours = job.usage.number("parameter_storage_hrs") ?? 730;
    return [
      ...fixed(job, {
        name: "Parameter storage (advanced)",
        unit: "hours",
        quantity: hours,
        price: rate("ssm-parameter", "Parameter storage (advanced)"),
        usageBased: true,
      }),
      ...byUsage(job, {
        name: `API interactions (${job.usage.text("api_throughput_limit") ?? "advanced"})`,
        unit: "10k interactions",
        usage: "monthly_api_interactions",
        per: 10_000,
        price: rate("ssm-parameter", "API interactions (advanced)"),
      }),
    ];
  },
  usage: ["parameter_storage_hrs", "monthly_api_interactions", "api_throughput_limit"],
};

const firewall: Estimator = {
  estimate: (job) => {
    const blocks = [...job.values.blocks("rule"), ...job.values.blocks("rules")];
    const groups = blocks.filter(
      (rule) =>
        rule.text("type") === "GROUP" ||
        rule.blocks("statement").some((one) => one.has("rule_group_reference_statement")),
    );
    const managed = blocks.filter((rule) =>
      rule.blocks("statement").some((one) => one.has("managed_rule_group_statement")),
    );
    const rules =
      blocks.length -
      groups.length -
      managed.length +
      (job.usage.number("rule_group_rules") ?? 0) +
      (job.usage.number("managed_rule_group_rules") ?? 0);
    const line = (name: string, unit: string, quantity: number): ReturnType<typeof fixed> =>
      quantity > 0 ? fixed(job, { name, unit, quantity, price: rate("wafv2-web-acl", name) }) : [];
    return [
      ...line("Web ACL usage", "months", 1),
      ...line("Rules", "rules", rules),
      ...line("Rule groups", "groups", groups.length),
      ...line("Managed rule groups", "groups", managed.length),
      ...byUsage(job, {
        name: "Requests",
        unit: "1M requests",
        usage: "monthly_requests",
        per: 1e6,
        price: rate("wafv2-web-acl", "Requests"),
      }),
    ];
  },
  usage: ["monthly_requests", "rule_group_rules", "managed_rule_group_rules"],
};

/** Public certificates are free. */
const certificate: Estimator = {
  estimate: (job) => {
    if (!job.values.has("certificate_authority_arn") && !job.values.isUnknown("certificate_authority_arn")) return [];
    const quantity = job.usage.number("monthly_requests") ?? 1;
    return fixed(job, {
      name: "Certificate",
      unit: "requests",
      quantity,
      price: rate("acm-certificate", "Certificate"),
      usageBased: true,
    });
  },
  usage: ["monthly_requests"],
};

/** What operates the rest: monitoring, keys, secrets, audit, registry. */
export const operations: EstimatorTable = {
  aws_cloudwatch_log_group: logGroup,
  aws_cloudwatch_metric_alarm: alarm,
  aws_cloudwatch_dashboard: fromTable([
    { kind: "fixed", name: "Dashboard", unit: "months", quantity: 1, price: rate("cloudwatch-dashboard", "Dashboard") },
  ]),
  aws_kms_key: kmsKey,
  aws_kms_external_key: plainKey,
  aws_kms_replica_key: plainKey,
  aws_kms_replica_external_key: plainKey,
  aws_secretsmanager_secret: fromTable([
    { kind: "fixed", name: "Secret", unit: "months", quantity: 1, price: rate("secretsmanager", "secret") },
    {
      kind: "usage",
      name: "API requests",
      unit: "10k requests",
      usage: "monthly_requests",
      per: 10_000,
      price: rate("secretsmanager", "requests"),
    },
  ]),
  aws_ssm_parameter: parameter,
  aws_cloudtrail: trail,
  aws_waf_web_acl: firewall,
  aws_wafv2_web_acl: firewall,
  aws_ecr_repository: fromTable([
    { kind: "usage", name: "Storage", unit: "GB", usage: "storage_gb", price: rate("ecr-repository", "Storage") },
  ]),
  aws_acm_certificate: certificate,
  aws_config_config_rule: fromTable([
    {
      kind: "tiers",
      name: "Rule evaluations",
      unit: "evaluations",
      usage: "monthly_rule_evaluations",
      tiers: [
        { label: "first 100K", size: 1e5, price: rate("config-config-rule", "Rule evaluations (first 100K)") },
        { label: "next 400K", size: 4e5, price: rate("config-config-rule", "Rule evaluations (next 400K)") },
        { label: "over 500K", size: null, price: rate("config-config-rule", "Rule evaluations (over 500K)") },
      ],
    },
  ]),
};
