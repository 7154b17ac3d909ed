package policies.aws.vpc.subnet_public_ip_test

import data.policies.aws.vpc.subnet_public_ip as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_default_subnet.this", "message": "aws_default_subnet.this gives each instance a public address; expected map_public_ip_on_launch = false", "attribute": ["map_public_ip_on_launch"], "fix": [{"op": "add", "path": "/map_public_ip_on_launch", "value": false}]}} with input as testing.review([testing.terraform("aws_default_subnet", {"map_public_ip_on_launch": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_default_subnet", {"map_public_ip_on_launch": true})],
		[testing.terraform("aws_default_subnet", {"map_public_ip_on_launch": "true"})],
		[testing.terraform("aws_default_subnet", {})],
		[testing.terraform("aws_subnet", {"map_public_ip_on_launch": true})],
		[testing.terraform("aws_subnet", {"map_public_ip_on_launch": "true"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_default_subnet", {"map_public_ip_on_launch": false})],
		[testing.terraform("aws_default_subnet", {"map_public_ip_on_launch": "false"})],
		[testing.terraform("aws_subnet", {})],
		[testing.terraform("aws_subnet", {"map_public_ip_on_launch": false})],
		[testing.terraform("aws_subnet", {"map_public_ip_on_launch": "false"})],
		[testing.deleted(testing.terraform("aws_default_subnet", {"map_public_ip_on_launch": true}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_default_subnet", {"map_public_ip_on_launch": null}), [["map_public_ip_on_launch"]])],
		[testing.unknown(testing.terraform("aws_subnet", {"map_public_ip_on_launch": null}), [["map_public_ip_on_launch"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
