package policies.aws.security_group.rule_description_test

import data.policies.aws.security_group.rule_description as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_security_group.this", "attribute": ["ingress", 0], "message": "aws_security_group.this has an ingress rule without a description; expected one that says what it is for"}} with input as testing.review([testing.terraform("aws_security_group", {"ingress": [{"protocol": "tcp"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_security_group_rule", {"description": ""})],
		[testing.terraform("aws_vpc_security_group_egress_rule", {})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_security_group", {"ingress": [{"description": "b"}]})],
		[testing.terraform("aws_security_group", {})],
		[testing.terraform("aws_vpc_security_group_ingress_rule", {"description": "x"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_security_group_rule", {"description": null}), [["description"]])],
		[testing.unknown(testing.terraform("aws_security_group", {"ingress": null}), [["ingress"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
