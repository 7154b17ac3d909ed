package policies.aws.load_balancer.deletion_protection_test

import data.policies.aws.load_balancer.deletion_protection as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_alb.this", "message": "aws_alb.this can be deleted by one call; expected enable_deletion_protection = true", "attribute": ["enable_deletion_protection"], "fix": [{"op": "add", "path": "/enable_deletion_protection", "value": true}]}} with input as testing.review([testing.terraform("aws_alb", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_alb", {"enable_deletion_protection": false})],
		[testing.terraform("aws_alb", {"enable_deletion_protection": "false"})],
		[testing.terraform("aws_alb", {})],
		[testing.terraform("aws_lb", {"enable_deletion_protection": false})],
		[testing.terraform("aws_lb", {"enable_deletion_protection": "false"})],
		[testing.terraform("aws_lb", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_alb", {"enable_deletion_protection": true})],
		[testing.terraform("aws_alb", {"enable_deletion_protection": "true"})],
		[testing.terraform("aws_lb", {"enable_deletion_protection": true})],
		[testing.terraform("aws_lb", {"enable_deletion_protection": "true"})],
		[testing.deleted(testing.terraform("aws_alb", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_alb", {"enable_deletion_protection": null}), [["enable_deletion_protection"]])],
		[testing.unknown(testing.terraform("aws_lb", {"enable_deletion_protection": null}), [["enable_deletion_protection"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
