# METADATA
# title: Default security group lets traffic through
# description: |
#   Whatever names no group of its own gets the default one. As long as that lets traffic through, forgetting a
#   group opens a door.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
#     description: Default security groups
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Declare `aws_default_security_group` for the VPC without any `ingress` or `egress` block.
#   resources:
#     - aws_default_security_group
#     - aws_vpc
#   topics:
#     - aws-default-sg-open
#   frameworks:
#     cis-aws-3.0:
#       - "5.4"
#     nist-800-53:
#       - "SC-7"
package policies.aws.vpc.default_security_group

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(group, [direction], message) if {
	some group in resources.of_type("aws_default_security_group")

	some direction in ["egress", "ingress"]
	count(group.after[direction]) > 0
	message := $"{group.address} has {direction} rules; expected a default group without rules"
}

deny contains finding.at(vpc, message) if {
	some vpc in resources.of_type("aws_vpc")

	not resources.is_configured(vpc, "aws_default_security_group")
	message := $"{vpc.address} keeps its open default group; expected an aws_default_security_group without rules"
}
