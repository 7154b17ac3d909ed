package policies.azure.database.public_test

import data.policies.azure.database.public as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_mssql_server.this", "attribute": ["public_network_access_enabled"], "fix": [{"op": "add", "path": "/public_network_access_enabled", "value": false}], "message": "azurerm_mssql_server.this is open to public networks; expected public_network_access_enabled = false"}} with input as testing.review([testing.terraform("azurerm_mssql_server", {"public_network_access_enabled": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_mssql_server", {})],
		[testing.terraform("azurerm_postgresql_flexible_server", {})],
		[testing.terraform("azurerm_mysql_flexible_server", {"public_network_access": "Enabled"})],
		[testing.terraform("azurerm_mssql_managed_instance", {"public_data_endpoint_enabled": true})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_mssql_server", {"public_network_access_enabled": false})],
		[testing.terraform("azurerm_postgresql_flexible_server", {"delegated_subnet_id": "x"})],
		[testing.terraform("azurerm_mysql_flexible_server", {})],
		[testing.terraform("azurerm_mssql_managed_instance", {})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_mssql_server", {"public_network_access_enabled": null}), [["public_network_access_enabled"]])],
		[testing.unknown(testing.terraform("azurerm_postgresql_flexible_server", {"delegated_subnet_id": null}), [["delegated_subnet_id"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
