import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/resource.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

type Case = readonly [type: string, values: JsonObject, usage: string, lines: ReadonlyArray<string>];

/** Expected amounts are the figures of AWS's pricing pages in us-east-1 times the quantity. */
const cases: ReadonlyArray<Case> = [
  [
    "aws_dms_replication_instance",
    { replication_instance_class: "dms.t3.medium", allocated_storage: 150 },
    "",
    ["Instance (t3.medium) | 730 hours | 54.38", "Storage (general purpose SSD, gp2) | 150 GB | 17.25"],
  ],
  [
    "aws_dms_replication_instance",
    { replication_instance_class: "dms.c5.large", multi_az: true },
    "",
    ["Instance (c5.large) | 730 hours | 173.74"],
  ],
  [
    "aws_memorydb_cluster",
    { node_type: "db.r6g.large", num_shards: 2 },
    "{monthly_data_written_gb: 100, snapshot_storage_size_gb: 50}",
    ["Node (db.r6g.large) | 2920 hours | 902.28", "Data written | 100 GB | 20.00", "Snapshot storage | 50 GB | 1.05"],
  ],
  [
    "aws_memorydb_cluster",
    { node_type: "db.r6g.large", engine: "valkey" },
    "",
    ["Valkey node (db.r6g.large) | 1460 hours | 315.80"],
  ],
  [
    "aws_dax_cluster",
    { node_type: "dax.r5.large", replication_factor: 3 },
    "",
    ["Node (dax.r5.large) | 2190 hours | 558.45"],
  ],
  ["aws_ec2_host", { instance_family: "r6g" }, "", ["EC2 Dedicated Host (on-demand, r6g) | 730 hours | 2590.04"]],
  ["aws_dx_connection", { bandwidth: "10Gbps", location: "EqDC2" }, "", ["DX connection | 730 hours | 1642.50"]],
  [
    "aws_dx_connection",
    { bandwidth: "500Mbps", location: "EqDC2" },
    "{dx_connection_type: hosted}",
    ["DX connection | 730 hours | 146.00"],
  ],
  [
    "aws_directory_service_directory",
    { type: "ADConnector", size: "Large" },
    "",
    ["Directory service (AD Connector, Large) | 1 controllers | 109.50"],
  ],
  [
    "aws_docdb_cluster_instance",
    { instance_class: "db.r5.large" },
    "",
    ["Database instance (on-demand, db.r5.large) | 730 hours | 202.21"],
  ],
  [
    "aws_fsx_windows_file_system",
    { storage_capacity: 300, throughput_capacity: 32 },
    "",
    ["Throughput capacity | 32 MBps | 70.40", "SSD storage | 300 GB | 39.00"],
  ],
  [
    "aws_fsx_windows_file_system",
    { storage_capacity: 2000, storage_type: "HDD", throughput_capacity: 16 },
    "",
    ["Throughput capacity | 16 MBps | 35.20", "HDD storage | 2000 GB | 26.00"],
  ],
  [
    "aws_fsx_lustre_file_system",
    { storage_capacity: 1200, deployment_type: "PERSISTENT_2", per_unit_storage_throughput: 250 },
    "",
    ["SSD storage (persistent 2, 250 MBps/TiB) | 1200 GB | 252.00"],
  ],
  [
    "aws_fsx_lustre_file_system",
    {
      storage_capacity: 6000,
      storage_type: "HDD",
      deployment_type: "PERSISTENT_1",
      per_unit_storage_throughput: 12,
      drive_cache_type: "READ",
    },
    "",
    ["HDD storage (persistent 1, 12 MBps/TiB, cached) | 6000 GB | 246.00"],
  ],
  [
    "aws_fsx_ontap_file_system",
    { storage_capacity: 1024, throughput_capacity: 128, deployment_type: "SINGLE_AZ_1" },
    "{capacity_pool_storage_gb: 1000}",
    [
      "Throughput capacity | 128 MBps | 92.16",
      "SSD storage | 1024 GB | 128.00",
      "Capacity pool storage | 1000 GB | 21.90",
    ],
  ],
  [
    "aws_fsx_ontap_file_system",
    {
      storage_capacity: 1024,
      throughput_capacity: 384,
      deployment_type: "MULTI_AZ_2",
      disk_iops_configuration: [{ iops: 4072 }],
    },
    "",
    [
      "Throughput capacity | 384 MBps | 960.00",
      "Provisioned IOPS | 1000 IOPS | 34.00",
      "SSD storage | 1024 GB | 256.00",
    ],
  ],
  [
    "aws_codebuild_project",
    { environment: [{ compute_type: "BUILD_GENERAL1_LARGE", type: "ARM_CONTAINER" }] },
    "{monthly_build_mins: 1000}",
    ["Linux (arm1.large) | 1000 minutes | 15.00"],
  ],
  [
    "aws_codebuild_project",
    { environment: [{ compute_type: "BUILD_LAMBDA_1GB", type: "ARM_LAMBDA_CONTAINER" }] },
    "{monthly_build_mins: 10000}",
    ["Linux (lambda.arm.1gb) | 10000 minutes | 6.00"],
  ],
  [
    "aws_codebuild_project",
    { environment: [{ compute_type: "BUILD_LAMBDA_1GB", type: "LINUX_LAMBDA_CONTAINER" }] },
    "{monthly_build_mins: 10000}",
    ["Linux (lambda.1gb) | 10000 minutes | 12.00"],
  ],
  [
    "aws_prometheus_workspace",
    {},
    "{monthly_samples: 3000000000, storage_gb: 100}",
    [
      "Samples ingested (first 2B) | 2000 1M samples | 180.00",
      "Samples ingested (next 250B) | 1000 1M samples | 35.00",
      "Storage | 100 GB | 3.00",
    ],
  ],
  [
    "aws_securityhub_account",
    {},
    "{monthly_checks: 600000, monthly_findings: 1000000}",
    [
      "Security checks (first 100K) | 100000 checks | 100.00",
      "Security checks (next 400K) | 400000 checks | 320.00",
      "Security checks (over 500K) | 100000 checks | 50.00",
      "Findings ingested | 1000000 findings | 30.00",
    ],
  ],
  [
    "aws_keyspaces_table",
    {},
    "{monthly_write_request_units: 1000000, monthly_read_request_units: 8000000, storage_gb: 10}",
    ["Write request units | 1 1M WRUs | 0.63", "Read request units | 8 1M RRUs | 1.00", "Storage | 10 GB | 2.50"],
  ],
  [
    "aws_kinesis_video_stream",
    {},
    "{monthly_data_ingested_gb: 1000, storage_gb: 1000}",
    ["Data ingested | 1000 GB | 8.50", "Storage | 1000 GB | 23.00"],
  ],
  [
    "aws_appsync_graphql_api",
    {},
    "{monthly_requests: 1000000, monthly_updates: 1000000}",
    ["Queries and mutations | 1 1M requests | 4.00", "Real-time updates | 1 1M updates | 2.00"],
  ],
  [
    "aws_service_discovery_service",
    {},
    "{registered_resources: 50, monthly_discovery_requests: 2000000}",
    ["Registered resources | 50 resources | 5.00", "Discovery requests | 2 1M requests | 2.00"],
  ],
  ["aws_db_proxy", {}, "{monthly_vcpu_hours: 1460}", ["Proxy | 1460 vCPU-hours | 21.90"]],
];

describe("prices of AWS's pricing pages", () => {
  it.each(cases)("price %s %j %s", (type, values, usage, lines) => {
    const written = usage === "" ? "" : `  ${type}.this: ${usage}\n`;
    const { resources, not_priced } = estimateOf([aResource(type, values)], written);
    expect(not_priced).toEqual([]);
    expect(linesOf(resources[0]).filter((line) => !line.includes("| ? "))).toEqual(lines);
  });

  it.each([
    ["eu-central-1", "39.42", []],
    ["ap-southeast-5", "35.04", ["us-east-1"]],
  ] as const)("say whether %s has a price of its own", (region, monthly, borrowed) => {
    const values = { node_type: "db.t4g.small", num_replicas_per_shard: 0 };
    const [estimate] = estimateOf([aResource("aws_memorydb_cluster", values, { region })]).resources;
    const said = (estimate?.assumptions ?? []).filter((one) => one.includes(`no price in ${region}`));
    expect(linesOf(estimate)[0]).toBe(`Node (db.t4g.small) | 730 hours | ${monthly}`);
    expect(said).toHaveLength(borrowed.length);
  });

  it.each([
    ["standard", ["Database instance (on-demand, db.r6g.xlarge) | 730 hours | 384.20", "Storage | 100 GB | 10.00"]],
    ["iopt1", ["Database instance (on-demand, db.r6g.xlarge) | 730 hours | 422.60", "Storage | 100 GB | 30.00"]],
  ] as const)("go by the storage of a DocumentDB cluster: %s", (storage_type, lines) => {
    const cluster = aResource("aws_docdb_cluster", { cluster_identifier: "c", storage_type }, { name: "c" });
    const values = { cluster_identifier: "c", instance_class: "db.r6g.xlarge" };
    const instance = aResource("aws_docdb_cluster_instance", values, { references: [cluster.address] });
    const usage = "  aws_docdb_cluster_instance.this: {data_storage_gb: 100, monthly_io_requests: 1000000}\n";
    const { resources } = estimateOf([instance, cluster], usage);
    const found = linesOf(resources.find(({ type }) => type === instance.type));
    expect(found.slice(0, 2)).toEqual(lines);
    expect(found.filter((line) => line.startsWith("I/O requests"))).toHaveLength(storage_type === "iopt1" ? 0 : 1);
  });

  it("name what writes to Valkey cost, of which the pages' file says nothing", () => {
    const cluster = aResource("aws_memorydb_cluster", { node_type: "db.t4g.small", engine: "valkey" });
    const [estimate] = estimateOf([cluster]).resources;
    expect(estimate?.assumptions).toContain(
      'Data written (valkey) is not counted: the price book has no price of "Data written (valkey)" (memorydb).',
    );
  });

  it("have sizes of environments that are written in two ways", () => {
    const values = { environment_class: "mw1.2xlarge" };
    expect(linesOf(estimateOf([aResource("aws_mwaa_environment", values)]).resources[0])).toContain(
      "Environment (2XLarge) | 730 hours | 2890.80",
    );
  });
});
