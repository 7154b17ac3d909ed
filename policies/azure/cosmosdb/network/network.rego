# METADATA
# title: Cosmos DB account answers every network
# description: |
#   A leaked key then reads and changes the data from anywhere. Without a filter the default is to allow.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/cosmos-db/how-to-configure-firewall
#     description: Firewall of accounts
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Set `public_network_access_enabled = false`, or `ip_range_filter`, or `is_virtual_network_filter_enabled =
#     true` with the subnets.
#   resources:
#     - azurerm_cosmosdb_account
#   topics:
#     - az-cosmos-network
#   frameworks:
#     cis-azure-2.0:
#       - "4.5.1"
#     nist-800-53:
#       - "SC-7"
package policies.azure.cosmosdb.network

import data.policies.lib.finding
import data.policies.lib.network
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown
import data.policies.lib.values

deny contains finding.on(account, ["public_network_access_enabled"], message) if {
	some account in resources.of_type("azurerm_cosmosdb_account")

	setting.is_on(account, ["public_network_access_enabled"])
	setting.is_off(account, ["is_virtual_network_filter_enabled"])
	_has_open_ranges(account)
	message := $"{account.address} answers every network; expected public_network_access_enabled = false or a filter"
}

_has_open_ranges(account) if {
	setting.is_absent(account, ["ip_range_filter"])
	not unknown.within(account, ["ip_range_filter"])
}

# Text with commas before provider 4, a list since.
_has_open_ranges(account) if {
	some written in values.list(setting.of(account, ["ip_range_filter"], []))
	some range in split(written, ",")
	network.is_world(range)
}
