package policies.aws.security_group.any_ingress_test

import data.policies.aws.security_group.any_ingress as policy
import data.policies.lib.testing

_group(protocol, from, to, ranges) := testing.terraform("aws_security_group", {"ingress": [{
	"protocol": protocol,
	"from_port": from,
	"to_port": to,
	"cidr_blocks": ranges,
}]})

test_deny_any_protocol if {
	policy.deny == {{
		"address": "aws_security_group.this",
		"attribute": ["ingress", 0, "cidr_blocks"],
		"message": "aws_security_group.this lets 0.0.0.0/0 reach every port (all); expected named ports",
	}} with input as testing.review([_group("-1", 0, 0, ["0.0.0.0/0"])])
}

test_deny_full_range if {
	every range in [[0, 65535], [1, 65535]] {
		count(policy.deny) == 1 with input as testing.review([_group("tcp", range[0], range[1], ["0.0.0.0/0"])])
	}
}

test_deny_separate_rule if {
	rule := {"type": "ingress", "protocol": "all", "ipv6_cidr_blocks": ["::/0"]}
	found := policy.deny with input as testing.review([testing.terraform("aws_security_group_rule", rule)])
	{entry.attribute | some entry in found} == {["ipv6_cidr_blocks"]}
}

test_allow_some_ports_or_ranges if {
	every resource in [
		_group("tcp", 443, 443, ["0.0.0.0/0"]),
		_group("tcp", 1024, 65535, ["0.0.0.0/0"]),
		_group("-1", 0, 0, ["10.0.0.0/8"]),
		_group("icmp", -1, -1, ["0.0.0.0/0"]),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if {
	group := testing.unknown(_group(null, 0, 0, ["0.0.0.0/0"]), [["ingress", 0, "protocol"]])
	count(policy.deny) == 0 with input as testing.review([group])
}
