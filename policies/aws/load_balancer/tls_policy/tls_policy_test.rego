package policies.aws.load_balancer.tls_policy_test

import data.policies.aws.load_balancer.tls_policy as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_lb_listener.this", "message": "aws_lb_listener.this has the policy ELBSecurityPolicy-2016-08, which accepts TLS below 1.2; expected ELBSecurityPolicy-TLS13-1-2-2021-06", "attribute": ["ssl_policy"], "fix": [{"op": "add", "path": "/ssl_policy", "value": "ELBSecurityPolicy-TLS13-1-2-2021-06"}]}} with input as testing.review([testing.terraform("aws_lb_listener", {"protocol": "HTTPS", "port": 443, "ssl_policy": "ELBSecurityPolicy-2016-08"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_lb_listener", {"protocol": "HTTPS", "port": 443})],
		[testing.terraform("aws_lb_listener", {"protocol": "TLS", "port": 443, "ssl_policy": "ELBSecurityPolicy-TLS-1-1-2017-01"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_lb_listener", {"protocol": "HTTPS", "port": 443, "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"})],
		[testing.terraform("aws_lb_listener", {"protocol": "HTTPS", "port": 443, "ssl_policy": "ELBSecurityPolicy-TLS-1-2-Ext-2018-06"})],
		[testing.terraform("aws_lb_listener", {"protocol": "HTTPS", "port": 443, "ssl_policy": "ELBSecurityPolicy-FS-1-2-Res-2020-10"})],
		[testing.terraform("aws_lb_listener", {"protocol": "HTTP"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_lb_listener", {"protocol": "HTTPS", "ssl_policy": null}), [["ssl_policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
