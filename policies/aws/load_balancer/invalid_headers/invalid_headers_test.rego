package policies.aws.load_balancer.invalid_headers_test

import data.policies.aws.load_balancer.invalid_headers as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_alb.this", "message": "aws_alb.this passes invalid headers on; expected drop_invalid_header_fields = true", "attribute": ["drop_invalid_header_fields"], "fix": [{"op": "add", "path": "/drop_invalid_header_fields", "value": true}]}} with input as testing.review([testing.terraform("aws_alb", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_alb", {"drop_invalid_header_fields": false})],
		[testing.terraform("aws_alb", {"drop_invalid_header_fields": "false"})],
		[testing.terraform("aws_alb", {})],
		[testing.terraform("aws_lb", {"drop_invalid_header_fields": false})],
		[testing.terraform("aws_lb", {"drop_invalid_header_fields": "false"})],
		[testing.terraform("aws_lb", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_alb", {"drop_invalid_header_fields": true})],
		[testing.terraform("aws_alb", {"drop_invalid_header_fields": "true"})],
		[testing.terraform("aws_lb", {"drop_invalid_header_fields": true})],
		[testing.terraform("aws_lb", {"drop_invalid_header_fields": "true"})],
		[testing.deleted(testing.terraform("aws_alb", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_alb", {"drop_invalid_header_fields": null}), [["drop_invalid_header_fields"]])],
		[testing.unknown(testing.terraform("aws_lb", {"drop_invalid_header_fields": null}), [["drop_invalid_header_fields"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
