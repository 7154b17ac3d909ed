# METADATA
# title: Machine has no measured boot
# description: |
#   What an intruder puts before the operating system then starts with it, and nobody notices.
# related_resources:
#   - ref: https://cloud.google.com/compute/shielded-vm/docs/shielded-vm
#     description: Shielded VM
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: >-
#     Add `shielded_instance_config { enable_secure_boot = true }`, and leave the virtual TPM and integrity
#     monitoring on.
#   resources:
#     - google_compute_instance
#     - google_compute_instance_from_template
#     - google_compute_instance_template
#     - google_compute_region_instance_template
#   topics:
#     - gcp-vm-shielded
#   frameworks:
#     cis-gcp-3.0:
#       - "4.8"
#     nist-800-53:
#       - "SI-7"
package policies.google.compute.shielded

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(machine, ["shielded_instance_config"], message) if {
	some machine in resources.of_types(_types)

	setting.is_absent(machine, ["shielded_instance_config"])
	message := $"{machine.address} asks for no measured boot; expected shielded_instance_config"
}

deny contains finding.on(machine, path, message) if {
	some machine in resources.of_types(_types)

	some field in ["enable_integrity_monitoring", "enable_secure_boot", "enable_vtpm"]
	path := ["shielded_instance_config", 0, field]
	setting.is_stated_off(machine, path)
	message := $"{machine.address} has {field} off; expected {field} = true"
}

_types := {
	"google_compute_instance",
	"google_compute_instance_from_template",
	"google_compute_instance_template",
	"google_compute_region_instance_template",
}
