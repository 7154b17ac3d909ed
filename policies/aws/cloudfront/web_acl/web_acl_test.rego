package policies.aws.cloudfront.web_acl_test

import data.policies.aws.cloudfront.web_acl as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_cloudfront_distribution.this", "message": "aws_cloudfront_distribution.this has no web ACL; expected a web_acl_id", "attribute": ["web_acl_id"]}} with input as testing.review([testing.terraform("aws_cloudfront_distribution", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_lb", {})],
		[testing.terraform("aws_alb", {"internal": false})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_cloudfront_distribution", {"web_acl_id": "x"})],
		[testing.terraform("aws_lb", {"internal": true})],
		[testing.terraform("aws_lb", {"load_balancer_type": "network"})],
		[testing.terraform("aws_lb", {}), testing.sketched(testing.terraform("aws_wafv2_web_acl_association", {"resource_arn": null}), "/resource_arn", "(known after apply: aws_lb.this.arn)")],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_cloudfront_distribution", {"web_acl_id": null}), [["web_acl_id"]])],
		[testing.unknown(testing.terraform("aws_lb", {"internal": null}), [["internal"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
