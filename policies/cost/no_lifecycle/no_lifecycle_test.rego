package policies.cost.no_lifecycle_test

import data.policies.cost.no_lifecycle as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_s3_bucket.this", "message": "aws_s3_bucket.this keeps everything for ever; expected a lifecycle configuration"}} with input as testing.review([testing.terraform("aws_s3_bucket", {"bucket": "b"})])
}

test_allow if {
	every resources in [
		[testing.terraform("aws_s3_bucket", {"bucket": "b"}), testing.terraform("aws_s3_bucket_lifecycle_configuration", {"bucket": "b"})],
		[testing.terraform("aws_s3_bucket", {"lifecycle_rule": [{"enabled": true}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_s3_bucket", {"lifecycle_rule": null}), [["lifecycle_rule"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
