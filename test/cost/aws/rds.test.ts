import { describe, expect, it } from "vitest";
import { aResource, estimateOf, linesOf, priced } from "../builders.ts";

const gp2 = "Storage (general purpose SSD, gp2) | 20 GB | 2.30";
const single = (type: string, cost: string): string =>
  `Database instance (on-demand, Single-AZ, ${type}) | 730 hours | ${cost}`;

describe("aws_db_instance", () => {
  // Figures of worked examples (us-east-1).
  it.each([
    ["mysql", "db.t3.large", "99.28"],
    ["mariadb", "db.t3.large", "99.28"],
    ["postgres", "db.t3.large", "105.85"],
    ["aurora-mysql", "db.t3.small", "29.93"],
    ["aurora-postgresql", "db.t3.large", "119.72"],
    ["oracle-se2", "db.t3.large", "219.00"],
    ["oracle-se2-cdb", "db.t3.large", "219.00"],
    ["oracle-ee", "db.t3.large", "99.28"],
    ["sqlserver-ex", "db.t3.large", "118.26"],
    ["sqlserver-web", "db.t3.large", "169.36"],
    ["sqlserver-se", "db.m5.xlarge", "893.52"],
    ["sqlserver-ee", "db.m5.xlarge", "1705.28"],
  ])("%s on %s", (engine, instance_class, cost) => {
    expect(priced("aws_db_instance", { engine, instance_class })).toEqual([single(instance_class, cost), gp2]);
  });

  it.each([
    [{ license_model: "bring-your-own-license", engine: "oracle-se1" }, single("db.t3.large", "99.28"), gp2],
    [
      { multi_az: true, allocated_storage: 30 },
      "Database instance (on-demand, Multi-AZ, db.t3.large) | 730 hours | 198.56",
      "Storage (general purpose SSD, gp2) | 30 GB | 6.90",
    ],
    [
      { allocated_storage: "50", storage_type: "io1", iops: 500 },
      "Storage (provisioned IOPS SSD, io1) | 100 GB | 12.50",
      "Provisioned IOPS | 1000 IOPS | 100.00",
    ],
    [{ allocated_storage: 50, storage_type: "io1", iops: 1200 }, "Provisioned IOPS | 1200 IOPS | 120.00"],
    [
      { allocated_storage: 20, storage_type: "gp3", iops: 4000 },
      "Storage (general purpose SSD, gp3) | 20 GB | 2.30",
      "Provisioned GP3 IOPS (above 3,000) | 1000 IOPS | 20.00",
    ],
    [
      { allocated_storage: 400, storage_type: "gp3", iops: 14000 },
      "Provisioned GP3 IOPS (above 12,000) | 2000 IOPS | 40.00",
    ],
    [
      { allocated_storage: 400, storage_type: "gp3", iops: 14000, multi_az: true },
      "Storage (general purpose SSD, gp3) | 400 GB | 92.00",
      "Provisioned GP3 IOPS (above 12,000) | 2000 IOPS | 80.00",
    ],
    [
      { allocated_storage: 40, storage_type: "standard" },
      "Storage (magnetic) | 40 GB | 4.00",
      "I/O requests | ? 1M requests | ?",
    ],
    [{ engine_version: "5.7.44" }, "Extended support (year 1) | 1460 vCPU-hours | 146.00"],
    [{ engine: "postgres", engine_version: "11" }, "Extended support (year 1) | 1460 vCPU-hours | 146.00"],
  ])("%j", (more, ...expected) => {
    expect(priced("aws_db_instance", { engine: "mysql", instance_class: "db.t3.large", ...more })).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it.each([
    [{ storage_type: "gp3", allocated_storage: 400, iops: 11_000 }, 2],
    [{ storage_type: "gp3", allocated_storage: 20, iops: 2000 }, 2],
    [{ engine_version: "8.0.36" }, 2],
    [{ performance_insights_enabled: false }, 2],
  ])("adds nothing for %j", (more, count) => {
    expect(priced("aws_db_instance", { engine: "mysql", instance_class: "db.t3.large", ...more })).toHaveLength(count);
  });

  it("reads the usage file", () => {
    const usage =
      "{additional_backup_storage_gb: 1000, monthly_cpu_credit_hrs: 30, monthly_additional_performance_insights_requests: 12345}";
    const insights = { performance_insights_enabled: true, performance_insights_retention_period: 731 };
    expect(priced("aws_db_instance", { engine: "mysql", instance_class: "db.t3.large", ...insights }, usage)).toEqual([
      single("db.t3.large", "99.28"),
      gp2,
      "Additional backup storage | 1000 GB | 95.00",
      "Performance Insights Long Term Retention (db.t3.large) | 2 vCPU-month | 5.90",
      "Performance Insights API | 12.345 1000 requests | 0.12",
      "CPU credits | 60 vCPU-hours | 4.50",
    ]);
  });

  it("takes a replica's engine from its source", () => {
    const source = aResource(
      "aws_db_instance",
      { engine: "postgres", instance_class: "db.t3.large" },
      { name: "main" },
    );
    const replica = aResource(
      "aws_db_instance",
      { instance_class: "db.t3.large" },
      { name: "replica", references: ["aws_db_instance.main"] },
    );
    expect(linesOf(estimateOf([source, replica]).resources[1])[0]).toBe(single("db.t3.large", "105.85"));
  });

  it.each([
    [
      { engine: "mysql", instance_class: "db.z99.large" },
      'the price book has no price of "db.z99.large" (rds, mysql) in us-east-1',
    ],
    [{ engine: "mysql" }, "instance_class is not set"],
    [{ engine: "cobol", instance_class: "db.t3.large" }, /^unknown database engine "cobol"; expected one of mysql,/],
    [
      { engine: "mysql", instance_class: "db.t3.large", allocated_storage: -5 },
      "allocated_storage is -5; expected a number from 1 to 131072",
    ],
    [
      { engine: "mysql", instance_class: "db.t3.large", storage_type: "gp9" },
      'unknown storage type "gp9"; expected one of gp2, gp3, io1, io2, standard',
    ],
    [{ engine: "__proto__", instance_class: "constructor" }, /^unknown database engine "__proto__"/],
  ])("is not priced: %j", (values, reason) => {
    const { not_priced, resources } = estimateOf([aResource("aws_db_instance", values)]);
    expect(resources).toEqual([]);
    expect(not_priced[0]?.reason).toMatch(reason);
  });
});
