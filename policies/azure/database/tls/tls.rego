# METADATA
# title: Database server accepts connections without TLS, or with an old one
# description: |
#   Passwords and rows then cross the network where everybody on the way can read them; TLS 1.0 and 1.1 have known
#   weaknesses.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/security-tls
#     description: TLS of database servers
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `ssl_enforcement_enabled = true` and the minimum TLS version to 1.2; on flexible servers leave
#     `require_secure_transport` on.
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
#     cis-azure-2.0:
#       - "4.3.1"
#       - "4.4.1"
#     nist-800-53:
#       - "SC-8"
package policies.azure.database.tls

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(server, [field], message) if {
	some server in resources.of_types(_single_servers)

	some field in ["ssl_enforcement", "ssl_enforcement_enabled"]
	lower($"{setting.of(server, [field], "")}") in {"false", "disabled"}
	message := $"{server.address} accepts connections without TLS; expected {field} switched on"
}

deny contains finding.on(server, [field], message) if {
	some type, field in _version_fields
	some server in resources.of_type(type)

	version := $"{setting.of(server, [field], "1.2")}"
	version in {"1.0", "1.1", "TLS1_0", "TLS1_1", "TLSEnforcementDisabled", "Disabled"}
	message := $"{server.address} has {field} {version}; expected TLS 1.2"
}

deny contains finding.on(configuration, ["value"], message) if {
	some configuration in resources.of_types(_configurations)

	lower(configuration.after.name) == "require_secure_transport"
	lower(configuration.after.value) in {"off", "0", "false"}
	message := $"{configuration.address} lets connections be without TLS; expected value = \"on\""
}

deny contains finding.on(configuration, ["value"], message) if {
	some configuration in resources.of_types(_configurations)

	lower(configuration.after.name) in {"ssl_min_protocol_version", "tls_version"}
	some version in split(lower(configuration.after.value), ",")
	trim_space(version) in {"tlsv1", "tlsv1.0", "tlsv1.1"}
	message := $"{configuration.address} accepts {version}; expected TLSv1.2"
}

_single_servers := {"azurerm_mariadb_server", "azurerm_mysql_server", "azurerm_postgresql_server"}

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
