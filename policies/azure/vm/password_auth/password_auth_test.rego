package policies.azure.vm.password_auth_test

import data.policies.azure.vm.password_auth as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_linux_virtual_machine.this", "attribute": ["disable_password_authentication"], "fix": [{"op": "add", "path": "/disable_password_authentication", "value": true}], "message": "azurerm_linux_virtual_machine.this lets people log in with passwords; expected disable_password_authentication = true"}} with input as testing.review([testing.terraform("azurerm_linux_virtual_machine", {"disable_password_authentication": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_virtual_machine", {"os_profile_linux_config": [{"disable_password_authentication": "false"}]})],
		[testing.terraform("azurerm_virtual_machine_scale_set", {"os_profile_linux_config": [{"disable_password_authentication": false}]})],
		[testing.terraform("azurerm_linux_virtual_machine_scale_set", {"disable_password_authentication": false})],
		[testing.terraform("azurerm_orchestrated_virtual_machine_scale_set", {"os_profile": [{"linux_configuration": [{"disable_password_authentication": false}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_linux_virtual_machine", {})],
		[testing.terraform("azurerm_virtual_machine", {"os_profile_linux_config": [{"disable_password_authentication": true}]})],
		[testing.terraform("azurerm_virtual_machine", {"os_profile_windows_config": [{}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_linux_virtual_machine", {"disable_password_authentication": null}), [["disable_password_authentication"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
