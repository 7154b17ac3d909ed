package policies.aws.cloudwatch.log_retention_test

import data.policies.aws.cloudwatch.log_retention as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_cloudwatch_log_group.this", "message": "aws_cloudwatch_log_group.this keeps its events for ever; expected retention_in_days", "attribute": ["retention_in_days"]}} with input as testing.review([testing.terraform("aws_cloudwatch_log_group", {"name": "a"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_cloudwatch_log_group", {"retention_in_days": 0})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_cloudwatch_log_group", {"retention_in_days": 30})],
		[testing.terraform("aws_cloudwatch_log_group", {"retention_in_days": "90"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_cloudwatch_log_group", {"retention_in_days": null}), [["retention_in_days"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
