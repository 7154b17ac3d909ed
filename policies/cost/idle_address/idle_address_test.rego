package policies.cost.idle_address_test

import data.policies.cost.idle_address as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_eip.this", "message": "aws_eip.this is attached to nothing; an idle address costs by the hour"}} with input as testing.review([testing.terraform("aws_eip", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_ebs_volume", {})],
		[testing.terraform("aws_lb", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_eip", {}), testing.referring(testing.terraform("aws_nat_gateway", {}), ["aws_eip.this"])],
		[testing.terraform("aws_eip", {"instance": "i-1"})],
		[testing.terraform("aws_ebs_volume", {}), testing.referring(testing.terraform("aws_volume_attachment", {}), ["aws_ebs_volume.this"])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_eip", {"instance": null}), [["instance"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

_call(references) := testing.referring(testing.terraform("module", {"source": "example/nat/aws"}), references)

test_allow_what_a_module_takes_that_is_not_here if {
	every type in ["aws_ebs_volume", "aws_eip", "aws_lb"] {
		resources := [testing.terraform(type, {})]
		count(policy.deny) == 0 with input as testing.configured(resources, [_call([$"{type}.this"])])
		count(policy.deny) == 1 with input as testing.configured(resources, [_call([])])
	}
}
