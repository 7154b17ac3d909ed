import { example, fact, recipes, whole, type FactList, type Recipe, type Wholesale } from "./recipe.ts";

const disk = "azurerm_managed_disk";
const machine = "azurerm_virtual_machine";
const db = "azurerm_mssql_database";
const pool = "azurerm_mssql_elasticpool";

/** Rates of the Azure book that are named by hand. */
export const azureRecipes: ReadonlyArray<Recipe> = [
  ...recipes("disk-extras", [
    ["operations S", "10k operations", example(disk, "Disk operations", "skuName=S4 LRS")],
    ["operations E", "10k operations", example(disk, "Disk operations", "skuName=E30 LRS"), example(machine, "Disk operations", "skuName=E4 LRS")],
    ["ultra capacity", "GiB", example(disk, "Storage (ultra, 2048 GiB)")],
    ["ultra iops", "IOPS", example(disk, "Provisioned IOPS")],
    ["ultra throughput", "MB/s", example(disk, "Throughput")],
    ["ultra reservation", "vCPU", example("azurerm_linux_virtual_machine", "Ultra disk reservation (if unattached)"), example(machine, "Ultra disk reservation (if unattached)")],
    ["premium v2 capacity", "GiB", fact("Storage", "Premium SSD v2 capacity")],
  ]),
  ...recipes("snapshot-storage", [["standard", "GB", fact("Storage", "Managed snapshot standard LRS")]]),
  ...recipes("aks", [["uptime", "hours", example("azurerm_kubernetes_cluster", "Uptime SLA")]]),
  ...recipes("address", [
    ["static Standard", "hours", fact("Virtual Network", "Standard static public IPv4")],
  ]),
  ...recipes("log-reservation", [
    ["Log data ingestion", "100 GB (per day)", example("azurerm_log_analytics_workspace", "Log data ingestion")],
    ["Sentinel data ingestion", "100 GB (per day)", example("azurerm_log_analytics_workspace", "Sentinel data ingestion")],
  ]),
  ...recipes("sql-compute", [
    ["GP Gen5", "hours", example(db, "Compute (provisioned, GP_Gen5_4)"), example(pool, "Compute (GP_Gen5, 4 vCore)")],
    ["GP Gen5 zone", "hours", example(db, "Zone redundancy (provisioned, GP_Gen5_4)"), example(pool, "Zone redundancy (GP_Gen5, 4 vCore)")],
    ["GP_S Gen5", "vCore-hours", example(db, "Compute (serverless, GP_S_Gen5_4)")],
    ["GP_S Gen5 zone", "vCore-hours", example(db, "Zone redundancy (serverless, GP_S_Gen5_4)")],
    ["BC Gen5", "hours", example(db, "Compute (provisioned, BC_Gen5_8)")],
    ["BC M", "hours", example(db, "Compute (provisioned, BC_M_8)")],
    ["BC DC", "hours", example(pool, "Compute (BC_DC, 8 vCore)")],
    ["HS Gen5", "hours", example(db, "Compute (provisioned, HS_Gen5_2)")],
    ["S3", "hours", example(db, "Compute (S3)")],
    ["P1", "hours", example("azurerm_sql_database", "Compute (P1)")],
    ["pool Basic", "hours", example(pool, "Compute (Basic, 100 DTUs)")],
    ["pool Standard", "hours", example(pool, "Compute (Standard, 200 DTUs)")],
    ["pool Premium", "hours", example(pool, "Compute (Premium, 500 DTUs)")],
  ]),
  ...recipes("container-apps", [
    ["vcpu", "vCPU-hours", fact("Azure Container Apps", "Active vCPU")],
    ["memory", "GiB-hours", fact("Azure Container Apps", "Active memory")],
    ["requests", "1M requests", fact("Azure Container Apps", "Requests", 1_000_000)],
  ]),
];

export const azureLists: ReadonlyArray<FactList> = [
  { service: "disk", from: "Storage", beginning: "Managed disk ", unit: "months" },
];

const meter = ["productName", "skuName"];

/** Resource types whose rates are taken over component by component; types with the same meters share a service. */
// prettier-ignore
export const azureWholesale: ReadonlyArray<Wholesale> = [
  ...[
    "azurerm_active_directory_domain_service", "azurerm_api_management", "azurerm_app_configuration",
    "azurerm_app_service_certificate_binding", "azurerm_app_service_certificate_order", "azurerm_app_service_environment",
    "azurerm_application_gateway", "azurerm_application_insights",
    "azurerm_application_insights_standard_web_test", "azurerm_application_insights_web_test",
    "azurerm_automation_account", "azurerm_automation_watcher", "azurerm_bastion_host", "azurerm_cdn_endpoint",
    "azurerm_cognitive_deployment", "azurerm_container_registry", "azurerm_data_factory",
    "azurerm_data_factory_integration_runtime_azure", "azurerm_data_factory_integration_runtime_managed",
    "azurerm_data_factory_integration_runtime_self_hosted", "azurerm_databricks_workspace", "azurerm_dns_zone",
    "azurerm_eventgrid_topic", "azurerm_eventhub_namespace", "azurerm_express_route_connection",
    "azurerm_express_route_gateway", "azurerm_federated_identity_credential", "azurerm_firewall",
    "azurerm_frontdoor", "azurerm_frontdoor_firewall_policy", "azurerm_integration_service_environment",
    "azurerm_iothub", "azurerm_iothub_dps", "azurerm_key_vault_certificate", "azurerm_key_vault_key",
    "azurerm_key_vault_managed_hardware_security_module", "azurerm_log_analytics_workspace",
    "azurerm_logic_app_integration_account", "azurerm_logic_app_standard", "azurerm_managed_redis",
    "azurerm_monitor_action_group", "azurerm_monitor_data_collection_rule", "azurerm_monitor_diagnostic_setting",
    "azurerm_monitor_metric_alert", "azurerm_mysql_flexible_server", "azurerm_nat_gateway",
    "azurerm_network_connection_monitor", "azurerm_network_ddos_protection_plan", "azurerm_network_watcher",
    "azurerm_network_watcher_flow_log", "azurerm_notification_hub_namespace", "azurerm_point_to_site_vpn_gateway",
    "azurerm_postgresql_flexible_server", "azurerm_powerbi_embedded", "azurerm_private_endpoint",
    "azurerm_public_ip", "azurerm_public_ip_prefix", "azurerm_recovery_services_vault", "azurerm_redis_cache",
    "azurerm_search_service", "azurerm_security_center_subscription_pricing", "azurerm_servicebus_namespace",
    "azurerm_signalr_service", "azurerm_static_web_app", "azurerm_synapse_spark_pool", "azurerm_synapse_sql_pool",
    "azurerm_synapse_workspace", "azurerm_traffic_manager_azure_endpoint", "azurerm_traffic_manager_external_endpoint",
    "azurerm_traffic_manager_profile", "azurerm_virtual_hub", "azurerm_virtual_network_gateway",
    "azurerm_virtual_network_gateway_connection", "azurerm_virtual_network_peering", "azurerm_vpn_gateway",
    "azurerm_vpn_gateway_connection",
  ].map((type) => whole(type)),
  whole("azurerm_cognitive_account", { by: ["skuName"] }),
  whole("azurerm_storage_account", { by: meter }),
  whole("azurerm_storage_queue", { by: meter }),
  whole("azurerm_storage_share", { by: meter }),
  whole("azurerm_storage_table", { by: meter }),
  { service: "app-service", types: ["azurerm_service_plan", "azurerm_app_service_plan"], by: ["productName", "skuName"] },
  { service: "function-app", types: ["azurerm_function_app", "azurerm_linux_function_app", "azurerm_windows_function_app"] },
  { service: "single-server", types: ["azurerm_mysql_server", "azurerm_postgresql_server", "azurerm_mariadb_server"], by: meter },
  { service: "sql", types: ["azurerm_mssql_database", "azurerm_mssql_elasticpool", "azurerm_sql_database", "azurerm_sql_elasticpool"], by: meter },
  { service: "sql-managed", types: ["azurerm_mssql_managed_instance", "azurerm_sql_managed_instance"] },
  { service: "cosmosdb", types: ["azurerm_cosmosdb_cassandra_keyspace", "azurerm_cosmosdb_cassandra_table", "azurerm_cosmosdb_sql_database", "azurerm_cosmosdb_mongo_database"] },
  { service: "dns", types: ["azurerm_dns_a_record", "azurerm_private_dns_a_record"] },
  { service: "dns-resolver", types: ["azurerm_private_dns_resolver_dns_forwarding_ruleset", "azurerm_private_dns_resolver_inbound_endpoint", "azurerm_private_dns_resolver_outbound_endpoint"] },
  { service: "ssis", types: ["azurerm_data_factory_integration_runtime_azure_ssis"] },
  { service: "scheduled-query", types: ["azurerm_monitor_scheduled_query_rules_alert", "azurerm_monitor_scheduled_query_rules_alert_v2"] },
  { service: "load-balancer", types: ["azurerm_lb", "azurerm_lb_rule", "azurerm_lb_outbound_rule"] },
  { service: "hdinsight", types: ["azurerm_hdinsight_hadoop_cluster", "azurerm_hdinsight_hbase_cluster", "azurerm_hdinsight_interactive_query_cluster", "azurerm_hdinsight_kafka_cluster", "azurerm_hdinsight_spark_cluster"], by: [] , without: /^(Managed OS disks|Disk operations)/ },
  {
    service: "vm-examples",
    types: ["azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_virtual_machine", "azurerm_kubernetes_cluster_node_pool", "azurerm_machine_learning_compute_instance", "azurerm_machine_learning_compute_cluster"],
    without: /^(?!Instance usage \((?:Linux|Windows), pay as you go)/,
  },
  { service: "hdinsight-disk", types: ["azurerm_hdinsight_kafka_cluster"], without: / node / },
];
