package policies.azure.app_service.https_test

import data.policies.azure.app_service.https as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_linux_web_app.this", "attribute": ["https_only"], "fix": [{"op": "add", "path": "/https_only", "value": true}], "message": "azurerm_linux_web_app.this answers plain HTTP; expected https_only = true"}} with input as testing.review([testing.terraform("azurerm_linux_web_app", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_app_service", {"https_only": "false"})],
		[testing.terraform("azurerm_function_app", {"https_only": false})],
		[testing.terraform("azurerm_windows_function_app_slot", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_linux_web_app", {"https_only": true})],
		[testing.deleted(testing.terraform("azurerm_linux_web_app", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_linux_web_app", {"https_only": null}), [["https_only"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
