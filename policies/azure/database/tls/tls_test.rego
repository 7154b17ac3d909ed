package policies.azure.database.tls_test

import data.policies.azure.database.tls as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_postgresql_server.this", "attribute": ["ssl_enforcement_enabled"], "message": "azurerm_postgresql_server.this accepts connections without TLS; expected ssl_enforcement_enabled switched on"}} with input as testing.review([testing.terraform("azurerm_postgresql_server", {"ssl_enforcement_enabled": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_mysql_server", {"ssl_enforcement": "Disabled"})],
		[testing.terraform("azurerm_mysql_flexible_server_configuration", {"name": "require_secure_transport", "value": "OFF"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_postgresql_server", {"ssl_enforcement_enabled": true, "ssl_minimal_tls_version_enforced": "TLS1_2"})],
		[testing.terraform("azurerm_mysql_flexible_server_configuration", {"name": "wait_timeout", "value": "0"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_postgresql_server", {"ssl_enforcement_enabled": null}), [["ssl_enforcement_enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
