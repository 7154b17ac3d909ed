package policies.azure.database.azure_services_test

import data.policies.azure.database.azure_services as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_mssql_firewall_rule.this", "attribute": ["start_ip_address"], "message": "azurerm_mssql_firewall_rule.this lets in everything that runs in Azure, also of others; expected a private endpoint"}} with input as testing.review([testing.terraform("azurerm_mssql_firewall_rule", {"start_ip_address": "0.0.0.0", "end_ip_address": "0.0.0.0"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_postgresql_firewall_rule", {"start_ip_address": "0.0.0.0", "end_ip_address": "0.0.0.0"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_mssql_firewall_rule", {"start_ip_address": "40.1.0.0", "end_ip_address": "40.1.0.9"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_mssql_firewall_rule", {"start_ip_address": "0.0.0.0", "end_ip_address": null}), [["end_ip_address"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
