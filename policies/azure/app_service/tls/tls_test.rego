package policies.azure.app_service.tls_test

import data.policies.azure.app_service.tls as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_linux_web_app.this", "attribute": ["site_config", 0, "minimum_tls_version"], "fix": [{"op": "add", "path": "/site_config/0/minimum_tls_version", "value": "1.2"}], "message": "azurerm_linux_web_app.this accepts TLS 1.0; expected minimum_tls_version = \"1.2\""}} with input as testing.review([testing.terraform("azurerm_linux_web_app", {"site_config": [{"minimum_tls_version": "1.0"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_app_service", {"site_config": [{"min_tls_version": "1.1"}]})],
		[testing.terraform("azurerm_function_app", {"site_config": [{"min_tls_version": 1.1}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_linux_web_app", {})],
		[testing.terraform("azurerm_linux_web_app", {"site_config": [{"minimum_tls_version": "1.3"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_linux_web_app", {"site_config": [{"minimum_tls_version": null}]}), [["site_config", 0, "minimum_tls_version"]])],
		[testing.unknown(testing.terraform("azurerm_linux_web_app", {"site_config": null}), [["site_config"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
