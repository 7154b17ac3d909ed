import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/resource.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

type Case = readonly [type: string, values: JsonObject, usage: string, lines: ReadonlyArray<string>];

/** Figures of AWS's own price files in us-east-1, times quantities worked out by hand. */
const cases: ReadonlyArray<Case> = [
  [
    "aws_guardduty_detector",
    {},
    "{monthly_management_events: 2000000, monthly_flow_and_dns_logs_gb: 3000, monthly_s3_data_events: 600000000, monitored_vcpus: 600}",
    [
      "CloudTrail management events | 2 1M events | 8.00",
      "VPC flow and DNS logs (first 500 GB) | 500 GB | 500.00",
      "VPC flow and DNS logs (next 2,000 GB) | 2000 GB | 1000.00",
      "VPC flow and DNS logs (next 7,500 GB) | 500 GB | 125.00",
      "S3 data events (first 500M) | 500 1M events | 400.00",
      "S3 data events (next 4,500M) | 100 1M events | 40.00",
      "Runtime monitoring (first 500) | 500 vCPUs | 750.00",
      "Runtime monitoring (next 4,500) | 100 vCPUs | 75.00",
    ],
  ],
  [
    "aws_macie2_account",
    {},
    "{monthly_data_inspected_gb: 51000}",
    ["Data inspected (first 50TB) | 50000 GB | 50000.00", "Data inspected (next 450TB) | 1000 GB | 500.00"],
  ],
  [
    "aws_detective_graph",
    {},
    "{monthly_data_ingested_gb: 1500}",
    ["Data ingested (first 1TB) | 1000 GB | 2000.00", "Data ingested (next 4TB) | 500 GB | 500.00"],
  ],
  ["aws_shield_subscription", {}, "", ["Shield Advanced | 1 months | 3000.00"]],
  ["aws_codepipeline", {}, "", ["Active pipeline | 1 months | 1.00"]],
  [
    "aws_codepipeline",
    { pipeline_type: "V2" },
    "{monthly_action_mins: 1000}",
    ["Action execution | 1000 minutes | 2.00"],
  ],
  ["aws_athena_workgroup", {}, "{monthly_data_scanned_tb: 3}", ["Data scanned | 3 TB | 15.00"]],
  [
    "aws_cognito_user_pool",
    { user_pool_tier: "LITE" },
    "{monthly_active_users: 40000}",
    ["Monthly active users, Lite (next 50K over 50K) | 0 users | 0.00"],
  ],
  [
    "aws_cognito_user_pool",
    { user_pool_tier: "LITE" },
    "{monthly_active_users: 110000}",
    [
      "Monthly active users, Lite (next 50K over 50K) | 50000 users | 275.00",
      "Monthly active users, Lite (next 900K) | 10000 users | 46.00",
    ],
  ],
  ["aws_route53profiles_profile", {}, "", ["Profile (first 100 associations) | 730 hours | 547.50"]],
  [
    "aws_route53_resolver_firewall_domain_list",
    { domains: ["a.example", "b.example"] },
    "",
    ["Domain names | 2 names | 0.00"],
  ],
  [
    "aws_route53_resolver_firewall_domain_list",
    { domains: [] },
    "{domains: 10000}",
    ["Domain names | 10000 names | 5.00"],
  ],
  ["aws_kms_replica_key", {}, "", ["Customer master key | 1 months | 1.00"]],
  ["aws_msk_serverless_cluster", {}, "{storage_gb: 100}", ["Cluster | 730 hours | 547.50", "Storage | 100 GB | 10.00"]],
  ["aws_redshiftserverless_workgroup", {}, "{monthly_rpu_hours: 100}", ["Compute | 100 RPU-hours | 37.50"]],
  ["aws_flow_log", {}, "{monthly_log_data_gb: 100}", ["Logs delivered to CloudWatch (first 10TB) | 100 GB | 50.00"]],
  [
    "aws_flow_log",
    { log_destination_type: "s3" },
    "{monthly_log_data_gb: 100}",
    ["Logs delivered to S3 (first 10TB) | 100 GB | 25.00"],
  ],
  [
    "aws_cloudwatch_log_group",
    { log_group_class: "INFREQUENT_ACCESS" },
    "{monthly_data_ingested_gb: 100}",
    ["Data ingested | 100 GB | 25.00"],
  ],
  [
    "aws_neptune_cluster_instance",
    { instance_class: "db.r6g.large" },
    "",
    ["Database instance (on-demand, db.r6g.large) | 730 hours | 239.95"],
  ],
  [
    "aws_neptune_cluster_instance",
    { instance_class: "db.serverless" },
    "",
    ["Serverless capacity | 1825 NCU-hours | 293.46"],
  ],
  [
    "aws_neptune_cluster",
    { storage_type: "iopt1" },
    "{storage_gb: 100, monthly_io_requests: 1000000}",
    ["Storage | 100 GB | 22.50"],
  ],
  [
    "aws_sagemaker_notebook_instance",
    { instance_type: "ml.t3.medium", volume_size: 20 },
    "",
    ["Notebook (ml.t3.medium) | 730 hours | 36.50", "Notebook storage | 20 GB | 2.80"],
  ],
  [
    "aws_bedrock_provisioned_model_throughput",
    {
      model_arn: "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-sonnet-20240229-v1:0",
      model_units: 2,
    },
    "",
    ["Model units (anthropic.claude-3-sonnet-20240229-v1:0, no commitment) | 1460 hours | 128480.00"],
  ],
];

describe("services by AWS's price files", () => {
  it.each(cases)("prices %s %j %s", (type, values, usage, lines) => {
    const { resources, not_priced } = estimateOf(
      [aResource(type, values)],
      usage === "" ? "" : `  ${type}.this: ${usage}\n`,
    );
    expect(not_priced).toEqual([]);
    expect(linesOf(resources[0]).filter((line) => !line.includes("| ? "))).toEqual(lines);
  });

  it.each([
    ["aws_wafv2_web_acl", "eu-west-1"],
    ["aws_kms_key", "us-west-2"],
    ["aws_cloudwatch_log_group", "ap-southeast-2"],
    ["aws_sns_topic", "eu-central-1"],
    ["aws_s3_bucket", "sa-east-1"],
    ["aws_cloudwatch_metric_alarm", "ap-northeast-1"],
    ["aws_apigatewayv2_api", "ca-central-1"],
    ["aws_flow_log", "me-south-1"],
  ])("has the prices of %s in %s itself", (type, region) => {
    const [estimate] = estimateOf([aResource(type, {}, { region })]).resources;
    expect(estimate?.assumptions.filter((one) => one.includes("the price book has no price"))).toEqual([]);
  });

  it.each([
    [{}, ["Per GB per hour | 2 GB | 6.49", "Per vCPU per hour | 1 CPU | 29.55"]],
    [
      { runtime_platform: [{ cpu_architecture: "ARM64" }] },
      ["Per GB per hour | 2 GB | 5.20", "Per vCPU per hour | 1 CPU | 23.64"],
    ],
    [
      { runtime_platform: [{ operating_system_family: "WINDOWS_SERVER_2022_CORE" }] },
      ["Per GB per hour | 2 GB | 7.46", "Per vCPU per hour | 1 CPU | 33.98", "Windows licence | 1 CPU | 33.58"],
    ],
    [
      { ephemeral_storage: [{ size_in_gib: 120 }] },
      ["Per GB per hour | 2 GB | 6.49", "Per vCPU per hour | 1 CPU | 29.55", "Storage | 100 GB | 8.10"],
    ],
  ])("prices tasks on Fargate by what they run on: %j", (platform, lines) => {
    const definition = aResource(
      "aws_ecs_task_definition",
      { cpu: "1024", memory: "2048", ...platform },
      { name: "task" },
    );
    const service = aResource(
      "aws_ecs_service",
      { launch_type: "FARGATE", desired_count: 1 },
      { references: [definition.address] },
    );
    expect(linesOf(estimateOf([service, definition]).resources[0])).toEqual(lines);
  });

  it("says where logs are delivered to", () => {
    const target = aResource(
      "aws_cloudwatch_log_delivery_destination",
      { delivery_destination_configuration: [{ destination_resource_arn: "arn:aws:logs:us-east-1:1:log-group:x" }] },
      { name: "to" },
    );
    const delivery = aResource("aws_cloudwatch_log_delivery", {}, { references: [target.address] });
    expect(linesOf(estimateOf([delivery, target]).resources[0])).toEqual([
      "Logs delivered to CloudWatch (first 10TB) | ? GB | ?",
    ]);
  });
});
