package policies.aws.vpc.default_security_group_test

import data.policies.aws.vpc.default_security_group as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_default_security_group.this", "message": "aws_default_security_group.this has ingress rules; expected a default group without rules", "attribute": ["ingress"]}} with input as testing.review([testing.terraform("aws_default_security_group", {"ingress": [{"protocol": "-1", "self": true}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_vpc", {})],
		[testing.terraform("aws_default_security_group", {"egress": [{"protocol": "-1"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_default_security_group", {})],
		[testing.terraform("aws_default_security_group", {"ingress": [], "egress": []})],
		[testing.terraform("aws_vpc", {}), testing.sketched(testing.terraform("aws_default_security_group", {"vpc_id": null}), "/vpc_id", "(known after apply: aws_vpc.this.id)")],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.terraform("aws_vpc", {}), testing.unknown(testing.terraform("aws_default_security_group", {"vpc_id": null}), [["vpc_id"]])],
		[testing.unknown(testing.terraform("aws_default_security_group", {"ingress": null}), [["ingress"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
