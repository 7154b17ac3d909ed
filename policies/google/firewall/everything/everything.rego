# METADATA
# title: Firewall lets the whole internet in on every port
# description: |
#   Whatever listens on a machine, now or later, is then anybody's to reach.
# related_resources:
#   - ref: https://cloud.google.com/firewall/docs/firewalls
#     description: Firewall rules
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Name the `ports` that are meant for everybody, and ranges for the others.
#   resources:
#     - google_compute_firewall
#     - google_compute_firewall_policy_rule
#     - google_compute_network_firewall_policy_rule
#     - google_compute_organization_security_policy_rule
#     - google_compute_region_network_firewall_policy_rule
#   topics:
#     - gcp-fw-all
#   frameworks:
#     nist-800-53:
#       - "AC-4"
#       - "SC-7"
package policies.google.firewall.everything

import data.policies.lib.finding
import data.policies.lib.google
import data.policies.lib.network

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in google.world_ingress

	network.is_everything(rule)
	message := $"{rule.resource.address} lets {rule.range} reach every port ({rule.protocol}); expected named ports"
}
