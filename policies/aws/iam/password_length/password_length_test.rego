package policies.aws.iam.password_length_test

import data.policies.aws.iam.password_length as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_account_password_policy.this", "message": "aws_iam_account_password_policy.this has minimum_password_length = 5; expected 14 or more", "attribute": ["minimum_password_length"], "fix": [{"op": "add", "path": "/minimum_password_length", "value": 14}]}} with input as testing.review([testing.terraform("aws_iam_account_password_policy", {"minimum_password_length": 5})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_account_password_policy", {})],
		[testing.terraform("aws_iam_account_password_policy", {"minimum_password_length": "13"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_account_password_policy", {"minimum_password_length": 14})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_account_password_policy", {"minimum_password_length": null}), [["minimum_password_length"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
