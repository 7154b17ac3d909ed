package policies.azure.network.ssh_test

import data.policies.azure.network.ssh as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_network_security_rule.this", "attribute": ["source_address_prefix"], "message": "azurerm_network_security_rule.this lets * reach SSH (22); expected named source addresses"}} with input as testing.review([testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "22", "source_address_prefix": "*"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_network_security_group", {"security_rule": [{"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "22", "source_address_prefix": "Internet"}]})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "*", "destination_port_range": "*", "source_address_prefix": "0.0.0.0/0"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_ranges": ["80", "20-27"], "source_address_prefixes": ["10.0.0.0/8", "::/0"]})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": 22, "source_address_prefix": "any"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Deny", "protocol": "Tcp", "destination_port_range": "22", "source_address_prefix": "*"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Outbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "22", "source_address_prefix": "*"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Udp", "destination_port_range": "22", "source_address_prefix": "*"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Icmp", "destination_port_range": "22", "source_address_prefix": "*"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "443", "source_address_prefix": "*"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "22", "source_address_prefix": "VirtualNetwork"})],
		[testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "22", "source_address_prefix": "10.0.0.0/8"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": "22", "source_address_prefix": null}), [["source_address_prefix"]])],
		[testing.unknown(testing.terraform("azurerm_network_security_rule", {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destination_port_range": null, "source_address_prefix": "*"}), [["destination_port_range"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
