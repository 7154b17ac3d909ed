package policies.azure.database.firewall_test

import data.policies.azure.database.firewall as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_mssql_firewall_rule.this", "attribute": ["start_ip_address"], "message": "azurerm_mssql_firewall_rule.this lets in 0.0.0.0 to 255.255.255.255; expected the addresses that need access"}} with input as testing.review([testing.terraform("azurerm_mssql_firewall_rule", {"start_ip_address": "0.0.0.0", "end_ip_address": "255.255.255.255"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_mssql_firewall_rule", {"start_ip_address": "0.0.0.0", "end_ip_address": "10.0.27.62"})],
		[testing.terraform("azurerm_sql_firewall_rule", {"start_ip_address": "1.0.0.0", "end_ip_address": "200.255.255.255"})],
		[testing.terraform("azurerm_synapse_firewall_rule", {"start_ip_address": "0.0.0.0", "end_ip_address": "255.255.255.255"})],
		[testing.terraform("azurerm_redis_firewall_rule", {"start_ip": "0.0.0.0", "end_ip": "255.255.255.255"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_mssql_firewall_rule", {"start_ip_address": "0.0.0.0", "end_ip_address": "0.0.0.0"})],
		[testing.terraform("azurerm_mysql_firewall_rule", {"start_ip_address": "40.112.8.12", "end_ip_address": "40.112.8.17"})],
		[testing.terraform("azurerm_redis_firewall_rule", {"start_ip": "1.2.3.4", "end_ip": "1.2.3.8"})],
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
