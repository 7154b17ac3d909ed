package policies.aws.ec2.public_ip_test

import data.policies.aws.ec2.public_ip as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_instance.this", "message": "aws_instance.this asks for a public address; expected associate_public_ip_address = false", "attribute": ["associate_public_ip_address"], "fix": [{"op": "add", "path": "/associate_public_ip_address", "value": false}]}} with input as testing.review([testing.terraform("aws_instance", {"associate_public_ip_address": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_instance", {"associate_public_ip_address": true})],
		[testing.terraform("aws_instance", {"associate_public_ip_address": "true"})],
		[testing.terraform("aws_launch_configuration", {"associate_public_ip_address": true})],
		[testing.terraform("aws_launch_configuration", {"associate_public_ip_address": "true"})],
		[testing.terraform("aws_launch_template", {"network_interfaces": [{"associate_public_ip_address": true}]})],
		[testing.terraform("aws_launch_template", {"network_interfaces": [{"associate_public_ip_address": "true"}]})],
		[testing.terraform("aws_spot_fleet_request", {"launch_specification": [{"associate_public_ip_address": true}]})],
		[testing.terraform("aws_spot_fleet_request", {"launch_specification": [{"associate_public_ip_address": "true"}]})],
		[testing.terraform("aws_spot_instance_request", {"associate_public_ip_address": true})],
		[testing.terraform("aws_spot_instance_request", {"associate_public_ip_address": "true"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_instance", {})],
		[testing.terraform("aws_instance", {"associate_public_ip_address": false})],
		[testing.terraform("aws_instance", {"associate_public_ip_address": "false"})],
		[testing.terraform("aws_launch_configuration", {})],
		[testing.terraform("aws_launch_configuration", {"associate_public_ip_address": false})],
		[testing.terraform("aws_launch_configuration", {"associate_public_ip_address": "false"})],
		[testing.terraform("aws_launch_template", {})],
		[testing.terraform("aws_launch_template", {"network_interfaces": [{"associate_public_ip_address": false}]})],
		[testing.terraform("aws_launch_template", {"network_interfaces": [{"associate_public_ip_address": "false"}]})],
		[testing.terraform("aws_spot_fleet_request", {})],
		[testing.terraform("aws_spot_fleet_request", {"launch_specification": [{"associate_public_ip_address": false}]})],
		[testing.terraform("aws_spot_fleet_request", {"launch_specification": [{"associate_public_ip_address": "false"}]})],
		[testing.terraform("aws_spot_instance_request", {})],
		[testing.terraform("aws_spot_instance_request", {"associate_public_ip_address": false})],
		[testing.terraform("aws_spot_instance_request", {"associate_public_ip_address": "false"})],
		[testing.deleted(testing.terraform("aws_instance", {"associate_public_ip_address": true}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_instance", {"associate_public_ip_address": null}), [["associate_public_ip_address"]])],
		[testing.unknown(testing.terraform("aws_launch_configuration", {"associate_public_ip_address": null}), [["associate_public_ip_address"]])],
		[testing.unknown(testing.terraform("aws_launch_template", {"network_interfaces": [{"associate_public_ip_address": null}]}), [["network_interfaces", 0, "associate_public_ip_address"]])],
		[testing.unknown(testing.terraform("aws_spot_fleet_request", {"launch_specification": [{"associate_public_ip_address": null}]}), [["launch_specification", 0, "associate_public_ip_address"]])],
		[testing.unknown(testing.terraform("aws_spot_instance_request", {"associate_public_ip_address": null}), [["associate_public_ip_address"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
