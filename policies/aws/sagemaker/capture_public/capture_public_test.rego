package policies.aws.sagemaker.capture_public_test

import data.policies.aws.sagemaker.capture_public as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_sagemaker_endpoint_configuration.this", "message": "aws_sagemaker_endpoint_configuration.this captures requests to aws_s3_bucket.this, which is public; expected a private bucket", "attribute": ["data_capture_config", 0, "destination_s3_uri"]}} with input as testing.review([testing.terraform("aws_sagemaker_endpoint_configuration", {"data_capture_config": [{"enable_capture": true, "destination_s3_uri": "s3://b/x"}]}), testing.terraform("aws_s3_bucket", {"bucket": "b", "acl": "public-read"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_sagemaker_endpoint_configuration", {"data_capture_config": [{"enable_capture": true, "destination_s3_uri": "s3://b"}]}), testing.terraform("aws_s3_bucket", {"bucket": "b"}), testing.terraform("aws_s3_bucket_policy", {"bucket": "b", "policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\"}]}"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_sagemaker_endpoint_configuration", {"data_capture_config": [{"enable_capture": true, "destination_s3_uri": "s3://b/x"}]}), testing.terraform("aws_s3_bucket", {"bucket": "b"})],
		[testing.terraform("aws_sagemaker_endpoint_configuration", {"data_capture_config": [{"enable_capture": true, "destination_s3_uri": "s3://c/x"}]}), testing.terraform("aws_s3_bucket", {"bucket": "b", "acl": "public-read"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_sagemaker_endpoint_configuration", {"data_capture_config": [{"destination_s3_uri": null}]}), [["data_capture_config", 0, "destination_s3_uri"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
