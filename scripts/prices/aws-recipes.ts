import { example, fact, hoursAMonth, recipes, whole, type Recipe, type Wholesale } from "./recipe.ts";

const volume = "aws_ebs_volume";
const database = "aws_db_instance";
const cluster = "aws_rds_cluster";
const clusterInstance = "aws_rds_cluster_instance";
const lambda = "aws_lambda_function";
const provisioned = "aws_lambda_provisioned_concurrency_config";
const table = "aws_dynamodb_table";
const search = "aws_elasticsearch_domain";
const million = 1_000_000;

const compute: ReadonlyArray<Recipe> = [
  ...recipes("ebs", [
    ["gp2", "GB", fact("EC2", "EBS gp2 storage")],
    ["gp3", "GB", fact("EC2", "EBS gp3 storage")],
    ["io1", "GB", fact("EC2", "EBS io1 storage")],
    ["io2", "GB", fact("EC2", "EBS io2 storage")],
    ["st1", "GB", fact("EC2", "EBS st1 storage")],
    ["sc1", "GB", fact("EC2", "EBS sc1 storage")],
    ["standard", "GB", fact("EC2", "EBS magnetic storage")],
    ["gp3-iops", "IOPS", fact("EC2", "EBS gp3 IOPS over 3000")],
    ["gp3-throughput", "Mbps", fact("EC2", "EBS gp3 throughput over 125")],
    ["io1-iops", "IOPS", fact("EC2", "EBS io1 provisioned IOPS")],
    ["io2-iops", "IOPS", fact("EC2", "EBS io2 provisioned IOPS first 32000")],
    ["standard-io", "1M request", example(volume, "I/O requests")],
    ["snapshot", "GB", fact("EC2", "EBS snapshot standard"), fact("EC2", "EBS snapshot")],
    ["fast-restore", "DSU-hours", example("aws_ebs_snapshot", "Fast snapshot restore")],
    ["list-blocks", "1k requests", example("aws_ebs_snapshot", "ListChangedBlocks & ListSnapshotBlocks API requests")],
    ["get-block", "1k SnapshotAPIUnits", example("aws_ebs_snapshot", "GetSnapshotBlock API requests")],
    ["put-block", "1k SnapshotAPIUnits", example("aws_ebs_snapshot", "PutSnapshotBlock API requests")],
  ]),
  ...recipes("ec2", [
    ["detailed-monitoring", "metrics", example("aws_instance", "EC2 detailed monitoring")],
    ["cpu-credits", "vCPU-hours", example("aws_instance", "CPU credits")],
    ["ebs-optimized:r3.xlarge", "hours", example("aws_instance", "EBS-optimized usage")],
    ["host:c5", "hours", example("aws_ec2_host", "EC2 Dedicated Host (on-demand, c5)")],
    ["host:mac1", "hours", example("aws_ec2_host", "EC2 Dedicated Host (on-demand, mac1)")],
    ["idle-address", "hours", fact("VPC", "Public IPv4 address"), example("aws_eip", "IP address (if unused)")],
  ]),
  ...recipes("ec2", [
    ...["c5", "m5"].flatMap((family) =>
      ["1", "3"].map((years) => reservedHost(family, years, family === "c5" ? "PartialUpfront" : "NoUpfront")),
    ),
    ...["standard", "convertible"].flatMap((offering) =>
      ["1", "3"].flatMap((years) => ["No Upfront", "Partial Upfront"].map((payment) => reservedInstance(offering, years, payment))),
    ),
  ]),
  ...recipes("lambda", [
    ["requests", "1M requests", fact("Lambda", "Requests", million), example(lambda, "Requests")],
    ["duration:x86_64:0", "GB-seconds", fact("Lambda", "Duration x86 first 6B GB-s")],
    ["duration:x86_64:1", "GB-seconds", example(lambda, "Duration (next 9B)")],
    ["duration:x86_64:2", "GB-seconds", example(lambda, "Duration (over 15B)")],
    ["duration:arm64:0", "GB-seconds", example(lambda, "Duration (first 7.5B)")],
    ["duration:arm64:1", "GB-seconds", example(lambda, "Duration (next 11.25B)")],
    ["duration:arm64:2", "GB-seconds", example(lambda, "Duration (over 18.75B)")],
    ["ephemeral-storage", "GB-seconds", example(lambda, "Ephemeral storage")],
    ["provisioned:arm64", "GB-seconds", example(provisioned, "Provisioned Concurrency")],
    ["provisioned-duration:arm64", "GB-seconds", example(provisioned, "Duration")],
  ]),
  ...recipes("fargate", [
    ["vcpu", "CPU", fact("ECS", "Fargate x86 vCPU", hoursAMonth)],
    ["memory", "GB", fact("ECS", "Fargate x86 memory", hoursAMonth)],
  ]),
  ...recipes("eks", [
    ["cluster", "hours", example("aws_eks_cluster", "EKS cluster")],
    ["cluster-extended-support", "hours", example("aws_eks_cluster", "EKS cluster (extended support)")],
  ]),
];

const network: ReadonlyArray<Recipe> = [
  ...recipes("nat", [
    ["gateway", "hours", fact("EC2", "NAT gateway")],
    ["data", "GB", fact("EC2", "NAT gateway data processed")],
  ]),
  ...recipes("elb", [
    ["application", "hours", fact("ELB", "Application LB")],
    ["network", "hours", fact("ELB", "Network LB")],
    ["classic", "hours", fact("ELB", "Classic LB")],
    ["gateway", "hours", fact("ELB", "Gateway LB")],
    ["application-lcu", "LCU", fact("ELB", "ALB LCU", hoursAMonth), example("aws_alb", "Load balancer capacity units")],
    ["network-lcu", "LCU", example("aws_lb", "Load balancer capacity units", "Load Balancer-Network"), beanstalk("Load balancer capacity units")],
    ["classic-data", "GB", example("aws_elb", "Data processed")],
  ]),
  ...recipes("vpc-endpoint", [
    ["interface", "hours", fact("VPC", "Interface endpoint"), example("aws_vpc_endpoint", "Endpoint (Interface)")],
    ["gateway-load-balancer", "hours", example("aws_vpc_endpoint", "Endpoint (GatewayLoadBalancer)")],
    ["data:0", "GB", fact("VPC", "Interface endpoint data"), example("aws_vpc_endpoint", "Data processed (first 1PB)")],
    ["data:1", "GB", example("aws_vpc_endpoint", "Data processed (next 4PB)")],
    ["data:2", "GB", example("aws_vpc_endpoint", "Data processed (over 5PB)")],
    ["gateway-load-balancer-data", "GB", example("aws_vpc_endpoint", "Data processed", "GWLBE-Bytes")],
  ]),
];

/** Amazon S3 by storage class: the price list's usage types behind each item. */
const storage: ReadonlyArray<Recipe> = recipes("s3", [
  ["standard", "GB", fact("S3", "Standard storage first 50TB"), s3("Storage", "/TimedStorage-ByteHrs/i; volumeType")],
  ["standard-put", "1k requests", fact("S3", "Standard PUT/COPY/POST/LIST", 1000), s3Put("/Requests-Tier1/")],
  ["standard-get", "1k requests", fact("S3", "Standard GET/SELECT/other", 1000), s3Get("/Requests-Tier2/")],
  ["standard-select-scanned", "GB", s3("Select data scanned", "/Select-Scanned-Bytes/")],
  ["standard-select-returned", "GB", s3("Select data returned", "/Select-Returned-Bytes/")],
  ["intelligent-frequent", "GB", s3("Storage (frequent access)")],
  ["intelligent-infrequent", "GB", s3("Storage (infrequent access)")],
  ["intelligent-archive", "GB", s3("Storage (archive access)")],
  ["intelligent-deep-archive", "GB", s3("Storage (deep archive access)")],
  ["intelligent-monitoring", "1k objects", s3("Monitoring and automation")],
  ["intelligent-put", "1k requests", s3Put("INT-Tier1")],
  ["intelligent-get", "1k requests", s3Get("INT-Tier2")],
  ["standard-ia", "GB", s3("Storage", "TimedStorage-SIA-")],
  ["standard-ia-put", "1k requests", s3Put("SIA-Tier1")],
  ["standard-ia-get", "1k requests", s3Get("SIA-Tier2")],
  ["standard-ia-retrieval", "GB", s3("Retrievals", "SIA")],
  ["one-zone-ia", "GB", s3("Storage", "TimedStorage-ZIA-")],
  ["one-zone-ia-put", "1k requests", s3Put("ZIA-Tier1")],
  ["one-zone-ia-get", "1k requests", s3Get("ZIA-Tier2")],
  ["one-zone-ia-retrieval", "GB", s3("Retrievals", "ZIA")],
  ["lifecycle", "1k requests", s3("Lifecycle transition", "Requests-Tier4")],
  ["glacier", "GB", s3("Storage", "usagetype~/TimedStorage-ByteHrs/i|")],
  ["glacier-put", "1k requests", s3Put("GLACIER-Tier1")],
  ["glacier-lifecycle", "1k requests", s3("Lifecycle transition", "S3-GlacierTransition")],
  ["deep-archive", "GB", s3("Storage", "GDA-ByteHrs")],
  ["deep-archive-put", "1k requests", s3Put("GDA-Tier1")],
  ["deep-archive-lifecycle", "1k requests", s3("Lifecycle transition", "S3-GDATransition")],
  ["intelligent-select-scanned", "GB", s3("Select data scanned", "Select-Scanned-INT")],
  ["intelligent-select-returned", "GB", s3("Select data returned", "Select-Returned-INT")],
  ["intelligent-early-delete", "GB", s3("Early delete (within 30 days)")],
  ["standard-ia-select-scanned", "GB", s3("Select data scanned", "Select-Scanned-SIA")],
  ["standard-ia-select-returned", "GB", s3("Select data returned", "Select-Returned-SIA")],
  ["one-zone-ia-select-scanned", "GB", s3("Select data scanned", "Select-Scanned-ZIA")],
  ["one-zone-ia-select-returned", "GB", s3("Select data returned", "Select-Returned-ZIA")],
  ["glacier-get", "1k requests", s3Get("GLACIER-Tier2")],
  ["glacier-early-delete", "GB", s3("Early delete (within 90 days)")],
  ["glacier-retrieval-requests:standard", "1k requests", s3("Retrieval requests (standard)", "|usagetype~/Requests-Tier1/")],
  ["glacier-retrieval-requests:expedited", "1k requests", s3("Retrieval requests (expedited)")],
  ["glacier-retrieval:standard", "GB", s3("Retrievals (standard)", "", "AmazonGlacier")],
  ["glacier-retrieval:expedited", "GB", s3("Retrievals (expedited)")],
  ...["standard", "bulk", "expedited"].flatMap((speed) => [
    [`glacier-select-scanned:${speed}`, "GB", s3(`Select data scanned (${speed})`)] as const,
    [`glacier-select-returned:${speed}`, "GB", s3(`Select data returned (${speed})`)] as const,
  ]),
  ["deep-archive-get", "1k requests", s3Get("GDA-Tier2")],
  ["deep-archive-early-delete", "GB", s3("Early delete (within 180 days)")],
  ["deep-archive-retrieval-requests:standard", "1k requests", s3("Retrieval requests (standard)", "GDA-Tier3")],
  ["deep-archive-retrieval-requests:bulk", "1k requests", s3("Retrieval requests (bulk)")],
  ["deep-archive-retrieval:standard", "GB", s3("Retrievals (standard)", "", "AmazonS3GlacierDeepArchive")],
  ["deep-archive-retrieval:bulk", "GB", s3("Retrievals (bulk)")],
  ["object-tagging", "10k tags", s3("Object tagging")],
]);

const databases: ReadonlyArray<Recipe> = [
  ...recipes("rds-storage", [
    ["gp2:single", "GB", fact("RDS", "Storage gp2 single-AZ")],
    ["gp2:multi", "GB", fact("RDS", "Storage gp2 multi-AZ")],
    ["gp3:single", "GB", fact("RDS", "Storage gp3 single-AZ")],
    ["gp3:multi", "GB", fact("RDS", "Storage gp3 multi-AZ")],
    ["io1:single", "GB", fact("RDS", "Storage io1 single-AZ")],
    ["io1:multi", "GB", fact("RDS", "Storage io1 multi-AZ")],
    ["io2:single", "GB", fact("RDS", "Storage io2 single-AZ")],
    ["io2:multi", "GB", fact("RDS", "Storage io2 multi-AZ")],
    ["standard:single", "GB", fact("RDS", "Storage magnetic single-AZ")],
    ["standard:multi", "GB", fact("RDS", "Storage magnetic multi-AZ")],
    ["iops", "IOPS", example(database, "Provisioned IOPS")],
    ["gp3-iops", "IOPS", example(database, "Provisioned GP3 IOPS (above 3,000)")],
    ["backup", "GB", fact("RDS", "Backup storage over free")],
    ["magnetic-io", "1M requests", example(database, "I/O requests")],
  ]),
  ...recipes("rds", [
    ["cpu-credits", "vCPU-hours", example(database, "CPU credits")],
    ["oracle-se1:db.t3.large", "hours", example(database, "Database instance (on-demand, Single-AZ, db.t3.large)", "databaseEdition=Standard One; licenseModel=License included")],
    ["extended-support", "vCPU-hours", example(database, "Extended support (year 1)")],
    ["performance-insights-api", "1000 requests", example(database, "Performance Insights API")],
    ["performance-insights:m5", "vCPU-month", example(database, "Performance Insights Long Term Retention (db.m5.large)")],
    ["performance-insights:t3", "vCPU-month", example(database, "Performance Insights Long Term Retention (db.t3.large)")],
    ["performance-insights:r4", "vCPU-month", example(clusterInstance, "Performance Insights Long Term Retention (db.r4.8xlarge)")],
    ["performance-insights:serverless", "ACUs", example(clusterInstance, "Performance Insights Long Term Retention (serverless)")],
  ]),
  ...recipes("aurora", [
    ["storage", "GB", example(cluster, "Storage")],
    ["storage-io-optimized", "GB", example(cluster, "Storage (I/O-optimized)")],
    ["io", "1M requests", example(cluster, "I/O requests")],
    ["backup", "GB", example(cluster, "Backup storage")],
    ["backtrack", "1M change-records", example(cluster, "Backtrack")],
    ["snapshot-export", "GB", example(cluster, "Snapshot export")],
    ["serverless", "ACU-hours", example(cluster, "Aurora serverless")],
    ["serverless-v2", "ACU-hours", example(clusterInstance, "Aurora serverless v2")],
    ["serverless-v2-io-optimized", "ACU-hours", example(clusterInstance, "Aurora serverless v2 (I/O-optimized)")],
    ["cpu-credits", "vCPU-hours", example(clusterInstance, "CPU credits")],
  ]),
  ...recipes("dynamodb", [
    ["wcu", "WCU", fact("DynamoDB", "Provisioned write capacity", hoursAMonth)],
    ["rcu", "RCU", fact("DynamoDB", "Provisioned read capacity", hoursAMonth)],
    ["wru", "WRUs", fact("DynamoDB", "On-demand write request unit"), example(table, "Write request unit (WRU)")],
    ["rru", "RRUs", fact("DynamoDB", "On-demand read request unit"), example(table, "Read request unit (RRU)")],
    ["rwcu", "rWCU", example(table, "Replicated write capacity unit (rWCU)")],
    ["rwru", "rWRU", example(table, "Replicated write request unit (rWRU)")],
    ["storage", "GB", fact("DynamoDB", "Storage over 25GB"), example(table, "Data storage")],
    ["pitr", "GB", example(table, "Point-In-Time Recovery (PITR) backup storage")],
    ["backup", "GB", example(table, "On-demand backup storage")],
    ["restore", "GB", example(table, "Table data restored")],
    ["streams", "sRRUs", example(table, "Streams read request unit (sRRU)")],
  ]),
  ...recipes("elasticache", ["No Upfront", "Partial Upfront"].map((payment) => reservedCache(payment))),
  ...recipes("rds", reservedDatabases()),
  ...recipes("aurora", reservedAurora()),
  ...recipes("elasticache", [["backup", "GB", example("aws_elasticache_cluster", "Backup storage")]]),
  ...recipes("opensearch-storage", [
    ["gp2", "GB", example(search, "Storage (gp2)")],
    ["gp3", "GB", example(search, "Storage (gp3)")],
    ["io1", "GB", example(search, "Storage (io1)")],
    ["standard", "GB", example(search, "Storage (standard)")],
    ["iops:io1", "IOPS", example(search, "Storage IOPS (io1)")],
    ["throughput:gp3", "Mbps", example(search, "Throughput (gp3)")],
  ]),
];

const operations: ReadonlyArray<Recipe> = [
  ...recipes("efs", [
    ["standard", "GB", fact("EFS", "Standard storage")],
    ["standard-ia", "GB", example("aws_efs_file_system", "Storage (standard, infrequent access)")],
    ["one-zone", "GB", example("aws_efs_file_system", "Storage (one zone)")],
    ["one-zone-ia", "GB", example("aws_efs_file_system", "Storage (one zone, infrequent access)")],
    ["throughput", "MBps", example("aws_efs_file_system", "Provisioned throughput")],
    ["ia-read", "GB", example("aws_efs_file_system", "Read requests (infrequent access)")],
    ["ia-write", "GB", example("aws_efs_file_system", "Write requests (infrequent access)")],
  ]),
  ...recipes("sqs", [
    ["standard", "1M requests", fact("SQS", "Standard requests first 100B", million)],
    ["fifo", "1M requests", fact("SQS", "FIFO requests first 100B", million)],
  ]),
  ...recipes("kms", [
    ["key", "months", fact("KMS", "Customer managed key")],
    ["requests", "10k requests", example("aws_kms_key", "Requests")],
    ["asymmetric", "10k requests", example("aws_kms_key", "Requests (asymmetric)")],
    ["rsa-2048", "10k requests", example("aws_kms_key", "Requests (RSA 2048)")],
    ["ecc-pairs", "10k requests", example("aws_kms_key", "ECC GenerateDataKeyPair requests")],
    ["rsa-pairs", "10k requests", example("aws_kms_key", "RSA GenerateDataKeyPair requests")],
  ]),
  ...recipes("secretsmanager", [
    ["secret", "months", fact("SecretsManager", "Secret")],
    ["requests", "10k requests", example("aws_secretsmanager_secret", "API requests")],
  ]),
  ...recipes("cloudwatch-logs", [
    ["ingested", "GB", example("aws_cloudwatch_log_group", "Data ingested"), beanstalk("Data ingested")],
    ["archived", "GB", fact("CloudWatch", "Logs storage")],
    ["scanned", "GB", example("aws_cloudwatch_log_group", "Insights queries data scanned"), beanstalk("Insights queries data scanned")],
  ]),
];

const stream = "aws_kinesis_stream";
const check = "aws_route53_health_check";

const streams: ReadonlyArray<Recipe> = [
  ...recipes("kinesis", [
    ["on-demand", "hours", example(stream, "ON_DEMAND")],
    ["on-demand-in", "GB", example(stream, "Data ingested")],
    ["on-demand-out", "GB", example(stream, "Data retrieval")],
    ["on-demand-fan-out", "GB", example(stream, "Enhanced Fan Out (EFO) Data retrieval", "OnDemand-")],
    ["on-demand-extended", "GB", example(stream, "Extended retention (24H to 7D)", "OnDemand-")],
    ["on-demand-long", "GB", example(stream, "Long term retention (7D+)", "OnDemand-")],
    ["shard", "hours", example(stream, "PROVISIONED")],
    ["put", "units", example(stream, "Put request unit")],
    ["fan-out", "GB", example(stream, "Enhanced Fan Out (EFO) Data retrieval", "-)ReadBytes")],
    ["fan-out-hours", "consumer-shard hour", example(stream, "Enhanced Fan Out (EFO)")],
    ["extended", "GB", example(stream, "Extended retention (24H to 7D)", "-)Extended-ShardHour")],
    ["long", "GB", example(stream, "Long term retention (7D+)", "-)LongTermRetention-")],
    ["long-read", "GB", example(stream, "Extended retention retrieval (7D+)")],
  ]),
  ...recipes("route53-health-check", [
    ["aws", "months", example(check, "Health check", "Health-Check-aws/")],
    ["other", "months", example(check, "Health check", "Health-Check-Non-AWS/")],
    ["aws-option", "months", example(check, "Optional features", "Option-aws/")],
    ["other-option", "months", example(check, "Optional features", "Option-Non-AWS/")],
  ]),
];

const directories: ReadonlyArray<Recipe> = recipes("directory-service-directory", [
  ["Directory sharing (Standard)", "accounts", example("aws_directory_service_directory", "Directory sharing")],
]);

const graph = "aws_neptune_cluster_instance";
const small = "Database instance (on-demand, db.t3.medium)";

const graphs: ReadonlyArray<Recipe> = recipes("neptune-cluster-instance", [
  ["Database instance (on-demand, db.r4.large)", "hours", example(graph, "Database instance (on-demand, db.r4.large)")],
  [small, "hours", example(graph, small, "InstanceUsage:db.t3.medium")],
  [`${small} io-optimized`, "hours", example(graph, small, "InstanceUsageIOOptimized:db.t3.medium")],
  ["CPU credits", "vCPU-hours", example(graph, "CPU credits")],
]);

/** Every rate of the AWS book that is named by hand. */
export const awsRecipes: ReadonlyArray<Recipe> = [...compute, ...network, ...storage, ...databases, ...operations, ...streams, ...directories, ...graphs];

/** Resource types whose rates are taken over component by component. */
const awsWholesaleWhole: ReadonlyArray<Wholesale> = [
  "aws_acm_certificate", "aws_acmpca_certificate_authority", "aws_api_gateway_rest_api", "aws_api_gateway_stage",
  "aws_apigatewayv2_api", "aws_cloudtrail", "aws_cloudwatch_dashboard", "aws_cloudwatch_event_bus",
  "aws_cloudwatch_metric_alarm", "aws_codebuild_project", "aws_config_config_rule", "aws_config_configuration_recorder",
  "aws_ec2_client_vpn_endpoint", "aws_ec2_client_vpn_network_association", "aws_ec2_traffic_mirror_session",
  "aws_ec2_transit_gateway_peering_attachment", "aws_ec2_transit_gateway_vpc_attachment", "aws_ecr_repository",
  "aws_globalaccelerator_accelerator", "aws_glue_catalog_database", "aws_glue_crawler", "aws_glue_job",
  "aws_msk_cluster", "aws_mq_broker", "aws_networkfirewall_firewall", "aws_redshift_cluster",
  "aws_route53_resolver_endpoint", "aws_route53_zone", "aws_route53_record", "aws_sfn_state_machine", "aws_sns_topic",
  "aws_sns_topic_subscription", "aws_ssm_activation", "aws_ssm_parameter", "aws_transfer_server",
  "aws_vpn_connection", "aws_waf_web_acl", "aws_wafv2_web_acl", "aws_docdb_cluster", "aws_docdb_cluster_instance",
  "aws_neptune_cluster", "aws_kinesis_firehose_delivery_stream", "aws_backup_vault",
].map((type) => whole(type)); // prettier-ignore

/** Types whose price depends on a filter that has to be in the item's name. */
const awsWholesaleBy: ReadonlyArray<Wholesale> = [
  ...[
    "aws_cloudformation_stack", "aws_cloudfront_function", "aws_cloudhsm_v2_hsm", "aws_dx_connection",
    "aws_dx_gateway_association", "aws_grafana_workspace", "aws_kinesisanalyticsv2_application", "aws_mwaa_environment",
    "aws_s3_bucket_analytics_configuration", "aws_s3_bucket_inventory",
  ].map((type) => whole(type)), // prettier-ignore
  whole("aws_data_transfer", { by: [], regionBy: "fromLocation" }),
  whole("aws_cloudfront_distribution", { by: ["fromLocation"], without: /^HTTPS? |^Origin shield|^Field/ }),
  whole("aws_cloudfront_distribution", { by: ["location"], without: /^(?!HTTPS? )/ }),
  whole("aws_cloudfront_distribution", { by: [], without: /^(?!Origin shield|Field)/ }),
  whole("aws_dms_replication_instance", { by: ["availabilityZone"] }),
  whole("aws_fsx_windows_file_system", { by: ["deploymentOption"], without: /^Backup/ }),
  whole("aws_fsx_windows_file_system", { without: /^(?!Backup)/ }),
  whole("aws_fsx_openzfs_file_system", { by: ["deploymentOption"], without: /^Backup|compression/ }),
  whole("aws_fsx_openzfs_file_system", { without: /^(?!Backup)/ }),
  whole("aws_globalaccelerator_endpoint_group", { by: ["fromLocation", "toLocation"] }),
  whole("aws_lightsail_instance", { by: ["usagetype"] }),
  whole("aws_directory_service_directory", { without: /^Additional|^Directory sharing/ }),
];

function s3(component: string, filter = "", list = ""): ReturnType<typeof example> {
  return example("aws_s3_bucket", component, filter, list);
}

function s3Put(filter: string): ReturnType<typeof example> {
  return s3("PUT, COPY, POST, LIST requests", filter);
}

function s3Get(filter: string): ReturnType<typeof example> {
  return s3("GET, SELECT, and all other requests", filter);
}

/** Elastic Beanstalk's examples are in eu-west-1 and show what other types' examples show in us-east-1 only. */
function beanstalk(component: string): ReturnType<typeof example> {
  return example("aws_elastic_beanstalk_environment", component);
}

/** Every type of the AWS book that is taken over component by component. */
export const awsWholesale: ReadonlyArray<Wholesale> = [...awsWholesaleWhole, ...awsWholesaleBy];

type RecipeRow = Parameters<typeof recipes>[1][number];

/** `No Upfront` and `NoUpfront` as `no_upfront`. */
function paymentOf(words: string): string {
  return words.startsWith("No") ? "no_upfront" : "partial_upfront";
}

function reservedInstance(offering: string, years: string, payment: string): RecipeRow {
  const terms = `termLength=${years}yr; termPurchaseOption=${payment}; termOfferingClass=${offering}`;
  const item = `reserved:t3.medium:linux:${offering}:${years}:${paymentOf(payment)}`;
  return [item, "hours", example("aws_instance", "Instance usage (Linux/UNIX, reserved, t3.medium)", terms)];
}

function reservedHost(family: string, years: string, payment: string): RecipeRow {
  const terms = `termLength=${years}yr; termPurchaseOption=${payment}`;
  const item = `reserved:${family}:host:${years}:${paymentOf(payment)}`;
  return [item, "hours", example("aws_ec2_host", `EC2 Dedicated Host (reserved, ${family})`, terms)];
}

function reservedCache(payment: string): RecipeRow {
  const node = "cache.m6g.12xlarge";
  const terms = `termLength=1yr; termPurchaseOption=${payment}`;
  return [`reserved:${node}:redis:1:${paymentOf(payment)}`, "hours", example("aws_elasticache_cluster", `ElastiCache (reserved, ${node})`, terms)];
}

function reservedDatabases(): ReadonlyArray<RecipeRow> {
  const terms = [["mysql", "MySQL", "1", "No Upfront"], ["mysql", "MySQL", "1", "Partial Upfront"], ["postgres", "PostgreSQL", "3", "Partial Upfront"]] as const;
  return terms.map(([engine, name, years, payment]) => [
    `reserved:db.t3.large:${engine}:${years}:${paymentOf(payment)}`,
    "hours",
    example(database, "Database instance (reserved, Single-AZ, db.t3.large)", `databaseEngine=${name}|purchaseOption=reserved; startUsageAmount=0; termLength=${years}yr; termPurchaseOption=${payment}`),
  ]);
}

function reservedAurora(): ReadonlyArray<RecipeRow> {
  const terms = [["1", "No Upfront"], ["1", "Partial Upfront"], ["3", "Partial Upfront"]] as const;
  return terms.map(([years, payment]) => [
    `reserved:db.r4.large:aurora_mysql:${years}:${paymentOf(payment)}`,
    "hours",
    example(clusterInstance, "Database instance (reserved, db.r4.large)", `termLength=${years}yr; termPurchaseOption=${payment}`),
  ]);
}
