# METADATA
# title: Machine's serial console is open
# description: |
#   It cannot be limited to addresses: whoever has a key gets in from anywhere, past every firewall.
# related_resources:
#   - ref: https://cloud.google.com/compute/docs/troubleshooting/troubleshooting-using-serial-console
#     description: Serial console
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Remove `serial-port-enable` from `metadata`.
#   resources:
#     - google_compute_instance
#     - google_compute_instance_from_template
#     - google_compute_instance_template
#     - google_compute_project_metadata
#     - google_compute_project_metadata_item
#     - google_compute_region_instance_template
#   topics:
#     - gcp-vm-serial-port
#   frameworks:
#     cis-gcp-3.0:
#       - "4.5"
#     nist-800-53:
#       - "AC-17"
package policies.google.compute.serial_port

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(machine, ["metadata", key], message) if {
	some machine in resources.of_types(_types)

	some key, value in machine.after.metadata
	key == "serial-port-enable"
	_is_on(value)
	message := $"{machine.address} opens the serial console; expected no serial-port-enable"
}

deny contains finding.on(item, ["value"], message) if {
	some item in resources.of_type("google_compute_project_metadata_item")

	item.after.key == "serial-port-enable"
	_is_on(item.after.value)
	message := $"{item.address} opens the serial console; expected no serial-port-enable"
}

_is_on(value) if lower($"{value}") in {"1", "true", "y", "yes"}

_types := {
	"google_compute_instance",
	"google_compute_instance_from_template",
	"google_compute_instance_template",
	"google_compute_project_metadata",
	"google_compute_region_instance_template",
}
