package policies.aws.vpc.network_acl_admin_test

import data.policies.aws.vpc.network_acl_admin as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_network_acl_rule.this", "message": "aws_network_acl_rule.this lets 0.0.0.0/0 reach 22; expected a private range", "attribute": ["cidr_block"]}} with input as testing.review([testing.terraform("aws_network_acl_rule", {"rule_action": "allow", "egress": false, "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_block": "0.0.0.0/0"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_network_acl_rule", {"rule_action": "allow", "egress": false, "protocol": "tcp", "from_port": 0, "to_port": 65535, "cidr_block": "0.0.0.0/0"})],
		[testing.terraform("aws_network_acl_rule", {"rule_action": "allow", "egress": false, "protocol": "-1", "from_port": 22, "to_port": 22, "cidr_block": "0.0.0.0/0"})],
		[testing.terraform("aws_network_acl_rule", {"rule_action": "allow", "egress": false, "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_block": null, "ipv6_cidr_block": "::/0"})],
		[testing.terraform("aws_network_acl", {"ingress": [{"action": "allow", "protocol": "6", "from_port": 3389, "to_port": 3389, "cidr_block": "0.0.0.0/0"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_network_acl_rule", {"rule_action": "deny", "egress": false, "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_block": "0.0.0.0/0"})],
		[testing.terraform("aws_network_acl_rule", {"rule_action": "allow", "egress": true, "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_block": "0.0.0.0/0"})],
		[testing.terraform("aws_network_acl_rule", {"rule_action": "allow", "egress": false, "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_block": "10.0.0.0/8"})],
		[testing.terraform("aws_network_acl_rule", {"rule_action": "allow", "egress": false, "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "0.0.0.0/0"})],
		[testing.terraform("aws_network_acl_rule", {"rule_action": "allow", "egress": false, "protocol": "udp", "from_port": 22, "to_port": 22, "cidr_block": "0.0.0.0/0"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_network_acl_rule", {"rule_action": "allow", "protocol": "tcp", "from_port": null, "to_port": 22, "cidr_block": "0.0.0.0/0"}), [["from_port"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
