package policies.azure.database.tls_version_test

import data.policies.azure.database.tls_version as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_mssql_server.this", "attribute": ["minimum_tls_version"], "message": "azurerm_mssql_server.this has minimum_tls_version 1.0; expected TLS 1.2"}} with input as testing.review([testing.terraform("azurerm_mssql_server", {"minimum_tls_version": "1.0"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_mariadb_server", {"ssl_minimal_tls_version_enforced": "TLS1_1"})],
		[testing.terraform("azurerm_mysql_flexible_server_configuration", {"name": "tls_version", "value": "TLSv1.2,TLSv1.1"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_mssql_server", {})],
		[testing.terraform("azurerm_mssql_server", {"minimum_tls_version": "1.2"})],
		[testing.terraform("azurerm_postgresql_server", {"ssl_minimal_tls_version_enforced": "TLS1_2"})],
		[testing.terraform("azurerm_mysql_flexible_server_configuration", {"name": "tls_version", "value": "TLSv1.2"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_mssql_server", {"minimum_tls_version": null}), [["minimum_tls_version"]])],
		[testing.unknown(testing.terraform("azurerm_mysql_flexible_server_configuration", {"name": "tls_version", "value": null}), [["value"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
