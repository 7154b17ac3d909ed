package policies.aws.cloudtrail.validation_test

import data.policies.aws.cloudtrail.validation as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_cloudtrail.this", "message": "aws_cloudtrail.this does not sign its log files; expected enable_log_file_validation = true", "attribute": ["enable_log_file_validation"], "fix": [{"op": "add", "path": "/enable_log_file_validation", "value": true}]}} with input as testing.review([testing.terraform("aws_cloudtrail", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_cloudtrail", {"enable_log_file_validation": false})],
		[testing.terraform("aws_cloudtrail", {"enable_log_file_validation": "false"})],
		[testing.terraform("aws_cloudtrail", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_cloudtrail", {"enable_log_file_validation": true})],
		[testing.terraform("aws_cloudtrail", {"enable_log_file_validation": "true"})],
		[testing.deleted(testing.terraform("aws_cloudtrail", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_cloudtrail", {"enable_log_file_validation": null}), [["enable_log_file_validation"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
