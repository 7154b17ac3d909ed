package policies.aws.s3.block_public_policy_test

import data.policies.aws.s3.block_public_policy as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_s3_bucket_public_access_block.this", "message": "aws_s3_bucket_public_access_block.this leaves block_public_policy off; expected true", "attribute": ["block_public_policy"], "fix": [{"op": "add", "path": "/block_public_policy", "value": true}]}} with input as testing.review([testing.terraform("aws_s3_bucket_public_access_block", {"bucket": "logs", "block_public_policy": false})])
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
		[testing.terraform("aws_s3_bucket_public_access_block", {"bucket": "logs", "block_public_policy": true})],
		[testing.terraform("aws_s3_bucket_public_access_block", {"bucket": "logs", "block_public_policy": "true"})],
		[testing.deleted(testing.terraform("aws_s3_bucket_public_access_block", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_s3_bucket_public_access_block", {"block_public_policy": null}), [["block_public_policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
