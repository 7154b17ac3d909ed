package policies.azure.database.auditing_test

import data.policies.azure.database.auditing as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_mssql_server.this", "message": "azurerm_mssql_server.this has no auditing; expected an azurerm_mssql_server_extended_auditing_policy for it"}} with input as testing.review([testing.terraform("azurerm_mssql_server", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_sql_server", {"name": "s"})],
		[testing.terraform("azurerm_mssql_server_extended_auditing_policy", {"enabled": false, "server_id": "x"})],
		[testing.terraform("azurerm_mssql_server", {}), testing.sketched(testing.terraform("azurerm_mssql_server_extended_auditing_policy", {"server_id": null}), "/server_id", "(known after apply: azurerm_mssql_server.other.id)")],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_sql_server", {"extended_auditing_policy": [{"storage_endpoint": "x"}]})],
		[testing.terraform("azurerm_mssql_server", {}), testing.sketched(testing.terraform("azurerm_mssql_server_extended_auditing_policy", {"server_id": null}), "/server_id", "(known after apply: azurerm_mssql_server.this.id)")],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_mssql_server", {"extended_auditing_policy": null}), [["extended_auditing_policy"]])],
		[testing.terraform("azurerm_mssql_server", {}), testing.unknown(testing.terraform("azurerm_mssql_server_extended_auditing_policy", {"server_id": null}), [["server_id"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
