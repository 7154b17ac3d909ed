import { describe, expect, it } from "vitest";
import type { JsonObject, Resource } from "../../../src/model/resource.ts";
import type { ResourceEstimate } from "../../../src/model/estimate.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

function priced(one: Resource, others: ReadonlyArray<Resource> = [], usage = ""): ResourceEstimate | undefined {
  return estimateOf([...others, one], usage).resources.find(({ address }) => address === one.address);
}

function said(one: Resource, others: ReadonlyArray<Resource> = []): string {
  return priced(one, others)?.assumptions.join(" ") ?? "";
}

describe("replicas", () => {
  const source = aResource(
    "aws_db_instance",
    {
      identifier: "main",
      engine: "postgres",
      instance_class: "db.r6g.large",
      allocated_storage: 500,
      storage_type: "gp3",
    },
    { name: "main" },
  );
  const replica = (extra: JsonObject = {}): Resource =>
    aResource(
      "aws_db_instance",
      { replicate_source_db: "main", instance_class: "db.r6g.large", ...extra },
      { name: "replica", references: ["aws_db_instance.main"] },
    );

  it("of a database have its engine and its storage", () => {
    expect(linesOf(priced(replica(), [source]))).toEqual([
      "Database instance (on-demand, Single-AZ, db.r6g.large) | 730 hours | 164.25",
      "Storage (general purpose SSD, gp3) | 500 GB | 57.50",
    ]);
    expect(said(replica(), [source])).toBe("");
  });

  it("of a database have what they say themselves", () => {
    expect(linesOf(priced(replica({ allocated_storage: 20, storage_type: "gp2" }), [source]))[1]).toBe(
      "Storage (general purpose SSD, gp2) | 20 GB | 2.30",
    );
  });

  it("of a database that is not here are said to be assumed", () => {
    expect(said(replica())).toContain("The engine is not known here; mysql is assumed.");
  });

  const table = (extra: JsonObject): Resource =>
    aResource("aws_dynamodb_table", { name: "t", ...extra }, { name: "t" });
  const copy = aResource(
    "aws_dynamodb_table_replica",
    { global_table_arn: "arn", point_in_time_recovery: true },
    { region: "eu-west-1", name: "copy", references: ["aws_dynamodb_table.t"] },
  );

  it("of a table write what it writes, where they are", () => {
    expect(linesOf(priced(copy, [table({ write_capacity: 10, read_capacity: 5 })]))).toEqual([
      "Replicated write capacity unit (rWCU) | 10 rWCU | 5.37",
      "Data storage | ? GB | ?",
      "Point-In-Time Recovery (PITR) backup storage | ? GB | ?",
    ]);
    expect(linesOf(priced(copy, [table({ billing_mode: "PAY_PER_REQUEST" })]))[0]).toBe(
      "Replicated write request unit (rWRU) | ? rWRU | ?",
    );
    expect(estimateOf([copy]).not_priced[0]?.reason).toContain("its table");
  });
});

describe("what is bought beside storage", () => {
  it("is said: throughput of a database", () => {
    const database = (storage_throughput: number): Resource =>
      aResource("aws_db_instance", {
        engine: "postgres",
        instance_class: "db.r6g.large",
        allocated_storage: 500,
        storage_type: "gp3",
        storage_throughput,
      });
    expect(said(database(800))).toContain("300 MB/s of storage throughput above 500 are not counted");
    expect(said(database(500))).not.toContain("throughput");
  });

  it("is said: throughput of brokers", () => {
    const ebs = (enabled: boolean): JsonObject => ({
      volume_size: 500,
      provisioned_throughput: [{ enabled, volume_throughput: 300 }],
    });
    const cluster = (enabled: boolean): Resource =>
      aResource("aws_msk_cluster", {
        number_of_broker_nodes: 3,
        broker_node_group_info: [
          { instance_type: "kafka.m5.large", storage_info: [{ ebs_storage_info: [ebs(enabled)] }] },
        ],
      });
    expect(said(cluster(true))).toContain("Provisioned storage throughput is not counted");
    expect(said(cluster(false))).not.toContain("throughput");
  });
});

it("a firewall has an endpoint in each subnet", () => {
  const firewall = (subnets: number): string | undefined =>
    linesOf(
      priced(
        aResource("aws_networkfirewall_firewall", {
          subnet_mapping: Array.from({ length: subnets }, (_, index) => ({ subnet_id: `s-${index}` })),
        }),
      ),
    )[0];
  expect(firewall(3)).toBe("Network Firewall Endpoint | 2190 hours | 865.05");
  expect(firewall(0)).toBe("Network Firewall Endpoint | 730 hours | 288.35");
});

describe("AWS Batch", () => {
  const environment = (resources: JsonObject, type = "MANAGED"): Resource =>
    aResource("aws_batch_compute_environment", { type, compute_resources: [resources] });

  it("on Fargate costs what its jobs take", () => {
    const usage = "  aws_batch_compute_environment.this: {monthly_gb_hours: 1460, monthly_vcpu_hours: 730}\n";
    expect(linesOf(priced(environment({ type: "FARGATE" })))).toEqual([
      "Per GB per hour | ? GB-hours | ?",
      "Per vCPU per hour | ? CPU-hours | ?",
    ]);
    expect(linesOf(priced(environment({ type: "FARGATE" }), [], usage))).toEqual([
      "Per GB per hour | 1460 GB-hours | 6.49",
      "Per vCPU per hour | 730 CPU-hours | 29.55",
    ]);
  });

  it("on machines keeps as many as its least vCPUs need", () => {
    const machines = environment({ type: "EC2", instance_type: ["c5.large"], min_vcpus: 3, max_vcpus: 16 });
    expect(linesOf(priced(machines))).toEqual([
      "Instance usage (Linux/UNIX, on-demand, c5.large) | 1460 hours | 124.10",
    ]);
    expect(priced(machines)?.range?.after.high).toBeCloseTo(8 * 730 * 0.085, 6);
    expect(said(machines)).toContain("Counted: 2 machines of 2 vCPUs, scaled between 2 and 8.");
  });

  it("on spot machines costs at the worst what it does on demand", () => {
    const machines = environment({ type: "SPOT", instance_type: ["c5.large"], min_vcpus: 2, max_vcpus: 2 });
    const found = priced(machines);
    expect(found?.after).toBeLessThan(40);
    expect(found?.range?.after.high).toBeCloseTo(730 * 0.085, 6);
  });

  it("leaves the choice of machines to AWS, which is said", () => {
    const machines = environment({ type: "EC2", instance_type: ["optimal"], max_vcpus: 16 });
    expect(estimateOf([machines]).not_priced[0]?.reason).toContain("names no single type");
  });

  it("that is not managed has no machines of its own", () => {
    expect(estimateOf([environment({}, "UNMANAGED")])).toMatchObject({ resources: [], not_priced: [] });
  });
});
