# METADATA
# title: Security group lets everything out
# description: |
#   Whatever gets in may call home, fetch more and send data to anywhere. Naming what may go out makes that loud.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     description: Security group rules
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Name the ports and the ranges, prefix lists or groups that are needed.
#   resources:
#     - aws_default_security_group
#     - aws_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_egress_rule
#   topics:
#     - aws-sg-egress-any
#   frameworks:
#     nist-800-53:
#       - "AC-4"
#       - "SC-7(5)"
#     soc2:
#       - "CC6.6"
package policies.aws.security_group.any_egress

import data.policies.lib.finding
import data.policies.lib.network

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in network.world_egress

	network.is_everything(rule)
	message := $"{rule.resource.address} lets everything out to {rule.range}; expected named ports or ranges"
}
