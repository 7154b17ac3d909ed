# METADATA
# title: RDP is open to the internet
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
#     - gcp-fw-rdp
#   frameworks:
#     cis-gcp-3.0:
#       - "3.7"
#     nist-800-53:
#       - "SC-7"
package policies.google.firewall.rdp

import data.policies.lib.finding
import data.policies.lib.google
import data.policies.lib.network

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in google.world_ingress

	network.lets_through(rule, "tcp", 3389)
	not google.is_denied(rule, "tcp", 3389)
	message := $"{rule.resource.address} lets {rule.range} reach RDP (3389); expected named source_ranges"
}
