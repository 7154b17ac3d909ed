package policies.aws.security_group.unattached_test

import data.policies.aws.security_group.unattached as policy
import data.policies.lib.testing

_group(name) := testing.named("aws_security_group", name, {})

_host(groups) := testing.referring(testing.terraform("aws_lb", {"security_groups": [null]}), groups)

test_deny_whole_finding if {
	policy.deny == {{
		"address": "aws_security_group.b",
		"message": "aws_security_group.b is attached to nothing; expected something that it protects",
	}} with input as testing.review([_group("a"), _group("b"), _host(["aws_security_group.a"])])
}

test_deny_with_rules_alone if {
	every type in ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"] {
		rule := testing.referring(testing.terraform(type, {}), ["aws_security_group.b"])
		resources := [_group("a"), _group("b"), rule, _host(["aws_security_group.a"])]
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[_group("a"), _host(["aws_security_group.a"])],
		[_group("a"), _host(["aws_security_group.a[0]"])],
		[object.union(_group("a"), {"address": "aws_security_group.a[0]"}), _host(["aws_security_group.a"])],
		[_group("a")],
		[testing.deleted(_group("b")), _host([])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

# A module whose content is not here may attach what it is given.
test_allow_unknown if {
	module := testing.terraform("module", {"source": "example/web/aws"})
	given := testing.referring(module, ["aws_security_group.a"])
	count(policy.deny) == 0 with input as testing.configured([_group("a"), _host([])], [given])
	count(policy.deny) == 1 with input as testing.configured([_group("a"), _host([])], [module])
}

test_allow_by_name if {
	group := testing.named("aws_security_group", "a", {"name": "honeypot"})
	by_name := testing.terraform("aws_instance", {"security_groups": ["honeypot"]})
	count(policy.deny) == 0 with input as testing.review([group, by_name])
	other := testing.terraform("aws_instance", {"security_groups": ["other"]})
	count(policy.deny) == 1 with input as testing.review([group, other])
}
