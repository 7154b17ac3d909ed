package policies.aws.ebs.encryption_test

import data.policies.aws.ebs.encryption as policy
import data.policies.lib.testing

test_deny_volume if {
	policy.deny == {{
		"address": "aws_ebs_volume.this",
		"attribute": [],
		"message": "aws_ebs_volume.this has an unencrypted disk; expected encrypted = true",
		"fix": [{"op": "add", "path": "/encrypted", "value": true}],
	}} with input as testing.review([testing.terraform("aws_ebs_volume", {"size": 10})])
}

test_deny_disks_of_an_instance if {
	instance := testing.terraform("aws_instance", {
		"root_block_device": [{"encrypted": "false"}],
		"ebs_block_device": [{"encrypted": true}, {"volume_size": 8}],
	})
	found := {entry.attribute | some entry in policy.deny} with input as testing.review([instance])
	found == {["root_block_device", 0], ["ebs_block_device", 1]}
}

test_deny_launch_template if {
	mapping := {"device_name": "/dev/sda1", "ebs": [{"volume_size": 8}]}
	template := testing.terraform("aws_launch_template", {"block_device_mappings": [mapping]})
	found := {entry.attribute | some entry in policy.deny} with input as testing.review([template])
	found == {["block_device_mappings", 0, "ebs", 0]}
}

test_deny_snapshot_explicitly_off if {
	volume := testing.terraform("aws_ebs_volume", {"snapshot_id": "snap-1", "encrypted": false})
	count(policy.deny) == 1 with input as testing.review([volume])
}

test_allow_encrypted if {
	volumes := [testing.terraform("aws_ebs_volume", {"encrypted": value}) | some value in [true, "true"]]
	count(policy.deny) == 0 with input as testing.review(volumes)
}

test_allow_from_snapshot if {
	volume := testing.terraform("aws_ebs_volume", {"snapshot_id": "snap-1"})
	count(policy.deny) == 0 with input as testing.review([volume])
}

test_allow_account_default if {
	setting := testing.terraform("aws_ebs_encryption_by_default", {})
	count(policy.deny) == 0 with input as testing.review([testing.terraform("aws_ebs_volume", {}), setting])
}

test_deny_root_disk_of_the_image if {
	every type in ["aws_instance", "aws_launch_configuration"] {
		policy.deny == {{
			"address": $"{type}.this",
			"message": $"{type}.this says nothing of its root disk; expected root_block_device with encrypted = true",
		}} with input as testing.review([testing.terraform(type, {"ami": "ami-1"})])
	}
}

test_allow_root_disk_elsewhere if {
	every resources in [
		[testing.terraform("aws_instance", {"launch_template": [{"id": "lt-1"}]})],
		[testing.unknown(testing.terraform("aws_instance", {}), [["root_block_device"]])],
		[testing.terraform("aws_instance", {}), testing.terraform("aws_ebs_encryption_by_default", {})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_deleted if {
	volume := testing.deleted(testing.terraform("aws_ebs_volume", {}))
	count(policy.deny) == 0 with input as testing.review([volume])
}

test_allow_unknown if {
	volume := testing.unknown(testing.terraform("aws_ebs_volume", {"encrypted": null}), [["encrypted"]])
	count(policy.deny) == 0 with input as testing.review([volume])
}
