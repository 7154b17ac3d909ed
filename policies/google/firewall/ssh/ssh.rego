# METADATA
# title: SSH is open to the internet
# description: |
#   Scanners find the port within minutes and try passwords and known flaws until one works.
# related_resources:
#   - ref: https://cloud.google.com/firewall/docs/firewalls
#     description: Firewall rules
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Name the ranges that need it in `source_ranges`; with Identity-Aware Proxy that is `35.235.240.0/20` alone.
#   resources:
#     - google_compute_firewall
#     - google_compute_firewall_policy_rule
#     - google_compute_network_firewall_policy_rule
#     - google_compute_organization_security_policy_rule
#     - google_compute_region_network_firewall_policy_rule
#   topics:
#     - gcp-fw-ssh
#   frameworks:
#     cis-gcp-3.0:
#       - "3.6"
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.google.firewall.ssh

import data.policies.lib.finding
import data.policies.lib.google
import data.policies.lib.network

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in google.world_ingress

	network.lets_through(rule, "tcp", 22)
	not google.is_denied(rule, "tcp", 22)
	message := $"{rule.resource.address} lets {rule.range} reach SSH (22); expected named source_ranges"
}
