package policies.aws.security_group.any_egress_test

import data.policies.aws.security_group.any_egress as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_security_group.this", "message": "aws_security_group.this lets everything out to 0.0.0.0/0; expected named ports or ranges", "attribute": ["egress", 0, "cidr_blocks"]}} with input as testing.review([testing.terraform("aws_security_group", {"egress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_security_group", {"egress": [{"protocol": "tcp", "from_port": 0, "to_port": 65535, "cidr_blocks": ["0.0.0.0/0"]}]})],
		[testing.terraform("aws_security_group_rule", {"type": "egress", "protocol": "-1", "from_port": 0, "to_port": 0, "ipv6_cidr_blocks": ["::/0"]})],
		[testing.terraform("aws_vpc_security_group_egress_rule", {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_security_group", {"egress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["10.0.0.0/8"]}]})],
		[testing.terraform("aws_security_group", {"egress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}]})],
		[testing.terraform("aws_security_group_rule", {"type": "ingress", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_security_group", {"egress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": null}]}), [["egress", 0, "cidr_blocks"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
