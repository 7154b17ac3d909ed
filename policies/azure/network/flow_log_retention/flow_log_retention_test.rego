package policies.azure.network.flow_log_retention_test

import data.policies.azure.network.flow_log_retention as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_network_watcher_flow_log.this", "attribute": ["retention_policy", 0, "days"], "message": "azurerm_network_watcher_flow_log.this is kept for 7 days; expected 90"}} with input as testing.review([testing.terraform("azurerm_network_watcher_flow_log", {"retention_policy": [{"enabled": true, "days": 7}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_network_watcher_flow_log", {"retention_policy": [{"enabled": false, "days": 90}]})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_network_watcher_flow_log", {"retention_policy": [{"enabled": true, "days": 90}]})],
		[testing.terraform("azurerm_network_watcher_flow_log", {"retention_policy": [{"enabled": true, "days": 0}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_network_watcher_flow_log", {"retention_policy": [{"enabled": true, "days": null}]}), [["retention_policy", 0, "days"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
