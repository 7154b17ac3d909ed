# METADATA
# title: Machine runs as the default service account
# description: |
#   That account may edit the whole project where it was made so, and every machine shares it: one intruder has all.
# related_resources:
#   - ref: https://cloud.google.com/compute/docs/access/service-accounts
#     description: Service accounts
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Make a service account for the machine with the roles that it needs, and set its `email` in `service_account`.
#   resources:
#     - google_compute_instance
#     - google_compute_instance_from_template
#     - google_compute_instance_template
#     - google_compute_region_instance_template
#   topics:
#     - gcp-vm-default-sa
#   frameworks:
#     cis-gcp-3.0:
#       - "4.1"
#       - "4.2"
#     nist-800-53:
#       - "AC-6"
package policies.google.compute.default_service_account

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(machine, ["service_account", 0, "email"], message) if {
	some machine in resources.of_types(_types)

	count(setting.of(machine, ["service_account"], [])) > 0
	_is_default(machine)
	not _is_of_cluster(machine)
	message := $"{machine.address} runs as the default service account{_extent(machine)}; expected one of its own"
}

_path := ["service_account", 0, "email"]

_is_default(machine) if {
	email := setting.of(machine, _path, "default")
	regex.match(`^$|^default$|-compute@developer\.gserviceaccount\.com$`, email)
}

_is_default(machine) if {
	sketch := machine.sketches["/service_account/0/email"]
	regex.match(`data\.google_compute_default_service_account\.|-compute@developer\.gserviceaccount\.com$`, sketch)
}

# Kubernetes Engine made it, and node pools say what it runs as.
_is_of_cluster(machine) if startswith(machine.after.name, "gke-")

_extent(machine) := " with access to everything" if {
	some scope in machine.after.service_account[0].scopes
	regex.match(`(^|/)cloud-platform$`, scope)
} else := ""

_types := {
	"google_compute_instance",
	"google_compute_instance_from_template",
	"google_compute_instance_template",
	"google_compute_region_instance_template",
}
