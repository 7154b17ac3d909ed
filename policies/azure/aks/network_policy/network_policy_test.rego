package policies.azure.aks.network_policy_test

import data.policies.azure.aks.network_policy as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_kubernetes_cluster.this", "attribute": ["network_profile", 0, "network_policy"], "message": "azurerm_kubernetes_cluster.this has no network policies; expected a network_policy in network_profile"}} with input as testing.review([testing.terraform("azurerm_kubernetes_cluster", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_kubernetes_cluster", {"network_profile": [{"network_plugin": "azure"}]})],
		[testing.terraform("azurerm_kubernetes_cluster", {"network_profile": [{"network_policy": "none"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_kubernetes_cluster", {"network_profile": [{"network_policy": "calico"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_kubernetes_cluster", {"network_profile": null}), [["network_profile"]])],
		[testing.unknown(testing.terraform("azurerm_kubernetes_cluster", {"network_profile": [{"network_policy": null}]}), [["network_profile", 0, "network_policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
