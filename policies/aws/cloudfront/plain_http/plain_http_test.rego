package policies.aws.cloudfront.plain_http_test

import data.policies.aws.cloudfront.plain_http as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_cloudfront_distribution.this", "message": "aws_cloudfront_distribution.this answers plain HTTP; expected viewer_protocol_policy = redirect-to-https", "attribute": ["default_cache_behavior", 0, "viewer_protocol_policy"], "fix": [{"op": "add", "path": "/default_cache_behavior/0/viewer_protocol_policy", "value": "redirect-to-https"}]}} with input as testing.review([testing.terraform("aws_cloudfront_distribution", {"default_cache_behavior": [{"viewer_protocol_policy": "allow-all"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_cloudfront_distribution", {"default_cache_behavior": [{"viewer_protocol_policy": "https-only"}], "ordered_cache_behavior": [{"viewer_protocol_policy": "allow-all"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_cloudfront_distribution", {"default_cache_behavior": [{"viewer_protocol_policy": "https-only"}]})],
		[testing.terraform("aws_cloudfront_distribution", {"default_cache_behavior": [{"viewer_protocol_policy": "redirect-to-https"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_cloudfront_distribution", {"default_cache_behavior": [{"viewer_protocol_policy": null}]}), [["default_cache_behavior", 0, "viewer_protocol_policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
