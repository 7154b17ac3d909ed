package policies.azure.vm.disk_encryption_test

import data.policies.azure.vm.disk_encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_managed_disk.this", "attribute": ["encryption_settings", 0, "enabled"], "message": "azurerm_managed_disk.this switches encryption off; expected a disk_encryption_set_id"}} with input as testing.review([testing.terraform("azurerm_managed_disk", {"encryption_settings": [{"enabled": false}]})])
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_managed_disk", {})],
		[testing.terraform("azurerm_managed_disk", {"encryption_settings": [{"enabled": true}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_managed_disk", {"encryption_settings": null}), [["encryption_settings"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
