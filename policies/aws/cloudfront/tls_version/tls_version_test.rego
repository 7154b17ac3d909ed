package policies.aws.cloudfront.tls_version_test

import data.policies.aws.cloudfront.tls_version as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_cloudfront_distribution.this", "message": "aws_cloudfront_distribution.this accepts TLSv1.1_2016; expected minimum_protocol_version = TLSv1.2_2021", "attribute": ["viewer_certificate"]}} with input as testing.review([testing.terraform("aws_cloudfront_distribution", {"viewer_certificate": [{"minimum_protocol_version": "TLSv1.1_2016"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_cloudfront_distribution", {"viewer_certificate": [{"cloudfront_default_certificate": true, "minimum_protocol_version": "TLSv1.2_2021"}]})],
		[testing.terraform("aws_cloudfront_distribution", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_cloudfront_distribution", {"viewer_certificate": [{"minimum_protocol_version": "TLSv1.2_2019"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_cloudfront_distribution", {"viewer_certificate": [{"minimum_protocol_version": null}]}), [["viewer_certificate", 0, "minimum_protocol_version"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
