# METADATA
# title: Disk is not encrypted
# description: |
#   Whoever gets hold of a snapshot, a copy or the disk itself can read an unencrypted volume. Encryption cannot be
#   switched on later without making the disk anew.
# related_resources:
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
#     description: EBS encryption
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `encrypted = true` on the volume or block device, or switch on `aws_ebs_encryption_by_default`.
#   resources:
#     - aws_ebs_snapshot_copy
#     - aws_ebs_volume
#     - aws_instance
#     - aws_launch_configuration
#     - aws_launch_template
#   topics:
#     - aws-ebs-encryption
#   frameworks:
#     cis-aws-3.0:
#       - "2.2.1"
#     nist-800-53:
#       - "SC-28"
#     soc2:
#       - "CC6.1"
package policies.aws.ebs.encryption

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown
import data.policies.lib.values

deny contains fix.set(found, array.concat(path, ["encrypted"]), true) if {
	some resource in input.resources

	not _is_default
	some [path, disk] in _disks(resource)
	not values.is_on(disk, "encrypted")
	not _inherits(disk)
	not unknown.at(resource, array.concat(path, ["encrypted"]))
	message := $"{resource.address} has an unencrypted disk; expected encrypted = true"
	found := finding.on(resource, path, message)
}

# What the image has is not encrypted, unless the account's default says so.
deny contains finding.at(resource, message) if {
	some resource in resources.of_types({"aws_instance", "aws_launch_configuration"})

	not _is_default
	setting.is_absent(resource, ["root_block_device"])
	setting.is_absent(resource, ["launch_template"])
	message := $"{resource.address} says nothing of its root disk; expected root_block_device with encrypted = true"
}

# A disk made from a snapshot is encrypted when the snapshot is.
_inherits(disk) if {
	is_string(disk.snapshot_id)
	not values.is_off(disk, "encrypted")
}

_is_default if {
	some setting in resources.of_type("aws_ebs_encryption_by_default")
	not values.is_off(setting.after, "enabled")
}

_disks(resource) := [[[], resource.after]] if {
	resource.type in {"aws_ebs_volume", "aws_ebs_snapshot_copy"}
	resource.after != null
}

_disks(resource) := [[[field, index], disk] |
	some field in ["root_block_device", "ebs_block_device"]
	some index, disk in resource.after[field]
] if {
	resource.type in {"aws_instance", "aws_launch_configuration"}
}

_disks(resource) := [[["block_device_mappings", at, "ebs", index], disk] |
	some at, mapping in resource.after.block_device_mappings
	some index, disk in mapping.ebs
] if {
	resource.type == "aws_launch_template"
}
