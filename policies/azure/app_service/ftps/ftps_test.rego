package policies.azure.app_service.ftps_test

import data.policies.azure.app_service.ftps as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_linux_web_app.this", "attribute": ["site_config", 0, "ftps_state"], "fix": [{"op": "add", "path": "/site_config/0/ftps_state", "value": "Disabled"}], "message": "azurerm_linux_web_app.this takes code over plain FTP; expected ftps_state = \"Disabled\""}} with input as testing.review([testing.terraform("azurerm_linux_web_app", {"site_config": [{"ftps_state": "AllAllowed"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_app_service", {})],
		[testing.terraform("azurerm_function_app", {"site_config": [{"ftps_state": null}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_linux_web_app", {})],
		[testing.terraform("azurerm_app_service", {"site_config": [{"ftps_state": "FtpsOnly"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_app_service", {"site_config": [{"ftps_state": null}]}), [["site_config", 0, "ftps_state"]])],
		[testing.unknown(testing.terraform("azurerm_app_service", {"site_config": null}), [["site_config"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
