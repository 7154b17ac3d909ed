import { describe, expect, it } from "vitest";
import type { JsonObject, Resource } from "../../../src/model/resource.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

const there = { provider: "google", region: "us-central1" } as const;

function lines(
  type: string,
  after: JsonObject,
  usage = "",
  extra: Partial<Resource> = {},
  others: ReadonlyArray<Resource> = [],
): ReadonlyArray<string> {
  const text = usage === "" ? "" : `  ${type}.this: ${usage}\n`;
  const estimate = estimateOf([aResource(type, after, { ...there, ...extra }), ...others], text);
  return linesOf(estimate.resources.find((one) => one.type === type));
}

const boot = [{ initialize_params: [{}] }];

describe("machines", () => {
  it.each<readonly [after: JsonObject, usage: string, expected: ReadonlyArray<string>]>([
    [
      { machine_type: "n1-standard-16", boot_disk: boot },
      "",
      [
        "Instance usage (Linux/UNIX, on-demand, n1-standard-16) | 730 hours | 388.36",
        "Standard provisioned storage (pd-standard) | 10 GB | 0.40",
      ],
    ],
    // A quarter of a month has no sustained-use discount, half of one a part of it.
    [
      { machine_type: "n1-standard-16" },
      "{monthly_hrs: 100}",
      ["Instance usage (Linux/UNIX, on-demand, n1-standard-16) | 100 hours | 76.00"],
    ],
    [
      { machine_type: "n1-standard-16" },
      "{monthly_hrs: 365}",
      ["Instance usage (Linux/UNIX, on-demand, n1-standard-16) | 365 hours | 249.66"],
    ],
    [{ machine_type: "e2-medium" }, "", ["Instance usage (Linux/UNIX, on-demand, e2-medium) | 730 hours | 24.46"]],
    [
      { machine_type: "custom-2-15360-ext" },
      "",
      [
        "Custom instance CPU (Linux/UNIX, on-demand, N1 2 vCPUs) | 730 hours | 33.92",
        "Custom Instance RAM (Linux/UNIX, on-demand, N1 13 GB) | 730 hours | 29.55",
        "Custom Instance Extended RAM (Linux/UNIX, on-demand, N1 2 GB) | 730 hours | 9.76",
      ],
    ],
    [
      {
        machine_type: "n1-standard-16",
        guest_accelerator: [{ type: "nvidia-tesla-k80", count: 4 }],
        scratch_disk: [{}, {}],
      },
      "",
      [
        "Instance usage (Linux/UNIX, on-demand, n1-standard-16) | 730 hours | 388.36",
        "NVIDIA Tesla K80 (on-demand) | 2920 hours | 919.80",
        "Local SSD provisioned storage | 750 GB | 60.00",
      ],
    ],
  ])("%j %s", (after, usage, expected) => {
    expect(lines("google_compute_instance", after, usage)).toEqual(expected);
  });

  it("says what is deducted, and what a price contains", () => {
    const [plain, gpu] = [
      { machine_type: "n1-standard-1" },
      { machine_type: "g2-standard-4", guest_accelerator: [{ type: "nvidia-l4", count: 1 }] },
    ].map((after) => estimateOf([aResource("google_compute_instance", after, there)]).resources[0]);
    expect(plain?.assumptions).toEqual(["The sustained-use discount is deducted: 0.7 × the list price."]);
    expect(gpu?.assumptions).toEqual(["1 × nvidia-l4 is part of the price of g2-standard-4."]);
    expect(gpu?.components).toHaveLength(1);
  });

  it("counts a group's machines by its template", () => {
    const template = aResource(
      "google_compute_instance_template",
      { machine_type: "f1-micro", disk: [{ disk_type: "pd-ssd", disk_size_gb: 20 }] },
      { ...there, name: "t" },
    );
    expect(
      lines(
        "google_compute_instance_group_manager",
        { target_size: 3 },
        "",
        { references: ["google_compute_instance_template.t"] },
        [template],
      ),
    ).toEqual([
      "Instance usage (Linux/UNIX, on-demand, f1-micro) | 2190 hours | 11.65",
      "SSD provisioned storage (pd-ssd) | 60 GB | 10.20",
    ]);
  });
});

describe("clusters", () => {
  it.each<readonly [after: JsonObject, usage: string, nodes: string | undefined]>([
    [
      { location: "us-central1-a" },
      "",
      "default_pool / Instance usage (Linux/UNIX, on-demand, e2-medium) | 2190 hours | 73.38",
    ],
    [
      { location: "us-central1" },
      "",
      "default_pool / Instance usage (Linux/UNIX, on-demand, e2-medium) | 6570 hours | 220.13",
    ],
    [
      { location: "us-central1", node_locations: ["a", "b"] },
      "{nodes: 4}",
      "default_pool / Instance usage (Linux/UNIX, on-demand, e2-medium) | 5840 hours | 195.67",
    ],
    [{ location: "us-central1", remove_default_node_pool: true }, "", undefined],
    // Pools declared inside are all that the cluster has.
    [
      { location: "us-central1-a", node_pool: [{ node_count: 2, node_config: [{ machine_type: "n1-standard-16" }] }] },
      "",
      "node_pool[0] / Instance usage (Linux/UNIX, on-demand, n1-standard-16) | 1460 hours | 776.72",
    ],
  ])("%j %s", (after, usage, nodes) => {
    const [fee, first] = lines("google_container_cluster", after, usage);
    expect(fee).toBe("Cluster management fee | 730 hours | 73.00");
    expect(first).toBe(nodes);
  });

  it("takes a pool's zones from its cluster", () => {
    const cluster = aResource("google_container_cluster", { location: "us-central1" }, { ...there, name: "c" });
    expect(
      lines(
        "google_container_node_pool",
        { node_count: 1, node_config: [{ machine_type: "e2-medium" }] },
        "",
        { references: ["google_container_cluster.c"] },
        [cluster],
      )[0],
    ).toBe("Instance usage (Linux/UNIX, on-demand, e2-medium) | 2190 hours | 73.38");
  });
});

describe("services", () => {
  it.each<readonly [type: string, after: JsonObject, usage: string, region: string, expected: ReadonlyArray<string>]>([
    [
      "google_sql_database_instance",
      {
        database_version: "POSTGRES_15",
        settings: [{ tier: "db-custom-2-7680", availability_type: "REGIONAL", disk_size: 100 }],
      },
      "",
      "us-central1",
      [
        "vCPUs (2, regional) | 1460 hours | 120.60",
        "Memory (7.5 GB, regional) | 7.5 GB | 76.65",
        "Storage (SSD, regional) | 100 GB | 34.00",
        "Backups | ? GB | ?",
        "IP address (if unused) | 730 hours | 7.30",
      ],
    ],
    [
      "google_sql_database_instance",
      {
        database_version: "MYSQL_8_0",
        settings: [{ tier: "db-f1-micro", ip_configuration: [{ ipv4_enabled: false }] }],
      },
      "",
      "us-central1",
      [
        "SQL instance (db-f1-micro, zonal) | 730 hours | 7.67",
        "Storage (SSD, zonal) | 10 GB | 1.70",
        "Backups | ? GB | ?",
      ],
    ],
    [
      "google_sql_database_instance",
      {
        database_version: "POSTGRES_16",
        settings: [{ tier: "db-perf-optimized-N-4", edition: "ENTERPRISE_PLUS", availability_type: "REGIONAL" }],
      },
      "",
      "us-central1",
      [
        "vCPUs (4, regional) | 2920 hours | 313.61",
        "Memory (32 GB, regional) | 32 GB | 425.15",
        "Data cache (regional) | 375 GB | 120.00",
        "Storage (SSD, regional) | 10 GB | 3.40",
        "Backups | ? GB | ?",
        "IP address (if unused) | 730 hours | 7.30",
      ],
    ],
    [
      "google_sql_database_instance",
      {
        database_version: "SQLSERVER_2022_ENTERPRISE",
        settings: [
          {
            tier: "db-perf-optimized-N-128",
            edition: "ENTERPRISE_PLUS",
            ip_configuration: [{ ipv4_enabled: false }],
          },
        ],
      },
      "",
      "europe-west2",
      [
        "vCPUs (128, zonal) | 93440 hours | 6021.27",
        "Memory (864 GB, zonal) | 864 GB | 6887.46",
        "Storage (SSD, zonal) | 10 GB | 2.04",
        "Backups | ? GB | ?",
      ],
    ],
    [
      "google_sql_database_instance",
      {
        database_version: "MYSQL_8_0",
        settings: [
          { tier: "db-n1-standard-1", disk_type: "PD_HDD", disk_size: 50, ip_configuration: [{ ipv4_enabled: false }] },
        ],
      },
      "",
      "europe-west3",
      [
        "SQL instance (db-n1-standard-1, zonal) | 730 hours | 59.22",
        "Storage (HDD, zonal) | 50 GB | 5.40",
        "Backups | ? GB | ?",
      ],
    ],
    [
      "google_compute_disk",
      { type: "pd-ssd", size: 50 },
      "",
      "us-central1",
      ["SSD provisioned storage (pd-ssd) | 50 GB | 8.50"],
    ],
    [
      "google_compute_region_disk",
      { type: "pd-ssd", size: 50 },
      "",
      "us-central1",
      ["SSD provisioned storage (pd-ssd) | 50 GB | 17.00"],
    ],
    [
      "google_redis_instance",
      { tier: "STANDARD_HA", memory_size_gb: 5 },
      "",
      "us-central1",
      ["Redis instance (standard, M2) | 5 GB | 197.10"],
    ],
    ["google_compute_address", { address_type: "INTERNAL" }, "", "us-central1", []],
    ["google_compute_address", {}, "", "us-central1", ["IP address (unused) | 730 hours | 7.30"]],
    [
      "google_compute_router_nat",
      {},
      "{assigned_vms: 50, monthly_data_processed_gb: 10}",
      "us-central1",
      ["Assigned VMs (first 32) | 23360 VM-hours | 32.70", "Data processed | 10 GB | 0.45"],
    ],
    [
      "google_kms_crypto_key",
      { rotation_period: "100000s" },
      "{monthly_key_operations: 10000}",
      "us-central1",
      ["Key versions | 25.92 months | 1.56", "Operations | 1 10k operations | 0.03"],
    ],
    [
      "google_monitoring_metric_descriptor",
      {},
      "{monthly_monitoring_data_mb: 260000}",
      "us-central1",
      [
        "Monitoring data (first 100K) | 100000 MB | 25800.00",
        "Monitoring data (next 150K) | 150000 MB | 22650.00",
        "Monitoring data (over 250K) | 10000 MB | 610.00",
        "API calls | ? 1k calls | ?",
      ],
    ],
    [
      "google_cloud_run_v2_service",
      { template: [{ containers: [{ resources: [{ limits: { cpu: "2000m", memory: "1Gi" } }] }] }] },
      "{monthly_requests: 1000000, average_request_duration_ms: 500, concurrent_requests_per_instance: 10}",
      "europe-west3",
      [
        "CPU allocation time (tier 2) | 100000 vCPU-seconds | 3.36",
        "Memory allocation time (tier 2) | 50000 GiB-seconds | 0.17",
        "Number of requests | 1000000 requests | 0.40",
      ],
    ],
  ])("%s %j %s in %s", (type, after, usage, region, expected) => {
    expect(lines(type, after, usage, { region })).toEqual(expected);
  });

  it("prices a bucket of several regions by its place", () => {
    const bucket = aResource("google_storage_bucket", { location: "EU" }, { provider: "google", region: "eu" });
    const estimate = estimateOf([bucket], "  google_storage_bucket.this: {storage_gb: 1000}\n").resources[0];
    expect(linesOf(estimate)[0]).toBe("Storage (standard) | 1000 GiB | 26.00");
    expect(estimate?.region).toBe("eu");
  });

  it("charges an address by the machine that uses it", () => {
    const machine = aResource(
      "google_compute_instance",
      { machine_type: "f1-micro", scheduling: [{ preemptible: true }] },
      { ...there, name: "m", references: ["google_compute_address.this"] },
    );
    expect(lines("google_compute_address", {}, "", {}, [machine])).toEqual([
      "IP address (preemptible VM) | 730 hours | 1.82",
    ]);
  });
});

describe("bad input", () => {
  it.each([
    [
      "google_compute_instance",
      { machine_type: "n1-standard-3" },
      /no price of "n1-standard-3" \(machine, ondemand\) in us-central1; is "n1-standard-\d+" meant/,
    ],
    ["google_compute_instance", { machine_type: "__proto__" }, /no price of "__proto__"/],
    [
      "google_compute_instance",
      { machine_type: "n1-standard-1", guest_accelerator: [{ type: "nvidia-tesla-z9", count: 1 }] },
      /no price of "nvidia-tesla-z9"/,
    ],
    ["google_compute_disk", { type: "pd-gold" }, /no price of the disk type "pd-gold"; it has pd-standard/],
    ["google_compute_disk", { size: 1e18 }, /size is 1000000000000000000; expected a number from 0 to 65536/],
    [
      "google_sql_database_instance",
      { settings: [{ tier: "db-huge" }] },
      /unknown tier "db-huge" of Cloud SQL; expected/,
    ],
    [
      "google_sql_database_instance",
      { settings: [{ tier: "db-c4a-highmem-4", edition: "ENTERPRISE_PLUS" }] },
      /no prices of the tier "db-c4a-highmem-4" of Cloud SQL Enterprise Plus; it knows db-perf-optimized-N-2/,
    ],
    ["google_redis_cluster", { node_type: "REDIS_TINY" }, /unknown node_type "REDIS_TINY"; expected/],
    ["google_compute_instance_group_manager", {}, /instance template is not in this project/],
  ])("%s %j", (type, after, reason) => {
    expect(estimateOf([aResource(type, after, there)]).not_priced[0]?.reason).toMatch(reason);
  });

  it("names a region that does not exist", () => {
    const [resource] = estimateOf([
      aResource("google_compute_address", {}, { ...there, region: "mars-north1" }),
    ]).resources;
    expect(resource?.assumptions[0]).toBe(
      'The price book does not know the region "mars-north1"; us-central1 is assumed.',
    );
  });

  it("says what a misspelt region may mean, also where there is no price", () => {
    const place = { ...there, region: "europe-wset2" };
    const said =
      'The price book does not know the region "europe-wset2"; us-central1 is assumed. Is "europe-west2" meant?';
    const { resources, not_priced } = estimateOf([
      aResource("google_compute_address", {}, place),
      aResource("google_compute_disk", { type: "pd-gold" }, place),
    ]);
    expect(resources[0]?.assumptions[0]).toBe(said);
    expect(not_priced[0]?.reason).toMatch(/^the price book has no price of the disk type "pd-gold"/);
    expect(not_priced[0]?.reason.endsWith(`. ${said}`)).toBe(true);
  });
});

describe("nodes of a zonal cluster", () => {
  it.each([
    [["us-central1-b"], 4],
    [["us-central1-a", "us-central1-b"], 4],
    [[], 2],
  ])("are in its own zone and in those of %j", (zones, nodes) => {
    const cluster = { location: "us-central1-a", node_locations: zones, initial_node_count: 2 };
    expect(lines("google_container_cluster", cluster)[1]).toContain(`| ${nodes * 730} hours |`);
  });
});
