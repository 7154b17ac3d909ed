# METADATA
# title: Firewall of a database server lets in everything that runs in Azure
# description: |
#   The rule from 0.0.0.0 to 0.0.0.0 means every machine in Azure, those of other customers too.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/azure-sql/database/firewall-configure
#     description: Firewall rules
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Use a private endpoint, or rules that name the addresses that need access.
#   resources:
#     - azurerm_cosmosdb_postgresql_firewall_rule
#     - azurerm_mariadb_firewall_rule
#     - azurerm_mssql_firewall_rule
#     - azurerm_mysql_firewall_rule
#     - azurerm_mysql_flexible_server_firewall_rule
#     - azurerm_postgresql_firewall_rule
#     - azurerm_postgresql_flexible_server_firewall_rule
#     - azurerm_sql_firewall_rule
#   topics:
#     - az-sql-public
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.azure.database.azure_services

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(rule, ["start_ip_address"], message) if {
	some rule in resources.of_types(_rules)

	rule.after.start_ip_address == "0.0.0.0"
	rule.after.end_ip_address == "0.0.0.0"
	message := $"{rule.address} lets in everything that runs in Azure, also of others; expected a private endpoint"
}

_rules := {
	"azurerm_cosmosdb_postgresql_firewall_rule",
	"azurerm_mariadb_firewall_rule",
	"azurerm_mssql_firewall_rule",
	"azurerm_mysql_firewall_rule",
	"azurerm_mysql_flexible_server_firewall_rule",
	"azurerm_postgresql_firewall_rule",
	"azurerm_postgresql_flexible_server_firewall_rule",
	"azurerm_sql_firewall_rule",
}
