# METADATA
# title: SQL server keeps no record of who does what
# description: |
#   After a leak nobody can say who read what, nor since when.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/azure-sql/database/auditing-overview
#     description: Auditing
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Add an `azurerm_mssql_server_extended_auditing_policy` with the server's id as `server_id`.
#   resources:
#     - azurerm_mssql_server
#     - azurerm_sql_server
#   topics:
#     - az-sql-auditing
#   frameworks:
#     cis-azure-2.0:
#       - "4.1.1"
#     nist-800-53:
#       - "AU-12"
#     soc2:
#       - "CC7.2"
package policies.azure.database.auditing

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

deny contains finding.at(server, message) if {
	some server in resources.of_types({"azurerm_mssql_server", "azurerm_sql_server"})

	setting.is_absent(server, ["extended_auditing_policy"])
	not unknown.within(server, ["extended_auditing_policy"])
	not resources.is_configured(server, "azurerm_mssql_server_extended_auditing_policy")
	message := $"{server.address} has no auditing; expected an azurerm_mssql_server_extended_auditing_policy for it"
}

deny contains finding.on(policy, ["enabled"], message) if {
	some policy in resources.of_type("azurerm_mssql_server_extended_auditing_policy")

	setting.is_stated_off(policy, ["enabled"])
	message := $"{policy.address} is switched off; expected enabled = true"
}
