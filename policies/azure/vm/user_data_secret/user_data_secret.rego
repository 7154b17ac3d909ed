# METADATA
# title: Credential is written in a machine's custom data
# description: |
#   Everything on the machine can read it, and it stays in the state and in this repository's history.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/virtual-machines/custom-data
#     description: Custom data
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Remove it and revoke the credential; give the machine a managed identity, and let it fetch the secret from a
#     key vault.
#   resources:
#     - azurerm_linux_virtual_machine
#     - azurerm_linux_virtual_machine_scale_set
#     - azurerm_orchestrated_virtual_machine_scale_set
#     - azurerm_virtual_machine
#     - azurerm_virtual_machine_scale_set
#     - azurerm_windows_virtual_machine
#     - azurerm_windows_virtual_machine_scale_set
#   topics:
#     - az-vm-userdata-secret
#   frameworks:
#     nist-800-53:
#       - "IA-5(7)"
package policies.azure.vm.user_data_secret

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.secrets

deny contains finding.on(machine, path, message) if {
	some machine in resources.of_types(_types)

	some path in _paths
	some text in _texts(machine, path)
	found := secrets.kinds(text) | secrets.assigned(text)
	count(found) > 0
	message := concat("; ", [
		$"{machine.address} has a credential in its custom data: {concat(", ", found)}",
		"expected a managed identity and a key vault",
	])
}

_types := {
	"azurerm_linux_virtual_machine",
	"azurerm_linux_virtual_machine_scale_set",
	"azurerm_orchestrated_virtual_machine_scale_set",
	"azurerm_virtual_machine",
	"azurerm_virtual_machine_scale_set",
	"azurerm_windows_virtual_machine",
	"azurerm_windows_virtual_machine_scale_set",
}

_paths := [["custom_data"], ["user_data"], ["user_data_base64"], ["os_profile", 0, "custom_data"]]

# Plain, in base64, or with parts that are known only after apply.
_texts(machine, path) := {written, _decoded(written)} if {
	written := _written(machine, path)
}

_written(machine, path) := text if {
	text := object.get(machine.after, path, null)
	is_string(text)
} else := machine.sketches[concat("", [$"/{step}" | some step in path])]

_decoded(text) := base64.decode(text) if {
	regex.match(`^[A-Za-z0-9+/=\s]{16,}$`, text)
	base64.is_valid(text)
} else := ""
