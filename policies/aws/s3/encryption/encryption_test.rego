package policies.aws.s3.encryption_test

import data.policies.aws.s3.encryption as policy
import data.policies.lib.testing

_bucket := testing.terraform("aws_s3_bucket", {"bucket": "logs"})

_type := "aws_s3_bucket_server_side_encryption_configuration"

test_deny_none if {
	policy.deny == {{
		"address": "aws_s3_bucket.this",
		"message": "aws_s3_bucket.this states no encryption; S3 uses its own key (SSE-S3)",
	}} with input as testing.review([_bucket])
}

test_deny_configuration_of_another_bucket if {
	count(policy.deny) == 1 with input as testing.review([_bucket, testing.terraform(_type, {"bucket": "other"})])
}

test_allow_block if {
	bucket := testing.terraform("aws_s3_bucket", {"server_side_encryption_configuration": [{"rule": []}]})
	count(policy.deny) == 0 with input as testing.review([bucket])
}

test_allow_configuration if {
	count(policy.deny) == 0 with input as testing.review([_bucket, testing.terraform(_type, {"bucket": "logs"})])
}

test_allow_unknown if {
	bucket := testing.unknown(_bucket, [["server_side_encryption_configuration"]])
	count(policy.deny) == 0 with input as testing.review([bucket])
	configuration := testing.unknown(testing.terraform(_type, {"bucket": null}), [["bucket"]])
	count(policy.deny) == 0 with input as testing.review([_bucket, configuration])
}
