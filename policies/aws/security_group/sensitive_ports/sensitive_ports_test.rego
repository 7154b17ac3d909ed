package policies.aws.security_group.sensitive_ports_test

import data.policies.aws.security_group.sensitive_ports as policy
import data.policies.lib.testing

_group(protocol, from, to, ranges) := testing.terraform("aws_security_group", {"ingress": [{
	"protocol": protocol,
	"from_port": from,
	"to_port": to,
	"cidr_blocks": ranges,
}]})

test_deny_database if {
	policy.deny == {{
		"address": "aws_security_group.this",
		"attribute": ["ingress", 0, "cidr_blocks"],
		"message": "aws_security_group.this lets 0.0.0.0/0 reach PostgreSQL (5432); expected a private range",
	}} with input as testing.review([_group("tcp", 5432, 5432, ["0.0.0.0/0"])])
}

test_deny_wide_range if {
	found := policy.deny with input as testing.review([_group("tcp", 1024, 65535, ["0.0.0.0/0"])])
	some entry in found
	contains(entry.message, "SQL Server (1433), Oracle (1521), NFS (2049), Docker (2375), Docker (2376) and 16 more")
}

test_deny_udp if count(policy.deny) == 1 with input as testing.review([_group("17", 11211, 11211, ["0.0.0.0/0"])])

test_allow_others if {
	every resource in [
		_group("tcp", 443, 443, ["0.0.0.0/0"]),
		_group("tcp", 8080, 8080, ["0.0.0.0/0"]),
		_group("tcp", 5432, 5432, ["10.0.0.0/8"]),
		_group("-1", 0, 0, ["0.0.0.0/0"]),
		_group("tcp", 22, 22, ["0.0.0.0/0"]),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if {
	group := testing.unknown(_group("tcp", null, null, ["0.0.0.0/0"]), [["ingress", 0, "from_port"]])
	count(policy.deny) == 0 with input as testing.review([group])
}
