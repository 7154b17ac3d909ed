# METADATA
# title: Stateful resources
# description: Resources whose loss is a loss of data, of keys, or of a name that others depend on.
# schemas:
#   - input: schema.review
package policies.lib.stateful

# METADATA
# description: |
#   What the change destroys, or makes anew at the cost of what it holds: the resource, what kind of thing it is, and
#   "deletes" or "replaces".
losses := [{"resource": resource, "kind": _kinds[resource.type], "verb": _verbs[resource.action]} |
	some resource in input.resources
	resource.action in {"delete", "replace"}
	_kinds[resource.type]
]

# METADATA
# description: What kind of stateful thing a resource type is; undefined for types that hold nothing.
kind(type) := _kinds[type]

_verbs := {"delete": "deletes", "replace": "replaces"}

_kinds := {type: kind |
	some kind, types in _types
	some type in types
}

_types := {
	"backup": {
		"aws_backup_vault", "aws_db_snapshot", "aws_ebs_snapshot", "azurerm_data_protection_backup_vault",
		"azurerm_recovery_services_vault", "azurerm_snapshot", "google_compute_snapshot", "google_gke_backup_backup_plan",
	},
	"bucket": {
		"aws_s3_bucket", "aws_s3_directory_bucket", "azurerm_storage_account", "azurerm_storage_container",
		"azurerm_storage_data_lake_gen2_filesystem", "azurerm_storage_table", "google_storage_bucket",
	},
	"cache": {
		"aws_dax_cluster", "aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_memorydb_cluster",
		"azurerm_redis_cache", "azurerm_redis_enterprise_cluster", "google_memcache_instance", "google_redis_cluster",
		"google_redis_instance",
	},
	"cluster": {
		"aws_cloudhsm_v2_cluster", "aws_eks_cluster", "aws_emr_cluster", "azurerm_kubernetes_cluster",
		"azurerm_kusto_cluster", "google_container_cluster", "google_dataproc_cluster",
	},
	"database": {
		"aws_db_instance", "aws_docdb_cluster", "aws_dynamodb_table", "aws_elasticsearch_domain", "aws_keyspaces_table",
		"aws_neptune_cluster", "aws_opensearch_domain", "aws_opensearchserverless_collection", "aws_rds_cluster",
		"aws_rds_global_cluster", "aws_redshift_cluster", "aws_redshiftserverless_namespace",
		"aws_timestreamwrite_database", "aws_timestreamwrite_table", "azurerm_cosmosdb_account",
		"azurerm_cosmosdb_mongo_collection", "azurerm_cosmosdb_mongo_database", "azurerm_cosmosdb_sql_container",
		"azurerm_cosmosdb_sql_database", "azurerm_mssql_database", "azurerm_mssql_managed_database",
		"azurerm_mssql_managed_instance", "azurerm_mssql_server", "azurerm_mysql_flexible_database",
		"azurerm_mysql_flexible_server", "azurerm_postgresql_flexible_server",
		"azurerm_postgresql_flexible_server_database", "azurerm_search_service", "azurerm_synapse_workspace",
		"google_alloydb_cluster", "google_bigquery_dataset", "google_bigquery_table", "google_bigtable_instance",
		"google_bigtable_table", "google_firestore_database", "google_spanner_database", "google_spanner_instance",
		"google_sql_database", "google_sql_database_instance",
	},
	"disk": {
		"aws_ebs_volume", "azurerm_managed_disk", "google_compute_disk", "google_compute_region_disk",
		"kubernetes_persistent_volume", "kubernetes_persistent_volume_claim", "kubernetes_persistent_volume_claim_v1",
		"kubernetes_persistent_volume_v1", "v1/PersistentVolume", "v1/PersistentVolumeClaim",
	},
	"directory": {"aws_cognito_user_pool", "aws_directory_service_directory"},
	"file system": {
		"aws_efs_file_system", "aws_fsx_lustre_file_system", "aws_fsx_ontap_file_system", "aws_fsx_openzfs_file_system",
		"aws_fsx_windows_file_system", "azurerm_netapp_volume", "azurerm_storage_share", "google_filestore_instance",
	},
	"key": {
		"aws_kms_external_key", "aws_kms_key", "azurerm_key_vault", "azurerm_key_vault_key",
		"azurerm_key_vault_managed_hardware_security_module", "google_kms_crypto_key", "google_kms_key_ring",
	},
	"log": {"aws_cloudwatch_log_group", "azurerm_log_analytics_workspace", "google_logging_project_bucket_config"},
	"namespace": {"kubernetes_namespace", "kubernetes_namespace_v1", "v1/Namespace"},
	"network": {
		"aws_vpc", "azurerm_virtual_network", "google_compute_network",
	},
	"queue": {
		"aws_kinesis_stream", "aws_mq_broker", "aws_msk_cluster", "aws_msk_serverless_cluster", "aws_sqs_queue",
		"azurerm_eventhub", "azurerm_eventhub_namespace", "azurerm_servicebus_namespace", "azurerm_servicebus_queue",
		"azurerm_servicebus_topic", "azurerm_storage_queue", "google_pubsub_subscription", "google_pubsub_topic",
	},
	"registry": {"aws_ecr_repository", "azurerm_container_registry", "google_artifact_registry_repository"},
	"secret": {
		"aws_secretsmanager_secret", "azurerm_key_vault_certificate", "azurerm_key_vault_secret",
		"google_secret_manager_secret",
	},
	"zone": {"aws_route53_zone", "azurerm_dns_zone", "azurerm_private_dns_zone", "google_dns_managed_zone"},
}
