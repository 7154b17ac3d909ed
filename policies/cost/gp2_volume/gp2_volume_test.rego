package policies.cost.gp2_volume_test

import data.policies.cost.gp2_volume as policy
import data.policies.lib.testing

test_deny_volume if {
	policy.deny == {{
		"address": "aws_ebs_volume.this",
		"attribute": ["type"],
		"message": "aws_ebs_volume.this has a gp2 disk; gp3 costs less and is not slower",
		"fix": [{"op": "add", "path": "/type", "value": "gp3"}],
	}} with input as testing.review([testing.terraform("aws_ebs_volume", {"type": "gp2"})])
}

test_deny_nothing_said if {
	count(policy.deny) == 1 with input as testing.review([testing.terraform("aws_ebs_volume", {"size": 10})])
}

test_deny_disks_of_instance_and_template if {
	instance := testing.terraform("aws_instance", {"root_block_device": [{"volume_type": "gp2"}]})
	mapping := {"ebs": [{"volume_type": "gp2"}]}
	template := testing.terraform("aws_launch_template", {"block_device_mappings": [mapping]})
	count(policy.deny) == 2 with input as testing.review([instance, template])
}

test_allow_others if {
	volume := testing.terraform("aws_ebs_volume", {"type": "gp3"})
	instance := testing.terraform("aws_instance", {"root_block_device": [{"volume_size": 8}]})
	count(policy.deny) == 0 with input as testing.review([volume, instance, testing.deleted(volume)])
}

test_allow_unknown if {
	volume := testing.unknown(testing.terraform("aws_ebs_volume", {"type": null}), [["type"]])
	count(policy.deny) == 0 with input as testing.review([volume])
}
