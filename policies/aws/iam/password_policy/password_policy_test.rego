package policies.aws.iam.password_policy_test

import data.policies.aws.iam.password_policy as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_account_password_policy.this", "message": "aws_iam_account_password_policy.this has minimum_password_length = 8; expected 14 or more", "attribute": ["minimum_password_length"], "fix": [{"op": "add", "path": "/minimum_password_length", "value": 14}]}} with input as testing.review([testing.terraform("aws_iam_account_password_policy", {"minimum_password_length": 8, "password_reuse_prevention": 24})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_account_password_policy", {})],
		[testing.terraform("aws_iam_account_password_policy", {"minimum_password_length": 14, "password_reuse_prevention": 5})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_account_password_policy", {"minimum_password_length": 14, "password_reuse_prevention": 24})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_account_password_policy", {"minimum_password_length": null, "password_reuse_prevention": 24}), [["minimum_password_length"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
