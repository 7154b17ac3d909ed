import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/resource.ts";
import { aResource, estimateOf, linesOf, priced } from "../builders.ts";

/** Figures of worked examples and of the price sources (us-east-1). */
const cases: ReadonlyArray<
  readonly [type: string, values: JsonObject, usage: string, expected: ReadonlyArray<string>]
> = [
  ["aws_ebs_volume", { size: 10 }, "", ["Storage (general purpose SSD, gp2) | 10 GB | 1.00"]],
  [
    "aws_ebs_volume",
    { type: "gp3", size: 100, iops: 4000, throughput: 250 },
    "",
    [
      "Storage (general purpose SSD, gp3) | 100 GB | 8.00",
      "Provisioned IOPS | 1000 IOPS | 5.00",
      "Provisioned throughput | 125 Mbps | 5.00",
    ],
  ],
  [
    "aws_ebs_volume",
    { type: "standard", size: 20 },
    "{monthly_standard_io_requests: 20000000}",
    ["Storage (magnetic) | 20 GB | 1.00", "I/O requests | 20 1M request | 1.00"],
  ],
  ["aws_nat_gateway", {}, "", ["NAT gateway | 730 hours | 32.85", "Data processed | ? GB | ?"]],
  [
    "aws_nat_gateway",
    {},
    "{monthly_data_processed_gb: 10}",
    ["NAT gateway | 730 hours | 32.85", "Data processed | 10 GB | 0.45"],
  ],
  ["aws_lb", {}, "", ["Application load balancer | 730 hours | 16.43", "Load balancer capacity units | ? LCU | ?"]],
  [
    "aws_alb",
    { load_balancer_type: "network" },
    "",
    ["Network load balancer | 730 hours | 16.43", "Load balancer capacity units | ? LCU | ?"],
  ],
  [
    "aws_lb",
    { load_balancer_type: "application" },
    "{new_connections: 10000, active_connections: 10000, processed_bytes_gb: 1000, rule_evaluations: 10000}",
    ["Application load balancer | 730 hours | 16.43", "Load balancer capacity units | 400 LCU | 2336.00"],
  ],
  [
    "aws_elb",
    {},
    "{monthly_data_processed_gb: 10000}",
    ["Classic load balancer | 730 hours | 18.25", "Data processed | 10000 GB | 80.00"],
  ],
  ["aws_eip", {}, "", ["IP address (if unused) | 730 hours | 3.65"]],
  [
    "aws_s3_bucket",
    {},
    "{standard: {storage_gb: 10000, monthly_tier_1_requests: 1000000, monthly_tier_2_requests: 100000}}",
    [
      "Standard / Storage | 10000 GB | 230.00",
      "Standard / PUT, COPY, POST, LIST requests | 1000 1k requests | 5.00",
      "Standard / GET, SELECT, and all other requests | 100 1k requests | 0.04",
      "Standard / Select data scanned | ? GB | ?",
      "Standard / Select data returned | ? GB | ?",
    ],
  ],
  ["aws_lambda_function", {}, "", ["Requests | ? 1M requests | ?", "Duration (first 6B) | ? GB-seconds | ?"]],
  [
    "aws_lambda_function",
    { memory_size: 512 },
    "{monthly_requests: 1000000, request_duration_ms: 500}",
    ["Requests | 1 1M requests | 0.20", "Duration (first 6B) | 250000 GB-seconds | 4.17"],
  ],
  [
    "aws_lambda_function",
    { memory_size: 1024, architectures: ["arm64"], ephemeral_storage: [{ size: 1024 }] },
    "{monthly_requests: 20000000000, request_duration_ms: 1000}",
    [
      "Requests | 20000 1M requests | 4000.00",
      "Ephemeral storage | 10000000000 GB-seconds | 309.00",
      "Duration (first 7.5B) | 7500000000 GB-seconds | 100000.50",
      "Duration (next 11.25B) | 11250000000 GB-seconds | 135001.13",
      "Duration (over 18.75B) | 1250000000 GB-seconds | 13333.38",
    ],
  ],
  ["aws_eks_cluster", { name: "c" }, "", ["EKS cluster | 730 hours | 73.00"]],
  ["aws_eks_cluster", { version: "1.29" }, "", ["EKS cluster (extended support) | 730 hours | 438.00"]],
  ["aws_eks_fargate_profile", {}, "", ["Per GB per hour | 1 GB | 3.24", "Per vCPU per hour | 1 CPU | 29.55"]],
  [
    "aws_eks_node_group",
    { instance_types: ["t3.medium"], scaling_config: [{ desired_size: 3, min_size: 1, max_size: 5 }] },
    "",
    [
      "Instance usage (Linux/UNIX, on-demand, t3.medium) | 2190 hours | 91.10",
      "Storage (general purpose SSD, gp2) | 60 GB | 6.00",
    ],
  ],
  [
    "aws_elasticache_cluster",
    { engine: "memcached", node_type: "cache.m4.large", num_cache_nodes: 2 },
    "",
    ["ElastiCache (on-demand, cache.m4.large) | 1460 hours | 227.76"],
  ],
  [
    "aws_elasticache_cluster",
    { engine: "redis", node_type: "cache.m6g.12xlarge", num_cache_nodes: 1, snapshot_retention_limit: 2 },
    "{snapshot_storage_size_gb: 10000}",
    ["ElastiCache (on-demand, cache.m6g.12xlarge) | 730 hours | 2596.61", "Backup storage | 10000 GB | 850.00"],
  ],
  [
    "aws_elasticache_replication_group",
    { engine: "redis", node_type: "cache.m4.large", num_node_groups: 4, replicas_per_node_group: 3 },
    "",
    ["ElastiCache (on-demand, cache.m4.large) | 11680 hours | 1822.08"],
  ],
  [
    "aws_elasticsearch_domain",
    {
      cluster_config: [{ instance_type: "c4.2xlarge.elasticsearch", instance_count: 2 }],
      ebs_options: [{ ebs_enabled: true, volume_type: "gp3", volume_size: 4000, throughput: 700 }],
    },
    "",
    [
      "Instance (on-demand, c4.2xlarge.elasticsearch) | 1460 hours | 857.02",
      "Storage (gp3) | 4000 GB | 488.00",
      "Throughput (gp3) | 400 Mbps | 25.60",
    ],
  ],
  [
    "aws_rds_cluster",
    { engine: "aurora-mysql", backup_retention_period: 5 },
    "{storage_gb: 100, write_requests_per_sec: 10, read_requests_per_sec: 10, backup_snapshot_size_gb: 100, average_statements_per_hr: 10000000, change_records_per_statement: 0.38, backtrack_window_hrs: 24, snapshot_export_size_gb: 200}",
    [
      "Storage | 100 GB | 10.00",
      "I/O requests | 52.56 1M requests | 10.51",
      "Backup storage | 400 GB | 8.40",
      "Backtrack | 66576 1M change-records | 798.91",
      "Snapshot export | 200 GB | 2.00",
    ],
  ],
  [
    "aws_kms_key",
    { customer_master_key_spec: "RSA_2048" },
    "",
    ["Customer master key | 1 months | 1.00", "Requests (RSA 2048) | ? 10k requests | ?"],
  ],
  [
    "aws_cloudwatch_log_group",
    {},
    "{monthly_data_ingested_gb: 1000, storage_gb: 500, monthly_data_scanned_gb: 250}",
    [
      "Data ingested | 1000 GB | 500.00",
      "Archival Storage | 500 GB | 15.00",
      "Insights queries data scanned | 250 GB | 1.25",
    ],
  ],
  ["aws_cloudwatch_metric_alarm", { period: "10" }, "", ["High resolution | 1 alarm metrics | 0.30"]],
  ["aws_cloudwatch_metric_alarm", { period: "120" }, "", ["Standard resolution | 1 alarm metrics | 0.10"]],
  [
    "aws_secretsmanager_secret",
    {},
    "{monthly_requests: 100000}",
    ["Secret | 1 months | 0.40", "API requests | 10 10k requests | 0.50"],
  ],
  [
    "aws_sqs_queue",
    { fifo_queue: true },
    "{monthly_requests: 1000000, request_size_kb: 100}",
    ["Requests | 2 1M requests | 1.00"],
  ],
  [
    "aws_dynamodb_table",
    { read_capacity: 5, write_capacity: "5" },
    "{storage_gb: 100}",
    [
      "Write capacity unit (WCU) | 5 WCU | 2.37",
      "Read capacity unit (RCU) | 5 RCU | 0.47",
      "Data storage | 100 GB | 25.00",
    ],
  ],
  [
    "aws_ssm_parameter",
    { tier: "Advanced" },
    "{parameter_storage_hrs: 600, monthly_api_interactions: 100000}",
    ["Parameter storage (advanced) | 600 hours | 0.04", "API interactions (advanced) | 10 10k interactions | 0.50"],
  ],
  [
    "aws_api_gateway_rest_api",
    {},
    "{monthly_requests: 21000000000}",
    [
      "Requests (first 333M) | 333 1M requests | 1165.50",
      "Requests (next 667M) | 667 1M requests | 1867.60",
      "Requests (next 19B) | 19000 1M requests | 45220.00",
      "Requests (over 20B) | 1000 1M requests | 1510.00",
    ],
  ],
  [
    "aws_apigatewayv2_api",
    { protocol_type: "WEBSOCKET" },
    "{monthly_messages: 1500000000, message_size_kb: 32, monthly_connection_mins: 10000000}",
    [
      "Messages (first 1B) | 1000 1M messages | 1000.00",
      "Messages (over 1B) | 500 1M messages | 400.00",
      "Connection duration | 10 1M minutes | 2.50",
    ],
  ],
  [
    "aws_sns_topic",
    {},
    "{monthly_requests: 1000000, request_size_kb: 128}",
    ["API requests (over 1M) | 1 1M requests | 0.50"],
  ],
  ["aws_route53_zone", {}, "", ["Hosted zone | 1 months | 0.50"]],
  [
    "aws_vpc_endpoint",
    { vpc_endpoint_type: "Interface", subnet_ids: ["a", "b"] },
    "",
    ["Data processed (first 1PB) | ? GB | ?", "Endpoint (Interface) | 1460 hours | 14.60"],
  ],
  ["aws_ec2_host", { instance_family: "c5" }, "", ["EC2 Dedicated Host (on-demand, c5) | 730 hours | 2457.18"]],
  [
    "aws_route53_health_check",
    { type: "HTTPS_STR_MATCH", request_interval: "10", measure_latency: true },
    "{endpoint_type: Non_AWS}",
    ["Health check | 1 months | 0.75", "Optional features | 4 months | 8.00"],
  ],
  ["aws_route53_health_check", { type: "HTTP" }, "", ["Health check | 1 months | 0.50"]],
  [
    "aws_route53_record",
    { type: "A" },
    "{monthly_standard_queries: 1100000000}",
    ["Standard queries (first 1B) | 1000 1M queries | 400.00", "Standard queries (over 1B) | 100 1M queries | 20.00"],
  ],
  ["aws_route53_record", { type: "A", alias: [{ name: "x" }] }, "", []],
  [
    "aws_codebuild_project",
    { environment: [{ compute_type: "BUILD_GENERAL1_LARGE", type: "WINDOWS_SERVER_2019_CONTAINER" }] },
    "{monthly_build_mins: 100000}",
    ["Windows (general1.large) | 100000 minutes | 3600.00"],
  ],
  [
    "aws_glue_job",
    { worker_type: "G.2X", number_of_workers: 10 },
    "{monthly_hours: 60}",
    ["Duration | 60 hours (20 DPUs) | 528.00"],
  ],
  [
    "aws_kinesis_stream",
    { shard_count: 4 },
    "{monthly_provisioned_put_units: 6500000}",
    ["PROVISIONED | 2920 hours | 43.80", "Put request unit | 6500000 units | 0.09"],
  ],
  [
    "aws_kinesis_stream",
    { stream_mode_details: [{ stream_mode: "ON_DEMAND" }] },
    "{monthly_on_demand_efo_data_out_gb: 2}",
    [
      "ON_DEMAND | 730 hours | 29.20",
      "Data ingested | ? GB | ?",
      "Data retrieval | ? GB | ?",
      "Enhanced Fan Out (EFO) Data retrieval | 2 GB | 0.10",
    ],
  ],
  [
    "aws_transfer_server",
    { protocols: ["SFTP", "FTP"] },
    "",
    ["SFTP protocol enabled | 730 hours | 219.00", "FTP protocol enabled | 730 hours | 219.00"],
  ],
  [
    "aws_waf_web_acl",
    { rules: [{ type: "REGULAR" }, { type: "GROUP" }] },
    "{rule_group_rules: 5, monthly_requests: 1000000}",
    [
      "Web ACL usage | 1 months | 5.00",
      "Rules | 6 rules | 6.00",
      "Rule groups | 1 groups | 1.00",
      "Requests | 1 1M requests | 0.60",
    ],
  ],
  ["aws_acm_certificate", { certificate_authority_arn: "arn:x" }, "", ["Certificate | 1 requests | 0.75"]],
  [
    "aws_sns_topic",
    {},
    "{monthly_requests: 10, sms_subscriptions: 100, sms_notification_price: 0.00987}",
    ["HTTP/HTTPS notifications (over 100k) | ? 100k notifications | ?"],
  ],
  ["aws_ecr_repository", {}, "{storage_gb: 1}", ["Storage | 1 GB | 0.10"]],
];

describe("components of", () => {
  it.each(cases)("%s %j with usage %s", (type, values, usage, expected) => {
    const lines = priced(type, values, usage);
    expect(lines.slice(0, expected.length)).toEqual(expected);
  });
});

describe("related resources", () => {
  it("knows an address in use from its gateway", () => {
    const address = aResource("aws_eip", {}, { name: "nat" });
    const gateway = aResource("aws_nat_gateway", { allocation_id: null }, { references: ["aws_eip.nat"] });
    expect(linesOf(estimateOf([address, gateway]).resources[0])).toEqual(["IP address (if unused) | ? hours | ?"]);
  });

  it("knows the size of a snapshot from its volume", () => {
    const volume = aResource("aws_ebs_volume", { size: 10 }, { name: "gp2" });
    const snapshot = aResource("aws_ebs_snapshot", { volume_id: null }, { references: ["aws_ebs_volume.gp2"] });
    expect(linesOf(estimateOf([volume, snapshot]).resources[1])[0]).toBe("EBS snapshot storage | 10 GB | 0.50");
  });

  it("prices a Fargate service by its task definition", () => {
    const task = aResource("aws_ecs_task_definition", { cpu: "1 vCPU", memory: 2048 }, { name: "api" });
    const service = aResource(
      "aws_ecs_service",
      { launch_type: "FARGATE", desired_count: 2 },
      { references: ["aws_ecs_task_definition.api"] },
    );
    expect(linesOf(estimateOf([task, service]).resources[0])).toEqual([
      "Per GB per hour | 4 GB | 12.98",
      "Per vCPU per hour | 2 CPU | 59.10",
    ]);
  });

  it("takes the engine and the storage of an Aurora instance from its cluster", () => {
    const cluster = aResource(
      "aws_rds_cluster",
      { engine: "aurora-postgresql", storage_type: "aurora-iopt1" },
      { name: "db" },
    );
    const member = aResource(
      "aws_rds_cluster_instance",
      { instance_class: "db.t3.large" },
      { references: ["aws_rds_cluster.db"] },
    );
    expect(linesOf(estimateOf([cluster, member]).resources[1])).toEqual([
      "Database instance (on-demand, db.t3.large) | 730 hours | 155.49",
    ]);
  });

  it("adds the storage classes that a lifecycle rule moves objects to", () => {
    const bucket = aResource("aws_s3_bucket", {}, { name: "logs" });
    const rules = aResource(
      "aws_s3_bucket_lifecycle_configuration",
      { rule: [{ transition: [{ storage_class: "GLACIER" }] }] },
      { references: ["aws_s3_bucket.logs"] },
    );
    const parts = estimateOf([bucket, rules]).resources[0]?.components.map((one) => one.part);
    expect([...new Set(parts)]).toEqual(["Standard", "Glacier flexible retrieval"]);
  });
});
