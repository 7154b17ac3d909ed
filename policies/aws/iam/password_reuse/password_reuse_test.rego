package policies.aws.iam.password_reuse_test

import data.policies.aws.iam.password_reuse as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_account_password_policy.this", "message": "aws_iam_account_password_policy.this has password_reuse_prevention = 5; expected 24 or more", "attribute": ["password_reuse_prevention"], "fix": [{"op": "add", "path": "/password_reuse_prevention", "value": 24}]}} with input as testing.review([testing.terraform("aws_iam_account_password_policy", {"password_reuse_prevention": 5})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_account_password_policy", {})],
		[testing.terraform("aws_iam_account_password_policy", {"password_reuse_prevention": "23"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_account_password_policy", {"password_reuse_prevention": 24})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_account_password_policy", {"password_reuse_prevention": null}), [["password_reuse_prevention"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
