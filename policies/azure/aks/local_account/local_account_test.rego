package policies.azure.aks.local_account_test

import data.policies.azure.aks.local_account as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_kubernetes_cluster.this", "attribute": ["local_account_disabled"], "message": "azurerm_kubernetes_cluster.this has a local admin account; expected local_account_disabled = true"}} with input as testing.review([testing.terraform("azurerm_kubernetes_cluster", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_kubernetes_cluster", {"local_account_disabled": "false"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_kubernetes_cluster", {"local_account_disabled": true})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_kubernetes_cluster", {"local_account_disabled": null}), [["local_account_disabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
