package policies.azure.aks.api_open_test

import data.policies.azure.aks.api_open as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_kubernetes_cluster.this", "attribute": ["api_server_access_profile", 0, "authorized_ip_ranges"], "message": "azurerm_kubernetes_cluster.this answers everybody; expected a private cluster or named authorized_ip_ranges"}} with input as testing.review([testing.terraform("azurerm_kubernetes_cluster", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_kubernetes_cluster", {"api_server_authorized_ip_ranges": []})],
		[testing.terraform("azurerm_kubernetes_cluster", {"private_cluster_enabled": false, "api_server_access_profile": [{"authorized_ip_ranges": ["0.0.0.0/0"]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_kubernetes_cluster", {"private_cluster_enabled": true})],
		[testing.terraform("azurerm_kubernetes_cluster", {"private_link_enabled": true})],
		[testing.terraform("azurerm_kubernetes_cluster", {"api_server_authorized_ip_ranges": ["198.51.100.0/24"]})],
		[testing.terraform("azurerm_kubernetes_cluster", {"api_server_access_profile": [{"authorized_ip_ranges": ["198.51.100.0/24"]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_kubernetes_cluster", {"private_cluster_enabled": null}), [["private_cluster_enabled"]])],
		[testing.unknown(testing.terraform("azurerm_kubernetes_cluster", {"api_server_access_profile": null}), [["api_server_access_profile"]])],
		[testing.unknown(testing.terraform("azurerm_kubernetes_cluster", {"api_server_access_profile": [{"authorized_ip_ranges": null}]}), [["api_server_access_profile", 0, "authorized_ip_ranges"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
