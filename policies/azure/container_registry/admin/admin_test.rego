package policies.azure.container_registry.admin_test

import data.policies.azure.container_registry.admin as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_container_registry.this", "attribute": ["admin_enabled"], "fix": [{"op": "add", "path": "/admin_enabled", "value": false}], "message": "azurerm_container_registry.this has an admin account; expected admin_enabled = false"}} with input as testing.review([testing.terraform("azurerm_container_registry", {"admin_enabled": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_container_registry", {"admin_enabled": "true"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_container_registry", {})],
		[testing.terraform("azurerm_container_registry", {"admin_enabled": false})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_container_registry", {"admin_enabled": null}), [["admin_enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
