package policies.aws.iam.root_keys_test

import data.policies.aws.iam.root_keys as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_access_key.this", "message": "aws_iam_access_key.this is a key of the root user; expected a role", "attribute": ["user"]}} with input as testing.review([testing.terraform("aws_iam_access_key", {"user": "root"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_access_key", {"user": "Root"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_access_key", {"user": "ci"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_access_key", {"user": null}), [["user"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
