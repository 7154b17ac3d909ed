package policies.aws.security_group.description_test

import data.policies.aws.security_group.description as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_security_group.this", "message": "aws_security_group.this has no description; expected one that says what it is for"}} with input as testing.review([testing.terraform("aws_security_group", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_security_group", {"description": ""})],
		[testing.terraform("aws_security_group", {"description": "Managed by Terraform"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_security_group", {"description": "a", "ingress": [{"description": ""}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_security_group", {"description": null}), [["description"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
