# METADATA
# title: Subnet gives every instance a public address
# description: |
#   Whatever is started in the subnet is reachable from the internet unless somebody remembers to ask for less.
#   Public addresses also cost money by the hour.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
#     description: Public addresses of subnets
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Remove `map_public_ip_on_launch`, or set it to false, and ask for a public address where one is needed.
#   resources:
#     - aws_default_subnet
#     - aws_subnet
#   topics:
#     - aws-subnet-auto-public-ip
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.vpc.subnet_public_ip

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["map_public_ip_on_launch"]

_types := {"aws_default_subnet", "aws_subnet"}

deny contains fix.set(finding.on(resource, _path, message), _path, false) if {
	some resource in resources.of_types(_types)

	setting.is_stated_on(resource, _path)
	message := $"{resource.address} gives each instance a public address; expected map_public_ip_on_launch = false"
}

# What AWS makes with an account hands addresses out unless it is told not to.
deny contains fix.set(finding.on(resource, _path, message), _path, false) if {
	some resource in resources.of_type("aws_default_subnet")

	setting.is_absent(resource, _path)
	message := $"{resource.address} gives each instance a public address; expected map_public_ip_on_launch = false"
}
