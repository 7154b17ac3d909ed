# METADATA
# title: SSH is open to the internet
# description: |
#   A port 22 that the whole internet reaches is under attack within minutes: guessed passwords, stolen keys, and the
#   next flaw in the server.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     description: Security group rules
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
#     description: Shells without an open port
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Allow only the ranges that need it, or use Session Manager, which needs no open port.
#   resources:
#     - aws_default_security_group
#     - aws_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_ingress_rule
#   topics:
#     - aws-sg-ssh-open
#   frameworks:
#     cis-aws-3.0:
#       - "5.2"
#       - "5.3"
#     nist-800-53:
#       - "AC-17"
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.security_group.ssh_open

import data.policies.lib.finding
import data.policies.lib.network

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in network.world_ingress

	network.lets_through(rule, "tcp", 22)
	message := $"{rule.resource.address} lets {rule.range} reach SSH (port 22); expected a private range"
}
