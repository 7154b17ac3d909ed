package policies.azure.vm.user_data_secret_test

import data.policies.azure.vm.user_data_secret as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_linux_virtual_machine.this", "attribute": ["custom_data"], "message": "azurerm_linux_virtual_machine.this has a credential in its custom data: DB_PASSWORD; expected a managed identity and a key vault"}} with input as testing.review([testing.terraform("azurerm_linux_virtual_machine", {"custom_data": "export DB_PASSWORD=hunter2hunter2\n"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_virtual_machine_scale_set", {"os_profile": [{"custom_data": "export DB_PASSWORD=hunter2hunter2\n"}]})],
		[testing.terraform("azurerm_windows_virtual_machine", {"user_data": "ZXhwb3J0IERCX1BBU1NXT1JEPWh1bnRlcjJodW50ZXIyCg=="})],
		[testing.sketched(testing.terraform("azurerm_linux_virtual_machine", {"custom_data": null}), "/custom_data", "DB_PASSWORD=hunter2hunter2 HOST=(known after apply: azurerm_x.y.id)")],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_linux_virtual_machine", {})],
		[testing.terraform("azurerm_linux_virtual_machine", {"custom_data": "DB_PASSWORD=$(az keyvault secret show)\n"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_linux_virtual_machine", {"custom_data": null}), [["custom_data"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
