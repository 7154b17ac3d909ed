# METADATA
# title: Password or key is written in the configuration
# description: |
#   It stays in this repository's history, and everybody who can read it holds it. A default of a variable is no
#   better.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/manage-sensitive-data
#     description: Sensitive data
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Remove it and change the secret; take it from a secret store, `random_password` with an ephemeral value, or a
#     variable without default.
#   resources:
#     - aws_db_instance
#     - aws_directory_service_directory
#     - aws_dms_endpoint
#     - aws_docdb_cluster
#     - aws_elasticache_replication_group
#     - aws_elasticache_user
#     - aws_elasticsearch_domain
#     - aws_iam_user_login_profile
#     - aws_memorydb_user
#     - aws_mq_broker
#     - aws_opensearch_domain
#     - aws_rds_cluster
#     - aws_redshift_cluster
#     - aws_redshiftserverless_namespace
#     - aws_secretsmanager_secret_version
#     - aws_ssm_parameter
#     - azurerm_key_vault_secret
#     - azurerm_kubernetes_cluster
#     - azurerm_linux_virtual_machine
#     - azurerm_linux_virtual_machine_scale_set
#     - azurerm_mssql_managed_instance
#     - azurerm_mssql_server
#     - azurerm_mysql_flexible_server
#     - azurerm_mysql_server
#     - azurerm_postgresql_flexible_server
#     - azurerm_postgresql_server
#     - azurerm_sql_server
#     - azurerm_synapse_workspace
#     - azurerm_virtual_machine
#     - azurerm_virtual_machine_scale_set
#     - azurerm_windows_virtual_machine
#     - azurerm_windows_virtual_machine_scale_set
#     - github_actions_secret
#     - google_secret_manager_secret_version
#     - google_sql_database_instance
#     - google_sql_user
#     - kubernetes_secret
#     - kubernetes_secret_v1
#     - mysql_user
#     - postgresql_role
#     - provider.*
#     - variable
#   topics:
#     - tf-hardcoded-secret
#   frameworks:
#     nist-800-53:
#       - "IA-5(7)"
#     soc2:
#       - "CC6.1"
package policies.terraform.secret.hardcoded

import data.policies.lib.finding
import data.policies.lib.passwords
import data.policies.lib.resources
import data.policies.lib.secrets

deny contains finding.on(resource, path, message) if {
	some type, attributes in passwords.attributes
	some resource in resources.of_type(type)

	some attribute in attributes
	path := [attribute]
	secrets.is_written(resource.after[attribute])
	not _is_harmless(type, resource.name, resource.after[attribute])
	not _is_shown_elsewhere(resource, resource.after[attribute])
	message := $"{resource.address} has its {attribute} written out; expected a reference to a secret store"
}

deny contains finding.on(resource, [block, index, attribute], message) if {
	some type, [block, attribute] in passwords.nested
	some resource in resources.of_type(type)

	some index, part in resource.after[block]
	secrets.is_written(part[attribute])
	message := $"{resource.address} has its {attribute} written out; expected a reference to a secret store"
}

deny contains finding.on(resource, path, message) if {
	some resource in resources.of_types({"aws_elasticsearch_domain", "aws_opensearch_domain"})

	some index, part in resource.after.advanced_security_options
	some inner, user in part.master_user_options
	path := ["advanced_security_options", index, "master_user_options", inner, "master_user_password"]
	secrets.is_written(user.master_user_password)
	message := $"{resource.address} has its master_user_password written out; expected a reference to a secret store"
}

deny contains finding.on(secret, ["data", key], message) if {
	some secret in resources.of_types({"kubernetes_secret", "kubernetes_secret_v1"})

	some key, value in secret.after.data
	_is_credential(key, value)
	message := $"{secret.address} has {key} written out; expected a reference to a secret store"
}

deny contains finding.on(parameter, ["value"], message) if {
	some parameter in resources.of_type("aws_ssm_parameter")

	parameter.after.type == "SecureString"
	secrets.is_written(parameter.after.value)
	not secrets.is_harmless(parameter.name, parameter.after.value)
	not _is_shown_elsewhere(parameter, parameter.after.value)
	message := $"{parameter.address} has its value written out; expected a reference to a secret store"
}

deny contains finding.on(variable, ["default"], message) if {
	some variable in resources.blocks("variable")

	value := variable.after["default"]
	_is_leaked(variable, value)
	message := $"{variable.address} has a secret as its default; expected no default"
}

deny contains finding.on(provider, [attribute], message) if {
	some provider in input.blocks

	startswith(provider.type, "provider.")
	not provider.type in {"provider.aws", "provider.awscc"}
	some attribute, value in provider.after
	secrets.is_secret_name(attribute)
	secrets.is_written(value)
	not secrets.is_placeholder(value)
	message := $"{provider.address} has its {attribute} written out; expected the environment"
}

# A store is often made before its secret, which somebody fills in by hand; users and hosts are kept in it too.
_is_harmless(type, name, value) if {
	type in _stores
	secrets.is_harmless(name, value)
}

_stores := {
	"aws_secretsmanager_secret_version", "azurerm_key_vault_secret", "github_actions_secret",
	"google_secret_manager_secret_version",
}

_is_credential(_, value) if count(secrets.kinds(value)) > 0

_is_credential(key, value) if {
	secrets.is_secret_name(key)
	secrets.is_written(value)
	not secrets.is_harmless(key, value)
	not secrets.is_unfilled(value)
}

# The name or address of something else is no secret, though a store may keep it.
_is_shown_elsewhere(resource, value) if {
	some other in input.resources
	other.address in resource.references
	some attribute, shown in other.after
	shown == value
	not secrets.is_secret_name(attribute)
}

_is_leaked(_, value) if count(secrets.kinds(value)) > 0

_is_leaked(variable, value) if {
	secrets.is_secret_name(variable.name)
	secrets.is_written(value)
	not secrets.is_placeholder(value)
	not secrets.is_named(variable, value)
}
