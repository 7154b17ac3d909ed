# METADATA
# title: Security group rule says not what it is for
# description: |
#   Nobody dares to remove a rule of which nobody knows the reason: it stays when what needed it is gone.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     description: Security group rules
# schemas:
#   - input: schema.review
# custom:
#   severity: info
#   remediation: Add a `description` that names who needs the rule.
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
package policies.aws.security_group.rule_description

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.at(rule, $"{rule.address} has no description; expected one that says what it is for") if {
	some rule in resources.of_types(_types)

	setting.is_absent(rule, ["description"])
}

deny contains finding.on(group, [direction, index], message) if {
	some group in resources.of_type("aws_security_group")

	some direction in ["egress", "ingress"]
	some index, _ in group.after[direction]
	setting.is_absent(group, [direction, index, "description"])
	message := $"{group.address} has an {direction} rule without a description; expected one that says what it is for"
}

_types := {"aws_security_group_rule", "aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"}
