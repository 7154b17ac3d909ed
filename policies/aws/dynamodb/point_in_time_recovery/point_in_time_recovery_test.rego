package policies.aws.dynamodb.point_in_time_recovery_test

import data.policies.aws.dynamodb.point_in_time_recovery as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_dynamodb_table.this", "message": "aws_dynamodb_table.this has no point-in-time recovery; expected a block point_in_time_recovery with enabled = true", "attribute": ["point_in_time_recovery", 0, "enabled"], "fix": [{"op": "add", "path": "/point_in_time_recovery/0/enabled", "value": true}]}} with input as testing.review([testing.terraform("aws_dynamodb_table", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": false}]})],
		[testing.terraform("aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": "false"}]})],
		[testing.terraform("aws_dynamodb_table", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": true}]})],
		[testing.terraform("aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": "true"}]})],
		[testing.deleted(testing.terraform("aws_dynamodb_table", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_dynamodb_table", {"point_in_time_recovery": [{"enabled": null}]}), [["point_in_time_recovery", 0, "enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
