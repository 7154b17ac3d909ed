# METADATA
# title: Machine has a public address
# description: |
#   It is one firewall rule away from everybody.
# related_resources:
#   - ref: https://cloud.google.com/compute/docs/ip-addresses/configure-static-external-ip-address
#     description: External addresses
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Remove `access_config`; let traffic in through a load balancer and administrators through Identity-Aware
#     Proxy.
#   resources:
#     - google_compute_instance
#     - google_compute_instance_from_template
#     - google_compute_instance_template
#     - google_compute_region_instance_template
#   topics:
#     - gcp-vm-public-ip
#   frameworks:
#     cis-gcp-3.0:
#       - "4.9"
#     nist-800-53:
#       - "SC-7"
package policies.google.compute.public_ip

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(machine, ["network_interface", index, block], message) if {
	some machine in resources.of_types(_types)

	some index, interface in machine.after.network_interface
	some block in ["access_config", "ipv6_access_config"]
	count(interface[block]) > 0
	message := $"{machine.address} has a public address; expected no {block}"
}

_types := {
	"google_compute_instance",
	"google_compute_instance_from_template",
	"google_compute_instance_template",
	"google_compute_region_instance_template",
}
