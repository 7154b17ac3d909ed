package policies.azure.vm.disk_customer_key_test

import data.policies.azure.vm.disk_customer_key as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_managed_disk.this", "attribute": ["disk_encryption_set_id"], "message": "azurerm_managed_disk.this has no key of yours; expected a disk_encryption_set_id"}} with input as testing.review([testing.terraform("azurerm_managed_disk", {})])
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_managed_disk", {"disk_encryption_set_id": "x"})],
		[testing.terraform("azurerm_managed_disk", {"encryption_settings": [{"enabled": true}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_managed_disk", {"disk_encryption_set_id": null}), [["disk_encryption_set_id"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
