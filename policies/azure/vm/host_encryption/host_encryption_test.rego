package policies.azure.vm.host_encryption_test

import data.policies.azure.vm.host_encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_linux_virtual_machine.this", "attribute": ["encryption_at_host_enabled"], "message": "azurerm_linux_virtual_machine.this has disks that neither the host nor a key of yours encrypts; expected encryption_at_host_enabled = true or a disk_encryption_set_id"}} with input as testing.review([testing.terraform("azurerm_linux_virtual_machine", {"os_disk": [{}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_windows_virtual_machine_scale_set", {"os_disk": [{}], "encryption_at_host_enabled": false})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_linux_virtual_machine", {"encryption_at_host_enabled": true})],
		[testing.terraform("azurerm_windows_virtual_machine", {"os_disk": [{"disk_encryption_set_id": "x"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_linux_virtual_machine", {"encryption_at_host_enabled": null}), [["encryption_at_host_enabled"]])],
		[testing.unknown(testing.terraform("azurerm_linux_virtual_machine", {"os_disk": [{"disk_encryption_set_id": null}]}), [["os_disk", 0, "disk_encryption_set_id"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
