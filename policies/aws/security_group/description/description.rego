# METADATA
# title: Security group or rule says not what it is for
# description: |
#   Nobody dares to remove a rule of which nobody knows the reason: it stays when what needed it is gone.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     description: Security group rules
# schemas:
#   - input: schema.review
# custom:
#   severity: info
#   remediation: Add a `description` that names who needs it.
#   resources:
#     - aws_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_egress_rule
#     - aws_vpc_security_group_ingress_rule
#   topics:
#     - aws-sg-description
#   frameworks:
#     nist-800-53:
#       - "CM-6"
#     soc2:
#       - "CC8.1"
package policies.aws.security_group.description

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.at(resource, $"{resource.address} has no description; expected one that says what it is for") if {
	some resource in resources.of_types(_types)

	setting.is_absent(resource, ["description"])
}

deny contains finding.on(resource, ["description"], message) if {
	some resource in resources.of_type("aws_security_group")

	setting.of(resource, ["description"], "") == "Managed by Terraform"
	message := $"{resource.address} has the description that Terraform makes up; expected one that says what it is for"
}

deny contains finding.on(resource, [direction, index], message) if {
	some resource in resources.of_type("aws_security_group")

	some direction in ["egress", "ingress"]
	some index, _ in resource.after[direction]
	setting.is_absent(resource, [direction, index, "description"])
	message := $"{resource.address} has an {direction} rule without a description; expected one that says what it is for"
}

_types := {
	"aws_security_group",
	"aws_security_group_rule",
	"aws_vpc_security_group_egress_rule",
	"aws_vpc_security_group_ingress_rule",
}
