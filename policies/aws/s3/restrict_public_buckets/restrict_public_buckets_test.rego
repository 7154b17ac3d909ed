package policies.aws.s3.restrict_public_buckets_test

import data.policies.aws.s3.restrict_public_buckets as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_s3_bucket_public_access_block.this", "message": "aws_s3_bucket_public_access_block.this leaves restrict_public_buckets off; expected true", "attribute": ["restrict_public_buckets"], "fix": [{"op": "add", "path": "/restrict_public_buckets", "value": true}]}} with input as testing.review([testing.terraform("aws_s3_bucket_public_access_block", {"bucket": "logs", "restrict_public_buckets": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_s3_bucket_public_access_block", {"bucket": "logs"})],
		[testing.terraform("aws_s3_account_public_access_block", {})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_s3_bucket_public_access_block", {"bucket": "logs", "restrict_public_buckets": true})],
		[testing.terraform("aws_s3_bucket_public_access_block", {"bucket": "logs", "restrict_public_buckets": "true"})],
		[testing.deleted(testing.terraform("aws_s3_bucket_public_access_block", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_s3_bucket_public_access_block", {"restrict_public_buckets": null}), [["restrict_public_buckets"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
