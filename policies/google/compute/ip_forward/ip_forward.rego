# METADATA
# title: Machine forwards the packets of others
# description: |
#   It can then take part in any traffic that is routed to it, and pretend to be somebody else.
# related_resources:
#   - ref: https://cloud.google.com/vpc/docs/using-routes
#     description: Forwarding
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Remove `can_ip_forward = true`, unless the machine is a router.
#   resources:
#     - google_compute_instance
#     - google_compute_instance_from_template
#     - google_compute_instance_template
#     - google_compute_region_instance_template
#   topics:
#     - gcp-vm-ip-forward
#   frameworks:
#     cis-gcp-3.0:
#       - "4.6"
#     nist-800-53:
#       - "SC-7"
package policies.google.compute.ip_forward

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["can_ip_forward"]

deny contains fix.set(finding.on(machine, _path, message), _path, false) if {
	some machine in resources.of_types(_types)

	setting.is_stated_on(machine, _path)
	not startswith(object.get(machine.after, "name", ""), "gke-") # nodes of Kubernetes Engine have to
	message := $"{machine.address} forwards the packets of others; expected can_ip_forward = false"
}

_types := {
	"google_compute_instance",
	"google_compute_instance_from_template",
	"google_compute_instance_template",
	"google_compute_region_instance_template",
}
