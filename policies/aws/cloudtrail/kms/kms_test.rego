package policies.aws.cloudtrail.kms_test

import data.policies.aws.cloudtrail.kms as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_cloudtrail.this", "message": "aws_cloudtrail.this has no key of yours; expected a kms_key_id", "attribute": ["kms_key_id"]}} with input as testing.review([testing.terraform("aws_cloudtrail", {"name": "t", "is_multi_region_trail": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_cloudtrail", {"name": "t", "is_multi_region_trail": true, "kms_key_id": ""})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_cloudtrail", {"name": "t", "is_multi_region_trail": true, "kms_key_id": "arn"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_cloudtrail", {"kms_key_id": null}), [["kms_key_id"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
