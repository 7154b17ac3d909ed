package policies.azure.network.sensitive_ports_test

import data.policies.azure.network.sensitive_ports as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_network_security_rule.this", "attribute": ["source_address_prefix"], "message": "azurerm_network_security_rule.this lets * reach PostgreSQL (5432); expected a private range"}} with input as testing.review([testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "5432", "source_address_prefix": "*"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "*", "source_address_prefix": "Internet"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Udp", "destination_port_range": "53", "source_address_prefix": "*"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Udp", "destination_port_range": "*", "source_address_prefix": "/0"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Udp", "destination_port_range": "*", "source_address_prefix": "<nw>/0"})],
		[testing.terraform("azurerm_network_security_group", {"security_rule": [{"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "1000-2000", "source_address_prefix": "*"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "443", "source_address_prefix": "*"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Udp", "destination_port_range": "443", "source_address_prefix": "*"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "5432", "source_address_prefix": "10.0.0.0/8"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "22", "source_address_prefix": "*"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "5432", "source_address_prefix": null}), [["source_address_prefix"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
