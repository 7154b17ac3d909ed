# METADATA
# title: Database server accepts old versions of TLS
# description: |
#   TLS 1.0 and 1.1 have known weaknesses: who is on the way can read or change what crosses the network.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/security-tls
#     description: TLS of database servers
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set the minimum TLS version to 1.2.
#   resources:
#     - azurerm_mariadb_server
#     - azurerm_mssql_managed_instance
#     - azurerm_mssql_server
#     - azurerm_mysql_flexible_server_configuration
#     - azurerm_mysql_server
#     - azurerm_postgresql_flexible_server_configuration
#     - azurerm_postgresql_server
#   topics:
#     - az-db-tls
#   frameworks:
#     nist-800-53:
#       - "SC-8"
package policies.azure.database.tls_version

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(server, [field], message) if {
	some type, field in _version_fields
	some server in resources.of_type(type)

	version := $"{setting.of(server, [field], "1.2")}"
	version in {"1.0", "1.1", "TLS1_0", "TLS1_1", "TLSEnforcementDisabled", "Disabled"}
	message := $"{server.address} has {field} {version}; expected TLS 1.2"
}

deny contains finding.on(configuration, ["value"], message) if {
	some configuration in resources.of_types(_configurations)

	lower(configuration.after.name) in {"ssl_min_protocol_version", "tls_version"}
	some version in split(lower(configuration.after.value), ",")
	trim_space(version) in {"tlsv1", "tlsv1.0", "tlsv1.1"}
	message := $"{configuration.address} accepts {version}; expected TLSv1.2"
}

_configurations := {
	"azurerm_mysql_flexible_server_configuration",
	"azurerm_postgresql_flexible_server_configuration",
}

# Each defaults to 1.2 in the providers of today.
_version_fields := {
	"azurerm_mariadb_server": "ssl_minimal_tls_version_enforced",
	"azurerm_mssql_managed_instance": "minimum_tls_version",
	"azurerm_mssql_server": "minimum_tls_version",
	"azurerm_mysql_server": "ssl_minimal_tls_version_enforced",
	"azurerm_postgresql_server": "ssl_minimal_tls_version_enforced",
}
