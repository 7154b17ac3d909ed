package policies.aws.cloudtrail.multi_region_test

import data.policies.aws.cloudtrail.multi_region as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_cloudtrail.this", "message": "aws_cloudtrail.this records one region only; expected is_multi_region_trail = true", "attribute": ["is_multi_region_trail"], "fix": [{"op": "add", "path": "/is_multi_region_trail", "value": true}]}} with input as testing.review([testing.terraform("aws_cloudtrail", {"name": "t", "is_multi_region_trail": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_cloudtrail", {"name": "t", "is_multi_region_trail": "false"})],
		[testing.terraform("aws_cloudtrail", {"name": "t"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_cloudtrail", {"name": "t", "is_multi_region_trail": true})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_cloudtrail", {"is_multi_region_trail": null}), [["is_multi_region_trail"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
