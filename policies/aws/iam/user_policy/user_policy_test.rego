package policies.aws.iam.user_policy_test

import data.policies.aws.iam.user_policy as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_user_policy.this", "message": "aws_iam_user_policy.this gives rights to a single user; expected a group or a role"}} with input as testing.review([testing.terraform("aws_iam_user_policy", {"user": "u"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_user_policy_attachment", {})],
		[testing.terraform("aws_iam_policy_attachment", {"users": ["a"]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_policy_attachment", {"roles": ["a"]})],
		[testing.terraform("aws_iam_group_policy_attachment", {})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_policy_attachment", {"users": null}), [["users"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
