# METADATA
# title: Firewall of a database server lets in a large part of the internet
# description: |
#   One leaked password, or one flaw in the server, and the data is anybody's.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/azure-sql/database/firewall-configure
#     description: Firewall rules
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Let firewall rules name the addresses that need access, or use a private endpoint.
#   resources:
#     - azurerm_cosmosdb_postgresql_firewall_rule
#     - azurerm_mariadb_firewall_rule
#     - azurerm_mssql_firewall_rule
#     - azurerm_mysql_firewall_rule
#     - azurerm_mysql_flexible_server_firewall_rule
#     - azurerm_postgresql_firewall_rule
#     - azurerm_postgresql_flexible_server_firewall_rule
#     - azurerm_redis_firewall_rule
#     - azurerm_sql_firewall_rule
#     - azurerm_synapse_firewall_rule
#   topics:
#     - az-sql-public
#   frameworks:
#     cis-azure-2.0:
#       - "4.1.2"
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.azure.database.firewall

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(rule, [from], message) if {
	some type, [from, to] in _rules
	some rule in resources.of_type(type)

	first := _number(rule.after[from])
	last := _number(rule.after[to])
	last - first >= 16777216 # more than any network of a firm has
	message := $"{rule.address} lets in {rule.after[from]} to {rule.after[to]}; expected the addresses that need access"
}

_number(address) := sum(parts) if {
	regex.match(`^[0-9]{1,3}(\.[0-9]{1,3}){3}$`, address)
	parts := [part |
		some place, weight in [16777216, 65536, 256, 1]
		part := weight * to_number(split(address, ".")[place])
	]
}

_rules := {
	"azurerm_cosmosdb_postgresql_firewall_rule": ["start_ip_address", "end_ip_address"],
	"azurerm_mariadb_firewall_rule": ["start_ip_address", "end_ip_address"],
	"azurerm_mssql_firewall_rule": ["start_ip_address", "end_ip_address"],
	"azurerm_mysql_firewall_rule": ["start_ip_address", "end_ip_address"],
	"azurerm_mysql_flexible_server_firewall_rule": ["start_ip_address", "end_ip_address"],
	"azurerm_postgresql_firewall_rule": ["start_ip_address", "end_ip_address"],
	"azurerm_postgresql_flexible_server_firewall_rule": ["start_ip_address", "end_ip_address"],
	"azurerm_redis_firewall_rule": ["start_ip", "end_ip"],
	"azurerm_sql_firewall_rule": ["start_ip_address", "end_ip_address"],
	"azurerm_synapse_firewall_rule": ["start_ip_address", "end_ip_address"],
}
