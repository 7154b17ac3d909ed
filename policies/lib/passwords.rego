# METADATA
# title: Passwords of resources
# description: Where resources of Terraform take a credential, which stays in the state and, written out, in the history.
package policies.lib.passwords

# METADATA
# description: The attributes that take a credential, by type.
attributes := {
	"aws_db_instance": ["password"],
	"aws_directory_service_directory": ["password"],
	"aws_dms_endpoint": ["password"],
	"aws_docdb_cluster": ["master_password"],
	"aws_elasticache_replication_group": ["auth_token"],
	"aws_elasticache_user": ["passwords"],
	"aws_iam_user_login_profile": ["password"],
	"aws_memorydb_user": ["passwords"],
	"aws_rds_cluster": ["master_password"],
	"aws_redshift_cluster": ["master_password"],
	"aws_redshiftserverless_namespace": ["admin_user_password"],
	"aws_secretsmanager_secret_version": ["secret_string"],
	"azurerm_key_vault_secret": ["value"],
	"azurerm_linux_virtual_machine": ["admin_password"],
	"azurerm_linux_virtual_machine_scale_set": ["admin_password"],
	"azurerm_mssql_managed_instance": ["administrator_login_password"],
	"azurerm_mssql_server": ["administrator_login_password"],
	"azurerm_mysql_flexible_server": ["administrator_password"],
	"azurerm_mysql_server": ["administrator_login_password"],
	"azurerm_postgresql_flexible_server": ["administrator_password"],
	"azurerm_postgresql_server": ["administrator_login_password"],
	"azurerm_sql_server": ["administrator_login_password"],
	"azurerm_synapse_workspace": ["sql_administrator_login_password"],
	"azurerm_windows_virtual_machine": ["admin_password"],
	"azurerm_windows_virtual_machine_scale_set": ["admin_password"],
	"github_actions_secret": ["plaintext_value"],
	"google_secret_manager_secret_version": ["secret_data"],
	"google_sql_database_instance": ["root_password"],
	"google_sql_user": ["password"],
	"mysql_user": ["plaintext_password"],
	"postgresql_role": ["password"],
}

# METADATA
# description: The attribute of a block that takes one, by type.
nested := {
	"aws_mq_broker": ["user", "password"],
	"azurerm_kubernetes_cluster": ["windows_profile", "admin_password"],
	"azurerm_virtual_machine": ["os_profile", "admin_password"],
	"azurerm_virtual_machine_scale_set": ["os_profile", "admin_password"],
}
