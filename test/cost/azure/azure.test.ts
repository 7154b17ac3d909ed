import { describe, expect, it } from "vitest";
import type { JsonObject, Resource } from "../../../src/model/resource.ts";
import { aResource, estimateOf, linesOf } from "../builders.ts";

const there = { provider: "azurerm", region: "eastus" } as const;

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

function refused(type: string, after: JsonObject, extra: Partial<Resource> = {}): string | undefined {
  return estimateOf([aResource(type, after, { ...there, ...extra })]).not_priced[0]?.reason;
}

describe("machines", () => {
  it.each([
    [
      "azurerm_machine_learning_compute_instance",
      { virtual_machine_size: "Standard_NC6" },
      ["Instance usage (Linux, pay as you go, Standard_NC6) | 730 hours | 657.00"],
    ],
    [
      "azurerm_linux_virtual_machine",
      { size: "Standard_F2", os_disk: [{ storage_account_type: "Premium_LRS" }] },
      [
        "Instance usage (Linux, pay as you go, Standard_F2) | 730 hours | 72.27",
        "os_disk / Storage (P4, LRS) | 1 months | 5.28",
      ],
    ],
    [
      "azurerm_windows_virtual_machine",
      {
        size: "Standard_D2_v4",
        license_type: "Windows_Server",
        os_disk: [{ storage_account_type: "StandardSSD_LRS", disk_size_gb: 1000 }],
      },
      [
        "Instance usage (Windows, hybrid benefit, Standard_D2_v4) | 730 hours | 70.08",
        "os_disk / Storage (E30, LRS) | 1 months | 76.80",
        "os_disk / Disk operations | ? 10k operations | ?",
      ],
    ],
    // The size's spelling is the resource's; the list has it in any.
    [
      "azurerm_linux_virtual_machine",
      { size: "standard_b1s", os_disk: [{ storage_account_type: "Standard_LRS" }] },
      [
        "Instance usage (Linux, pay as you go, standard_b1s) | 730 hours | 7.59",
        "os_disk / Storage (S4, LRS) | 1 months | 1.54",
        "os_disk / Disk operations | ? 10k operations | ?",
      ],
    ],
    [
      "azurerm_virtual_machine",
      {
        vm_size: "Standard_D8_v3",
        storage_os_disk: [{ managed_disk_type: "Premium_LRS" }],
        os_profile_windows_config: [{}],
      },
      [
        "Instance usage (Windows, pay as you go, Standard_D8_v3) | 730 hours | 548.96",
        "storage_os_disk / Storage (P4, LRS) | 1 months | 5.28",
      ],
    ],
  ])("%s %j", (type, after, expected) => {
    expect(lines(type, after)).toEqual(expected);
  });

  it("counts a scale set's machines and disks", () => {
    expect(
      lines("azurerm_linux_virtual_machine_scale_set", {
        sku: "Standard_F2",
        instances: 3,
        os_disk: [{ storage_account_type: "Premium_LRS" }],
      }),
    ).toEqual([
      "Instance usage (Linux, pay as you go, Standard_F2) | 2190 hours | 216.81",
      "os_disk / Storage (P4, LRS) | 3 months | 15.84",
    ]);
  });

  it("says that spot is priced as pay as you go", () => {
    const [resource] = estimateOf([
      aResource("azurerm_linux_virtual_machine", { size: "Standard_F2", priority: "Spot" }, there),
    ]).resources;
    expect(resource?.assumptions.join(" ")).toContain("no spot prices of Azure");
  });
});

describe("bad input", () => {
  it.each([
    [
      "azurerm_linux_virtual_machine",
      { size: "Standard_F3" },
      /no price of "standard_f3" \(vm, linux\) in eastus; is "standard_f\d/,
    ],
    ["azurerm_managed_disk", { storage_account_type: "Gold_LRS" }, /unknown disk type "Gold_LRS"; expected Standard/],
    [
      "azurerm_managed_disk",
      { disk_size_gb: 1e18 },
      /disk_size_gb is 1000000000000000000; expected a number from 0 to 65536/,
    ],
    ["azurerm_managed_disk", { disk_size_gb: -1 }, /disk_size_gb is -1/],
    ["azurerm_mssql_database", { sku_name: "GP_Gen9_4" }, /no price of "gp gen9"/],
    ["azurerm_mssql_database", { sku_name: "Q_1" }, /unknown size "Q_1"; expected/],
    ["azurerm_postgresql_flexible_server", { sku_name: "XX_Huge" }, /no price of the size "XX_Huge"; expected/],
    ["azurerm_service_plan", { sku_name: "Z9" }, /unknown size "Z9" of an App Service plan; expected/],
    ["azurerm_kubernetes_cluster", { default_node_pool: [{ vm_size: "constructor" }] }, /no price of "constructor"/],
    ["azurerm_cosmosdb_sql_database", { throughput: 400 }, /azurerm_cosmosdb_account is not in this project/],
    ["azurerm_application_gateway", { sku: [{ name: "Standard_Medium" }] }, /before v2/],
  ])("%s %j", (type, after, reason) => {
    expect(refused(type, after)).toMatch(reason);
  });

  it("names a region that does not exist and prices the rest at home", () => {
    const [resource] = estimateOf([
      aResource("azurerm_nat_gateway", {}, { provider: "azurerm", region: "atlantis" }),
    ]).resources;
    expect(resource?.region).toBe("eastus");
    expect(resource?.assumptions[0]).toBe('The price book does not know the region "atlantis"; eastus is assumed.');
  });

  it("estimates a size that its region does not list, and says so", () => {
    const [resource] = estimateOf([
      aResource("azurerm_linux_virtual_machine", { size: "Basic_A1" }, { provider: "azurerm", region: "westus3" }),
    ]).resources;
    expect(resource?.assumptions.join(" ")).toMatch(/estimated as [\d.]+ × the price in eastus/);
  });

  it("says that a price is another region's", () => {
    const [resource] = estimateOf([
      aResource(
        "azurerm_redis_cache",
        { sku_name: "Basic", family: "C", capacity: 4 },
        { provider: "azurerm", region: "westeurope" },
      ),
    ]).resources;
    expect(resource?.assumptions).toContain(
      "Cache usage (Basic_C4): the price book has no price in westeurope; the price in eastus is used.",
    );
  });
});

describe("regions of what is referred to", () => {
  const server = aResource("azurerm_mssql_server", {}, { provider: "azurerm", region: "westeurope", name: "server" });
  const group = aResource("azurerm_resource_group", {}, { provider: "azurerm", region: "westus", name: "group" });

  it("takes a database's region from its server", () => {
    const database = aResource(
      "azurerm_mssql_elasticpool",
      { sku: [{ tier: "Basic", capacity: 100 }] },
      {
        ...there,
        region: null,
        references: ["azurerm_resource_group.group", "azurerm_mssql_server.server"],
      },
    );
    const [resource] = estimateOf([database, server, group]).resources;
    expect(resource?.region).toBe("westeurope");
    expect(resource?.assumptions).toEqual([]);
  });

  it("takes a resource group's where nothing else has one", () => {
    const zone = aResource(
      "azurerm_nat_gateway",
      {},
      { ...there, region: null, references: ["azurerm_resource_group.group"] },
    );
    expect(estimateOf([zone, group]).resources[0]?.region).toBe("westus");
  });

  it("assumes eastus where there is none, and says so", () => {
    const disk = aResource("azurerm_managed_disk", {}, { ...there, region: null });
    expect(estimateOf([disk]).resources[0]?.assumptions).toContain("The region is not known; eastus is assumed.");
  });

  it("says nothing of a region on which no price depends", () => {
    const gateway = aResource("azurerm_nat_gateway", {}, { ...there, region: null });
    expect(estimateOf([gateway]).resources[0]?.assumptions).toEqual([]);
  });
});

describe("services", () => {
  it.each<readonly [type: string, after: JsonObject, usage: string, region: string, expected: ReadonlyArray<string>]>([
    [
      "azurerm_public_ip",
      { allocation_method: "Static", sku: "Standard" },
      "",
      "eastus",
      ["IP address (static, regional) | 730 hours | 3.65"],
    ],
    ["azurerm_lb", { sku: "Basic" }, "", "eastus", []],
    [
      "azurerm_lb",
      { sku: "Standard" },
      "{monthly_data_processed_gb: 100}",
      "eastus",
      ["Data processed | 100 GB | 0.50"],
    ],
    [
      "azurerm_mssql_database",
      { sku_name: "GP_Gen5_8", max_size_gb: 100 },
      "",
      "eastus",
      [
        "Compute (provisioned, GP_Gen5_8) | 730 hours | 888.94",
        "SQL license | 5840 vCore-hours | 583.80",
        "Storage | 100 GB | 11.50",
        "Long-term retention (RA-GRS) | ? GB | ?",
        "PITR backup storage (RA-GRS) | ? GB | ?",
      ],
    ],
    ["azurerm_mssql_database", { elastic_pool_id: "x" }, "", "eastus", []],
    [
      "azurerm_postgresql_flexible_server",
      { sku_name: "GP_Standard_D8s_v3", storage_mb: 65536, high_availability: [{ mode: "ZoneRedundant" }] },
      "",
      "westus",
      [
        "Compute (GP_Standard_D8s_v3) | 1460 hours | 1138.80",
        "Storage | 128 GB | 17.66",
        "Additional backup storage | ? GB | ?",
      ],
    ],
    [
      "azurerm_redis_cache",
      { sku_name: "Premium", family: "P", capacity: 1, shard_count: 2 },
      "",
      "eastus",
      ["Cache usage (Premium_P1) | 4 nodes | 808.84"],
    ],
    [
      "azurerm_redis_cache",
      { sku_name: "Standard", family: "C", capacity: 3 },
      "",
      "eastus",
      ["Cache usage (Standard_C3) | 2 nodes | 328.50"],
    ],
    [
      "azurerm_service_plan",
      { sku_name: "P1v3", os_type: "Linux", worker_count: 2 },
      "",
      "eastus",
      ["Instance usage (P1v3) | 1460 hours | 226.30"],
    ],
    [
      "azurerm_service_plan",
      { sku_name: "P1v3", os_type: "Windows" },
      "",
      "eastus",
      ["Instance usage (P1v3) | 730 hours | 229.95"],
    ],
    ["azurerm_service_plan", { sku_name: "Y1", os_type: "Linux" }, "", "eastus", []],
    [
      "azurerm_servicebus_namespace",
      { sku: "Standard" },
      "{monthly_messaging_operations: 20000000}",
      "westeurope",
      [
        "Base charge | 730 hours | 9.81",
        "Messaging operations (13M-100M) | 7 1M operations | 5.60",
        "Brokered connections (1K-100K) | ? connections | ?",
      ],
    ],
    [
      "azurerm_storage_account",
      { account_tier: "Standard", account_replication_type: "LRS" },
      "{storage_gb: 1000000}",
      "westus",
      [
        "Capacity (first 50TB) | 51200 GB | 1064.96",
        "Capacity (next 450TB) | 460800 GB | 9201.25",
        "Capacity (over 500TB) | 488000 GB | 9338.37",
        "Write operations | ? 10k operations | ?",
        "List and create container operations | ? 10k operations | ?",
        "Read operations | ? 10k operations | ?",
        "All other operations | ? 10k operations | ?",
        "Blob index | ? 10k tags | ?",
      ],
    ],
    [
      "azurerm_container_app",
      { template: [{ min_replicas: 1, container: [{ cpu: 0.5, memory: "1Gi" }] }] },
      "",
      "australiaeast",
      ["Active vCPU | 365 vCPU-hours | 44.68", "Active memory | 730 GiB-hours | 10.51", "Requests | ? 1M requests | ?"],
    ],
  ])("%s %j %s in %s", (type, after, usage, region, expected) => {
    expect(lines(type, after, usage, { region })).toEqual(expected);
  });

  it("charges a load balancer's rule by the balancer", () => {
    const balancer = aResource("azurerm_lb", { sku: "Standard" }, { ...there, name: "lb" });
    const rule = { references: ["azurerm_lb.lb"] };
    expect(lines("azurerm_lb_rule", {}, "", rule, [balancer])).toEqual(["Rule usage | 730 hours | 7.30"]);
    expect(lines("azurerm_lb_rule", {})).toEqual([]);
  });

  it("names Cosmos DB's places as Azure shows them", () => {
    const account = aResource(
      "azurerm_cosmosdb_account",
      { geo_location: [{ location: "West US" }, { location: "centralus", zone_redundant: true }] },
      { ...there, name: "account" },
    );
    const database = lines(
      "azurerm_cosmosdb_sql_database",
      { throughput: 500 },
      "",
      { references: ["azurerm_cosmosdb_account.account"] },
      [account],
    );
    expect(database.slice(0, 2)).toEqual([
      "Provisioned throughput (provisioned, West US) | 5 RU/s x 100 | 29.20",
      "Provisioned throughput (provisioned, Central US) | 6.25 RU/s x 100 | 36.50",
    ]);
  });

  it("gives each function the plan of its own key", () => {
    const plans = ["EP1", "EP2"].map((size) =>
      aResource(
        "azurerm_service_plan",
        { name: size, sku_name: size, os_type: "Linux" },
        { ...there, address: `azurerm_service_plan.plan["${size}"]` },
      ),
    );
    const app = aResource(
      "azurerm_linux_function_app",
      {},
      {
        ...there,
        address: 'azurerm_linux_function_app.app["EP2"]',
        references: ["azurerm_service_plan.plan"],
      },
    );
    const [priced] = estimateOf([app, ...plans]).resources;
    expect(linesOf(priced)).toEqual(["vCPU (EP2) | 2 vCPU | 252.58", "Memory (EP2) | 7 GB | 62.85"]);
  });

  it("counts what a vault protects by the machine's own quantities", () => {
    const machine = aResource(
      "azurerm_backup_protected_vm",
      {},
      { ...there, name: "vm", references: ["azurerm_recovery_services_vault.this"] },
    );
    const vault = aResource("azurerm_recovery_services_vault", { storage_mode_type: "LocallyRedundant" }, there);
    const usage =
      "  azurerm_recovery_services_vault.this:\n    azurerm_backup_protected_vm.vm:\n      disk_utilization_gb: 100\n";
    expect(linesOf(estimateOf([vault, machine], usage).resources[0])).toEqual([
      "azurerm_backup_protected_vm.vm / Instance backup (under 500 GB) | 1 month | 10.00",
      "azurerm_backup_protected_vm.vm / LRS data stored | 100 GB | 2.24",
    ]);
  });
});

describe("AI services", () => {
  const speech = { kind: "SpeechServices", sku_name: "S0" };
  const told = (all: ReadonlyArray<string>): ReadonlyArray<string> => all.filter((line) => !line.includes("| ? "));

  it("are paid as they are used", () => {
    const usage =
      "{monthly_speech_to_text_standard_hrs: 100, monthly_text_to_speech_neural_chars: 2000000, monthly_speaker_verification_transactions: 3000}";
    expect(told(lines("azurerm_cognitive_account", speech, usage))).toEqual([
      "Speech to text | 100 hours | 100.00",
      "Text to speech neural | 2 1M chars | 30.00",
      "Speaker verification | 3 1K transactions | 15.00",
    ]);
  });

  it("are bought in advance, with a price for what goes over it", () => {
    const usage =
      "{monthly_connected_container_commitment_speech_to_text_standard_hrs: 10000, monthly_connected_container_commitment_speech_to_text_standard_overage_hrs: 100}";
    const all = lines("azurerm_cognitive_account", speech, usage);
    expect(told(all)).toEqual([
      "Speech to text (connected container commitment) | 10000 hours | 6175.00",
      "Speech to text (connected container overage) | 100 hours | 62.00",
    ]);
    expect(all.some((line) => line.startsWith("Speech to text |"))).toBe(false);
  });

  it("count records by tiers, and what goes over a commitment by its own name", () => {
    const usage =
      "{monthly_language_text_analytics_records: 600000, monthly_commitment_language_text_analytics_records: 10000000, monthly_commitment_language_text_analytics_overage_records: 5000}";
    expect(told(lines("azurerm_cognitive_account", { kind: "TextAnalytics", sku_name: "S" }, usage))).toEqual([
      "Text analytics (commitment) | 10000 1K records | ?",
      "Text requests (commitment overage) | 5 1K records | 1.75",
      "Text analytics (first 500K) | 500 1K records | 500.00",
      "Text analytics (500K-2.5M) | 100 1K records | ?",
    ]);
  });
});

describe("what the usage file tells of one of several", () => {
  it("are operations of each machine's disk", () => {
    expect(
      lines(
        "azurerm_linux_virtual_machine_scale_set",
        { sku: "Standard_F2", instances: 3, os_disk: [{ storage_account_type: "StandardSSD_LRS" }] },
        "{os_disk: {monthly_disk_operations: 2000000}}",
      ).filter((line) => line.includes("operations")),
    ).toEqual(["os_disk / Disk operations | 600 10k operations | 1.20"]);
  });

  it("are data through a firewall of the Basic tier, which has a price of its own", () => {
    expect(lines("azurerm_firewall", { sku_tier: "Basic" }, "{monthly_data_processed_gb: 100}")).toEqual([
      "Deployment (Basic) | 730 hours | 288.35",
      "Data processed | 100 GB | 6.50",
    ]);
  });

  it("are the hours that data flows run", () => {
    const type = "azurerm_data_factory_integration_runtime_azure";
    const [compute] = lines(type, { core_count: 8 }, "{monthly_hrs: 10}");
    expect(compute).toMatch(/^Compute \(General Purpose, 8 vCores\) \| 10 hours/);
  });

  it("are users above those that cost nothing, with one licence", () => {
    const usage = "{monthly_active_p1_users: 50100, monthly_active_p2_users: 50100}";
    expect(lines("azurerm_federated_identity_credential", {}, usage)).toEqual(["Active users (P1) | 100 users | 0.33"]);
  });

  it("is a node of a cluster whose hours are told", () => {
    expect(
      lines("azurerm_machine_learning_compute_cluster", { vm_size: "Standard_D2s_v3" }, "{monthly_hrs: 100}"),
    ).toEqual(["Instance usage (Linux, pay as you go, Standard_D2s_v3) | 100 hours | 9.60"]);
  });
});

describe("throughput of a database that every region writes to", () => {
  it("costs no more for zones and for scaling", () => {
    const account = aResource(
      "azurerm_cosmosdb_account",
      { multiple_write_locations_enabled: true, geo_location: [{ location: "eastus", zone_redundant: true }] },
      { ...there, name: "account" },
    );
    const of = (values: JsonObject, usage = ""): string | undefined =>
      lines("azurerm_cosmosdb_sql_database", values, usage, { references: [account.address] }, [account])[0];

    expect(of({ throughput: 1000 })).toContain("| 10 RU/s x 100 |");
    expect(
      of({ autoscale_settings: [{ max_throughput: 6000 }] }, "{max_request_units_utilization_percentage: 50}"),
    ).toContain("| 30 RU/s x 100 |");
  });
});
