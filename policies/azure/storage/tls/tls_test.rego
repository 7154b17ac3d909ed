package policies.azure.storage.tls_test

import data.policies.azure.storage.tls as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_storage_account.this", "attribute": ["min_tls_version"], "fix": [{"op": "add", "path": "/min_tls_version", "value": "TLS1_2"}], "message": "azurerm_storage_account.this accepts TLS1_0; expected min_tls_version = \"TLS1_2\""}} with input as testing.review([testing.terraform("azurerm_storage_account", {"min_tls_version": "TLS1_0"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_storage_account", {"min_tls_version": "TLS1_1"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_storage_account", {})],
		[testing.terraform("azurerm_storage_account", {"min_tls_version": "TLS1_2"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_storage_account", {"min_tls_version": null}), [["min_tls_version"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
