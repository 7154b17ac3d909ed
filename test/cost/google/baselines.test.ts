import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/resource.ts";
import type { ResourceEstimate } from "../../../src/model/estimate.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

function priced(type: string, after: JsonObject, usage = ""): ResourceEstimate | undefined {
  const written = usage === "" ? "" : `  ${type}.this: ${usage}\n`;
  return estimateOf([aResource(type, after, { provider: "google", region: "us-central1" })], written).resources[0];
}

describe("reservations of slots", () => {
  const type = "google_bigquery_reservation";

  it.each([
    [{ edition: "ENTERPRISE", slot_capacity: 100 }, "", ["Slots (enterprise), baseline | 73000 slot-hours | 4380.00"]],
    [{ edition: "STANDARD", slot_capacity: 0 }, "", ["Slots (standard) | ? slot-hours | ?"]],
    [
      { edition: "ENTERPRISE", slot_capacity: 100, autoscale: [{ max_slots: 200 }] },
      "",
      ["Slots (enterprise), baseline | 73000 slot-hours | 4380.00", "Slots (enterprise) | ? slot-hours | ?"],
    ],
    [
      { edition: "ENTERPRISE", slot_capacity: 100 },
      "{monthly_slot_hours: 1000}",
      ["Slots (enterprise) | 1000 slot-hours | 60.00"],
    ],
  ])("%j %s", (after, usage, expected) => {
    expect(linesOf(priced(type, after, usage))).toEqual(expected);
  });
});

describe("Cloud SQL", () => {
  const database = (database_version: string, tier: string): ResourceEstimate | undefined =>
    priced("google_sql_database_instance", { database_version, settings: [{ tier }] });

  it("knows the edition by its tier", () => {
    expect(linesOf(database("MYSQL_8_0", "db-perf-optimized-N-2"))[0]).toBe("vCPUs (2, zonal) | 1460 hours | 78.40");
  });

  it("says that SQL Server's licence is missing, where it costs something", () => {
    const said = (version: string): string => database(version, "db-custom-2-7680")?.assumptions.join(" ") ?? "";
    expect(said("SQLSERVER_2022_WEB")).toContain("The licence of SQL Server is not counted.");
    expect(said("SQLSERVER_2022_EXPRESS")).not.toContain("licence");
  });
});

describe("regional kinds", () => {
  it("cost what the others do", () => {
    expect(linesOf(priced("google_secret_manager_regional_secret_version", { secret: "x" }))[0]).toBe(
      "Active secret versions | 1 versions | 0.06",
    );
    expect(linesOf(priced("google_secret_manager_regional_secret", {}))[0]).toBe(
      "Active secret versions | ? versions | ?",
    );
    expect(linesOf(priced("google_compute_region_target_tcp_proxy", {}))[0]).toBe("Proxy instance | ? hours | ?");
  });
});

describe("read replicas of a cache", () => {
  const cache = (replica_count: number, read_replicas_mode?: string): string =>
    priced("google_redis_instance", {
      tier: "STANDARD_HA",
      memory_size_gb: 40,
      replica_count,
      ...(read_replicas_mode === undefined ? {} : { read_replicas_mode }),
    })?.assumptions.join(" ") ?? "";

  it("are said not to be counted", () => {
    expect(cache(3, "READ_REPLICAS_ENABLED")).toContain("3 read replicas are priced by the node");
    expect(cache(1, "READ_REPLICAS_ENABLED")).not.toContain("replicas");
    expect(cache(1)).not.toContain("replicas");
  });
});

it("backups of AlloyDB are billed by what they keep", () => {
  expect(linesOf(priced("google_alloydb_backup", {}, "{storage_gb: 100}"))).toEqual([
    "Backup storage | 100 GB | 10.00",
  ]);
});
