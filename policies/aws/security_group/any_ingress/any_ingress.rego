# METADATA
# title: Every port is open to the internet
# description: |
#   A rule that lets the whole internet reach every port takes the firewall away: each service that listens, now or
#   later, is exposed.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     description: Security group rules
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Name the ports and the ranges that need them.
#   resources:
#     - aws_default_security_group
#     - aws_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_ingress_rule
#   topics:
#     - aws-sg-any-ingress
#   frameworks:
#     cis-aws-3.0:
#       - "5.2"
#     nist-800-53:
#       - "AC-4"
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.security_group.any_ingress

import data.policies.lib.finding
import data.policies.lib.network

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in network.world_ingress

	network.is_everything(rule)
	message := $"{rule.resource.address} lets {rule.range} reach every port ({rule.protocol}); expected named ports"
}
