# METADATA
# title: Remote desktop is open to the internet
# description: |
#   A port 3389 that the whole internet reaches is under attack within minutes, and is a common way in for ransomware.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     description: Security group rules
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Allow only the ranges that need it, or use a session broker that needs no open port.
#   resources:
#     - aws_default_security_group
#     - aws_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_ingress_rule
#   topics:
#     - aws-sg-rdp-open
#   frameworks:
#     cis-aws-3.0:
#       - "5.2"
#       - "5.3"
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.security_group.rdp_open

import data.policies.lib.finding
import data.policies.lib.network

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in network.world_ingress

	_reaches_desktop(rule)
	message := $"{rule.resource.address} lets {rule.range} reach remote desktop (port 3389); expected a private range"
}

_reaches_desktop(rule) if network.lets_through(rule, "tcp", 3389)

_reaches_desktop(rule) if network.lets_through(rule, "udp", 3389)
