import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import { fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import { byUsage, fixed, rate, tiered } from "../line.ts";
import { tiersOf, type TierSizes } from "../rows.ts";
import { unlistedEstimators, type UnlistedTypes } from "../unlisted.ts";

const pool = "cognito-user-pool";

/** Users that cost nothing; the tiers count from there. */
const freeUsers = 50_000;

const liteTiers: TierSizes = [
  ["next 50K over 50K", 50_000],
  ["next 900K", 900_000],
  ["next 9M", 9_000_000],
  ["over 10M", null],
];

const networkLogs: TierSizes = [
  ["first 500 GB", 500],
  ["next 2,000 GB", 2000],
  ["next 7,500 GB", 7500],
  ["over 10,000 GB", null],
];

/**
 * Types that are tables of components: an item is named as its component, its service as the type. A component that the
 * embedded book has no price of is named until an updated one has it.
 */
const types: UnlistedTypes = {
  aws_amplify_app: [
    ["Build time", "minutes", "monthly_build_mins"],
    ["Data stored", "GB", "storage_gb"],
    ["Data served", "GB", "monthly_data_served_gb"],
  ],
  aws_apprunner_service: [
    ["Provisioned memory", "GB-hours", "monthly_provisioned_gb_hours"],
    ["Active vCPU", "vCPU-hours", "monthly_active_vcpu_hours"],
  ],
  aws_appsync_graphql_api: [
    ["Queries and mutations", "1M requests", "monthly_requests", 1e6],
    ["Real-time updates", "1M updates", "monthly_updates", 1e6],
  ],
  aws_athena_workgroup: [["Data scanned", "TB", "monthly_data_scanned_tb"]],
  aws_cloudwatch_composite_alarm: [["Composite alarm", "alarms", null]],
  aws_cloudwatch_metric_stream: [["Metric updates", "1k updates", "monthly_metric_updates", 1000]],
  aws_codeartifact_repository: [
    ["Storage", "GB", "storage_gb"],
    ["Requests", "10k requests", "monthly_requests", 10_000],
  ],
  aws_datasync_task: [["Data copied", "GB", "monthly_data_copied_gb"]],
  aws_detective_graph: [
    [
      "Data ingested",
      "GB",
      "monthly_data_ingested_gb",
      1,
      [
        ["first 1TB", 1000],
        ["next 4TB", 4000],
        ["next 5TB", 5000],
        ["over 10TB", null],
      ],
    ],
  ],
  aws_dsql_cluster: [
    ["Processing units", "1M DPUs", "monthly_processing_units", 1e6],
    ["Storage", "GB", "storage_gb"],
  ],
  aws_ecrpublic_repository: [["Storage", "GB", "storage_gb"]],
  aws_emrserverless_application: [
    ["vCPU", "vCPU-hours", "monthly_vcpu_hours"],
    ["Memory", "GB-hours", "monthly_memory_gb_hours"],
    ["Ephemeral storage", "GB-hours", "monthly_storage_gb_hours"],
  ],
  aws_guardduty_detector: [
    ["CloudTrail management events", "1M events", "monthly_management_events", 1e6],
    ["VPC flow and DNS logs", "GB", "monthly_flow_and_dns_logs_gb", 1, networkLogs],
    ["Lambda network logs", "GB", "monthly_lambda_network_logs_gb", 1, networkLogs],
    [
      "S3 data events",
      "1M events",
      "monthly_s3_data_events",
      1e6,
      [
        ["first 500M", 5e8],
        ["next 4,500M", 4.5e9],
        ["over 5,000M", null],
      ],
    ],
    [
      "EKS audit logs",
      "1M events",
      "monthly_eks_audit_events",
      1e6,
      [
        ["first 100M", 1e8],
        ["next 100M", 1e8],
        ["over 200M", null],
      ],
    ],
    ["Malware scans", "GB", "monthly_malware_scanned_gb"],
    ["Malware scans of S3 objects", "GB", "monthly_malware_scanned_s3_gb"],
    [
      "Runtime monitoring",
      "vCPUs",
      "monitored_vcpus",
      1,
      [
        ["first 500", 500],
        ["next 4,500", 4500],
        ["over 5,000", null],
      ],
    ],
  ],
  aws_guardduty_malware_protection_plan: [
    ["Malware scans of S3 objects", "GB", "monthly_malware_scanned_s3_gb"],
    ["Objects monitored", "1k objects", "monthly_malware_scanned_s3_objects", 1000],
  ],
  aws_inspector2_enabler: [
    ["Instances scanned", "instances", "scanned_instances"],
    ["Container images scanned", "images", "monthly_scanned_images"],
    ["Functions scanned", "functions", "scanned_functions"],
  ],
  aws_inspector_assessment_template: [["Agent assessments", "assessments", "monthly_assessments"]],
  aws_keyspaces_table: [
    ["Write request units", "1M WRUs", "monthly_write_request_units", 1e6],
    ["Read request units", "1M RRUs", "monthly_read_request_units", 1e6],
    ["Storage", "GB", "storage_gb"],
  ],
  aws_kinesis_video_stream: [
    ["Data ingested", "GB", "monthly_data_ingested_gb"],
    ["Storage", "GB", "storage_gb"],
  ],
  aws_macie2_account: [
    ["Buckets monitored", "buckets", "monitored_buckets"],
    [
      "Data inspected",
      "GB",
      "monthly_data_inspected_gb",
      1,
      [
        ["first 50TB", 50_000],
        ["next 450TB", 450_000],
        ["over 500TB", null],
      ],
    ],
  ],
  aws_msk_serverless_cluster: [
    ["Cluster", "hours", null],
    ["Partitions", "partition-hours", "partition_hours"],
    ["Storage", "GB", "storage_gb"],
    ["Data in", "GB", "monthly_data_in_gb"],
    ["Data out", "GB", "monthly_data_out_gb"],
  ],
  aws_mskconnect_connector: [["Connect units", "MCU-hours", "monthly_mcu_hours"]],
  aws_opensearchserverless_collection: [
    ["Compute", "OCU-hours", "monthly_ocu_hours"],
    ["Storage", "GB", "storage_gb"],
  ],
  aws_prometheus_workspace: [
    [
      "Samples ingested",
      "1M samples",
      "monthly_samples",
      1e6,
      [
        ["first 2B", 2e9],
        ["next 250B", 2.5e11],
        ["over 252B", null],
      ],
    ],
    ["Storage", "GB", "storage_gb"],
    ["Samples queried", "1M samples", "monthly_samples_queried", 1e6],
  ],
  aws_redshiftserverless_workgroup: [["Compute", "RPU-hours", "monthly_rpu_hours"]],
  aws_route53_resolver_firewall_rule_group_association: [
    ["DNS queries inspected", "1M queries", "monthly_queries", 1e6],
  ],
  aws_route53profiles_profile: [["Profile (first 100 associations)", "hours", null]],
  aws_service_discovery_instance: [["Registered resource", "months", null]],
  aws_service_discovery_service: [
    ["Registered resources", "resources", "registered_resources"],
    ["Discovery requests", "1M requests", "monthly_discovery_requests", 1e6],
  ],
  aws_s3_directory_bucket: [
    ["Storage (Express One Zone)", "GB", "storage_gb"],
    ["PUT, COPY, POST, LIST requests", "1k requests", "monthly_tier_1_requests", 1e3],
    ["GET and all other requests", "1k requests", "monthly_tier_2_requests", 1e3],
  ],
  aws_scheduler_schedule: [["Invocations", "1M invocations", "monthly_invocations", 1e6]],
  aws_securityhub_account: [
    [
      "Security checks",
      "checks",
      "monthly_checks",
      1,
      [
        ["first 100K", 1e5],
        ["next 400K", 4e5],
        ["over 500K", null],
      ],
    ],
    ["Findings ingested", "findings", "monthly_findings"],
  ],
  aws_shield_subscription: [["Shield Advanced", "months", null]],
  aws_shield_protection: [
    [
      "Data transfer out of protected resources",
      "GB",
      "monthly_data_out_gb",
      1,
      [
        ["first 100TB", 102_400],
        ["next 400TB", 409_600],
        ["over 500TB", null],
      ],
    ],
  ],
  aws_synthetics_canary: [["Canary runs", "runs", "monthly_runs"]],
  aws_timestreamwrite_table: [
    ["Writes", "1M writes", "monthly_writes", 1e6],
    ["Memory store", "GB-hours", "memory_gb_hours"],
    ["Magnetic store", "GB", "storage_gb"],
  ],
  aws_vpc_ipam: [["Active addresses", "addresses", "active_addresses"]],
  aws_verifiedaccess_endpoint: [
    ["Application", "hours", null],
    ["Data processed", "GB", "monthly_data_processed_gb"],
  ],
  aws_workspaces_workspace: [["Workspace", "months", null]],
  aws_vpclattice_service: [
    ["Service", "hours", null],
    ["Data processed", "GB", "monthly_data_processed_gb"],
    ["Requests", "1M requests", "monthly_requests", 1e6],
  ],
};

/** A pipeline of the first kind is billed by the month, one of the second by the minutes of its actions. */
const pipeline: Estimator = {
  estimate: (job) => {
    const rows = "codepipeline";
    if (job.values.choice("pipeline_type", "V1") === "V2") {
      const name = "Action execution";
      return byUsage(job, { name, unit: "minutes", usage: "monthly_action_mins", price: rate(rows, name) });
    }
    const name = "Active pipeline";
    return fixed(job, { name, unit: "months", quantity: 1, price: rate(rows, name) });
  },
  usage: ["monthly_action_mins"],
};

/** Archives of a vault cost what archived objects of a bucket cost. */
const vault = fromTable([
  { kind: "usage", name: "Storage", unit: "GB", usage: "storage_gb", price: rate("s3", "glacier") },
  {
    kind: "usage",
    name: "Upload requests",
    unit: "1k requests",
    usage: "monthly_upload_requests",
    per: 1000,
    price: rate("s3", "glacier-put"),
  },
  {
    kind: "usage",
    name: "Retrieval requests (standard)",
    unit: "1k requests",
    usage: "monthly_standard_data_retrieval_requests",
    per: 1000,
    price: rate("s3", "glacier-retrieval-requests:standard"),
  },
  {
    kind: "usage",
    name: "Retrievals (standard)",
    unit: "GB",
    usage: "monthly_standard_data_retrieval_gb",
    price: rate("s3", "glacier-retrieval:standard"),
  },
]);

function snapshot(service: string): Estimator {
  return fromTable([
    { kind: "usage", name: "Backup storage", unit: "GB", usage: "backup_storage_gb", price: rate(service, "backup") },
  ]);
}

const proxy: Estimator = {
  estimate: (job): ReadonlyArray<Component> =>
    byUsage(job, {
      name: "Proxy",
      unit: "vCPU-hours",
      usage: "monthly_vcpu_hours",
      price: rate("db-proxy", "Proxy"),
    }),
  usage: ["monthly_vcpu_hours"],
};

/** A pool of the tier Lite has steps of price; the others have one price for each user. */
const userPool: Estimator = {
  estimate: (job) => {
    const tier = job.values.choice("user_pool_tier", "ESSENTIALS").toUpperCase();
    const line = { unit: "users", usage: "monthly_active_users" };
    const name = tier === "LITE" ? "Monthly active users, Lite" : `Monthly active users (${tier.toLowerCase()})`;
    if (tier !== "LITE") return byUsage(job, { ...line, name, price: rate(pool, name) });
    const over = job.usage.number("monthly_active_users");
    const billed = over === null ? line : { unit: "users", quantity: new Decimal(Math.max(0, over - freeUsers)) };
    return tiered(job, { ...billed, name }, tiersOf(pool, name, liteTiers));
  },
  usage: ["monthly_active_users"],
};

/** At least 1 GB is billed (of Valkey 0.1), and what the limits keep free at the least. */
const serverlessCache: Estimator = {
  estimate: (job) => {
    const rows = "elasticache-serverless-cache";
    const isValkey = job.values.choice("engine", "redis").toLowerCase() === "valkey";
    const suffix = isValkey ? " (valkey)" : "";
    const limits = job.values.block("cache_usage_limits");
    const least = limits.block("data_storage").number("minimum", { min: 0, max: 5000, otherwise: isValkey ? 0.1 : 1 });
    const kept = limits.block("ecpu_per_second").number("minimum", { min: 0, max: 15_000_000, otherwise: 0 });
    const stored = job.usage.number("storage_gb_hours");
    const used = job.usage.number("monthly_processing_units");
    const units = { name: "Processing units", unit: "1M units", price: rate(rows, `Processing units${suffix}`) };
    if (stored === null)
      job.notes.assume(
        `At least ${least} GB is billed; what is stored beyond is counted only with \`storage_gb_hours\` in the usage file.`,
      );
    return [
      ...fixed(job, {
        name: "Data stored",
        unit: "GB-hours",
        quantity: Decimal.max(new Decimal(least).times(hoursAMonth), stored ?? 0),
        price: rate(rows, `Data stored${suffix}`),
      }),
      ...(kept === 0
        ? byUsage(job, { ...units, usage: "monthly_processing_units", per: 1e6 })
        : fixed(job, {
            ...units,
            quantity: Decimal.max(new Decimal(kept).times(hoursAMonth).times(3600), used ?? 0).div(1e6),
          })),
    ];
  },
  usage: ["storage_gb_hours", "monthly_processing_units"],
};

/** Names of a list are charged each; the queries that they are compared with where the list is used. */
const domainList: Estimator = {
  estimate: (job) => {
    const listed = job.values.list("domains").length;
    const quantity = job.usage.number("domains") ?? listed;
    const name = "Domain names";
    return fixed(job, { name, unit: "names", quantity, price: rate("route53-resolver-firewall-domain-list", name) });
  },
  usage: ["domains"],
};

/** Services that are billed by tables alone, some of them without a price in the embedded book. */
export const unlisted: EstimatorTable = {
  ...unlistedEstimators(types),
  aws_cognito_user_pool: userPool,
  aws_elasticache_serverless_cache: serverlessCache,
  aws_route53_resolver_firewall_domain_list: domainList,
  aws_codepipeline: pipeline,
  aws_db_proxy: proxy,
  aws_db_snapshot: snapshot("rds-storage"),
  aws_db_snapshot_copy: snapshot("rds-storage"),
  aws_db_cluster_snapshot: snapshot("aurora"),
  aws_glacier_vault: vault,
};
