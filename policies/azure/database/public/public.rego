# METADATA
# title: Database server is open to public networks
# description: |
#   One leaked password, or one flaw in the server, and the data is anybody's. Servers answer public networks unless
#   they say otherwise.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/azure-sql/database/connectivity-settings
#     description: Public network access
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `public_network_access_enabled = false` and use a private endpoint or a delegated subnet.
#   resources:
#     - azurerm_mariadb_server
#     - azurerm_mssql_managed_instance
#     - azurerm_mssql_server
#     - azurerm_mysql_flexible_server
#     - azurerm_mysql_server
#     - azurerm_postgresql_flexible_server
#     - azurerm_postgresql_server
#   topics:
#     - az-sql-public
#   frameworks:
#     cis-azure-2.0:
#       - "4.1.2"
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.azure.database.public

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["public_network_access_enabled"]

deny contains fix.set(finding.on(server, _path, message), _path, false) if {
	some server in resources.of_types(_public_by_default)

	setting.is_on(server, _path)
	setting.is_absent(server, ["delegated_subnet_id"])
	message := $"{server.address} is open to public networks; expected public_network_access_enabled = false"
}

deny contains finding.on(server, [field], message) if {
	some type, field in _public_where_stated
	some server in resources.of_type(type)

	lower($"{setting.of(server, [field], "")}") in {"true", "enabled"}
	setting.is_absent(server, ["delegated_subnet_id"])
	message := $"{server.address} is open to public networks; expected {field} switched off"
}

_public_by_default := {
	"azurerm_mariadb_server",
	"azurerm_mssql_server",
	"azurerm_mysql_server",
	"azurerm_postgresql_flexible_server",
	"azurerm_postgresql_server",
}

_public_where_stated := {
	"azurerm_mssql_managed_instance": "public_data_endpoint_enabled",
	"azurerm_mysql_flexible_server": "public_network_access",
}
