import type { LookupEntry } from "./lookups.ts";

type Filters = Readonly<Record<string, string>>;
type Line = readonly [item: string, unit: string, family: string, filters: Filters, price?: Filters];

function lookups(service: string, list: string, lines: ReadonlyArray<Line>, place: LookupEntry["place"] = "region"): ReadonlyArray<LookupEntry> {
  return lines.map(([item, unit, family, filters, price = {}]) => ({
    provider: "aws",
    service,
    item,
    unit,
    list,
    family,
    filters: Object.entries(filters).map(([key, value]) => ({ key, value })),
    price: Object.entries(price).map(([key, value]) => ({ key, value })),
    place,
  }));
}

/**
 * A usage type whatever the region's prefix: `EUC1-LCUUsage`, `EU-LCUUsage` in eu-west-1 and, in us-east-1, `LCUUsage`.
 * `TS-LoadBalancerUsage` is no region's: it is another thing.
 */
function usage(name: string): Filters {
  return { usagetype: `/^(?:(?:[A-Z]{2,4}\\d|EU)-)?${name}$/` };
}

/** Steps of one price: an item each, named by its label, and the amount of usage that it begins with. */
function steps(name: string, unit: string, usagetype: string, labels: ReadonlyArray<readonly [label: string, from: string]>): ReadonlyArray<Line> {
  return labels.map(([label, startUsageAmount]) => [`${name} (${label})`, unit, "", { usagetype }, { startUsageAmount }]);
}

const first = { startUsageAmount: "0" };

/** Items that no worked example has the filters of: figures of other sources, and services without a figure. */
// prettier-ignore
export const awsFactLookups: ReadonlyArray<LookupEntry> = [
  ...lookups("ebs", "AmazonEC2", [
    ...["gp2", "gp3", "io1", "io2", "st1", "sc1", "standard"].map((type): Line => [type, "GB", "Storage", { volumeApiName: type }]),
    ["gp3-iops", "IOPS", "System Operation", usage("EBS:VolumeP-IOPS\\.gp3")],
    ["gp3-throughput", "Mbps", "Provisioned Throughput", usage("EBS:VolumeP-Throughput\\.gp3")],
    ["io1-iops", "IOPS", "System Operation", usage("EBS:VolumeP-IOPS\\.piops")],
    ["io2-iops", "IOPS", "System Operation", usage("EBS:VolumeP-IOPS\\.io2")],
    ["snapshot", "GB", "Storage Snapshot", usage("EBS:SnapshotUsage")],
    ["snapshot-archive", "GB", "Storage Snapshot", usage("EBS:SnapshotArchiveStorage")],
  ]),
  ...lookups("ec2", "AmazonVPC", [["idle-address", "hours", "", usage("PublicIPv4:IdleAddress")]]),
  ...lookups("nat", "AmazonEC2", [
    ["gateway", "hours", "NAT Gateway", usage("NatGateway-Hours")],
    ["data", "GB", "NAT Gateway", usage("NatGateway-Bytes")],
  ]),
  ...lookups("elb", "AWSELB", [
    ["application", "hours", "Load Balancer-Application", usage("LoadBalancerUsage")],
    ["network", "hours", "Load Balancer-Network", usage("LoadBalancerUsage")],
    ["classic", "hours", "Load Balancer", usage("LoadBalancerUsage")],
    ["gateway", "hours", "Load Balancer-Gateway", usage("LoadBalancerUsage")],
    ["application-lcu", "LCU", "Load Balancer-Application", usage("LCUUsage")],
    ["network-lcu", "LCU", "Load Balancer-Network", usage("LCUUsage")],
  ]),
  ...lookups("vpc-endpoint", "AmazonVPC", [
    ["interface", "hours", "VpcEndpoint", usage("VpcEndpoint-Hours")],
    ["data:0", "GB", "VpcEndpoint", usage("VpcEndpoint-Bytes"), first],
  ]),
  ...lookups("lambda", "AWSLambda", [
    ["requests", "1M requests", "Serverless", { group: "AWS-Lambda-Requests" }],
    ["duration:x86_64:0", "GB-seconds", "Serverless", { group: "AWS-Lambda-Duration" }, first],
    ["provisioned:x86_64", "GB-seconds", "Serverless", { group: "AWS-Lambda-Provisioned-Concurrency" }],
    ["provisioned-duration:x86_64", "GB-seconds", "Serverless", { group: "AWS-Lambda-Duration-Provisioned" }],
  ]),
  ...lookups("fargate", "AmazonECS", [
    ["vcpu", "CPU", "Compute", usage("Fargate-vCPU-Hours:perCPU")],
    ["memory", "GB", "Compute", usage("Fargate-GB-Hours")],
    ["vcpu:arm64", "CPU", "Compute", usage("Fargate-ARM-vCPU-Hours:perCPU")],
    ["memory:arm64", "GB", "Compute", usage("Fargate-ARM-GB-Hours")],
    ["vcpu:windows", "CPU", "Compute", usage("Fargate-Windows-vCPU-Hours:perCPU")],
    ["memory:windows", "GB", "Compute", usage("Fargate-Windows-GB-Hours")],
    ["licence:windows", "CPU", "Compute", usage("Fargate-Windows-OS-Hours:perCPU")],
    ["storage", "GB", "Compute", usage("Fargate-EphemeralStorage-GB-Hours")],
  ]),
  ...lookups("s3", "AmazonS3", [
    ["standard", "GB", "Storage", { ...usage("TimedStorage-ByteHrs"), volumeType: "Standard" }, first],
    ["standard-put", "1k requests", "API Request", usage("Requests-Tier1")],
    ["standard-get", "1k requests", "API Request", usage("Requests-Tier2")],
  ]),
  ...lookups("rds-storage", "AmazonRDS", [
    ...(["single", "multi"] as const).flatMap((zones): Line[] => {
      const deploymentOption = zones === "single" ? "Single-AZ" : "Multi-AZ";
      const volume = (volumeType: string): Filters => ({ volumeType, deploymentOption, databaseEngine: "/^(?:Any|MySQL)$/" });
      return [
        [`gp2:${zones}`, "GB", "Database Storage", volume("General Purpose")],
        [`gp3:${zones}`, "GB", "Database Storage", volume("General Purpose-GP3")],
        [`io1:${zones}`, "GB", "Database Storage", volume("Provisioned IOPS")],
        [`io2:${zones}`, "GB", "Database Storage", volume("Provisioned IOPS-IO2")],
        [`standard:${zones}`, "GB", "Database Storage", volume("Magnetic")],
      ];
    }),
    ["backup", "GB", "Storage Snapshot", usage("RDS:ChargedBackupUsage")],
  ]),
  ...lookups("dynamodb", "AmazonDynamoDB", [
    ["wcu", "WCU", "Provisioned IOPS", { ...usage("WriteCapacityUnit-Hrs") }],
    ["rcu", "RCU", "Provisioned IOPS", { ...usage("ReadCapacityUnit-Hrs") }],
    ["wcu ia", "WCU", "", usage("IA-WriteCapacityUnit-Hrs")],
    ["rcu ia", "RCU", "", usage("IA-ReadCapacityUnit-Hrs")],
    ["rwcu ia", "rWCU", "", usage("IA-ReplWriteCapacityUnit-Hrs")],
    ["wru ia", "WRUs", "", usage("IA-WriteRequestUnits")],
    ["rru ia", "RRUs", "", usage("IA-ReadRequestUnits")],
    ["rwru ia", "rWRU", "", usage("IA-ReplWriteRequestUnits")],
    ["storage ia", "GB", "", usage("IA-TimedStorage-ByteHrs")],
  ]),
  ...lookups("efs", "AmazonEFS", [
    ["standard", "GB", "Storage", { ...usage("TimedStorage-ByteHrs"), storageClass: "General Purpose" }],
    ["archive", "GB", "", usage("ArchiveTimedStorage-ByteHrs")],
    ["archive-read", "GB", "", { storageClass: "Archive", accessType: "Read" }],
    ["archive-write", "GB", "", { storageClass: "Archive", accessType: "Write" }],
    ["elastic-read", "GB", "", { ...usage("ETDataAccess-Bytes"), accessType: "Read" }],
    ["elastic-write", "GB", "", { ...usage("ETDataAccess-Bytes"), accessType: "Write" }],
  ]),
  ...lookups("sqs", "AWSQueueService", [
    ["standard", "1M requests", "API Request", { ...usage("Requests(?:-Tier1)?"), queueType: "Standard" }],
    ["fifo", "1M requests", "API Request", { queueType: "FIFO (first-in, first-out)" }],
  ]),
  ...lookups("kms", "awskms", [["key", "months", "", { usagetype: "/KMS-Keys$/" }]]),
  ...lookups("secretsmanager", "AWSSecretsManager", [["secret", "months", "", { usagetype: "/AWSSecretsManager-Secrets$/" }]]),
  ...lookups("cloudwatch-logs", "AmazonCloudWatch", [
    ["archived", "GB", "Storage Snapshot", usage("TimedStorage-ByteHrs")],
    ["ingested infrequent access", "GB", "Data Payload", usage("DataProcessingIA-Bytes")],
  ]),
  // Services that no worked example has.
  ...lookups("athena-workgroup", "AmazonAthena", [["Data scanned", "TB", "", usage("DataScannedInTB")]]),
  ...lookups("codepipeline", "AWSCodePipeline", [
    ["Active pipeline", "months", "", { usagetype: "/activePipeline$/i" }],
    ["Action execution", "minutes", "", { usagetype: "/actionExecutionMinute$/i" }],
  ]),
  ...lookups("shield-subscription", "AWSShield", [["Shield Advanced", "months", "", { usagetype: "/Shield-Monthly-Fee$/i" }]], "global"),
  ...lookups("guardduty-detector", "AmazonGuardDuty", [
    ["CloudTrail management events", "1M events", "", { usagetype: "/PaidEventsAnalyzed$/" }, first],
    ...steps("VPC flow and DNS logs", "GB", "/PaidEventsAnalyzed-Bytes$/", [
      ["first 500 GB", "0"], ["next 2,000 GB", "500"], ["next 7,500 GB", "2500"], ["over 10,000 GB", "10000"],
    ]),
    ...steps("S3 data events", "1M events", "/PaidS3DataEventsAnalyzed$/", [
      ["first 500M", "0"], ["next 4,500M", "500000000"], ["over 5,000M", "5000000000"],
    ]),
    ...steps("EKS audit logs", "1M events", "/PaidKubernetesAuditLogsAnalyzed$/", [
      ["first 100M", "0"], ["next 100M", "100000000"], ["over 200M", "200000000"],
    ]),
  ]),
  ...lookups("inspector2-enabler", "AmazonInspectorV2", [
    ["Instances scanned", "instances", "", { usagetype: "/EC2InstanceScan$/i" }],
    ["Container images scanned", "images", "", { usagetype: "/ContainerImageInitialScan$/i" }],
    ["Functions scanned", "functions", "", { usagetype: "/LambdaStandardScan$/i" }],
  ]),
  ...lookups("macie2-account", "AmazonMacie", steps("Data inspected", "GB", "/SensitiveDataDiscovery$/", [
    ["first 50TB", "1"], ["next 450TB", "50000"], ["over 500TB", "500000"],
  ])),
  ...lookups("securityhub-account", "AWSSecurityHub", [
    ...steps("Security checks", "checks", "/PaidComplianceCheck$/", [["first 100K", "0"], ["next 400K", "100000"], ["over 500K", "500000"]]),
    ["Findings ingested", "findings", "", { usagetype: "/OtherProductFindings?Ingestion$/i" }, first],
  ]),
  ...lookups("db-proxy", "AmazonRDS", [["Proxy", "vCPU-hours", "", usage("RDS:ProxyUsage")]]),
  ...lookups("redshiftserverless-workgroup", "AmazonRedshift", [["Compute", "RPU-hours", "", usage("Redshift:ServerlessUsage")]]),
  ...lookups("opensearchserverless-collection", "AmazonES", [
    ["Compute", "OCU-hours", "", { usagetype: "/ES:SearchOCU$/i" }],
    ["Storage", "GB", "", { usagetype: "/ES:ManagedStorage$|ES:SearchServerlessStorage$/i" }],
  ]),
  ...lookups("emrserverless-application", "ElasticMapReduce", [
    ["vCPU", "vCPU-hours", "", { usagetype: "/EMR-SERVERLESS-vCPUHours$/i" }],
    ["Memory", "GB-hours", "", { usagetype: "/EMR-SERVERLESS-MemoryGBHours$/i" }],
    ["Ephemeral storage", "GB-hours", "", { usagetype: "/EMR-SERVERLESS-StorageGBHours$/i" }],
  ]),
  ...lookups("prometheus-workspace", "AmazonPrometheus", [
    ...steps("Samples ingested", "1M samples", "/MetricSampleCount$/i", [
      ["first 2B", "40000000"], ["next 250B", "2000000000"], ["over 252B", "252000000000"],
    ]),
    ["Storage", "GB", "", { usagetype: "/MetricStorageByteHrs$/i" }],
  ]),
  ...lookups("keyspaces-table", "AmazonMCS", [
    ["Write request units", "1M WRUs", "", { usagetype: "/WriteRequestUnits$/" }],
    ["Read request units", "1M RRUs", "", { usagetype: "/ReadRequestUnits$/" }],
    ["Storage", "GB", "", { usagetype: "/TimedStorage-ByteHrs$/" }],
  ]),
  ...lookups("cognito-user-pool", "AmazonCognito", steps("Monthly active users, Lite", "users", "/CognitoUserPoolsMAU$|CognitoUserPoolMAU$/i", [
    ["next 50K over 50K", "50000"], ["next 900K", "100000"], ["next 9M", "1000000"], ["over 10M", "10000000"],
  ])),
  ...lookups("synthetics-canary", "AmazonCloudWatch", [["Canary runs", "runs", "", { usagetype: "/CW:Canary-runs$/i" }]]),
  ...lookups("cloudwatch-composite-alarm", "AmazonCloudWatch", [["Composite alarm", "alarms", "", { usagetype: "/CW:CompositeAlarmMonitorUsage$/i" }]]),
  // One line finds every type of a service: {type} is what the group of the usage type's expression matches.
  ...lookups("msk-cluster", "AmazonMSK", [
    ["Instance (kafka.{type})", "hours", "Managed Streaming for Apache Kafka (MSK)", { usagetype: "/Kafka\\.(?<type>[\\w.]+)$/i", locationType: "AWS Region" }],
  ]),
  ...lookups("mq-broker", "AmazonMQ", [
    ["Instance usage (ActiveMQ, {type}, single_instance)", "hours", "Broker Instances", { usagetype: "/(?<type>mq\\.[\\w.]+)$/i", brokerEngine: "ActiveMQ", deploymentOption: "Single-AZ" }],
    ["Instance usage (ActiveMQ, {type}, active_standby_multi_az)", "hours", "Broker Instances", { usagetype: "/(?<type>mq\\.[\\w.]+)$/i", brokerEngine: "ActiveMQ", deploymentOption: "Multi-AZ" }],
    ["Instance usage (RabbitMQ, {type}, single_instance)", "hours", "Broker Instances", { usagetype: "/(?<type>mq\\.[\\w.]+)$/i", brokerEngine: "RabbitMQ", deploymentOption: "Single-AZ" }],
    ["Instance usage (RabbitMQ, {type}, cluster_multi_az)", "hours", "Broker Instances", { usagetype: "/(?<type>mq\\.[\\w.]+)$/i", brokerEngine: "RabbitMQ", deploymentOption: "Multi-AZ" }],
  ]),
  ...lookups("redshift-cluster", "AmazonRedshift", [
    ["Cluster usage (on-demand, {type})", "hours", "Compute Instance", { instanceType: "/^(?<type>[\\w.]+)$/" }],
  ]),
  ...lookups("docdb-cluster-instance", "AmazonDocDB", [
    ["Database instance (on-demand, {type})", "hours", "Database Instance", { usagetype: "/InstanceUsage:(?<type>db\\.[\\w.]+)$/" }],
  ]),
  ...lookups("neptune-cluster-instance", "AmazonNeptune", [
    ["Database instance (on-demand, {type})", "hours", "Database Instance", { usagetype: "/InstanceUsage:(?<type>db\\.[\\w.]+)$/" }],
    ["Database instance (on-demand, {type}) io-optimized", "hours", "Database Instance", { usagetype: "/InstanceUsageIOOptimized:(?<type>db\\.[\\w.]+)$/" }],
  ]),
  ...lookups("dms-replication-instance", "AWSDatabaseMigrationSvc", [
    ["Instance ({type}) [Single]", "hours", "Replication Server", { instanceType: "/^(?<type>[\\w.]+)$/", availabilityZone: "Single" }],
    ["Instance ({type}) [Multiple]", "hours", "Replication Server", { instanceType: "/^(?<type>[\\w.]+)$/", availabilityZone: "Multiple" }],
    ["Storage (general purpose SSD, gp2) [Single]", "GB", "", { storageMedia: "SSD", availabilityZone: "Single" }],
  ]),
  ...lookups("memorydb", "AmazonMemoryDB", [
    ["Node ({type})", "hours", "", { usagetype: "/NodeUsage:(?<type>db\\.[\\w.]+)$/" }],
    ["Data written", "GB", "", { usagetype: "/DataWritten(?:-Bytes|-GB)?$/i" }],
    ["Snapshot storage", "GB", "", { usagetype: "/BackupUsage$/" }],
  ]),
  ...lookups("dax", "AmazonDAX", [["Node ({type})", "hours", "", { usagetype: "/NodeUsage:(?<type>dax\\.[\\w.]+)$/" }]]),
  ...lookups("emr", "ElasticMapReduce", [["EMR fee ({type})", "hours", "Elastic Map Reduce Instance", { usagetype: "/BoxUsage:(?<type>[\\w.]+)$/", softwareType: "EMR" }]]),
  ...lookups("sagemaker", "AmazonSageMaker", [
    ["Hosting ({type})", "hours", "ML Instance", { usagetype: "/Host:(?<type>ml\\.[\\w.]+)$/" }],
    ["Notebook ({type})", "hours", "ML Instance", { usagetype: "/Notebk:(?<type>ml\\.[\\w.]+)$/" }],
    ["Notebook storage", "GB", "", { usagetype: "/Notebk:VolumeUsage\\.gp2$/" }],
  ]),
  ...lookups("fsx-windows-file-system", "AmazonFSx", [
    ["SSD storage [Single-AZ]", "GB", "Storage", { deploymentOption: "Single-AZ", fileSystemType: "Windows", storageType: "SSD" }],
    ["HDD storage [Single-AZ]", "GB", "Storage", { deploymentOption: "Single-AZ", fileSystemType: "Windows", storageType: "HDD" }],
    ["Throughput capacity [Single-AZ]", "MBps", "Provisioned Throughput", { deploymentOption: "Single-AZ", fileSystemType: "Windows" }],
  ]),
  ...lookups("ecrpublic-repository", "AmazonECRPublic", [["Storage", "GB", "", { usagetype: "/TimedStorage-ByteHrs$/" }]], "global"),
];
