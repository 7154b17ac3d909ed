import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/resource.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

type Case = readonly [
  type: string,
  values: JsonObject,
  usage: string,
  lines: ReadonlyArray<string>,
  assumptions: ReadonlyArray<string>,
];

/** Figures of worked examples in us-east-1, and what follows from them; components without a quantity are left out. */
const cases: ReadonlyArray<Case> = [
  [
    "aws_cloudfront_distribution",
    {},
    "{monthly_data_transfer_to_internet_gb: {europe: 20480}, monthly_https_requests: {europe: 50000}, monthly_invalidation_requests: 1500}",
    [
      "Europe, Israel / Data transfer out to internet (first 10TB) | 10240 GB | 870.40",
      "Europe, Israel / Data transfer out to internet (next 40TB) | 10240 GB | 819.20",
      "Europe, Israel / HTTPS requests | 5 10k requests | 0.06",
      "Invalidation requests (first 1k) | 1000 paths | 0.00",
      "Invalidation requests (over 1k) | 500 paths | 2.50",
    ],
    [],
  ],
  [
    "aws_cloudfront_distribution",
    {
      viewer_certificate: [
        {
          ssl_support_method: "vip",
        },
      ],
    },
    "",
    ["Dedicated IP custom SSLs | 1 certificates | 600.00"],
    [],
  ],
  [
    "aws_cloudfront_function",
    {},
    "{monthly_requests: 3000000}",
    ["Total number of invocations | 3 1M invocations | 0.30"],
    [],
  ],
  [
    "aws_globalaccelerator_endpoint_group",
    {
      endpoint_group_region: "eu-west-1",
    },
    "{monthly_inbound_data_transfer_gb: {us: 100, australia: 10}}",
    [
      "US, Mexico, Canada / Inbound DT-premium fee | 100 GB | 1.50",
      "Australia, New Zealand / Inbound DT-premium fee | 10 GB | 1.05",
    ],
    [],
  ],
  [
    "aws_data_transfer",
    {},
    "{region: eu-west-1, monthly_intra_region_gb: 1000, monthly_outbound_internet_gb: 20000}",
    [
      "Intra-region data transfer | 2000 GB | 20.00",
      "Outbound data transfer to Internet (first 10TB) | 10240 GB | 921.60",
      "Outbound data transfer to Internet (next 40TB) | 9760 GB | 829.60",
    ],
    [],
  ],
  [
    "aws_data_transfer",
    {},
    "{region: us-east-1, monthly_outbound_us_east_to_us_east_gb: 500}",
    ["Outbound data transfer to US East regions | 500 GB | 5.00"],
    [],
  ],
  [
    "aws_dx_connection",
    {
      bandwidth: "1Gbps",
      location: "EqDC2",
    },
    "{monthly_outbound_from_region_to_dx_connection_location: {us_east_1: 200, eu_west_1: 100}}",
    [
      "DX connection | 730 hours | 219.00",
      "Outbound data transfer (from eu-west-1, to EqDC2) | 100 GB | 2.82",
      "Outbound data transfer (from us-east-1, to EqDC2) | 200 GB | 4.00",
    ],
    [],
  ],
  [
    "aws_ec2_client_vpn_endpoint",
    {},
    "",
    ["Connection | 730 hours | 36.50"],
    ["One client that is connected all month is counted; `monthly_hrs` tells the hours of all."],
  ],
  [
    "aws_msk_cluster",
    {
      number_of_broker_nodes: 3,
      broker_node_group_info: [
        {
          instance_type: "kafka.m5.large",
          storage_info: [
            {
              ebs_storage_info: [
                {
                  volume_size: 100,
                },
              ],
            },
          ],
        },
      ],
    },
    "",
    ["Instance (kafka.m5.large) | 2190 hours | 459.90", "Storage | 300 GB | 30.00"],
    [],
  ],
  [
    "aws_mq_broker",
    {
      engine_type: "RabbitMQ",
      host_instance_type: "mq.m5.large",
      deployment_mode: "CLUSTER_MULTI_AZ",
    },
    "{storage_size_gb: 12}",
    [
      "Instance usage (RabbitMQ, mq.m5.large, cluster_multi_az) | 730 hours | 630.72",
      "Storage (RabbitMQ, EBS) | 36 GB | 3.60",
    ],
    [],
  ],
  [
    "aws_mq_broker",
    {
      engine_type: "ActiveMQ",
      host_instance_type: "mq.m5.large",
      deployment_mode: "ACTIVE_STANDBY_MULTI_AZ",
    },
    "{storage_size_gb: 12}",
    [
      "Instance usage (ActiveMQ, mq.m5.large, active_standby_multi_az) | 730 hours | 420.48",
      "Storage (ActiveMQ, EFS) | 12 GB | 3.60",
    ],
    [],
  ],
  [
    "aws_redshift_cluster",
    {
      node_type: "ra3.16xlarge",
      number_of_nodes: 2,
    },
    "{managed_storage_gb: 10000, backup_storage_gb: 60000, excess_concurrency_scaling_secs: 100}",
    [
      "Cluster usage (on-demand, ra3.16xlarge) | 1460 hours | 19038.40",
      "Managed storage (ra3.16xlarge) | 10000 GB | 240.00",
      "Concurrency scaling (ra3.16xlarge) | 200 node-seconds | 0.72",
      "Backup storage (first 50 TB) | 51200 GB | 1177.60",
      "Backup storage (next 450 TB) | 8800 GB | 193.60",
    ],
    [],
  ],
  [
    "aws_redshift_cluster",
    {
      node_type: "dc2.8xlarge",
    },
    "",
    ["Cluster usage (on-demand, dc2.8xlarge) | 730 hours | 3504.00"],
    [],
  ],
  [
    "aws_mwaa_environment",
    {
      environment_class: "mw1.medium",
    },
    "{additional_workers: 2.5, meta_database_gb: 100}",
    [
      "Environment (Medium) | 730 hours | 540.20",
      "Worker (Medium) | 1825 hours | 200.75",
      "Meta database | 100 GB | 10.00",
    ],
    [],
  ],
  ["aws_sfn_state_machine", {}, "{monthly_transitions: 10000}", ["Transitions | 10 1K transitions | 0.25"], []],
  [
    "aws_sfn_state_machine",
    {
      type: "EXPRESS",
    },
    "{monthly_requests: 1000000, memory_mb: 100, workflow_duration_ms: 450}",
    ["Requests | 1 1M requests | 1.00", "Duration (first 1K) | 17.3611111111 GB-hours | 1.04"],
    [],
  ],
  [
    "aws_lambda_provisioned_concurrency_config",
    {
      provisioned_concurrent_executions: 5,
    },
    "{monthly_duration_hrs: 100, monthly_requests: 1000000, request_duration_ms: 200, architecture: arm64, memory_mb: 1024}",
    [
      "Requests | 1 1M requests | 0.20",
      "Provisioned Concurrency | 1800000 GB-seconds | 6.00",
      "Duration | 200000 GB-seconds | 1.56",
    ],
    [],
  ],
  [
    "aws_lambda_provisioned_concurrency_config",
    {},
    "{monthly_duration_hrs: 1}",
    ["Provisioned Concurrency | 450 GB-seconds | 0.00"],
    [],
  ],
  [
    "aws_kinesis_firehose_delivery_stream",
    {
      elasticsearch_configuration: [
        {
          vpc_config: [
            {
              subnet_ids: ["a", "b"],
            },
          ],
        },
      ],
    },
    "{monthly_data_ingested_gb: 1000}",
    [
      "Data ingested (first 500TB) | 1000 GB | 35.00",
      "VPC data | 1000 GB | 10.00",
      "VPC AZ delivery | 1460 hours | 16.06",
    ],
    [
      "Data ingested (first 500TB), VPC data, VPC AZ delivery: the price book has no price in us-east-1; the price in eu-west-2 is used.",
    ],
  ],
  [
    "aws_kinesisanalyticsv2_application",
    {
      runtime_environment: "FLINK-1_18",
    },
    "{kinesis_processing_units: 2, durable_application_backup_gb: 10}",
    [
      "Processing (stream) | 2 KPU | 185.42",
      "Processing (orchestration) | 1 KPU | 92.71",
      "Running storage | 100 GB | 11.60",
      "Backup | 10 GB | 0.24",
    ],
    [
      "Processing (stream), Processing (orchestration), Running storage, Backup: the price book has no price in us-east-1; the price in eu-west-2 is used.",
    ],
  ],
  [
    "aws_kinesisanalyticsv2_application",
    {
      runtime_environment: "SQL-1_0",
    },
    "{kinesis_processing_units: 2}",
    ["Processing (stream) | 2 KPU | 185.42"],
    ["Processing (stream): the price book has no price in us-east-1; the price in eu-west-2 is used."],
  ],
  [
    "aws_glue_catalog_database",
    {},
    "{monthly_objects: 200000, monthly_requests: 3000000}",
    ["Storage | 2 100k objects | 2.00", "Requests | 3 1M requests | 3.00"],
    [],
  ],
  ["aws_glue_crawler", {}, "{monthly_hours: 10}", ["Duration | 10 hours | 4.40"], []],
  [
    "aws_fsx_windows_file_system",
    {
      deployment_type: "MULTI_AZ_1",
      storage_capacity: 300,
      throughput_capacity: 32,
    },
    "{backup_storage_gb: 100}",
    ["Throughput capacity | 32 MBps | 144.00", "SSD storage | 300 GB | 69.00", "Backup storage | 100 GB | 5.00"],
    [],
  ],
  [
    "aws_fsx_openzfs_file_system",
    {
      storage_capacity: 100,
      throughput_capacity: 64,
      disk_iops_configuration: [
        {
          iops: 400,
        },
      ],
    },
    "",
    ["Throughput capacity | 64 MBps | 16.64", "Provisioned IOPS | 100 IOPS | 0.60", "SSD storage | 100 GB | 9.00"],
    [],
  ],
  [
    "aws_dms_replication_instance",
    {
      replication_instance_class: "dms.t2.micro",
      allocated_storage: 20,
      multi_az: true,
    },
    "",
    ["Instance (t2.micro) | 730 hours | 26.28", "Storage (general purpose SSD, gp2) | 20 GB | 4.60"],
    ["50 GB come with the instance; they are not deducted."],
  ],
  [
    "aws_dms_replication_instance",
    {
      replication_instance_class: "dms.t2.micro",
    },
    "",
    ["Instance (t2.micro) | 730 hours | 13.14"],
    [],
  ],
  [
    "aws_directory_service_directory",
    {
      type: "MicrosoftAD",
      edition: "Standard",
    },
    "{shared_accounts: 3}",
    ["Directory service (Microsoft AD, Standard) | 2 controllers | 87.60", "Directory sharing | 3 accounts | 39.42"],
    [],
  ],
  [
    "aws_directory_service_directory",
    {
      type: "ADConnector",
      size: "Small",
    },
    "",
    ["Directory service (AD Connector, Small) | 1 controllers | 36.50"],
    [],
  ],
  [
    "aws_cloudwatch_event_bus",
    {},
    "{monthly_custom_events: 2000000, archive_storage_gb: 10}",
    ["Custom events published | 2 1M events | 2.00", "Archive storage | 10 GB | 0.23"],
    [],
  ],
  ["aws_config_configuration_recorder", {}, "{monthly_config_items: 1000}", ["Config items | 1000 records | 3.00"], []],
  [
    "aws_config_organization_managed_rule",
    {},
    "{monthly_rule_evaluations: 200000}",
    [
      "Rule evaluations (first 100K) | 100000 evaluations | 100.00",
      "Rule evaluations (next 400K) | 100000 evaluations | 80.00",
    ],
    [],
  ],
  [
    "aws_grafana_workspace",
    {},
    "{editors_administrator_licenses: 2, viewer_licenses: 3}",
    ["Editor/administrator licenses | 2 users | 18.00", "Viewer licenses | 3 users | 15.00"],
    [],
  ],
  ["aws_cloudhsm_v2_hsm", {}, "", ["HSM usage | 730 hours | 1168.00"], []],
  ["aws_ssm_activation", {}, "", [], []],
  [
    "aws_ssm_activation",
    {},
    "{instance_tier: advanced, instances: 10}",
    ["On-prem managed instances (advanced) | 7300 hours | 50.73"],
    [],
  ],
  [
    "aws_cloudformation_stack",
    {
      template_body: "Resources:\n  A:\n    Type: Acme::Db::Table\n",
    },
    "{monthly_handler_operations: 100}",
    ["Handler operations | 100 operations | 0.09"],
    ["What the stack's template makes is not counted."],
  ],
  [
    "aws_sns_topic_subscription",
    {
      protocol: "https",
    },
    "{monthly_requests: 1000000}",
    ["HTTP notifications | 1 1M notifications | 0.60"],
    [],
  ],
  [
    "aws_sns_topic_subscription",
    {
      protocol: "sqs",
    },
    "",
    [],
    [],
  ],
  [
    "aws_lightsail_instance",
    {
      bundle_id: "xlarge_2_0",
    },
    "",
    ["Virtual server (Linux/UNIX) | 730 hours | 82.42"],
    [],
  ],
  [
    "aws_lightsail_instance",
    {
      bundle_id: "small_win_2_0",
    },
    "",
    ["Virtual server (Windows) | 730 hours | 21.58"],
    [],
  ],
  ["aws_s3_bucket_inventory", {}, "{monthly_listed_objects: 10000000}", ["Objects listed | 10 1M objects | 0.03"], []],
  [
    "aws_s3_bucket",
    {},
    "{glacier_flexible_retrieval: {storage_gb: 100, monthly_expedited_data_retrieval_gb: 10, early_delete_gb: 5}}",
    [
      "Glacier flexible retrieval / Storage | 100 GB | 0.36",
      "Glacier flexible retrieval / Retrievals (expedited) | 10 GB | 0.30",
      "Glacier flexible retrieval / Early delete (within 90 days) | 5 GB | 0.02",
    ],
    [],
  ],
  ["aws_glacier_vault", {}, "{storage_gb: 100}", ["Storage | 100 GB | 0.36"], []],
  [
    "aws_ec2_capacity_reservation",
    {
      instance_type: "m5.large",
      instance_platform: "Windows",
      instance_count: 2,
    },
    "",
    ["Reserved capacity (Windows, m5.large) | 1460 hours | 274.48"],
    ["Instances that run in this reservation cost nothing more; they are counted by themselves as well."],
  ],
  [
    "aws_spot_instance_request",
    {
      instance_type: "m5.large",
    },
    "",
    [
      "Instance usage (Linux/UNIX, spot, m5.large) | 730 hours | 23.13",
      "root_block_device / Storage (general purpose SSD, gp2) | 8 GB | 0.80",
    ],
    ["Spot prices change by the hour; an average is used, and the on-demand price at the worst."],
  ],
  [
    "aws_emr_cluster",
    {
      master_instance_group: [
        {
          instance_type: "m5.xlarge",
        },
      ],
      core_instance_group: [
        {
          instance_type: "m5.xlarge",
          instance_count: 2,
          ebs_config: [
            {
              size: 100,
              type: "gp3",
            },
          ],
        },
      ],
    },
    "",
    [
      "master_instance_group / Instance usage (Linux/UNIX, on-demand, m5.xlarge) | 730 hours | 140.16",
      "master_instance_group / EMR fee (m5.xlarge) | 730 hours | 35.04",
      "core_instance_group / Instance usage (Linux/UNIX, on-demand, m5.xlarge) | 1460 hours | 280.32",
      "core_instance_group.ebs_config[0] / Storage (general purpose SSD, gp3) | 200 GB | 16.00",
      "core_instance_group / EMR fee (m5.xlarge) | 1460 hours | 70.08",
    ],
    [],
  ],
  ["aws_db_snapshot", {}, "{backup_storage_gb: 100}", ["Backup storage | 100 GB | 9.50"], []],
  [
    "aws_elastic_beanstalk_environment",
    {
      setting: [
        {
          namespace: "aws:autoscaling:launchconfiguration",
          name: "InstanceType",
          value: "t3.small",
        },
        {
          namespace: "aws:autoscaling:asg",
          name: "MinSize",
          value: "2",
        },
        {
          namespace: "aws:elasticbeanstalk:environment",
          name: "LoadBalancerType",
          value: "application",
        },
      ],
    },
    "{lb: {new_connections: 100}}",
    [
      "Instance usage (Linux/UNIX, on-demand, t3.small) | 1460 hours | 30.37",
      "root_block_device / Storage (general purpose SSD, gp2) | 16 GB | 1.60",
      "Load balancer / Application load balancer | 730 hours | 16.43",
      "Load balancer / Load balancer capacity units | 4 LCU | 23.36",
    ],
    ["Counted: 2 instances, scaled between 2 and 4."],
  ],
  [
    "aws_instance",
    {
      instance_type: "m5.large",
      tenancy: "dedicated",
    },
    "{operating_system: linux}",
    [
      "Instance usage (Linux/UNIX, on-demand, m5.large) | 730 hours | 74.28",
      "root_block_device / Storage (general purpose SSD, gp2) | 8 GB | 0.80",
    ],
    ["Dedicated tenancy is estimated as 1.06 × the shared price."],
  ],
  [
    "aws_instance",
    {
      instance_type: "m5.large",
    },
    "{operating_system: rhel}",
    [
      "Instance usage (RHEL, on-demand, m5.large) | 730 hours | 116.80",
      "root_block_device / Storage (general purpose SSD, gp2) | 8 GB | 0.80",
    ],
    [],
  ],
  [
    "aws_instance",
    {
      instance_type: "m5.large",
    },
    "{operating_system: linux, reserved_instance_type: convertible, reserved_instance_term: 3_year, reserved_instance_payment_option: no_upfront}",
    [
      "Instance usage (Linux/UNIX, reserved, m5.large) | 730 hours | 34.70",
      "root_block_device / Storage (general purpose SSD, gp2) | 8 GB | 0.80",
    ],
    ["The price of this reservation is estimated: 50 % of the on-demand price, as of t3.medium."],
  ],
  [
    "aws_instance",
    {
      instance_type: "m5.large",
    },
    "{operating_system: windows, reserved_instance_type: standard, reserved_instance_term: 1_year, reserved_instance_payment_option: no_upfront}",
    [
      "Instance usage (Windows, on-demand, m5.large) | 730 hours | 137.24",
      "root_block_device / Storage (general purpose SSD, gp2) | 8 GB | 0.80",
    ],
    ["The price book has no price of this reservation; the on-demand price is used."],
  ],
  [
    "aws_db_instance",
    {
      engine: "mysql",
      instance_class: "db.m5.large",
      allocated_storage: 20,
    },
    "{reserved_instance_term: 1_year, reserved_instance_payment_option: no_upfront}",
    [
      "Database instance (reserved, Single-AZ, db.m5.large) | 730 hours | 87.84",
      "Storage (general purpose SSD, gp2) | 20 GB | 2.30",
    ],
    ["The price of this reservation is estimated: 70 % of the on-demand price, as of db.t3.large."],
  ],
  [
    "aws_elasticache_cluster",
    {
      engine: "redis",
      node_type: "cache.m5.large",
    },
    "{reserved_instance_term: 1_year, reserved_instance_payment_option: partial_upfront}",
    ["ElastiCache (reserved, cache.m5.large) | 730 hours | 37.01"],
    [
      "What a reservation costs in advance is not counted a month.",
      "The price of this reservation is estimated: 32 % of the on-demand price, as of cache.m6g.12xlarge.",
    ],
  ],
  [
    "aws_ec2_host",
    {
      instance_family: "m5",
    },
    "{reserved_instance_term: 1_year, reserved_instance_payment_option: no_upfront}",
    ["EC2 Dedicated Host (reserved, m5) | 730 hours | 2330.89"],
    [],
  ],
];

/** What the embedded book has no price of is named with its reason. */
const refused: ReadonlyArray<readonly [type: string, values: JsonObject, reason: string]> = [
  [
    "aws_dx_connection",
    {
      bandwidth: "100Gbps",
      location: "EqDC2",
    },
    'the price book has no price of "DX connection (100G)" (dx-connection) in us-east-1',
  ],
  [
    "aws_msk_cluster",
    {
      number_of_broker_nodes: 3,
      broker_node_group_info: [
        {
          instance_type: "kafka.x9.large",
        },
      ],
    },
    'the price book has no price of "Instance (kafka.x9.large)" (msk-cluster) in us-east-1',
  ],
  [
    "aws_mq_broker",
    {
      engine_type: "IBM",
      host_instance_type: "mq.m5.large",
    },
    'unknown engine "IBM"; expected ActiveMQ or RabbitMQ',
  ],
  [
    "aws_fsx_lustre_file_system",
    {
      storage_capacity: 1200,
      deployment_type: "SCRATCH_2",
    },
    'the price book has no price of "SSD storage (scratch 2)" (fsx-lustre-file-system) in us-east-1',
  ],
  [
    "aws_lightsail_instance",
    {
      bundle_id: "huge",
    },
    'unknown bundle "huge"; expected one that begins with nano, micro, small, medium, large, xlarge, 2xlarge, 4xlarge',
  ],
  [
    "aws_memorydb_cluster",
    {
      node_type: "db.z9.large",
    },
    'the price book has no price of "Node (db.z9.large)" (memorydb) in us-east-1',
  ],
  [
    "aws_bedrock_provisioned_model_throughput",
    {
      model_arn: "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-express-v1",
      model_units: 2,
    },
    'the price book has no price of "Model units (amazon.titan-text-express-v1, no commitment)" (bedrock) in us-east-1',
  ],
  [
    "aws_dax_cluster",
    { node_type: "dax.z9.large" },
    'the price book has no price of "Node (dax.z9.large)" (dax) in us-east-1',
  ],
];

describe("AWS services", () => {
  it.each(cases)("prices %s %j %s", (type, values, usage, lines, assumptions) => {
    const { resources, not_priced } = estimateOf(
      [aResource(type, values)],
      usage === "" ? "" : `  ${type}.this: ${usage}\n`,
    );
    expect(not_priced).toEqual([]);
    expect(linesOf(resources[0]).filter((line) => !line.includes("| ? "))).toEqual(lines);
    expect((resources[0]?.assumptions ?? []).filter((one) => !/image|which is not known/.test(one))).toEqual(
      assumptions,
    );
  });

  it.each(refused)("does not price %s %j", (type, values, reason) => {
    const { resources, not_priced } = estimateOf([aResource(type, values)]);
    expect(resources).toEqual([]);
    expect(not_priced.map((one) => one.reason)).toEqual([reason]);
  });

  it("prices an endpoint by its configuration's variants", () => {
    const configuration = aResource(
      "aws_sagemaker_endpoint_configuration",
      { production_variants: [{ variant_name: "a", instance_type: "ml.m5.large", initial_instance_count: 2 }] },
      { name: "config" },
    );
    const endpoint = aResource("aws_sagemaker_endpoint", {}, { references: [configuration.address] });
    const { resources } = estimateOf([endpoint, configuration]);
    expect(linesOf(resources[0])).toEqual(["a / Hosting (ml.m5.large) | 1460 hours | 167.90"]);
    expect(resources[0]?.assumptions).toEqual([]);
    expect(estimateOf([aResource("aws_sagemaker_endpoint", {})]).not_priced[0]?.reason).toBe(
      "its endpoint configuration is not in this project, or has no variants",
    );
  });

  it("takes architecture and memory of provisioned concurrency from its function", () => {
    const owner = aResource("aws_lambda_function", { architectures: ["arm64"], memory_size: 2048 }, { name: "f" });
    const kept = aResource(
      "aws_lambda_provisioned_concurrency_config",
      { provisioned_concurrent_executions: 2 },
      { references: [owner.address] },
    );
    const usage = "  aws_lambda_provisioned_concurrency_config.this: {monthly_duration_hrs: 1}\n";
    const found = estimateOf([owner, kept], usage).resources.find((one) => one.type === kept.type);
    expect(linesOf(found)).toContain("Provisioned Concurrency | 14400 GB-seconds | 0.05");
  });

  it("counts what an endpoint group sends, from where it is", () => {
    const group = aResource("aws_globalaccelerator_endpoint_group", { endpoint_group_region: "us-east-1" });
    const usage = "  aws_globalaccelerator_endpoint_group.this: {monthly_outbound_data_transfer_gb: {europe: 10}}\n";
    expect(linesOf(estimateOf([group], usage).resources[0])).toEqual([
      "Europe / Outbound DT-premium fee | 10 GB | 0.15",
    ]);
  });

  it.each([
    [
      "aws_msk_cluster",
      { number_of_broker_nodes: -1, broker_node_group_info: [{ instance_type: "kafka.m5.large" }] },
      "number_of_broker_nodes is -1; expected a number from 1 to 300",
    ],
    [
      "aws_redshift_cluster",
      { node_type: "dc2.large", number_of_nodes: 1e18 },
      "number_of_nodes is 1000000000000000000; expected a number from 1 to 128",
    ],
    [
      "aws_fsx_windows_file_system",
      { deployment_type: "MULTI_AZ_1", storage_capacity: 1e18, throughput_capacity: 8 },
      "storage_capacity is 1000000000000000000; expected a number from 1 to 1048576",
    ],
    [
      "aws_memorydb_cluster",
      { node_type: "constructor" },
      'the price book has no price of "Node (constructor)" (memorydb) in us-east-1',
    ],
    [
      "aws_lightsail_instance",
      { bundle_id: "__proto___1_0" },
      'unknown bundle "__proto___1_0"; expected one that begins with nano, micro, small, medium, large, xlarge, 2xlarge, 4xlarge',
    ],
    [
      "aws_ec2_capacity_reservation",
      { instance_type: "m5.large", instance_platform: "toString" },
      'no price of capacity for "toString"; known are Linux/UNIX, Windows, Red Hat Enterprise Linux, SUSE Linux',
    ],
  ] as const)("names what is wrong with %s %j", (type, values, reason) => {
    expect(estimateOf([aResource(type, values)]).not_priced.map((one) => one.reason)).toEqual([reason]);
  });

  it("says of each region that has no price whose price is used", () => {
    const [first] = estimateOf([aResource("aws_mwaa_environment", {}, { region: "mx-central-1" })]).resources;
    expect(first?.assumptions).toEqual([
      "Environment (Small), Worker (Small), Scheduler (Small), Meta database: the price book has no price in mx-central-1; the price in us-east-1 is used.",
    ]);
  });
});
