# METADATA
# title: Disk is of the older and dearer type gp2
# description: |
#   A gp3 volume costs a fifth less than a gp2 volume of the same size, and has 3,000 operations a second whatever its
#   size. The change needs no downtime.
# related_resources:
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
#     description: General Purpose SSD volumes
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set the type to "gp3".
#   resources:
#     - aws_ebs_volume
#     - aws_instance
#     - aws_launch_configuration
#     - aws_launch_template
#   topics:
#     - cost-gp2
package policies.cost.gp2_volume

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.unknown

deny contains fix.set(found, path, "gp3") if {
	some resource in input.resources

	some [path, type] in _disks(resource)
	type == "gp2"
	found := finding.on(resource, path, $"{resource.address} has a gp2 disk; gp3 costs less and is not slower")
}

deny contains fix.set(found, ["type"], "gp3") if {
	some resource in input.resources

	resource.type == "aws_ebs_volume"
	resource.after != null
	object.get(resource.after, "type", null) == null
	not unknown.at(resource, ["type"])
	found := finding.at(resource, $"{resource.address} states no type, which means gp2; gp3 costs less")
}

_disks(resource) := [[["type"], resource.after.type]] if resource.type == "aws_ebs_volume"

_disks(resource) := [[[field, index, "volume_type"], disk.volume_type] |
	some field in ["root_block_device", "ebs_block_device"]
	some index, disk in resource.after[field]
] if {
	resource.type in {"aws_instance", "aws_launch_configuration"}
}

_disks(resource) := [[["block_device_mappings", at, "ebs", index, "volume_type"], disk.volume_type] |
	some at, mapping in resource.after.block_device_mappings
	some index, disk in mapping.ebs
] if {
	resource.type == "aws_launch_template"
}
