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

_classic(attributes) := testing.terraform("aws_load_balancer_policy", {"policy_attribute": [{"name": name, "value": value} |
	some name, value in attributes
]})

test_deny_classic if {
	every attributes in [
		{"Protocol-TLSv1": "true"},
		{"Protocol-SSLv3": true, "Protocol-TLSv1.2": "true"},
		{"Reference-Security-Policy": "ELBSecurityPolicy-2016-08"},
	] {
		count(policy.deny) == 1 with input as testing.review([_classic(attributes)])
	}
	older := testing.terraform("aws_lb_ssl_negotiation_policy", {"attribute": [{"name": "Protocol-TLSv1.1", "value": "true"}]})
	policy.deny == {{
		"address": "aws_lb_ssl_negotiation_policy.this",
		"attribute": ["attribute", 0],
		"message": concat(" ", [
			"aws_lb_ssl_negotiation_policy.this has Protocol-TLSv1.1, which accepts TLS below 1.2;",
			"expected Protocol-TLSv1.2 alone",
		]),
	}} with input as testing.review([older])
}

test_allow_classic if {
	every attributes in [
		{},
		{"Protocol-TLSv1": "false", "Protocol-TLSv1.2": "true"},
		{"Reference-Security-Policy": "ELBSecurityPolicy-TLS-1-2-2017-01"},
		{"PublicKey": "abc"},
		{"Protocol-TLSv1": null},
	] {
		count(policy.deny) == 0 with input as testing.review([_classic(attributes)])
	}
}
