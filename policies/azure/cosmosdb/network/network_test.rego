package policies.azure.cosmosdb.network_test

import data.policies.azure.cosmosdb.network as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_cosmosdb_account.this", "attribute": ["public_network_access_enabled"], "message": "azurerm_cosmosdb_account.this answers every network; expected public_network_access_enabled = false or a filter"}} with input as testing.review([testing.terraform("azurerm_cosmosdb_account", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_cosmosdb_account", {"public_network_access_enabled": true, "ip_range_filter": ""})],
		[testing.terraform("azurerm_cosmosdb_account", {"ip_range_filter": ["0.0.0.0/0"]})],
		[testing.terraform("azurerm_cosmosdb_account", {"ip_range_filter": "198.51.100.7,0.0.0.0/0"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_cosmosdb_account", {"public_network_access_enabled": false})],
		[testing.terraform("azurerm_cosmosdb_account", {"ip_range_filter": "198.51.100.7"})],
		[testing.terraform("azurerm_cosmosdb_account", {"is_virtual_network_filter_enabled": true})],
		[testing.terraform("azurerm_cosmosdb_account", {"ip_range_filter": ["198.51.100.7"]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_cosmosdb_account", {"public_network_access_enabled": null}), [["public_network_access_enabled"]])],
		[testing.unknown(testing.terraform("azurerm_cosmosdb_account", {"ip_range_filter": null}), [["ip_range_filter"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
