package policies.aws.load_balancer.http_listener_test

import data.policies.aws.load_balancer.http_listener as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_lb_listener.this", "message": "aws_lb_listener.this serves plain HTTP; expected a redirect to HTTPS", "attribute": ["protocol"]}} with input as testing.review([testing.terraform("aws_lb_listener", {"port": 80, "protocol": "HTTP", "default_action": [{"type": "forward", "target_group_arn": "arn"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_alb_listener", {"port": 80, "protocol": "HTTP", "default_action": [{"type": "forward", "target_group_arn": "arn"}]})],
		[testing.terraform("aws_lb_listener", {"port": 80, "protocol": null, "default_action": [{"type": "forward", "target_group_arn": "arn"}]})],
		[testing.terraform("aws_elb", {"listener": [{"lb_protocol": "http", "lb_port": 80}]})],
		[testing.terraform("aws_lb_listener", {"port": 80, "protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"protocol": "HTTP"}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_lb_listener", {"port": 443, "protocol": "HTTPS", "default_action": [{"type": "forward", "target_group_arn": "arn"}]})],
		[testing.terraform("aws_lb_listener", {"port": 80, "protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"port": "443", "protocol": "HTTPS", "status_code": "HTTP_301"}]}]})],
		[testing.terraform("aws_lb_listener", {"port": 80, "protocol": "TCP", "default_action": [{"type": "forward", "target_group_arn": "arn"}]})],
		[testing.terraform("aws_lb_listener", {"port": 80, "protocol": "HTTP", "default_action": [{"type": "fixed-response"}]})],
		[object.union(testing.named("aws_lb", "web", {"internal": true}), {}), testing.sketched(testing.terraform("aws_lb_listener", {"port": 80, "protocol": "HTTP", "load_balancer_arn": null, "default_action": [{"type": "forward"}]}), "/load_balancer_arn", "(known after apply: aws_lb.web.arn)")],
		[testing.terraform("aws_elb", {"listener": [{"lb_protocol": "https", "lb_port": 443}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_lb_listener", {"port": 80, "protocol": null}), [["protocol"]])],
		[testing.unknown(testing.terraform("aws_lb_listener", {"protocol": "HTTP", "default_action": [{"type": null}]}), [["default_action", 0, "type"]])],
		[testing.unknown(testing.terraform("aws_lb_listener", {"protocol": "HTTP", "default_action": null}), [["default_action"]])],
		[testing.unknown(testing.terraform("aws_lb_listener", {"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"protocol": null}]}]}), [["default_action", 0, "redirect", 0, "protocol"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_warn_inside_of_a_network if {
	balancer := testing.named("aws_lb", "web", {"internal": true})
	plain := testing.terraform("aws_lb_listener", {"protocol": "HTTP", "default_action": [{"type": "forward"}]})
	listener := testing.sketched(plain, "/load_balancer_arn", "(known after apply: aws_lb.web.arn)")
	found := {entry.message | some entry in policy.warn} with input as testing.review([balancer, listener])
	found == {"aws_lb_listener.this serves plain HTTP inside of its network; expected a redirect to HTTPS"}
	classic := testing.terraform("aws_elb", {"internal": true, "listener": [{"lb_protocol": "http", "lb_port": 80}]})
	count(policy.warn) == 1 with input as testing.review([classic])
	count(policy.deny) == 0 with input as testing.review([classic])
	count(policy.warn) == 0 with input as testing.review([testing.terraform("aws_elb", {"listener": []})])
}
