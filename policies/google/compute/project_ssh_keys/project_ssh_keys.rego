# METADATA
# title: Machine accepts the keys of the whole project, or no OS Login
# description: |
#   One key in the project's metadata then opens every machine, and nobody's access ends when they leave.
# related_resources:
#   - ref: https://cloud.google.com/compute/docs/oslogin
#     description: OS Login
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Set `enable-oslogin = "TRUE"` in the project's metadata, or `block-project-ssh-keys = true` in the machine's.
#   resources:
#     - google_compute_instance
#     - google_compute_instance_from_template
#     - google_compute_instance_template
#     - google_compute_project_metadata
#     - google_compute_project_metadata_item
#     - google_compute_region_instance_template
#   topics:
#     - gcp-vm-project-ssh-keys
#   frameworks:
#     cis-gcp-3.0:
#       - "4.3"
#       - "4.4"
#     nist-800-53:
#       - "AC-17"
#       - "IA-2"
package policies.google.compute.project_ssh_keys

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.unknown

deny contains finding.on(machine, ["metadata"], message) if {
	some machine in resources.of_types(_types)

	not _states(machine, "block-project-ssh-keys", _on)
	not _states(machine, "enable-oslogin", _on)
	not _project_has_os_login
	not _may_state(machine)
	message := $"{machine.address} accepts the project's SSH keys; expected block-project-ssh-keys or enable-oslogin"
}

deny contains finding.on(machine, ["metadata", "enable-oslogin"], message) if {
	some machine in resources.of_types(_types | {"google_compute_project_metadata"})

	_states(machine, "enable-oslogin", _off)
	message := $"{machine.address} switches OS Login off; expected enable-oslogin = \"TRUE\""
}

deny contains finding.on(project, ["metadata"], message) if {
	some project in resources.of_type("google_compute_project_metadata")

	not _states(project, "enable-oslogin", _on | _off)
	not _may_state(project)
	message := $"{project.address} is without OS Login; expected enable-oslogin = \"TRUE\""
}

deny contains finding.on(item, ["value"], $"{item.address} switches OS Login off; expected TRUE") if {
	some item in resources.of_type("google_compute_project_metadata_item")

	item.after.key == "enable-oslogin"
	lower($"{item.after.value}") in _off
}

_project_has_os_login if {
	some project in resources.of_type("google_compute_project_metadata")
	_states(project, "enable-oslogin", _on)
}

_project_has_os_login if {
	some item in resources.of_type("google_compute_project_metadata_item")
	item.after.key == "enable-oslogin"
	lower($"{item.after.value}") in _on
}

_states(resource, key, values) if lower($"{resource.after.metadata[key]}") in values

# Something of the metadata is known only after apply.
_may_state(resource) if unknown.within(resource, ["metadata"])

_on := {"1", "true", "y", "yes"}

_off := {"0", "false", "n", "no"}

_types := {
	"google_compute_instance",
	"google_compute_instance_from_template",
	"google_compute_instance_template",
	"google_compute_region_instance_template",
}
