# METADATA
# title: Database server accepts connections without TLS
# description: |
#   Passwords and rows then cross the network where everybody on the way can read them.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/security-tls
#     description: TLS of database servers
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `ssl_enforcement_enabled = true`; on flexible servers leave `require_secure_transport` on.
#   resources:
#     - azurerm_mariadb_server
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

deny contains finding.on(configuration, ["value"], message) if {
	some configuration in resources.of_types(_configurations)

	lower(configuration.after.name) == "require_secure_transport"
	lower(configuration.after.value) in {"off", "0", "false"}
	message := $"{configuration.address} lets connections be without TLS; expected value = \"on\""
}

_single_servers := {"azurerm_mariadb_server", "azurerm_mysql_server", "azurerm_postgresql_server"}

_configurations := {
	"azurerm_mysql_flexible_server_configuration",
	"azurerm_postgresql_flexible_server_configuration",
}
