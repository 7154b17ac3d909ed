package policies.aws.load_balancer.access_logs_test

import data.policies.aws.load_balancer.access_logs as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_lb.this", "message": "aws_lb.this does not log requests; expected access_logs with enabled = true", "attribute": ["access_logs"]}} with input as testing.review([testing.terraform("aws_lb", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_elb", {})],
		[testing.terraform("aws_lb", {"access_logs": [{"bucket": "b"}]})],
		[testing.terraform("aws_elb", {"access_logs": [{"bucket": "b", "enabled": false}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_lb", {"access_logs": [{"bucket": "b", "enabled": true}]})],
		[testing.terraform("aws_elb", {"access_logs": [{"bucket": "b"}]})],
		[testing.terraform("aws_lb", {"load_balancer_type": "gateway"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_lb", {"access_logs": null}), [["access_logs"]])],
		[testing.unknown(testing.terraform("aws_lb", {"access_logs": [{"enabled": null}]}), [["access_logs", 0, "enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
