# METADATA
# title: Instance asks for a public address
# description: |
#   A public address puts the instance on the internet; only its security groups then stand between it and
#   everybody.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
#     description: Addresses of instances
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `associate_public_ip_address = false` and put a load balancer or a NAT gateway in front.
#   resources:
#     - aws_instance
#     - aws_launch_configuration
#     - aws_launch_template
#     - aws_spot_fleet_request
#     - aws_spot_instance_request
#   topics:
#     - aws-ec2-public-ip
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.ec2.public_ip

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_paths := {
	"aws_instance": ["associate_public_ip_address"],
	"aws_launch_configuration": ["associate_public_ip_address"],
	"aws_launch_template": ["network_interfaces", 0, "associate_public_ip_address"],
	"aws_spot_fleet_request": ["launch_specification", 0, "associate_public_ip_address"],
	"aws_spot_instance_request": ["associate_public_ip_address"],
}

deny contains fix.set(finding.on(resource, path, message), path, false) if {
	some type, path in _paths
	some resource in resources.of_type(type)

	setting.is_stated_on(resource, path)
	message := $"{resource.address} asks for a public address; expected associate_public_ip_address = false"
}
