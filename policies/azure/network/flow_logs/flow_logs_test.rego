package policies.azure.network.flow_logs_test

import data.policies.azure.network.flow_logs as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_network_watcher_flow_log.this", "attribute": ["enabled"], "message": "azurerm_network_watcher_flow_log.this is switched off; expected enabled = true"}} with input as testing.review([testing.terraform("azurerm_network_watcher_flow_log", {"enabled": false})])
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_network_watcher_flow_log", {"enabled": true, "retention_policy": [{"enabled": true, "days": 7}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_network_watcher_flow_log", {"enabled": null}), [["enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
