package policies.azure.aks.rbac_test

import data.policies.azure.aks.rbac as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_kubernetes_cluster.this", "attribute": ["role_based_access_control_enabled"], "message": "azurerm_kubernetes_cluster.this has no roles; expected role_based_access_control_enabled = true"}} with input as testing.review([testing.terraform("azurerm_kubernetes_cluster", {"role_based_access_control_enabled": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_kubernetes_cluster", {"role_based_access_control": [{"enabled": false}]})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_kubernetes_cluster", {})],
		[testing.terraform("azurerm_kubernetes_cluster", {"role_based_access_control": [{"enabled": true}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_kubernetes_cluster", {"role_based_access_control_enabled": null}), [["role_based_access_control_enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
