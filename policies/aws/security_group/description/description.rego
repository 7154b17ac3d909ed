# METADATA
# title: Security group says not what it is for
# description: |
#   Nobody dares to attach it, or to remove it, when nobody knows the reason: it stays when what needed it is gone.
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

deny contains finding.at(group, $"{group.address} has no description; expected one that says what it is for") if {
	some group in resources.of_type("aws_security_group")

	setting.is_absent(group, ["description"])
}

deny contains finding.on(group, ["description"], message) if {
	some group in resources.of_type("aws_security_group")

	setting.of(group, ["description"], "") == "Managed by Terraform"
	message := $"{group.address} has the description that Terraform makes up; expected one that says what it is for"
}
