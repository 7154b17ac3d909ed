package policies.aws.security_group.ssh_open_test

import data.policies.aws.security_group.ssh_open as policy
import data.policies.lib.testing

_group(protocol, from, to, ranges) := testing.terraform("aws_security_group", {"ingress": [{
	"protocol": protocol,
	"from_port": from,
	"to_port": to,
	"cidr_blocks": ranges,
}]})

test_deny_port if {
	policy.deny == {{
		"address": "aws_security_group.this",
		"attribute": ["ingress", 0, "cidr_blocks"],
		"message": "aws_security_group.this lets 0.0.0.0/0 reach SSH (port 22); expected a private range",
	}} with input as testing.review([_group("tcp", 22, 22, ["10.0.0.0/8", "0.0.0.0/0"])])
}

test_deny_every_way_to_write_it if {
	block := {"protocol": "6", "from_port": "0", "to_port": "65535", "ipv6_cidr_blocks": ["::/0"]}
	every resource in [
		_group("-1", 0, 0, ["0.0.0.0/0"]),
		_group(-1, null, null, ["0.0.0.0/0"]),
		_group("TCP", 20, 25, ["0.0.0.0/0"]),
		testing.terraform("aws_default_security_group", {"ingress": [{}, block]}),
		testing.terraform("aws_security_group_rule", object.union(block, {"type": "ingress"})),
		testing.terraform("aws_vpc_security_group_ingress_rule", {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1"}),
		testing.terraform(
			"aws_vpc_security_group_ingress_rule",
			{"cidr_ipv6": "::/0", "ip_protocol": "tcp", "from_port": 22, "to_port": 22},
		),
	] {
		count(policy.deny) == 1 with input as testing.review([resource])
	}
}

test_allow_others if {
	every resource in [
		_group("tcp", 22, 22, ["10.0.0.0/8", "203.0.113.7/32"]),
		_group("tcp", 443, 443, ["0.0.0.0/0"]),
		_group("icmp", -1, -1, ["0.0.0.0/0"]),
		_group("tcp", 23, 24, ["0.0.0.0/0"]),
		testing.terraform("aws_security_group", {"egress": [{"protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}]}),
		testing.terraform(
			"aws_security_group_rule",
			{"type": "egress", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]},
		),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_deleted if {
	group := testing.deleted(_group("tcp", 22, 22, ["0.0.0.0/0"]))
	count(policy.deny) == 0 with input as testing.review([group])
}

test_allow_unknown if {
	group := testing.unknown(_group("tcp", null, 22, ["0.0.0.0/0"]), [["ingress", 0, "from_port"]])
	count(policy.deny) == 0 with input as testing.review([group])
	ranges := testing.unknown(_group("tcp", 22, 22, null), [["ingress", 0, "cidr_blocks"]])
	count(policy.deny) == 0 with input as testing.review([ranges])
}

test_halves_of_the_internet if {
	every range, findings in {
		"0.0.0.0/1": 1,
		"128.0.0.0/1": 1,
		"10.0.0.0/7": 1,
		"10.0.0.0/8": 0,
		"203.0.113.0/24": 0,
		"2000::/3": 1,
		"fd00::/8": 0,
	} {
		field := {true: "cidr_ipv6", false: "cidr_ipv4"}[contains(range, ":")]
		rule := testing.terraform("aws_vpc_security_group_ingress_rule", {
			field: range,
			"ip_protocol": "tcp",
			"from_port": 22,
			"to_port": 22,
		})
		count(policy.deny) == findings with input as testing.review([rule])
	}
}
