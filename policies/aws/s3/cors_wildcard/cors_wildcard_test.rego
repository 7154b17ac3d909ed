package policies.aws.s3.cors_wildcard_test

import data.policies.aws.s3.cors_wildcard as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_s3_bucket_cors_configuration.this", "message": "aws_s3_bucket_cors_configuration.this allows PUT from any origin (*); expected named origins", "attribute": ["cors_rule", 0, "allowed_origins"]}} with input as testing.review([testing.terraform("aws_s3_bucket_cors_configuration", {"cors_rule": [{"allowed_methods": ["GET", "PUT"], "allowed_origins": ["*"]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_s3_bucket", {"cors_rule": [{"allowed_methods": ["POST"], "allowed_origins": ["https://a.example", "*"]}]})],
		[testing.terraform("aws_s3_bucket_cors_configuration", {"cors_rule": [{"allowed_methods": ["GET"], "allowed_origins": ["*"], "allowed_headers": ["*"]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_s3_bucket_cors_configuration", {"cors_rule": [{"allowed_methods": ["GET"], "allowed_origins": ["*"]}]})],
		[testing.terraform("aws_s3_bucket_cors_configuration", {"cors_rule": [{"allowed_methods": ["PUT"], "allowed_origins": ["https://a.example"], "allowed_headers": ["*"]}]})],
		[testing.terraform("aws_s3_bucket", {})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_s3_bucket_cors_configuration", {"cors_rule": [{"allowed_methods": ["PUT"], "allowed_origins": null}]}), [["cors_rule", 0, "allowed_origins"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
