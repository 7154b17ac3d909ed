import { describe, expect, it } from "vitest";
import type { JsonObject, Resource } from "../../../src/model/resource.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

/** A resource with another that refers to it or that it refers to. */
interface Case {
  readonly type: string;
  readonly values: JsonObject;
  readonly usage?: string;
  readonly others?: ReadonlyArray<Resource>;
  readonly refersTo?: ReadonlyArray<string>;
  readonly lines: ReadonlyArray<string>;
}

const target = (type: string, values: JsonObject): Resource =>
  aResource("aws_appautoscaling_target", values, { name: "scaling", references: [`${type}.this`] });

const task = aResource("aws_ecs_task_definition", { cpu: ".5 vCPU", memory: "1GB" }, { name: "task" });
const cluster = (values: JsonObject): Resource => aResource("aws_ecs_cluster", values, { name: "cluster" });
const providers = (values: JsonObject): Resource =>
  aResource("aws_ecs_cluster_capacity_providers", values, { name: "p", references: ["aws_ecs_cluster.cluster"] });
const fargate = ["Per GB per hour | 2 GB | 6.49", "Per vCPU per hour | 1 CPU | 29.55"];

const cases: Readonly<Record<string, Case>> = {
  "an authority of short-lived certificates": {
    type: "aws_acmpca_certificate_authority",
    values: { usage_mode: "SHORT_LIVED_CERTIFICATE" },
    usage: "monthly_requests: 20000",
    lines: [
      "Private certificate authority (short-lived certificate mode) | 1 months | 50.00",
      "Certificates (short-lived) | 20000 requests | 1160.00",
    ],
  },
  "a general authority": {
    type: "aws_acmpca_certificate_authority",
    values: {},
    usage: "monthly_requests: 2000",
    lines: [
      "Private certificate authority | 1 months | 400.00",
      "Certificates (first 1K) | 1000 requests | 750.00",
      "Certificates (next 9K) | 1000 requests | 350.00",
    ],
  },
  "compressed files, by what the usage file says of the saving": {
    type: "aws_fsx_openzfs_file_system",
    values: {
      storage_capacity: 1000,
      throughput_capacity: 64,
      deployment_type: "SINGLE_AZ_1",
      root_volume_configuration: [{ data_compression_type: "LZ4" }],
    },
    usage: "compression_savings_percent: 40",
    lines: [
      "Throughput capacity | 64 MBps | 16.64",
      "SSD storage (LZ4 compression, 40%) | 600 GB | 54.00",
      "Backup storage | ? GB | ?",
    ],
  },
  "a table that scales, at the least that it keeps": {
    type: "aws_dynamodb_table",
    values: { read_capacity: 50, write_capacity: 5 },
    others: [
      target("aws_dynamodb_table", {
        scalable_dimension: "dynamodb:table:ReadCapacityUnits",
        min_capacity: 10,
        max_capacity: 100,
      }),
    ],
    lines: ["Write capacity unit (WCU) | 5 WCU | 2.37", "Read capacity unit (RCU, autoscaling) | 10 RCU | 0.95"],
  },
  "a cache that scales, at what the usage file tells of its target": {
    type: "aws_elasticache_replication_group",
    values: { node_type: "cache.m4.large", num_node_groups: 2, replicas_per_node_group: 1 },
    others: [
      target("aws_elasticache_replication_group", {
        scalable_dimension: "elasticache:replication-group:NodeGroups",
        min_capacity: 3,
        max_capacity: 9,
      }),
    ],
    usage: "snapshot_storage_size_gb: 1\n  aws_appautoscaling_target.scaling:\n    capacity: 4",
    lines: ["ElastiCache (on-demand, cache.m4.large, autoscaling) | 5840 hours | 911.04"],
  },
  "a table that is seldom read": {
    type: "aws_dynamodb_table",
    values: { billing_mode: "PAY_PER_REQUEST", table_class: "STANDARD_INFREQUENT_ACCESS" },
    usage: "monthly_write_request_units: 1000000\n    monthly_read_request_units: 1000000",
    lines: ["Write request unit (WRU) | 1000000 WRUs | 0.78", "Read request unit (RRU) | 1000000 RRUs | 0.15"],
  },
  "files with elastic throughput and an archive": {
    type: "aws_efs_file_system",
    values: { throughput_mode: "elastic", lifecycle_policy: [{ transition_to_archive: "AFTER_90_DAYS" }] },
    usage:
      "storage_gb: 100\n    monthly_elastic_read_gb: 100\n    monthly_elastic_write_gb: 50\n    archive_storage_gb: 1000",
    lines: [
      "Storage (standard) | 100 GB | 30.00",
      "Read throughput (elastic) | 100 GB | 3.00",
      "Write throughput (elastic) | 50 GB | 3.00",
      "Storage (standard, infrequent access) | ? GB | ?",
      "Read requests (infrequent access) | ? GB | ?",
      "Write requests (infrequent access) | ? GB | ?",
      "Storage (standard, archive) | 1000 GB | 8.00",
      "Read requests (archive) | ? GB | ?",
      "Write requests (archive) | ? GB | ?",
    ],
  },
  "a job that may wait": {
    type: "aws_glue_job",
    values: { execution_class: "FLEX", worker_type: "G.1X", number_of_workers: 4 },
    usage: "monthly_hours: 10",
    lines: ["Duration | 10 hours (4 DPUs) | 11.60"],
  },
  "what is recorded once a day": {
    type: "aws_config_configuration_recorder",
    values: { recording_mode: [{ recording_frequency: "DAILY" }] },
    usage: "monthly_config_items: 1000\n    monthly_custom_config_items: 1000",
    lines: ["Config items (daily) | 1000 records | 12.00", "Custom config items | 1000 records | 3.00"],
  },
  "a burstable server that exceeds its credits": {
    type: "aws_instance",
    values: { instance_type: "t3.micro" },
    usage: "monthly_cpu_credit_hrs: 350",
    lines: [
      "Instance usage (Linux/UNIX, on-demand, t3.micro) | 730 hours | 7.59",
      "CPU credits | 700 vCPU-hours | 35.00",
      "root_block_device / Storage (general purpose SSD, gp2) | 8 GB | 0.80",
    ],
  },
  "a burstable server that may not": {
    type: "aws_instance",
    values: { instance_type: "t3.micro", credit_specification: [{ cpu_credits: "standard" }] },
    usage: "monthly_cpu_credit_hrs: 350",
    lines: [
      "Instance usage (Linux/UNIX, on-demand, t3.micro) | 730 hours | 7.59",
      "root_block_device / Storage (general purpose SSD, gp2) | 8 GB | 0.80",
    ],
  },
  "insights that only the usage file tells of": {
    type: "aws_cloudtrail",
    values: {},
    usage: "monthly_insight_events: 400000",
    lines: [
      "Management events (additional copies) | ? 100k events | ?",
      "Data events | ? 100k events | ?",
      "Insight events | 4 100k events | 1.40",
    ],
  },
  "parameters with a higher throughput": {
    type: "aws_ssm_parameter",
    values: { tier: "Advanced" },
    usage: "api_throughput_limit: higher\n    monthly_api_interactions: 1000000",
    lines: [
      "Parameter storage (advanced) | 730 hours | 0.05",
      "API interactions (higher) | 100 10k interactions | 5.00",
    ],
  },
  "a serverless cache that nobody uses, whose first GB is billed": {
    type: "aws_elasticache_serverless_cache",
    values: { engine: "redis" },
    lines: ["Data stored | 730 GB-hours | 91.25", "Processing units | ? 1M units | ?"],
  },
  "a serverless cache of Valkey by its usage": {
    type: "aws_elasticache_serverless_cache",
    values: { engine: "valkey" },
    usage: "storage_gb_hours: 1000\n    monthly_processing_units: 2000000000",
    lines: ["Data stored | 1000 GB-hours | 84.00", "Processing units | 2000 1M units | 4.60"],
  },
  "what a serverless cache keeps free": {
    type: "aws_elasticache_serverless_cache",
    values: {
      engine: "valkey",
      cache_usage_limits: [{ data_storage: [{ minimum: 2, unit: "GB" }], ecpu_per_second: [{ minimum: 1000 }] }],
    },
    lines: ["Data stored | 1460 GB-hours | 122.64", "Processing units | 2628 1M units | 6.04"],
  },
  "the zone that a namespace makes": {
    type: "aws_service_discovery_private_dns_namespace",
    values: { name: "internal" },
    lines: ["Hosted zone | 1 months | 0.50"],
  },
  "tasks that start where their cluster starts them": {
    type: "aws_ecs_service",
    values: { desired_count: 2 },
    others: [task, cluster({}), providers({ default_capacity_provider_strategy: [{ capacity_provider: "FARGATE" }] })],
    refersTo: ["aws_ecs_cluster.cluster", "aws_ecs_task_definition.task"],
    lines: fargate,
  },
  "tasks of a cluster whose strategy has weight on its servers": {
    type: "aws_ecs_service",
    values: { desired_count: 2 },
    others: [
      task,
      cluster({
        default_capacity_provider_strategy: [
          { capacity_provider: "servers", weight: 1 },
          { capacity_provider: "FARGATE" },
        ],
      }),
    ],
    refersTo: ["aws_ecs_cluster.cluster", "aws_ecs_task_definition.task"],
    lines: [],
  },
  "tasks of a task set": {
    type: "aws_ecs_service",
    values: { desired_count: 2, launch_type: "FARGATE" },
    others: [task, aResource("aws_ecs_task_set", {}, { references: ["aws_ecs_service.this", task.address] })],
    lines: fargate,
  },
  "a document database's backups of more than a day": {
    type: "aws_docdb_cluster",
    values: { backup_retention_period: 5 },
    usage: "backup_storage_gb: 1000",
    lines: ["Backup storage | 1000 GB | 21.00"],
  },
  "no backups of one day": {
    type: "aws_docdb_cluster",
    values: {},
    usage: "backup_storage_gb: 1000",
    lines: [],
  },
  "a graph database's snapshot of a cluster that keeps one day": {
    type: "aws_neptune_cluster_snapshot",
    values: {},
    others: [aResource("aws_neptune_cluster", { backup_retention_period: 1 }, { name: "graph" })],
    refersTo: ["aws_neptune_cluster.graph"],
    usage: "backup_storage_gb: 1000",
    lines: [],
  },
  "a size of a document database that the book does not have": {
    type: "aws_docdb_cluster_instance",
    values: { instance_class: "db.r6g.4xlarge" },
    lines: [
      "Database instance (on-demand, db.r6g.4xlarge) | 730 hours | 1536.80",
      "Storage | ? GB | ?",
      "I/O requests | ? 1M requests | ?",
    ],
  },
};

describe("modes of AWS's services", () => {
  it.each(Object.entries(cases))("prices %s", (_, { type, values, usage, others = [], refersTo = [], lines }) => {
    const subject = aResource(type, values, { references: refersTo });
    const file = usage === undefined ? "" : `  ${type}.this:\n    ${usage}\n`;
    const priced = estimateOf([subject, ...others], file).resources.find(({ address }) => address === subject.address);
    const shown = linesOf(priced);

    expect(type === "aws_dynamodb_table" ? shown.slice(0, 2) : shown).toEqual(lines);
  });

  it("names what Performance Insights keep of a class that the book has no price of", () => {
    const values = {
      engine: "mysql",
      instance_class: "db.r6g.large",
      performance_insights_enabled: true,
      performance_insights_retention_period: 731,
    };
    expect(linesOf(estimateOf([aResource("aws_db_instance", values)]).resources[0])).toContain(
      "Performance Insights Long Term Retention (db.r6g.large) | 2 vCPU-month | ?",
    );
  });
});
