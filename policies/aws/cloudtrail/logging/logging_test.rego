package policies.aws.cloudtrail.logging_test

import data.policies.aws.cloudtrail.logging as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_cloudtrail.this", "message": "aws_cloudtrail.this is switched off; expected enable_logging = true", "attribute": ["enable_logging"], "fix": [{"op": "add", "path": "/enable_logging", "value": true}]}} with input as testing.review([testing.terraform("aws_cloudtrail", {"name": "t", "enable_logging": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_cloudtrail", {"name": "t", "enable_logging": "false"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_cloudtrail", {"name": "t", "enable_logging": true})],
		[testing.terraform("aws_cloudtrail", {"name": "t"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_cloudtrail", {"enable_logging": null}), [["enable_logging"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
